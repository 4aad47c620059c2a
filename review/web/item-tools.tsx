/** On an item: whose it is, by when, its labels and notes, and giving it, putting it off, noting. */
import { Badge, Button, Group, Stack, Text, Title } from '@mantine/core';
import { useHotkeys } from '@mantine/hooks';
import { lazy, Suspense, useEffect, useState } from 'react';
import type { ItemNotes } from '../api/inbox-schema.ts';
import type { Item } from '../api/schema.ts';
import { ask, useNotes, useSession } from './api.ts';
import { Due } from './due.tsx';
import { useHandling } from './handle.ts';
import type { Wanted } from './item-dialogs.tsx';
import { moment } from './words.ts';

const ItemDialog = lazy(() => import('./item-dialogs.tsx').then(({ ItemDialog: dialog }) => ({ default: dialog })));

const VERBS: readonly [Wanted, string][] = [
  ['assign', 'Give (a)'],
  ['postpone', 'Put off (p)'],
  ['label', 'Label (l)'],
  ['note', 'Note (n)'],
  ['escalate', 'Escalate (E)'],
];

export function ItemTools({ item }: { item: Item }) {
  const [wanted, want] = useState<Wanted | null>(null);
  const handling = useHandling();
  const mayDecide = useSession().data?.permissions.includes('items.decide') ?? false;
  const isOpen = mayDecide && item.resolution === null;
  const place = `item/${item.id}/${wanted}`;
  const start = (what: Wanted) => (isOpen || (mayDecide && what === 'note')) && want(what);
  useHotkeys([
    ['a', () => start('assign')],
    ['p', () => start('postpone')],
    ['l', () => start('label')],
    ['n', () => start('note')],
    ['shift+e', () => start('escalate')],
  ]);
  return (
    <section aria-label="Whose and when">
      <Facts item={item} />
      {mayDecide && (
        <Group gap={6} mt={6}>
          {isOpen && item.postponedUntil && (
            <Button
              size="compact-xs"
              variant="default"
              loading={handling.isPending}
              onClick={() => handling.mutate({ ids: [item.id], handling: { do: 'bring-back' } })}
            >
              Bring it back now
            </Button>
          )}
          {VERBS.filter(([what]) => isOpen || what === 'note').map(([what, label]) => (
            <Button key={what} size="compact-xs" variant="default" onClick={() => want(what)}>
              {label}
            </Button>
          ))}
        </Group>
      )}
      {item.notes > 0 && <Notes itemId={item.id} />}
      {wanted && (
        <Suspense fallback={null}>
          <ItemDialog
            wanted={wanted}
            place={place}
            count={1}
            today={item.today}
            onClose={() => want(null)}
            onDo={(what) => handling.mutate({ ids: [item.id], handling: what, place })}
          />
        </Suspense>
      )}
    </section>
  );
}

function Facts({ item }: { item: Item }) {
  return (
    <Group gap="xs" fz="sm">
      <Group gap={6} wrap="nowrap">
        <Due due={item.due} today={item.today} isAlone />
      </Group>
      {item.assignee && <Text size="sm">for {item.assignee.isMine ? 'you' : item.assignee.name}</Text>}
      {item.isEscalated && (
        <Badge size="sm" color="red">
          escalated
        </Badge>
      )}
      {item.postponedUntil && <Text size="sm">put off until {moment(item.postponedUntil)}</Text>}
      {item.labels.map((label) => (
        <Badge key={label} size="sm" variant="outline" color="gray">
          {label}
        </Badge>
      ))}
    </Group>
  );
}

const KINDS: Readonly<Record<ItemNotes['notes'][number]['kind'], string>> = {
  note: '',
  postponed: 'put it off: ',
  forwarded: 'passed it on: ',
  escalated: 'put it before a supervisor: ',
  assigned: 'gave it: ',
};

/** Whoever is mentioned has read it once it is shown. */
function Notes({ itemId }: { itemId: string }) {
  const notes = useNotes(itemId).data?.notes ?? [];
  const hasMention = notes.some(({ mentions }) => mentions.length > 0);
  useEffect(() => {
    if (hasMention) void ask(`/review-items/${itemId}/notes/read`, 'POST').catch(() => undefined);
  }, [hasMention, itemId]);
  return (
    <Stack component="section" gap={6} mt="sm" aria-label="Notes">
      <Title order={2} size="sm">
        Notes
      </Title>
      {notes.map(({ id, by, at, kind, text }) => (
        <Text key={id} size="sm" className="note">
          <Text span inherit fw={500}>
            {by}
          </Text>{' '}
          {KINDS[kind]}
          {text}{' '}
          <Text span size="xs" c="dimmed">
            {moment(at)}
          </Text>
        </Text>
      ))}
    </Stack>
  );
}

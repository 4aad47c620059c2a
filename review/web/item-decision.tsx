/** What a person can do with an item: correct and send back, or resolve with a note. */
import { Alert, Button, Stack, Text, Textarea, Title } from '@mantine/core';
import { useHotkeys } from '@mantine/hooks';
import { useEffect, useRef, type KeyboardEvent } from 'react';
import type { Item } from '../api/schema.ts';
import { useClaim, useDecision } from './decide.ts';
import { InquiryForm } from './inquiry-form.tsx';
import { DRAWN, ItemActions } from './item-actions.tsx';
import type { Filter } from './router.ts';
import { SelectorsForm } from './selectors-form.tsx';
import { forgetTyped, useTyped } from './typed.ts';
import { moment } from './words.ts';

export function ItemDecision({ item, filter }: { item: Item; filter: Filter }) {
  const decision = useDecision(item.id, filter);
  const claim = useClaim();
  const isHeldByOther = item.claim !== null && !item.claim.isMine;
  const isOpen = item.resolution === null;
  const offers = (kind: Item['actions'][number]['kind']) => item.actions.some((each) => each.kind === kind);
  const isLocked = !isOpen || isHeldByOther || decision.isPending;
  // Decided, by whomever: nothing is left to send.
  useEffect(() => {
    if (!isOpen) forgetTyped(`item/${item.id}`);
  }, [isOpen, item.id]);
  // Who begins to write has taken the item: a colleague must not begin as well.
  const onTouch = () => {
    if (isOpen && !item.claim && claim.isIdle) claim.mutate({ id: item.id, isMine: false });
  };
  // What mostly helps stands first.
  const isActionFirst = DRAWN.has(item.actions[0]?.kind ?? '');
  const isResolveMain = item.actions[0]?.kind === 'resolve';
  const actions = <ItemActions item={item} isLocked={isLocked} onTouch={onTouch} onDecide={decision.mutate} />;
  return (
    <Stack gap="md">
      {isHeldByOther && isOpen && (
        <Alert color="gray" variant="light" p="sm">
          {item.claim?.by} has this item until {moment(item.claim?.until ?? item.at)}. You can read it, not decide it.
        </Alert>
      )}
      {item.resolution && <Resolved resolution={item.resolution} />}
      {isActionFirst && actions}
      {item.inquiry && (
        <InquiryForm
          itemId={item.id}
          inquiry={item.inquiry}
          isMain={!isActionFirst}
          isLocked={isLocked || !offers('ask-again')}
          canSendBack={offers('ask-again')}
          onTouch={onTouch}
          onSendBack={(correction) => decision.mutate({ verb: 'send-back', body: { correction } })}
        />
      )}
      {!isActionFirst && actions}
      {offers('selectors') && (
        <SelectorsForm
          itemId={item.id}
          proposals={item.proposals}
          means={item.resolveMeans}
          isLocked={isLocked}
          onTouch={onTouch}
          onDecide={(decisions) => decision.mutate({ verb: 'selectors', body: { decisions } })}
        />
      )}
      {offers('resolve') && (
        <ResolveForm
          itemId={item.id}
          means={item.resolveMeans}
          warning={item.warning}
          isLocked={isLocked}
          isMain={isResolveMain}
          title={
            isResolveMain
              ? 'Resolve'
              : offers('ask-again')
                ? 'Or resolve without asking again'
                : 'Or resolve with a note'
          }
          onTouch={onTouch}
          onResolve={(note) => decision.mutate({ verb: 'resolve', body: { note } })}
        />
      )}
    </Stack>
  );
}

function Resolved({ resolution }: { resolution: NonNullable<Item['resolution']> }) {
  return (
    <Alert color="teal" variant="light" p="sm">
      {resolution.kind === 'resolved' ? 'Resolved' : 'Sent back'} by {resolution.by ?? 'someone'},{' '}
      {moment(resolution.at)}
      {resolution.note && `: “${resolution.note}”`}
    </Alert>
  );
}

interface ResolveFormProps {
  itemId: string;
  means: string;
  /** Why resolving now would not help. */
  warning: string | null;
  isLocked: boolean;
  /** The only thing that can be done with this item. */
  isMain: boolean;
  title: string;
  onTouch: () => void;
  onResolve: (note: string) => void;
}

function ResolveForm({ itemId, means, warning, isLocked, isMain, title, onTouch, onResolve }: ResolveFormProps) {
  const [note, setNote] = useTyped(`item/${itemId}/resolve`, '');
  const field = useRef<HTMLTextAreaElement>(null);
  useHotkeys([['r', () => field.current?.focus()]]);
  const isReady = note.trim() !== '' && !isLocked;
  const onKeyDown = (event: KeyboardEvent) => {
    if (event.key === 'Escape') field.current?.blur();
    if (event.key === 'Enter' && (event.ctrlKey || event.metaKey) && isReady) onResolve(note);
  };
  return (
    <form
      onSubmit={(event) => {
        event.preventDefault();
        if (isReady) onResolve(note);
      }}
    >
      <Stack gap={6}>
        <Title order={2} size="sm">
          {title}
        </Title>
        {warning && (
          <Alert color="orange" variant="light" p="sm" role="alert">
            {warning}
          </Alert>
        )}
        <Textarea
          ref={field}
          aria-label="What was done"
          placeholder="What was done, in a few words"
          autosize
          minRows={2}
          maxRows={6}
          maxLength={2000}
          disabled={isLocked}
          value={note}
          onKeyDown={onKeyDown}
          onChange={(event) => {
            setNote(event.currentTarget.value);
            onTouch();
          }}
        />
        <Text size="xs" c="dimmed">
          {means}
        </Text>
        <Button type="submit" w="fit-content" variant={isMain ? 'filled' : 'default'} disabled={!isReady}>
          Resolve
        </Button>
      </Stack>
    </form>
  );
}

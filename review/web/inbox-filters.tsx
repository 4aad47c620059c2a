/** The left of the inbox: queues, saved views, and what items have, each with its count. */
import { ActionIcon, Group, NavLink, SegmentedControl, Stack, Text } from '@mantine/core';
import { useQueryClient } from '@tanstack/react-query';
import type { Queues, SavedView } from '../api/inbox-schema.ts';
import type { Summary } from '../api/schema.ts';
import { ask, useQueues, useViews } from './api.ts';
import { useNotice } from './notices.tsx';
import { EVERYTHING, go, inboxAddress, queryOf, type Filter } from './router.ts';

const QUEUES: readonly [name: keyof Queues['queues'], title: string, filter: Partial<Filter>][] = [
  ['open', 'All that waits', {}],
  ['mine', 'Mine', { assignee: 'me' }],
  ['nobodys', 'Nobody’s', { assignee: 'nobody' }],
  ['overdue', 'Too late already', { due: 'overdue', order: 'due' }],
  ['week', 'Due within 7 days', { due: 'week', order: 'due' }],
  ['mentions', 'Mentions me', { mentions: '1' }],
  ['escalated', 'Escalated', { escalated: '1' }],
  ['postponed', 'Put off', { postponed: '1' }],
];

export function InboxFilters({ filter, summary }: { filter: Filter; summary: Summary | undefined }) {
  const queues = useQueues().data;
  const set = (change: Partial<Filter>) => go(inboxAddress({ ...filter, ...change }));
  const isOpen = filter.state === 'open';
  return (
    <nav className="side" aria-label="Filters">
      <Stack gap="md">
        <SegmentedControl
          size="xs"
          fullWidth
          aria-label="State"
          data={[
            { value: 'open', label: 'Open' },
            { value: 'resolved', label: 'Decided' },
          ]}
          value={filter.state}
          onChange={(state) =>
            go(inboxAddress(state === 'resolved' ? { state: 'resolved', order: 'newest' } : EVERYTHING))
          }
        />
        {isOpen && <QueueLinks filter={filter} counts={queues?.queues} />}
        <Views filter={filter} counts={queues?.views} />
        {isOpen && summary && (
          <>
            <Choices
              title="About"
              chosen={filter.kind}
              choices={summary.byKind}
              onChoose={(kind) => set({ kind: kind as Filter['kind'] })}
            />
            <Choices
              title="Why"
              chosen={filter.code}
              choices={summary.byCode}
              onChoose={(code) => set({ code: code as Filter['code'] })}
            />
            <Choices
              title="Label"
              chosen={filter.label}
              choices={queues?.byLabel ?? []}
              onChoose={(label) => set({ label })}
            />
          </>
        )}
      </Stack>
    </nav>
  );
}

function QueueLinks({ filter, counts }: { filter: Filter; counts: Queues['queues'] | undefined }) {
  const here = queryOf(filter);
  return (
    <div role="group" aria-label="Queues">
      {QUEUES.map(([name, title, narrowed]) => {
        const to = { ...EVERYTHING, ...narrowed };
        return (
          <Choice
            key={name}
            title={title}
            count={counts?.[name]}
            isUrgent={name === 'mentions' || name === 'overdue' || name === 'escalated'}
            isChosen={here === queryOf(to)}
            onChoose={() => go(inboxAddress(to))}
          />
        );
      })}
    </div>
  );
}

function Views({ filter, counts }: { filter: Filter; counts: Queues['views'] | undefined }) {
  const views = useViews().data?.views ?? [];
  const client = useQueryClient();
  const tell = useNotice();
  const remove = (view: SavedView) =>
    ask(`/inbox/views/${view.id}`, 'DELETE')
      .then(() => tell(`The view “${view.name}” is gone.`))
      .catch((error: Error) => tell(error.message, true))
      .finally(() => void client.invalidateQueries({ queryKey: ['views'] }));
  if (views.length === 0) return null;
  return (
    <div role="group" aria-label="Saved views">
      <Heading>Views</Heading>
      {views.map((view) => (
        <Group key={view.id} gap={0} wrap="nowrap" className="view">
          <Choice
            title={view.isMine ? view.name : `${view.name} (${view.by})`}
            count={counts?.find(({ id }) => id === view.id)?.count}
            isChosen={queryOf(filter) === queryOf(view.filter)}
            onChoose={() => go(inboxAddress(view.filter))}
          />
          {view.isMine && (
            <ActionIcon
              size="xs"
              variant="subtle"
              color="gray"
              aria-label={`Remove the view ${view.name}`}
              onClick={() => void remove(view)}
            >
              ×
            </ActionIcon>
          )}
        </Group>
      ))}
    </div>
  );
}

const Heading = ({ children }: { children: string }) => (
  <Text size="xs" c="dimmed" fw={500} px="xs" pb={2}>
    {children}
  </Text>
);

interface ChoicesProps {
  title: string;
  chosen: string | undefined;
  choices: Summary['byCode'];
  onChoose: (name: string | undefined) => void;
}

/** A second click on the chosen one takes the filter away. */
function Choices({ title, chosen, choices, onChoose }: ChoicesProps) {
  if (choices.length === 0) return null;
  return (
    <div role="group" aria-label={title}>
      <Heading>{title}</Heading>
      {choices.map(({ name, title: label, count }) => (
        <Choice
          key={name}
          title={label}
          count={count}
          isChosen={chosen === name}
          onChoose={() => onChoose(chosen === name ? undefined : name)}
        />
      ))}
    </div>
  );
}

interface ChoiceProps {
  title: string;
  count: number | undefined;
  isChosen: boolean;
  isUrgent?: boolean;
  onChoose: () => void;
}

const Choice = ({ title, count, isChosen, isUrgent = false, onChoose }: ChoiceProps) => (
  <NavLink
    component="button"
    type="button"
    label={title}
    title={title}
    py={3}
    px="xs"
    noWrap
    active={isChosen}
    aria-pressed={isChosen}
    rightSection={
      <Text size="xs" c={isUrgent && count ? 'red' : 'dimmed'} fw={isUrgent && count ? 600 : 400} className="number">
        {count?.toLocaleString('en-US') ?? ''}
      </Text>
    }
    onClick={onChoose}
  />
);

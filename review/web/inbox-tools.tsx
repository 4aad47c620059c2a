/** Above the rows: search, what narrows the list, its order, and saving it as a view. */
import { Button, CloseButton, Group, Popover, Select, Stack, Switch, Text, TextInput, Title } from '@mantine/core';
import { useHotkeys } from '@mantine/hooks';
import { useQueryClient } from '@tanstack/react-query';
import { useRef, useState, type FormEvent } from 'react';
import type { Order } from '../api/inbox-schema.ts';
import { ask, usePeople, useQueues } from './api.ts';
import { useNotice } from './notices.tsx';
import { entriesOf, EVERYTHING, go, inboxAddress, queryOf, search, type Filter } from './router.ts';
import { money } from './words.ts';

const ORDERS: readonly { value: Order; label: string }[] = [
  { value: 'priority', label: 'What to work first' },
  { value: 'due', label: 'Due first' },
  { value: 'value', label: 'Highest amount' },
  { value: 'oldest', label: 'Oldest first' },
  { value: 'newest', label: 'Newest first' },
  { value: 'touched', label: 'Longest untouched' },
  { value: 'touched-last', label: 'Last touched' },
  { value: 'payer', label: 'By payer' },
  { value: 'payer-last', label: 'By payer, Z first' },
  { value: 'due-last', label: 'Due last' },
  { value: 'value-least', label: 'Lowest amount' },
];

export function InboxTools({ filter }: { filter: Filter }) {
  return (
    <Group justify="space-between" px="md" py="xs" gap="sm" wrap="nowrap" className="tools">
      <Title order={1} size="h4" className="fixed">
        {filter.state === 'open' ? 'Waiting for a person' : 'Decided'}
      </Title>
      <Chips filter={filter} />
      <Group gap="xs" wrap="nowrap" className="fixed">
        <Search key={filter.text ?? ''} text={filter.text} />
        <Narrow filter={filter} />
        <Select
          aria-label="Order"
          size="xs"
          w={165}
          allowDeselect={false}
          data={[...ORDERS]}
          value={filter.order}
          onChange={(order) => go(inboxAddress({ ...filter, order: order ?? 'priority' }))}
        />
        <SaveView filter={filter} />
      </Group>
    </Group>
  );
}

/** Found at Enter, by the beginnings of names and numbers. */
function Search({ text }: { text: string | undefined }) {
  const [typed, setTyped] = useState(text ?? '');
  const field = useRef<HTMLInputElement>(null);
  useHotkeys([['/', () => field.current?.focus()]]);
  const onSubmit = (event: FormEvent) => {
    event.preventDefault();
    search(typed);
    field.current?.blur();
  };
  const clear = () => {
    setTyped('');
    search('');
  };
  return (
    <form role="search" onSubmit={onSubmit}>
      <TextInput
        ref={field}
        size="xs"
        w={190}
        aria-label="Search names and numbers"
        placeholder="Name, member or claim no.  /"
        title="The beginning of a name or a number; what was found is kept in the audit trail"
        minLength={2}
        maxLength={100}
        value={typed}
        onChange={(event) => setTyped(event.currentTarget.value)}
        onKeyDown={(event) => event.key === 'Escape' && (clear(), field.current?.blur())}
        rightSection={typed && <CloseButton size="xs" aria-label="Search nothing" onClick={clear} />}
      />
    </form>
  );
}

const DUE = {
  overdue: 'too late already',
  today: 'today',
  week: 'within 7 days',
  month: 'within 30 days',
  none: 'no deadline',
};

/** What narrows the list beside the queues at the left, each to be taken away. */
function Chips({ filter }: { filter: Filter }) {
  const people = usePeople().data?.people ?? [];
  const payers = useQueues().data?.byPayer ?? [];
  const words: Partial<Record<keyof Filter, (value: string) => string>> = {
    payer: (value) => payers.find(({ name }) => name === value)?.title ?? value,
    portal: (value) => `portal ${value}`,
    label: (value) => `label ${value}`,
    olderThan: (value) => `${value} days or older`,
    due: (value) => `due ${DUE[value as keyof typeof DUE] ?? value}`,
    minCents: (value) => `from ${money(Number(value))}`,
    maxCents: (value) => `up to ${money(Number(value))}`,
    assignee: (value) =>
      value === 'me'
        ? 'mine'
        : value === 'nobody'
          ? 'nobody’s'
          : (people.find(({ id }) => id === value)?.name ?? 'a colleague’s'),
    escalated: () => 'escalated',
    postponed: () => 'put off',
    mentions: () => 'mentions me',
  };
  const chips = entriesOf(filter).flatMap(([key, value]) => {
    const say = words[key as keyof Filter];
    return say ? [{ key, text: say(value) }] : [];
  });
  return (
    <Group gap={6} className="chips">
      {chips.map(({ key, text }) => (
        <Button
          key={key}
          size="compact-xs"
          variant="light"
          rightSection="×"
          aria-label={`Take away: ${text}`}
          onClick={() => go(inboxAddress({ ...filter, [key]: undefined }))}
        >
          {text}
        </Button>
      ))}
    </Group>
  );
}

function Narrow({ filter }: { filter: Filter }) {
  const people = usePeople().data?.people ?? [];
  const queues = useQueues().data;
  const set = (change: Partial<Filter>) => go(inboxAddress({ ...filter, ...change }));
  const named = (choices: readonly { name: string; title: string }[] = []) =>
    choices.map(({ name, title }) => ({ value: name, label: title }));
  const whose = [
    { value: 'me', label: 'Me' },
    { value: 'nobody', label: 'Nobody' },
    ...people.map(({ id, name }) => ({ value: id, label: name })),
  ];
  const select = (
    label: string,
    key: 'payer' | 'portal' | 'label' | 'assignee' | 'due',
    data: { value: string; label: string }[],
  ) => (
    <Select
      size="xs"
      label={label}
      placeholder="any"
      clearable
      searchable={data.length > 6}
      comboboxProps={{ withinPortal: false }}
      data={data}
      value={filter[key] ?? null}
      onChange={(value) => set({ [key]: value ?? undefined })}
    />
  );
  return (
    <Popover position="bottom-end" width={300} shadow="md" withArrow trapFocus>
      <Popover.Target>
        <Button size="xs" variant="default">
          Filter
        </Button>
      </Popover.Target>
      <Popover.Dropdown>
        <Stack gap="xs">
          {select('Payer', 'payer', named(queues?.byPayer))}
          {select('Portal', 'portal', named(queues?.byPortal))}
          {select(
            'Due',
            'due',
            Object.entries(DUE).map(([value, label]) => ({ value, label })),
          )}
          {select('Whose', 'assignee', whose)}
          {select('Label', 'label', named(queues?.byLabel))}
          <Group grow gap="xs">
            <Amount label="Amount from" cents={filter.minCents} onCents={(minCents) => set({ minCents })} />
            <Amount label="up to" cents={filter.maxCents} onCents={(maxCents) => set({ maxCents })} />
          </Group>
          <Numbers
            label="At least this many days old"
            value={filter.olderThan}
            onValue={(olderThan) => set({ olderThan })}
          />
        </Stack>
      </Popover.Dropdown>
    </Popover>
  );
}

interface NumbersProps {
  label: string;
  value: number | undefined;
  onValue: (value: number | undefined) => void;
}

/** Takes effect at Enter or when it is left. */
function Numbers({ label, value, onValue }: NumbersProps) {
  const [typed, setTyped] = useState(value === undefined ? '' : String(value));
  const take = () => onValue(typed.trim() === '' || !(Number(typed) >= 0) ? undefined : Math.round(Number(typed)));
  return (
    <TextInput
      size="xs"
      label={label}
      inputMode="numeric"
      value={typed}
      onChange={(event) => setTyped(event.currentTarget.value)}
      onBlur={take}
      onKeyDown={(event) => event.key === 'Enter' && take()}
    />
  );
}

const Amount = ({
  label,
  cents,
  onCents,
}: {
  label: string;
  cents: number | undefined;
  onCents: (cents: number | undefined) => void;
}) => (
  <Numbers
    label={label}
    value={cents === undefined ? undefined : cents / 100}
    onValue={(dollars) => onCents(dollars === undefined ? undefined : dollars * 100)}
  />
);

function SaveView({ filter }: { filter: Filter }) {
  const [name, setName] = useState('');
  const [isShared, setShared] = useState(false);
  const [isOpen, setOpen] = useState(false);
  const client = useQueryClient();
  const tell = useNotice();
  const onSubmit = (event: FormEvent) => {
    event.preventDefault();
    ask<{ message: string }>('/inbox/views', 'POST', { name, isShared, filter: Object.fromEntries(entriesOf(filter)) })
      .then(({ message }) => tell(message))
      .catch((error: Error) => tell(error.message, true))
      .finally(() => {
        setOpen(false);
        for (const queryKey of [['views'], ['queues']]) void client.invalidateQueries({ queryKey });
      });
  };
  return (
    <Popover opened={isOpen} onChange={setOpen} position="bottom-end" width={260} shadow="md" withArrow trapFocus>
      <Popover.Target>
        <Button
          size="xs"
          variant="default"
          disabled={queryOf(filter) === queryOf(EVERYTHING)}
          onClick={() => setOpen(!isOpen)}
        >
          Save view
        </Button>
      </Popover.Target>
      <Popover.Dropdown>
        <form onSubmit={onSubmit}>
          <Stack gap="xs">
            <TextInput
              size="xs"
              label="Name of the view"
              required
              maxLength={40}
              data-autofocus
              value={name}
              onChange={(event) => setName(event.currentTarget.value)}
            />
            <Switch
              size="xs"
              label="Everybody sees it"
              checked={isShared}
              onChange={(event) => setShared(event.currentTarget.checked)}
            />
            {filter.text && (
              <Text size="xs" c="dimmed">
                What was searched for is not saved.
              </Text>
            )}
            <Button type="submit" size="xs" disabled={name.trim() === ''}>
              Save
            </Button>
          </Stack>
        </form>
      </Popover.Dropdown>
    </Popover>
  );
}

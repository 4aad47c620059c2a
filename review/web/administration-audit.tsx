/** The audit trail: who did and saw what; searched, taken out, and checked from its first link to its last. */
import { Alert, Anchor, Button, Center, Group, Skeleton, Stack, Table, Text, TextInput } from '@mantine/core';
import { useInfiniteQuery, useMutation, useQuery } from '@tanstack/react-query';
import { useState } from 'react';
import type { AuditFilter, AuditList, AuditRow, TrailAnswer } from '../api/audit-schema.ts';
import { Heading } from './administration-parts.tsx';
import { ask } from './api.ts';
import { Trouble } from './trouble.tsx';
import { fullMoment } from './words.ts';

const EMPTY = { actor: '', action: '', subject: '', from: '', to: '' };
type Typed = Record<keyof AuditFilter, string>;

const queryOf = (filter: Typed): URLSearchParams =>
  new URLSearchParams(Object.entries(filter).filter(([, value]) => value.trim() !== ''));

export default function AuditPage() {
  const [filter, setFilter] = useState<Typed>(EMPTY);
  return (
    <>
      <Heading title="Audit trail">
        Every view of patient data and every decision, in ids, codes and counts. Entries can only be added; each is
        chained to the one before and sealed, so that a change shows.
      </Heading>
      <Check />
      <Search onSearch={setFilter} />
      <Found key={queryOf(filter).toString()} filter={filter} />
    </>
  );
}

function Check() {
  const check = useMutation({ mutationFn: () => ask<TrailAnswer>('/audit/check', 'POST') });
  const report = check.data;
  return (
    <Stack gap="xs" maw={720}>
      <Button w="fit-content" size="xs" variant="default" loading={check.isPending} onClick={() => check.mutate()}>
        Check the whole trail now
      </Button>
      {check.isError && <Alert color="red">{check.error.message}</Alert>}
      {report && (
        <Alert
          color={report.isWhole ? 'teal' : 'red'}
          role="status"
          title={report.isWhole ? 'The trail is whole' : 'The trail was changed'}
        >
          {report.entries} entries were checked
          {report.sealed
            ? `, sealed up to link ${report.sealed.seq} (${fullMoment(report.sealed.at)}).`
            : ', none of them sealed.'}
          {report.problems.map(({ message }) => (
            <Text key={message} size="sm">
              {message}
            </Text>
          ))}
          {report.found > report.problems.length && (
            <Text size="sm">and {report.found - report.problems.length} more</Text>
          )}
        </Alert>
      )}
    </Stack>
  );
}

function Search({ onSearch }: { onSearch: (filter: Typed) => void }) {
  const [typed, setTyped] = useState<Typed>(EMPTY);
  const actions = useQuery({
    queryKey: ['audit', 'actions'],
    queryFn: () => ask<{ actions: string[] }>('/audit/actions'),
  });
  const set = (name: keyof Typed) => (event: { currentTarget: { value: string } }) =>
    setTyped({ ...typed, [name]: event.currentTarget.value });
  return (
    <Group
      component="form"
      align="flex-end"
      gap="xs"
      role="search"
      aria-label="Search the audit trail"
      onSubmit={(event) => {
        event.preventDefault();
        onSearch(typed);
      }}
    >
      <TextInput size="xs" label="Who" placeholder="a name, or robot" value={typed.actor} onChange={set('actor')} />
      <TextInput size="xs" label="What" list="audit-actions" value={typed.action} onChange={set('action')} />
      <datalist id="audit-actions">
        {actions.data?.actions.map((action) => (
          <option key={action} value={action} />
        ))}
      </datalist>
      <TextInput
        size="xs"
        label="About"
        placeholder="login: or review-item:…"
        value={typed.subject}
        onChange={set('subject')}
      />
      <TextInput size="xs" type="date" label="From" value={typed.from} onChange={set('from')} />
      <TextInput size="xs" type="date" label="To" value={typed.to} onChange={set('to')} />
      <Button size="xs" type="submit">
        Search
      </Button>
      {(['csv', 'json'] as const).map((format) => (
        <Anchor
          key={format}
          size="sm"
          download
          href={`/api/v1/audit/export?${queryOf(typed).toString()}&format=${format}`}
        >
          {format.toUpperCase()}
        </Anchor>
      ))}
    </Group>
  );
}

function Found({ filter }: { filter: Typed }) {
  const list = useInfiniteQuery({
    queryKey: ['audit', filter],
    initialPageParam: '',
    queryFn: ({ pageParam }) => {
      const query = queryOf(filter);
      if (pageParam) query.set('cursor', pageParam);
      return ask<AuditList>(`/audit?${query.toString()}`);
    },
    getNextPageParam: (page) => page.next,
  });
  if (list.isPending) return <Skeleton h={200} role="status" aria-label="Loading" />;
  if (list.isLoadingError) return <Trouble error={list.error} onRetry={() => void list.refetch()} />;
  const entries = list.data.pages.flatMap((page) => page.entries);
  return (
    <>
      {entries.length === 0 ? <Text>No entry is like that.</Text> : <Entries entries={entries} />}
      {list.hasNextPage && (
        <Center>
          <Button
            variant="default"
            size="xs"
            loading={list.isFetchingNextPage}
            onClick={() => void list.fetchNextPage()}
          >
            Show more
          </Button>
        </Center>
      )}
    </>
  );
}

const Entries = ({ entries }: { entries: readonly AuditRow[] }) => (
  <Table.ScrollContainer minWidth={760}>
    <Table verticalSpacing={4} fz="sm">
      <Table.Thead>
        <Table.Tr>
          <Table.Th>When</Table.Th>
          <Table.Th>Who</Table.Th>
          <Table.Th>What</Table.Th>
          <Table.Th>About</Table.Th>
          <Table.Th>More</Table.Th>
        </Table.Tr>
      </Table.Thead>
      <Table.Tbody>
        {entries.map(({ id, at, name, actor, action, subject, detail }) => (
          <Table.Tr key={id}>
            <Table.Td className="whole">{fullMoment(at)}</Table.Td>
            <Table.Td>{name ?? actor}</Table.Td>
            <Table.Td className="whole">{action}</Table.Td>
            <Table.Td className="mono about-what">{subject}</Table.Td>
            <Table.Td className="mono">
              {detail === '{}' ? '' : detail}
              {detail.includes('"sealed": true') && <Sealed id={id} />}
            </Table.Td>
          </Table.Tr>
        ))}
      </Table.Tbody>
    </Table>
  </Table.ScrollContainer>
);

/** Before and after, once asked for: looking at it leaves a trail. */
function Sealed({ id }: { id: number }) {
  const look = useMutation({ mutationFn: () => ask<{ before: unknown; after: unknown }>(`/audit/${id}/change`) });
  if (look.data)
    return (
      <Text size="xs" className="mono">
        before {JSON.stringify(look.data.before)}
        <br />
        after {JSON.stringify(look.data.after)}
      </Text>
    );
  return (
    <Button size="compact-xs" variant="default" loading={look.isPending} onClick={() => look.mutate()}>
      {look.isError ? look.error.message : 'Show before and after'}
    </Button>
  );
}

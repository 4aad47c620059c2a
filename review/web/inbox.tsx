/** The inbox: what waits for a person, filtered at the left, a row each. */
import { Button, Center, Group, Loader, Select, Skeleton, Stack, Text, Title } from '@mantine/core';
import { useHotkeys } from '@mantine/hooks';
import { useEffect, useState } from 'react';
import type { ItemRow, Summary } from '../api/schema.ts';
import { useItems } from './api.ts';
import { useClaim } from './decide.ts';
import { InboxFilters } from './inbox-filters.tsx';
import { InboxTable } from './inbox-table.tsx';
import { go, inboxAddress, rowAddress, type Filter } from './router.ts';
import { Trouble } from './trouble.tsx';

/** Survives the visit to an item, so that the inbox comes back where it was. */
let lastSelected: string | null = null;

export function Inbox({ filter, summary }: { filter: Filter; summary: Summary | undefined }) {
  const list = useItems(filter);
  const rows = list.data?.pages.flatMap((page) => page.items) ?? [];
  const at = list.data?.pages[0]?.at ?? '';
  const [selected, select] = useSelection(rows);
  const claim = useClaim();
  const row = rows.find(({ id }) => id === selected);
  useHotkeys([
    ['j', () => select(1)],
    ['k', () => select(-1)],
    ['ArrowDown', () => select(1)],
    ['ArrowUp', () => select(-1)],
    ['Enter', () => row && go(rowAddress(row, filter))],
    ['c', () => row && filter.state === 'open' && claim.mutate({ id: row.id, isMine: row.claim?.isMine ?? false })],
  ]);
  return (
    <div className="inbox">
      <InboxFilters filter={filter} summary={summary} />
      <Stack component="main" gap={0} className="scroll" aria-label="Review items">
        <Group justify="space-between" px="md" py="xs">
          <Title order={1} size="h4">
            {filter.state === 'open' ? 'Waiting for a person' : 'Decided'}
          </Title>
          <Select
            aria-label="Order"
            size="xs"
            w={150}
            allowDeselect={false}
            data={[
              { value: 'oldest', label: 'Oldest first' },
              { value: 'newest', label: 'Newest first' },
            ]}
            value={filter.order}
            onChange={(order) => go(inboxAddress({ ...filter, order: order === 'newest' ? 'newest' : 'oldest' }))}
          />
        </Group>
        {list.isPending && <Loading />}
        {list.isError && <Trouble error={list.error} onRetry={() => void list.refetch()} />}
        {list.isSuccess && rows.length === 0 && <Empty filter={filter} />}
        {rows.length > 0 && <InboxTable rows={rows} at={at} filter={filter} selected={selected} />}
        {list.hasNextPage && (
          <Center p="md">
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
        {list.isFetching && !list.isPending && (
          <Loader size="xs" pos="fixed" bottom={12} right={12} aria-label="Refreshing" />
        )}
      </Stack>
    </div>
  );
}

function useSelection(rows: readonly ItemRow[]): [string | null, (step: 1 | -1) => void] {
  const [selected, setSelected] = useState(lastSelected);
  const index = rows.findIndex(({ id }) => id === selected);
  const current = rows[Math.max(index, 0)]?.id ?? null;
  useEffect(() => {
    lastSelected = current;
    document.querySelector(`[data-row="${current}"]`)?.scrollIntoView({ block: 'nearest' });
  }, [current]);
  const step = (by: 1 | -1) =>
    setSelected(rows[Math.min(Math.max(Math.max(index, 0) + by, 0), rows.length - 1)]?.id ?? null);
  return [current, step];
}

function Loading() {
  return (
    <Stack gap="xs" px="md" aria-label="Loading" role="status">
      {Array.from({ length: 8 }, (_, row) => (
        <Skeleton key={row} h={34} />
      ))}
    </Stack>
  );
}

function Empty({ filter }: { filter: Filter }) {
  const isFiltered = filter.code ?? filter.kind ?? filter.assignee;
  return (
    <Center p="xl">
      <Stack align="center" gap="xs" maw={380} ta="center">
        <Text fw={600}>{isFiltered ? 'Nothing matches this filter' : 'Nothing here'}</Text>
        <Text c="dimmed" size="sm">
          {filter.state === 'open' && !isFiltered
            ? 'The robots need nobody at the moment. New items appear here by themselves.'
            : 'Items appear here by themselves as they come.'}
        </Text>
        {isFiltered && (
          <Button
            variant="default"
            size="xs"
            onClick={() => go(inboxAddress({ state: filter.state, order: filter.order }))}
          >
            Show all
          </Button>
        )}
      </Stack>
    </Center>
  );
}

/** The inbox: what waits for a person; queues at the left, a row each, and what is done to the rows that are chosen. */
import './inbox.css';
import { Button, Center, Group, Loader, Skeleton, Stack, Text } from '@mantine/core';
import { useHotkeys } from '@mantine/hooks';
import { lazy, Suspense, useCallback, useState } from 'react';
import type { ItemRow, Summary } from '../api/schema.ts';
import { useItems, useSession } from './api.ts';
import { useClaim } from './decide.ts';
import { useHandling } from './handle.ts';
import { InboxFilters } from './inbox-filters.tsx';
import { InboxTable } from './inbox-table.tsx';
import { InboxTools } from './inbox-tools.tsx';
import type { Wanted } from './item-dialogs.tsx';
import { EVERYTHING, go, inboxAddress, queryOf, rowAddress, search, type Filter } from './router.ts';
import { Trouble } from './trouble.tsx';

const ItemDialog = lazy(() => import('./item-dialogs.tsx').then(({ ItemDialog: dialog }) => ({ default: dialog })));

/** Survives the visit to an item, so that the inbox comes back where it was. */
let last: { readonly id: string | null; readonly index: number } = { id: null, index: 0 };

/** What a dialog is open for. */
interface Asked {
  readonly wanted: Wanted;
  readonly ids: readonly string[];
}

/** What is typed of one item is kept by it; of many, by just these: it must not be said of others. */
const placeOf = ({ wanted, ids }: Asked): string =>
  ids.length === 1 ? `item/${ids[0]}/${wanted}` : `items/${ids.toSorted().join(' ')}/${wanted}`;

/** The server takes no more at once. */
const MOST = 500;

export function Inbox({ filter, summary }: { filter: Filter; summary: Summary | undefined }) {
  const list = useItems(filter);
  const rows = list.data?.pages.flatMap((page) => page.items) ?? [];
  const { at = '', today = '' } = list.data?.pages[0] ?? {};
  const [current, step] = useCurrent(rows);
  const [chosen, choose, chooseAll] = useChosen(rows, queryOf(filter));
  const [asked, setAsked] = useState<Asked | null>(null);
  const handling = useHandling();
  const mayDecide = useSession().data?.permissions.includes('items.decide') ?? false;
  const row = rows.find(({ id }) => id === current);
  const ids = chosen.size > 0 ? [...chosen].slice(0, MOST) : row ? [row.id] : [];
  const canHandle = mayDecide && filter.state === 'open' && ids.length > 0;
  // Of these items, whatever the list shows by the time that the dialog is done with.
  const start = (wanted: Wanted) => canHandle && setAsked({ wanted, ids });
  const { fetchNextPage, isFetchingNextPage } = list;
  const onEnd = useCallback(() => void (isFetchingNextPage || fetchNextPage()), [isFetchingNextPage, fetchNextPage]);
  useInboxKeys({ row, filter, step, start, choose, onEscape: () => chooseAll(false) });
  return (
    <div className="inbox">
      <InboxFilters filter={filter} summary={summary} />
      <main className="desk" aria-label="Review items">
        <InboxTools filter={filter} />
        {canHandle && chosen.size > 0 && (
          <ChosenBar count={chosen.size} onWant={start} onClear={() => chooseAll(false)} isBusy={handling.isPending} />
        )}
        {list.isPending && <Loading />}
        {list.isError && <Trouble error={list.error} onRetry={() => void list.refetch()} />}
        {list.isSuccess && rows.length === 0 && <Empty filter={filter} />}
        {rows.length > 0 && (
          <InboxTable
            rows={rows}
            at={at}
            today={today}
            filter={filter}
            current={current}
            chosen={chosen}
            hasMore={list.hasNextPage}
            onChoose={choose}
            onChooseAll={chooseAll}
            onEnd={onEnd}
          />
        )}
        {list.isFetching && !list.isPending && (
          <Loader size="xs" pos="fixed" bottom={12} right={12} role="status" aria-label="Refreshing" />
        )}
      </main>
      {asked && (
        <Suspense fallback={null}>
          <ItemDialog
            wanted={asked.wanted}
            place={placeOf(asked)}
            count={asked.ids.length}
            today={today}
            onClose={() => setAsked(null)}
            onDo={(what) =>
              handling.mutate(
                { ids: asked.ids, handling: what, place: placeOf(asked) },
                { onSuccess: () => chooseAll(false) },
              )
            }
          />
        </Suspense>
      )}
    </div>
  );
}

interface KeysOptions {
  row: ItemRow | undefined;
  filter: Filter;
  step: (by: number) => void;
  start: (what: Wanted) => void;
  choose: (id: string) => void;
  onEscape: () => void;
}

function useInboxKeys({ row, filter, step, start, choose, onEscape }: KeysOptions): void {
  const claim = useClaim();
  useHotkeys([
    ['j', () => step(1)],
    ['k', () => step(-1)],
    ['ArrowDown', () => step(1)],
    ['ArrowUp', () => step(-1)],
    ['Enter', () => row && go(rowAddress(row, filter))],
    ['c', () => row && filter.state === 'open' && claim.mutate({ id: row.id, isMine: row.claim?.isMine ?? false })],
    ['x', () => row && choose(row.id)],
    ['a', () => start('assign')],
    ['p', () => start('postpone')],
    ['l', () => start('label')],
    ['r', () => start('resolve')],
    ['e', () => start('escalate')],
    ['n', () => start('note')],
    ['Escape', onEscape],
  ]);
}

interface ChosenBarProps {
  count: number;
  isBusy: boolean;
  onWant: (what: Wanted) => void;
  onClear: () => void;
}

const VERBS: readonly [Wanted, string][] = [
  ['assign', 'Give (a)'],
  ['label', 'Label (l)'],
  ['postpone', 'Put off (p)'],
  ['resolve', 'Resolve (r)'],
  ['escalate', 'Escalate (e)'],
];

const ChosenBar = ({ count, isBusy, onWant, onClear }: ChosenBarProps) => (
  <Group className="chosen" px="md" py={6} gap="xs" role="toolbar" aria-label="What to do with the selected items">
    <Text size="sm" fw={600}>
      {count} selected
    </Text>
    {VERBS.map(([what, label]) => (
      <Button key={what} size="compact-sm" variant="default" disabled={isBusy} onClick={() => onWant(what)}>
        {label}
      </Button>
    ))}
    <Button size="compact-sm" variant="subtle" color="gray" onClick={onClear}>
      Clear (Esc)
    </Button>
  </Group>
);

/** The row at which the keyboard stands; when it goes, the one that took its place. */
function useCurrent(rows: readonly ItemRow[]): [string | null, (step: number) => void] {
  const [at, setAt] = useState(last);
  const found = rows.findIndex(({ id }) => id === at.id);
  const index = found >= 0 ? found : Math.min(at.index, Math.max(rows.length - 1, 0));
  const step = (by: number) => {
    const next = Math.min(Math.max(index + by, 0), rows.length - 1);
    last = { id: rows[next]?.id ?? null, index: next };
    setAt(last);
  };
  return [rows[index]?.id ?? null, step];
}

const NONE: ReadonlySet<string> = new Set();

/** What is ticked, of what the list still shows; another filter begins with nothing. */
function useChosen(rows: readonly ItemRow[], query: string) {
  const [ticked, setTicked] = useState({ query, ids: NONE });
  const ids = ticked.query === query ? ticked.ids : NONE;
  const chosen = new Set(rows.flatMap(({ id }) => (ids.has(id) ? [id] : [])));
  const set = (next: Iterable<string>) => setTicked({ query, ids: new Set(next) });
  const choose = (id: string) => set(chosen.has(id) ? [...chosen].filter((one) => one !== id) : [...chosen, id]);
  const chooseAll = (isOn: boolean) => set(isOn ? rows.map((row) => row.id) : []);
  return [chosen, choose, chooseAll] as const;
}

function Loading() {
  return (
    <Stack gap="xs" px="md" aria-label="Loading" role="status">
      {Array.from({ length: 12 }, (_, row) => (
        <Skeleton key={row} h={38} />
      ))}
    </Stack>
  );
}

function Empty({ filter }: { filter: Filter }) {
  const isFiltered = queryOf({ ...filter, order: 'priority', state: 'open' }) !== '' || filter.text;
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
            onClick={() => {
              search('');
              go(inboxAddress({ ...EVERYTHING, state: filter.state }));
            }}
          >
            Show all
          </Button>
        )}
      </Stack>
    </Center>
  );
}

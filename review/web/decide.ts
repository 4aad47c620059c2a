/** Claiming and deciding; with a decision the next free item is taken, and shown at once where it is at hand. */
import { useMutation, useQueryClient, type InfiniteData, type QueryClient } from '@tanstack/react-query';
import type { DecisionAnswer, Item, ItemList, ItemRow, NextItem } from '../api/schema.ts';
import { freeRows } from './ahead.ts';
import { ask } from './api.ts';
import { doneLeaving, leave, shownInstead } from './leaving.ts';
import { useNotice } from './notices.tsx';
import { entriesOf, go, inboxAddress, itemAddress, itemHere, rowAddress, type Filter } from './router.ts';
import { forgetTyped } from './typed.ts';

const claimPath = (id: string): string => `/review-items/${id}/claim`;

/** Takes an item, or gives it back when it is already the person's. */
export function useClaim() {
  const client = useQueryClient();
  const tell = useNotice();
  return useMutation({
    mutationFn: ({ id, isMine }: { id: string; isMine: boolean }) =>
      ask<{ message: string }>(isMine ? `/review-items/${id}/release` : claimPath(id), 'POST'),
    onError: (error) => tell(error.message, true),
    onSettled: (_answer, _error, { id }) =>
      Promise.all([['summary'], ['item', id]].map((queryKey) => client.invalidateQueries({ queryKey }))),
  });
}

export interface Decision {
  readonly verb:
    | 'resolve'
    | 'send-back'
    | 'selectors'
    | 'answer'
    | 'not-on-file'
    | 'denial'
    | 'choose'
    | 'login-secret'
    | 'acknowledge';
  readonly body: object;
}

const SUMMARY_MS = 300;

export function useDecision(id: string, filter: Filter) {
  const client = useQueryClient();
  const tell = useNotice();
  return useMutation({
    mutationFn: ({ verb, body }: Decision) => {
      const likely = likelyNext(client, filter, id);
      const next = nextQuery(filter, likely);
      const answer = ask<DecisionAnswer>(`/review-items/${id}/${verb}`, 'POST', { ...body, next });
      if (likely && isAtHand(client, likely)) {
        leave(id, likely.id);
        go(rowAddress(likely, filter));
      }
      return answer;
    },
    onError: (error) => {
      const instead = shownInstead(id);
      const back = (how: 'push' | 'replace') => {
        go(itemAddress(id, filter), how);
        doneLeaving(id);
      };
      if (!instead) tell(error.message, true);
      else if (itemHere() === instead) {
        back('replace');
        tell(`${error.message} What you typed is still here.`, true);
      } else {
        const open = { label: 'Open it', run: () => back('push'), seconds: 0 };
        tell(`What you decided before was not taken: ${error.message}`, true, open);
      }
    },
    onSuccess: ({ message, next = null }) => {
      const instead = shownInstead(id);
      takeIn(client, id, next);
      const isOther = instead !== undefined && next?.id !== instead;
      tell(
        `${message}${isOther && next ? ' Another person had the one after it: this is the next.' : next ? '' : LAST}`,
      );
      const here = itemHere();
      if (here === (instead ?? id)) {
        if (!instead || isOther)
          go(next ? rowAddress(next, filter) : inboxAddress(filter), instead ? 'replace' : 'push');
      } else if (next && here !== next.id) void ask(`/review-items/${next.id}/release`, 'POST').catch(() => undefined);
      doneLeaving(id);
      forgetTyped(`item/${id}`);
      client.removeQueries({ queryKey: ['item', id] });
    },
  });
}

const LAST = ' That was the last one.';

const likelyNext = (client: QueryClient, filter: Filter, id: string): ItemRow | undefined =>
  freeRows(rowsOf(client.getQueryData<InfiniteData<ItemList>>(['items', filter])), id)[0];

/** Of the list that is worked through, for a decision. */
export const nextQuery = (filter: Filter, likely: ItemRow | undefined) => ({
  ...Object.fromEntries(entriesOf(filter)),
  ...(filter.text && { text: filter.text }),
  ...(likely && { likely: likely.id }),
});

/** A remittance is shown on a page of its own, which loads by itself. */
const isAtHand = (client: QueryClient, row: ItemRow): boolean =>
  row.documentId === null && client.getQueryData<Item>(['item', row.id]) !== undefined;

/** What an answer says, before the lists are loaded again: the page that is opened now comes first. */
export function takeIn(client: QueryClient, id: string, next: NextItem | null): void {
  const item = next?.item;
  if (item) client.setQueryData<Item>(['item', item.id], item);
  for (const [key, list] of client.getQueriesData<InfiniteData<ItemList>>({ queryKey: ['items'] })) {
    if (!list || (key[1] as Filter).state !== 'open') continue;
    const rows = (items: ItemRow[]) =>
      items.flatMap((row) => (row.id === id ? [] : [row.id === item?.id ? { ...row, claim: item.claim } : row]));
    const pages = list.pages.map((page) => ({ ...page, items: rows(page.items) }));
    client.setQueryData<InfiniteData<ItemList>>(key, { ...list, pages });
  }
  setTimeout(() => void client.invalidateQueries({ queryKey: ['summary'] }), SUMMARY_MS);
}

export const rowsOf = (list: InfiniteData<ItemList> | undefined): ItemRow[] =>
  list?.pages.flatMap((page) => page.items) ?? [];

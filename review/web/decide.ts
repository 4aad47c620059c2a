/** Claiming and deciding; after a decision the next free item opens by itself. */
import { useMutation, useQueryClient, type InfiniteData } from '@tanstack/react-query';
import type { DecisionAnswer, Item, ItemList, ItemRow } from '../api/schema.ts';
import { freeRows } from './ahead.ts';
import { ApiError, ask } from './api.ts';
import { useNotice } from './notices.tsx';
import { go, inboxAddress, rowAddress, type Filter } from './router.ts';

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
  readonly body: unknown;
}

export function useDecision(id: string, filter: Filter) {
  const client = useQueryClient();
  const tell = useNotice();
  return useMutation({
    mutationFn: ({ verb, body }: Decision) => ask<DecisionAnswer>(`/review-items/${id}/${verb}`, 'POST', body),
    onError: (error) => tell(error.message, true),
    onSuccess: async ({ message }) => {
      const rows = rowsOf(client.getQueryData<InfiniteData<ItemList>>(['items', filter]));
      const next = await takeNext(rows, id);
      const tail = next ? '' : ' That was the last one.';
      tell(`${message}${tail}`);
      // It was loaded before it was claimed.
      if (next) client.setQueryData<Item>(['item', next.id], (item) => item && { ...item, claim: claimNow(item.at) });
      go(next ? rowAddress(next, filter) : inboxAddress(filter));
      await Promise.all([['items'], ['summary']].map((queryKey) => client.invalidateQueries({ queryKey })));
      client.removeQueries({ queryKey: ['item', id] });
    },
  });
}

const claimNow = (at: string): Item['claim'] => ({ by: 'you', isMine: true, until: at });

export const rowsOf = (list: InfiniteData<ItemList> | undefined): ItemRow[] =>
  list?.pages.flatMap((page) => page.items) ?? [];

/** It is claimed, so that two people never walk in step. */
export async function takeNext(rows: readonly ItemRow[], id: string): Promise<ItemRow | null> {
  for (const row of freeRows(rows, id)) {
    const isTaken = await ask(claimPath(row.id), 'POST').then(
      () => true,
      // Another person was quicker: the next one. Anything else: this one, whose page then says what is wrong.
      (error: unknown) => !(error instanceof ApiError && [404, 409].includes(error.status)),
    );
    if (isTaken) return row;
  }
  return null;
}

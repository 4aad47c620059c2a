/** Deciding an item of a remittance; afterwards the next one of the same paper, or of the inbox, opens by itself. */
import { useMutation, useQueryClient, type InfiniteData } from '@tanstack/react-query';
import type { Remittance, RemittanceItem } from '../api/remittance-schema.ts';
import type { DecisionAnswer, ItemList } from '../api/schema.ts';
import type { PostBody } from '../api/validation-schema.ts';
import { ask } from './api.ts';
import { freeRows } from './ahead.ts';
import { nextQuery, rowsOf, takeIn } from './decide.ts';
import { useNotice } from './notices.tsx';
import { withoutItem } from './remittance-draft.ts';
import { useWork } from './remittance-work.tsx';
import { go, rowAddress, type Filter } from './router.ts';
import { forgetTyped } from './typed.ts';

export type RemittanceDecision =
  | { readonly verb: 'post'; readonly body: PostBody }
  | { readonly verb: 'resolve'; readonly body: { readonly note: string } };

export function useRemittanceDecision(remittance: Remittance, item: RemittanceItem) {
  const client = useQueryClient();
  const tell = useNotice();
  const { change } = useWork();
  const hasOthers = remittance.items.some((each) => each.isOpen && each.id !== item.id);
  const [[key, list] = []] = hasOthers ? [] : client.getQueriesData<InfiniteData<ItemList>>({ queryKey: ['items'] });
  const inbox = key?.[1] as Filter | undefined;
  const reload = () =>
    Promise.all(
      [['remittance', remittance.id], ['remittances'], ['summary'], ['items']].map((queryKey) =>
        client.invalidateQueries({ queryKey }),
      ),
    );
  return useMutation({
    mutationFn: ({ verb, body }: RemittanceDecision) => {
      // The other items of the same paper come first.
      const next = inbox && nextQuery(inbox, freeRows(rowsOf(list), item.id)[0]);
      return ask<DecisionAnswer>(`/review-items/${item.id}/${verb}`, 'POST', { ...body, ...(next && { next }) });
    },
    onError: async (error) => {
      tell(`${error.message} What you typed is still here.`, true);
      await client.invalidateQueries({ queryKey: ['remittance', remittance.id] });
    },
    onSuccess: async ({ message, next = null }) => {
      change((draft) => withoutItem(draft, item));
      forgetTyped(`item/${item.id}`);
      tell(message);
      takeIn(client, item.id, next);
      if (next && inbox) go(rowAddress(next, inbox));
      await reload();
      // What a second person must approve still waits: only the server knows.
      const items = client.getQueryData<Remittance>(['remittance', remittance.id])?.items ?? [];
      if (!next && items.length > 0 && items.every(({ isOpen }) => !isOpen))
        tell(`${message} Nothing on this remittance waits any more.`);
    },
  });
}

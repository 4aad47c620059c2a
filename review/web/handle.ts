/** Handling items from the page: one or many, with the notice that undoes it. */
import { useMutation, useQueryClient, type QueryClient } from '@tanstack/react-query';
import type { BulkAction, BulkAnswer } from '../api/inbox-schema.ts';
import { ask } from './api.ts';
import { useNotice } from './notices.tsx';
import { forgetTyped } from './typed.ts';

export type Handling = BulkAction | { readonly do: 'note'; readonly text: string } | { readonly do: 'bring-back' };

interface Asked {
  readonly ids: readonly string[];
  readonly handling: Handling;
  /** Where what was typed for it is kept until it is done. */
  readonly place?: string;
}

/** @returns what does it, tells how it went, and offers to undo what can be undone. */
export function useHandling() {
  const client = useQueryClient();
  const tell = useNotice();
  const undoing = useMutation({
    mutationFn: (token: string) => ask<{ message: string }>(`/review-items/bulk/${token}/undo`, 'POST'),
    onSuccess: ({ message }) => tell(message),
    onError: (error) => tell(error.message, true),
    onSettled: () => reload(client),
  });
  const { mutate: undo } = undoing;
  return useMutation({
    mutationFn: ({ ids, handling }: Asked) => run(ids, handling),
    onError: (error) => tell(error.message, true),
    onSuccess: ({ message, skipped, undo: made }, { place }) => {
      if (place) forgetTyped(place);
      const why = skipped[0] ? ` ${skipped[0].why}` : '';
      const action = made ? { label: 'Undo', run: () => undo(made.token), seconds: made.seconds } : undefined;
      tell(`${message}${why}`, made === null && skipped.length > 0, action);
    },
    onSettled: () => reload(client),
  });
}

async function run(ids: readonly string[], handling: Handling): Promise<BulkAnswer> {
  if (handling.do !== 'note' && handling.do !== 'bring-back')
    return ask<BulkAnswer>('/review-items/bulk', 'POST', { ids, action: handling });
  const { do: what, ...body } = handling;
  let message = '';
  for (const id of ids) {
    const path = what === 'note' ? 'notes' : what;
    ({ message } = await ask<{ message: string }>(`/review-items/${id}/${path}`, 'POST', body));
  }
  return { message, changed: ids.length, skipped: [], undo: null };
}

const reload = (client: QueryClient) =>
  Promise.all(
    [['items'], ['summary'], ['queues'], ['item'], ['notes'], ['people']].map((queryKey) =>
      client.invalidateQueries({ queryKey }),
    ),
  );

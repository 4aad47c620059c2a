/** The arrangement of a file's pages from the API, and saving another. */
import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import type { ArrangeBody, Arranged, PageArrangement } from '../api/page-arrangement-schema.ts';
import { ask } from './api.ts';
import type { ArrangeDraft } from './arrange-draft.ts';
import { useNotice } from './notices.tsx';
import { go, remittanceAddress } from './router.ts';

const keyOf = (id: string) => ['arrangement', id];

export const useArrangement = (id: string) =>
  useQuery({
    queryKey: keyOf(id),
    // What is laid begins from what stood when it was opened: the server refuses it when that is no longer so.
    gcTime: 0,
    staleTime: Number.POSITIVE_INFINITY,
    queryFn: () => ask<PageArrangement>(`/remittances/${id}/arrangement`),
  });

/** As the API takes it: each page with how it is turned in all. */
function bodyOf(draft: ArrangeDraft, { version, pages }: PageArrangement): ArrangeBody {
  const turnOf = (page: number) => {
    const [shown, more] = [pages[page - 1]?.turn ?? null, draft.turns[page] ?? 0];
    return shown === null && more === 0 ? null : ((((shown ?? 0) + more) % 360) as 0 | 90 | 180 | 270);
  };
  return { version, parts: draft.parts.map((part) => part.pages.map((page) => ({ page, turn: turnOf(page) }))) };
}

/** @param onSaved the page then shows the first document that is read anew. */
export function useArranging(id: string, onSaved: () => void) {
  const client = useQueryClient();
  const tell = useNotice();
  return useMutation({
    mutationFn: ({ draft, from }: { draft: ArrangeDraft; from: PageArrangement }) =>
      ask<Arranged>(`/remittances/${id}/arrangement`, 'POST', bodyOf(draft, from)),
    onError: (error) => tell(error.message, true),
    onSuccess: async ({ message, documents }) => {
      tell(message);
      onSaved();
      const first = documents.find(({ isNew }) => isNew) ?? documents[0];
      await Promise.all(
        [['remittance'], ['remittances'], ['summary'], ['items'], ['arrangement']].map((queryKey) =>
          client.invalidateQueries({ queryKey }),
        ),
      );
      if (first) go(remittanceAddress(first.id));
    },
  });
}

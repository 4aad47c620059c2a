/** Remittances from the API: the list, one document, uploads, and posting what is held. */
import { useInfiniteQuery, useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import type { Remittance, RemittanceList, RemittanceListQuery, Uploaded } from '../api/remittance-schema.ts';
import type { DecisionAnswer, Problem } from '../api/schema.ts';
import { ApiError, ask } from './api.ts';
import { useNotice } from './notices.tsx';
import { forgetTyped } from './typed.ts';

export type RemittanceFilter = RemittanceListQuery['state'];

const WORKING = new Set(['received', 'reading']);
const FAST_MS = 1_500;
const SLOW_MS = 15_000;

/** Asked again soon while something is being read, seldom else. */
export const useRemittances = (state: RemittanceFilter) =>
  useInfiniteQuery({
    queryKey: ['remittances', state],
    initialPageParam: '',
    queryFn: ({ pageParam }) => {
      const query = new URLSearchParams({ state, ...(pageParam && { cursor: pageParam }) });
      return ask<RemittanceList>(`/remittances?${query.toString()}`);
    },
    getNextPageParam: (page) => page.next,
    refetchInterval: ({ state: { data } }) =>
      data?.pages.some(({ remittances }) => remittances.some((row) => WORKING.has(row.state))) ? FAST_MS : SLOW_MS,
  });

export const useRemittance = (id: string) =>
  useQuery({
    queryKey: ['remittance', id],
    gcTime: 60_000,
    refetchOnWindowFocus: false,
    queryFn: () => ask<Remittance>(`/remittances/${id}`),
    refetchInterval: ({ state: { data } }) => (data && WORKING.has(data.state) ? FAST_MS : false),
  });

export const pageAddress = (id: string, page: number): string => `/api/v1/remittances/${id}/pages/${page}`;

export const thumbnailAddress = (id: string, page: number): string => `${pageAddress(id, page)}/thumbnail`;

/** @throws ApiError with a sentence for a person. */
async function upload(file: File): Promise<Uploaded> {
  const answer = await fetch('/api/v1/remittances', {
    method: 'POST',
    headers: {
      'x-requested-with': 'claimwright',
      'x-file-name': encodeURIComponent(file.name),
      'content-type': 'application/octet-stream',
    },
    body: file,
  }).catch(() => null);
  if (!answer) throw new ApiError(0, 'The server does not answer; check the connection and send the file again.');
  if (answer.ok) return (await answer.json()) as Uploaded;
  const problem = (await answer.json().catch(() => null)) as Problem | null;
  throw new ApiError(answer.status, problem?.detail ?? 'The server gave no reason; send the file again.');
}

/** One after the other; one bad file does not keep the others out. */
export function useUpload() {
  const client = useQueryClient();
  const tell = useNotice();
  return useMutation({
    mutationFn: async (files: readonly File[]) => {
      const said: { name: string; text: string; isBad: boolean }[] = [];
      for (const file of files) {
        const one = await upload(file).then(
          ({ message, isNew }) => ({ text: message, isBad: !isNew }),
          (error: Error) => ({ text: error.message, isBad: true }),
        );
        said.push({ name: file.name, ...one });
      }
      return said;
    },
    onSuccess: async (said) => {
      const bad = said.filter(({ isBad }) => isBad);
      const taken = said.length - bad.length;
      const good = taken > 0 ? `${taken === 1 ? '1 file' : `${taken} files`} taken in. ` : '';
      tell(`${good}${bad.map(({ name, text }) => `${name}: ${text}`).join(' ')}`, bad.length > 0);
      await client.invalidateQueries({ queryKey: ['remittances'] });
    },
  });
}

/** What a person does with one item of a remittance; the document is loaded again after it. */
export function useItemAction(documentId: string) {
  const client = useQueryClient();
  const tell = useNotice();
  return useMutation({
    /** @param place of what was typed for it: gone once it is done. */
    mutationFn: ({ path, body }: { path: string; body?: unknown; place?: string }) =>
      ask<Pick<DecisionAnswer, 'message'>>(path, 'POST', body),
    onError: (error) => tell(error.message, true),
    onSuccess: ({ message }, { place }) => {
      tell(message);
      if (place) forgetTyped(place);
    },
    onSettled: () =>
      Promise.all(
        [['remittance', documentId], ['remittances'], ['summary'], ['items']].map((queryKey) =>
          client.invalidateQueries({ queryKey }),
        ),
      ),
  });
}

/** The door to the API: every request of the page goes through here. */
import { QueryCache, QueryClient, useInfiniteQuery, useQuery, useQueryClient } from '@tanstack/react-query';
import { useEffect, useRef } from 'react';
import type { Item, ItemList, Problem, Session, Summary } from '../api/schema.ts';
import type { Colleagues, ItemNotes, Queues, SavedView } from '../api/inbox-schema.ts';
import { forgetLeaving } from './leaving.ts';
import { forgetPictures } from './pictures.ts';
import { entriesOf, search, type Filter } from './router.ts';
import { forgetTyped, typedIsLeft } from './typed.ts';

export class ApiError extends Error {
  override readonly name = 'ApiError';
  readonly status: number;
  constructor(status: number, message: string) {
    super(message);
    this.status = status;
  }
}

// A request that follows a key or a click is a person's; the rest the page makes by itself, and they keep no session alive.
let isPersonActive = true;
let activeAt = 0;
for (const event of ['keydown', 'pointerdown', 'wheel']) {
  const note = () => {
    isPersonActive = true;
    activeAt = performance.now();
  };
  window.addEventListener(event, note, { passive: true, capture: true });
}

/** Whether a person did anything on this page lately. */
export const wasActiveWithin = (ms: number): boolean => performance.now() - activeAt < ms;

/**
 * @param version of what is changed, as it was read: the server refuses the change when another came first.
 * @throws ApiError with a sentence for a person.
 */
export async function ask<T>(
  path: string,
  method: 'GET' | 'POST' | 'PUT' | 'DELETE' = 'GET',
  body?: unknown,
  version?: number,
): Promise<T> {
  const headers: Record<string, string> = { 'x-requested-with': 'claimwright' };
  if (body !== undefined) headers['content-type'] = 'application/json';
  if (version !== undefined) headers['if-match'] = `"${version}"`;
  if (!isPersonActive) headers['x-background'] = '1';
  isPersonActive = false;
  const answer = await fetch(`/api/v1${path}`, {
    method,
    headers,
    ...(body !== undefined && { body: JSON.stringify(body) }),
  }).catch(() => null);
  if (!answer) throw new ApiError(0, 'The server does not answer; check the connection. What you typed is still here.');
  if (answer.ok) return (answer.status === 204 ? undefined : await answer.json()) as T;
  const problem = (await answer.json().catch(() => null)) as Problem | null;
  throw new ApiError(answer.status, problem?.detail ?? 'The server gave no reason; try again.');
}

const SESSION = ['session'];

export function makeQueryClient(): QueryClient {
  const client = new QueryClient({
    queryCache: new QueryCache({
      onError: (error) => error instanceof ApiError && error.status === 401 && endSession(client),
    }),
    defaultOptions: {
      queries: {
        // Without a connection a request fails and says so: held back until there is one, it would seem to be under way.
        networkMode: 'always',
        refetchOnReconnect: true,
        staleTime: 5_000,
        retryDelay: (failures) => 300 * 2 ** failures,
        retry: (failures, error) =>
          failures < 2 && !(error instanceof ApiError && error.status >= 400 && error.status < 500),
      },
      // A decision is never sent later, when its person is elsewhere.
      mutations: { networkMode: 'always' },
    },
  });
  return client;
}

/** Signed out: nothing of a patient stays in this page's memory. */
export function forget(client: QueryClient): void {
  endSession(client);
  forgetTyped();
}

/** The session has ended by itself: nothing that was loaded stays; what its person typed waits for them a while. */
function endSession(client: QueryClient): void {
  typedIsLeft();
  client.removeQueries({ predicate: ({ queryKey }) => queryKey[0] !== SESSION[0] });
  forgetPictures();
  forgetLeaving();
  search('');
  client.setQueryData(SESSION, null);
}

export const useSession = () =>
  useQuery({
    queryKey: SESSION,
    staleTime: Number.POSITIVE_INFINITY,
    queryFn: () =>
      ask<Session>('/session').catch((error: unknown) => {
        if (error instanceof ApiError && error.status === 401) return null;
        throw error;
      }),
  });

export const useSummary = () =>
  // In the background too: a code is wanted within minutes, whatever page a person looks at.
  useQuery({
    queryKey: ['summary'],
    refetchInterval: 10_000,
    refetchIntervalInBackground: true,
    queryFn: () => ask<Summary>('/summary'),
  });

/** Loads lists again only when the summary says that they have changed: each look at one leaves a trail. */
export function useFreshLists(version: string | undefined): void {
  const client = useQueryClient();
  const known = useRef(version);
  useEffect(() => {
    if (known.current && version && known.current !== version) void client.invalidateQueries({ queryKey: ['items'] });
    known.current = version;
  }, [version, client]);
}

export const useItems = (filter: Filter) =>
  useInfiniteQuery({
    queryKey: ['items', filter],
    initialPageParam: '',
    staleTime: Number.POSITIVE_INFINITY,
    queryFn: ({ pageParam }) => {
      const given = Object.fromEntries([...entriesOf(filter), ...(pageParam ? [['cursor', pageParam]] : [])]);
      if (filter.text) return ask<ItemList>('/review-items/search', 'POST', { ...given, text: filter.text });
      return ask<ItemList>(`/review-items?${new URLSearchParams(given).toString()}`);
    },
    getNextPageParam: (page) => page.next,
  });
/** One item, as the page shows it and as it is loaded ahead. */
export const itemQuery = (id: string) => ({
  queryKey: ['item', id],
  gcTime: 60_000,
  queryFn: () => ask<Item>(`/review-items/${id}`),
});
export const useItem = (id: string) => useQuery({ ...itemQuery(id), refetchOnWindowFocus: false });

export const useQueues = () =>
  useQuery({ queryKey: ['queues'], refetchInterval: 60_000, queryFn: () => ask<Queues>('/inbox/queues') });
export const useViews = () =>
  useQuery({ queryKey: ['views'], staleTime: 60_000, queryFn: () => ask<{ views: SavedView[] }>('/inbox/views') });
export const usePeople = () =>
  useQuery({ queryKey: ['people'], staleTime: 60_000, queryFn: () => ask<Colleagues>('/inbox/people') });
export const useNotes = (id: string) =>
  useQuery({ queryKey: ['notes', id], queryFn: () => ask<ItemNotes>(`/review-items/${id}/notes`) });

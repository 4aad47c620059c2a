/** Addresses: `/` is the inbox, `/items/<id>` one item; both carry the inbox's filter, so that a link opens the same work. */
import { useMemo, useSyncExternalStore } from 'react';
import type { ListQuery } from '../api/schema.ts';

export type Filter = Pick<ListQuery, 'code' | 'kind' | 'assignee' | 'state' | 'order'>;
const FILTER_KEYS = ['code', 'kind', 'assignee', 'state', 'order'] as const;

const listeners = new Set<() => void>();
const tell = (): void => listeners.forEach((listener) => listener());
window.addEventListener('popstate', tell);

function subscribe(listener: () => void): () => void {
  listeners.add(listener);
  return () => void listeners.delete(listener);
}

export function go(address: string): void {
  if (address !== location.pathname + location.search) history.pushState(null, '', address);
  tell();
}

export interface Place {
  readonly itemId: string | null;
  readonly filter: Filter;
}

export function usePlace(): Place {
  const address = useSyncExternalStore(subscribe, () => location.pathname + location.search);
  return useMemo(() => {
    const url = new URL(address, location.origin);
    const given = FILTER_KEYS.flatMap((key) => {
      const value = url.searchParams.get(key);
      return value ? [[key, value]] : [];
    });
    // The server refuses a value that is none of its own.
    const filter = { state: 'open', order: 'oldest', ...Object.fromEntries(given) } as Filter;
    return { itemId: /^\/items\/([\da-f-]{36})$/.exec(url.pathname)?.[1] ?? null, filter };
  }, [address]);
}

/** The filter as a query string, without what is the default. */
export function queryOf(filter: Filter): string {
  const entries = FILTER_KEYS.flatMap((key): [string, string][] => {
    const value = filter[key];
    return value && value !== 'open' && value !== 'oldest' ? [[key, value]] : [];
  });
  return entries.length > 0 ? `?${new URLSearchParams(entries).toString()}` : '';
}

export const inboxAddress = (filter: Filter): string => `/${queryOf(filter)}`;
export const itemAddress = (id: string, filter: Filter): string => `/items/${id}${queryOf(filter)}`;

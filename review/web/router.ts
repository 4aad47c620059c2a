/**
 * Addresses: `/` is the inbox, `/items/<id>` one item; both carry the inbox's filter, so that a link opens the same work.
 * `/<area>/<rest>` is a page of `areas.ts`: `/remittances` lists documents, `/remittances/<id>` is one, `?item=` the part of it that waits.
 */
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

/** @param how `replace`: the way back leads past here. */
export function go(address: string, how: 'push' | 'replace' = 'push'): void {
  if (how === 'replace') history.replaceState(null, '', address);
  else if (address !== location.pathname + location.search) history.pushState(null, '', address);
  tell();
}

export interface Place {
  readonly itemId: string | null;
  /** A page beside the inbox, and what of it; null at the inbox and its items. */
  readonly area: { readonly path: string; readonly rest: string } | null;
  /** The review item that a document was opened for. */
  readonly part: string | null;
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
    const [path = '', ...rest] = url.pathname.slice(1).split('/');
    const isOfInbox = path === '' || path === 'items';
    return {
      itemId: path === 'items' ? (rest[0] ?? null) : null,
      area: isOfInbox ? null : { path, rest: rest.join('/') },
      part: url.searchParams.get('item'),
      filter,
    };
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

export const REMITTANCES = '/remittances';
export const remittanceAddress = (id: string, item?: string): string =>
  `${REMITTANCES}/${id}${item ? `?item=${item}` : ''}`;

/** Where an item is worked: a remittance's where its pages are shown. */
export const rowAddress = (row: { id: string; documentId: string | null }, filter: Filter): string =>
  row.documentId ? remittanceAddress(row.documentId, row.id) : itemAddress(row.id, filter);

/**
 * Addresses: `/` is the inbox, `/items/<id>` one item; both carry the inbox's filter, so that a link opens the same work.
 * `/<area>/<rest>` is a page of `areas.ts`: `/remittances` lists documents, `/remittances/<id>` is one, `?item=` the part of it that waits.
 */
import { useMemo, useSyncExternalStore } from 'react';
import type { Filter as ListFilter } from '../api/inbox-schema.ts';

/** `text`: what is searched for. It may be a patient's name, so it stands in no address. */
export type Filter = ListFilter & { readonly text?: string | undefined };
const FILTER_KEYS = [
  'state',
  'code',
  'kind',
  'assignee',
  'payer',
  'portal',
  'label',
  'olderThan',
  'due',
  'minCents',
  'maxCents',
  'escalated',
  'postponed',
  'mentions',
  'order',
] as const;
/** What an address leaves out. */
export const EVERYTHING: Filter = { state: 'open', order: 'priority' };

let searched: string | undefined;
/** Searches the inbox, or shows all of it again; kept by this page alone. */
export function search(text: string): void {
  searched = text.trim().length >= 2 ? text.trim() : undefined;
  tell();
}

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
  const text = useSyncExternalStore(subscribe, () => searched);
  return useMemo(() => {
    const url = new URL(address, location.origin);
    const given = FILTER_KEYS.flatMap((key) => {
      const value = url.searchParams.get(key);
      return value ? [[key, value]] : [];
    });
    // The server refuses a value that is none of its own.
    const filter = { ...EVERYTHING, ...Object.fromEntries(given), ...(text && { text }) } as Filter;
    const [path = '', ...rest] = url.pathname.slice(1).split('/');
    const isOfInbox = path === '' || path === 'items';
    return {
      itemId: path === 'items' ? (rest[0] ?? null) : null,
      area: isOfInbox ? null : { path, rest: rest.join('/') },
      part: url.searchParams.get('item'),
      filter,
    };
  }, [address, text]);
}

/** The item whose page is open, a remittance's by the part of it that is worked at. */
export function itemHere(): string | null {
  const [path = '', id] = location.pathname.slice(1).split('/');
  return path === 'items' ? (id ?? null) : new URLSearchParams(location.search).get('item');
}

/** The filter as a query string, without what is the default. */
export function queryOf(filter: Filter): string {
  const entries = entriesOf(filter).filter(([key, value]) => EVERYTHING[key as 'state' | 'order'] !== value);
  return entries.length > 0 ? `?${new URLSearchParams(entries).toString()}` : '';
}

/** All that narrows and orders, but what is searched for. */
export const entriesOf = (filter: Filter): [string, string][] =>
  FILTER_KEYS.flatMap((key): [string, string][] => {
    const value = filter[key];
    return value === undefined || value === '' ? [] : [[key, String(value)]];
  });

export const inboxAddress = (filter: Filter): string => `/${queryOf(filter)}`;
export const itemAddress = (id: string, filter: Filter): string => `/items/${id}${queryOf(filter)}`;

export const REMITTANCES = '/remittances';
export const remittanceAddress = (id: string, item?: string): string =>
  `${REMITTANCES}/${id}${item ? `?item=${item}` : ''}`;

/** Where an item is worked: a remittance's where its pages are shown. */
export const rowAddress = (row: { id: string; documentId: string | null }, filter: Filter): string =>
  row.documentId ? remittanceAddress(row.documentId, row.id) : itemAddress(row.id, filter);

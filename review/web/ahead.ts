/** The next item is loaded before it is wanted, with its screenshot, so that it opens at once. */
import { useQueryClient } from '@tanstack/react-query';
import { useEffect } from 'react';
import type { Item, ItemRow } from '../api/schema.ts';
import { itemQuery } from './api.ts';
import { pictureOf } from './pictures.ts';

/** The first that nobody else has, after this one in the list, then before it. */
export function freeRows(rows: readonly ItemRow[], id: string): ItemRow[] {
  const index = rows.findIndex((row) => row.id === id);
  const others = [...rows.slice(index + 1), ...rows.slice(0, Math.max(index, 0))];
  return others.filter((row) => {
    const isTaken = row.claim ? !row.claim.isMine : row.assignee !== null && !row.assignee.isMine;
    return !row.resolution && !isTaken;
  });
}

const HEAD_START_MS = 150;

/** @param isShown the item itself is there: it comes first. */
export function useAhead(rows: readonly ItemRow[], id: string, isShown: boolean): void {
  const client = useQueryClient();
  const [next] = freeRows(rows, id);
  const below = rows[rows.findIndex((row) => row.id === id) + 1];
  const wanted = [...new Set([next, below].flatMap((row) => (row && !row.documentId ? [row.id] : [])))].join(' ');
  useEffect(() => {
    if (!isShown || !wanted) return;
    const load = async (one: string) => {
      await client.prefetchQuery({ ...itemQuery(one), staleTime: 60_000 });
      const item = client.getQueryData<Item>(['item', one]);
      if (item?.evidence?.hasImage) pictureOf(one);
    };
    const timer = setTimeout(() => wanted.split(' ').forEach((one) => void load(one)), HEAD_START_MS);
    return () => clearTimeout(timer);
  }, [client, wanted, isShown]);
}

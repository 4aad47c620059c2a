/** Who changes something has taken the item, so that a colleague does not begin as well; while the page is open, it stays taken. */
import { useInterval } from '@mantine/hooks';
import { useMutation, useQueryClient } from '@tanstack/react-query';
import { useCallback, useEffect, useRef } from 'react';
import type { Remittance, RemittanceItem } from '../api/remittance-schema.ts';
import { ask, wasActiveWithin } from './api.ts';
import { useNotice } from './notices.tsx';
import { isIn } from './remittance-pointers.ts';

const RENEW_MS = 5 * 60_000;

export function useTake(documentId: string) {
  const client = useQueryClient();
  const tell = useNotice();
  return useMutation({
    mutationFn: ({ id, verb }: { id: string; verb: 'claim' | 'release' }) =>
      ask<{ message: string }>(`/review-items/${id}/${verb}`, 'POST'),
    onError: (error) => tell(`${error.message} What you typed is still here.`, true),
    onSettled: () =>
      Promise.all([['remittance', documentId], ['summary']].map((queryKey) => client.invalidateQueries({ queryKey }))),
  });
}

/** @returns to be called with the pointer of what is changed. */
export function useHold(remittance: Remittance, item: RemittanceItem | null) {
  const { mutate } = useTake(remittance.id);
  const taken = useRef<string | null>(null);
  const isMine = item?.holder?.isMine ?? false;
  // Only while somebody is there: a page that was left open holds nothing for ever.
  const renewal = useInterval(
    () => item && wasActiveWithin(RENEW_MS) && mutate({ id: item.id, verb: 'claim' }),
    RENEW_MS,
  );
  const { start, stop } = renewal;
  useEffect(() => {
    if (isMine) start();
    return stop;
  }, [isMine, start, stop]);
  return useCallback(
    (pointer: string) => {
      const own = remittance.items.find((each) => each.isOpen && isIn(pointer, each.pointer));
      if (!own || own.holder || taken.current === own.id) return;
      taken.current = own.id;
      mutate({ id: own.id, verb: 'claim' });
    },
    [remittance.items, mutate],
  );
}

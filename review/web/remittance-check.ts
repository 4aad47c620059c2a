/** The live check: what is typed is tried on the server by the code that posts, and undone. No arithmetic of the page's own. */
import { useDebouncedValue } from '@mantine/hooks';
import { keepPreviousData, useQuery } from '@tanstack/react-query';
import type { RemittanceItem } from '../api/remittance-schema.ts';
import type { AdjustmentCodes, Candidate, Check, PageWords, WorkBody } from '../api/validation-schema.ts';
import { ask } from './api.ts';

const PAUSE_MS = 120;

export function useCheck(item: RemittanceItem | null, work: WorkBody | null) {
  const body = work ? JSON.stringify(work) : null;
  const [settled] = useDebouncedValue(body, PAUSE_MS);
  const isOn = item !== null && item.isOpen && item.pointer !== null && settled !== null;
  const found = useQuery({
    queryKey: ['check', item?.id, settled],
    enabled: isOn,
    gcTime: 0,
    retry: false,
    refetchOnWindowFocus: false,
    placeholderData: (previous: Check | undefined, query) =>
      query?.queryKey[1] === item?.id ? keepPreviousData(previous) : undefined,
    queryFn: () => ask<Check>(`/review-items/${item?.id ?? ''}/check`, 'POST', JSON.parse(settled ?? '{}')),
  });
  const isBehind = isOn && (found.isFetching || body !== settled);
  return { check: isOn ? found.data : undefined, isBehind, error: found.error };
}

export const useCandidates = (item: RemittanceItem, work: WorkBody, claim: number) =>
  useQuery({
    queryKey: ['candidates', item.id, claim, work.edits],
    gcTime: 0,
    refetchOnWindowFocus: false,
    placeholderData: keepPreviousData,
    queryFn: () => ask<{ candidates: Candidate[] }>(`/review-items/${item.id}/candidates`, 'POST', { work, claim }),
  });

export const useWords = (documentId: string, page: number, isWanted: boolean) =>
  useQuery({
    queryKey: ['words', documentId, page],
    enabled: isWanted,
    staleTime: Number.POSITIVE_INFINITY,
    queryFn: () => ask<PageWords>(`/remittances/${documentId}/pages/${page}/words`),
  });

export const useAdjustmentCodes = () =>
  useQuery({
    queryKey: ['adjustment-codes'],
    staleTime: Number.POSITIVE_INFINITY,
    queryFn: () => ask<AdjustmentCodes>('/adjustment-codes'),
  });

/** Reports as the page asks for them: which days stand in the address, so that a link opens the same figures. */
import { keepPreviousData, useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import type { ReportName, ReportQuery } from '../api/reports-schema.ts';
import { ask } from './api.ts';
import { go } from './router.ts';
import { forgetTyped } from './typed.ts';

export interface ReportPlace {
  readonly name: ReportName;
  readonly from: string | null;
  readonly to: string | null;
  readonly by: ReportQuery['by'];
}

const BYS: readonly string[] = ['category', 'reason', 'payer'] satisfies ReportQuery['by'][];

/** @param search the address' query; what is none of ours is left out. */
export function readPlace(name: ReportName, search: string): ReportPlace {
  const query = new URLSearchParams(search);
  const by = query.get('by') ?? '';
  return {
    name,
    from: query.get('from'),
    to: query.get('to'),
    by: BYS.includes(by) ? (by as ReportPlace['by']) : 'category',
  };
}

function queryOf({ from, to, by }: ReportPlace, format?: 'csv'): string {
  const query = new URLSearchParams({
    ...(from && { from }),
    ...(to && { to }),
    ...(by !== 'category' && { by }),
    ...(format && { format }),
  }).toString();
  return query && `?${query}`;
}

export const placeAddress = (place: ReportPlace): string => `/reports/${place.name}${queryOf(place)}`;
export const csvAddress = (place: ReportPlace): string => `/api/v1/reports/${place.name}${queryOf(place, 'csv')}`;
export const goTo = (place: ReportPlace): void => go(placeAddress(place), 'replace');

/** The figures of before stay on the screen while others are asked for; what is on it is asked again each minute. */
export const useReport = <T>(place: ReportPlace) =>
  useQuery({
    queryKey: ['report', place],
    queryFn: () => ask<T>(`/reports/${place.name}${queryOf(place)}`),
    refetchInterval: 60_000,
    placeholderData: keepPreviousData,
  });

/** Where the minutes that were typed are kept until they are saved. */
export const BASELINE = 'report/minutes';

export function useBaseline() {
  const client = useQueryClient();
  return useMutation({
    mutationFn: (minutes: Record<string, number | null>) => ask('/reports/baseline', 'POST', { minutes }),
    onSuccess: async () => {
      await client.invalidateQueries({ queryKey: ['report'] });
      forgetTyped(BASELINE);
    },
  });
}

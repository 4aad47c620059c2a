/** Asking about people: one's own account, and everybody's for administrators. */
import { useMutation, useQuery, useQueryClient, type UseMutationResult } from '@tanstack/react-query';
import type { GivenPassword, Me, People, Ways } from '../api/people-schema.ts';
import type { Session } from '../api/schema.ts';
import { ask } from './api.ts';

const ME = ['me'];
const PEOPLE = ['accounts'];
/** As the inbox knows them. */
const COLLEAGUES = ['people'];

export const useWays = () =>
  useQuery({ queryKey: ['sign-in'], staleTime: Number.POSITIVE_INFINITY, queryFn: () => ask<Ways>('/sign-in') });

export const useMe = () => useQuery({ queryKey: ME, queryFn: () => ask<Me>('/me') });

/** Each look at the list leaves a trail: it loads again when something was done, not by itself. */
export const usePeople = () =>
  useQuery({
    queryKey: PEOPLE,
    staleTime: Number.POSITIVE_INFINITY,
    refetchOnWindowFocus: false,
    queryFn: () => ask<People>('/people'),
  });

/** A password that somebody was given just now. */
export interface Given extends GivenPassword {
  readonly name: string;
}

/** A change to people or to the own account; what is shown of them loads again. */
export function useChange<Input, Answer>(
  change: (input: Input) => Promise<Answer>,
  onDone?: (answer: Answer) => void,
): UseMutationResult<Answer, Error, Input> {
  const client = useQueryClient();
  return useMutation({
    mutationFn: change,
    onSuccess: async (answer) => {
      onDone?.(answer);
      await Promise.all([ME, PEOPLE, COLLEAGUES].map((queryKey) => client.invalidateQueries({ queryKey })));
    },
  });
}

/** Takes over what the session is now, after something about it was changed. */
export function useSessionChange(): (session?: Session) => void {
  const client = useQueryClient();
  return (session) => {
    if (session) client.setQueryData(['session'], session);
    else void client.invalidateQueries({ queryKey: ['session'] });
  };
}

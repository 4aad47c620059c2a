/** What the pages of an administrator ask for, and how they change it. */
import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import type { LoginRow, PayerRow, PortalRow, SettingsAnswer } from '../api/administration-schema.ts';
import { ask } from './api.ts';
import { useNotice } from './notices.tsx';
import { forgetTyped } from './typed.ts';

const useAdministration = <T>(part: string) =>
  useQuery({ queryKey: ['administration', part], queryFn: () => ask<T>(`/administration/${part}`) });

interface Named {
  readonly name: string;
  readonly title: string;
}

export const useSettings = () => useAdministration<SettingsAnswer>('settings');
export const usePortals = () => useAdministration<{ at: string; portals: PortalRow[] }>('portals');
export const usePayers = () => useAdministration<{ payers: PayerRow[]; portals: Named[] }>('payers');
export const useLogins = () => useAdministration<{ at: string; logins: LoginRow[]; portals: Named[] }>('logins');

interface Change {
  /** Below `/administration`. */
  readonly path: string;
  readonly body?: unknown;
  /** What is said when it is done. */
  readonly done: string;
  /** Where what was typed for it is kept until it is done. */
  readonly place?: string;
}

/**
 * Sends a change, says that it was made, and loads what it touched again.
 * @param isInline a form says by itself why a change was refused (`Refusal`): a notice could lie over its button.
 */
export function useChange(isInline = false) {
  const client = useQueryClient();
  const tell = useNotice();
  return useMutation({
    mutationFn: ({ path, body }: Change) => ask<unknown>(`/administration/${path}`, 'POST', body ?? {}),
    onSuccess: async (_, { done, place }) => {
      tell(done);
      await client.invalidateQueries({ queryKey: ['administration'] });
      if (place) forgetTyped(place);
    },
    onError: (error) => {
      if (!isInline) tell(error.message, true);
      // Another was first, perhaps: what stands now is shown.
      void client.invalidateQueries({ queryKey: ['administration'] });
    },
  });
}

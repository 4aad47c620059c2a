/** Tokens, webhooks and deliveries from the API. */
import { useInfiniteQuery, useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import type { Delivery, DeliveryList, IntegrationOptions, TokenList, WebhookList } from '../api/integrations-schema.ts';
import { ask } from './api.ts';
import { useNotice } from './notices.tsx';

const LIST_MS = 5_000;

export const useOptions = () =>
  useQuery({
    queryKey: ['integrations', 'options'],
    staleTime: Number.POSITIVE_INFINITY,
    queryFn: () => ask<IntegrationOptions>('/integration-options'),
  });

const paged = <P extends { next: string | null }>(
  path: string,
  query: Record<string, string> = {},
  everyMs?: number,
) => ({
  queryKey: ['integrations', path, query],
  initialPageParam: '',
  queryFn: ({ pageParam }: { pageParam: string }) =>
    ask<P>(`${path}?${new URLSearchParams({ ...query, ...(pageParam && { cursor: pageParam }) }).toString()}`),
  getNextPageParam: (page: P) => page.next,
  ...(everyMs !== undefined && { refetchInterval: everyMs }),
});

export const useTokens = () => useInfiniteQuery(paged<TokenList>('/tokens'));
export const useWebhooks = () => useInfiniteQuery(paged<WebhookList>('/webhooks', {}, LIST_MS));

export interface DeliveryFilter {
  readonly state?: Delivery['state'];
  readonly webhook?: string;
}
export const useDeliveries = (filter: DeliveryFilter) =>
  useInfiniteQuery(paged<DeliveryList>('/webhook-deliveries', { ...filter }, LIST_MS));

export interface Change {
  readonly path: string;
  readonly method?: 'POST' | 'PUT' | 'DELETE';
  readonly body?: unknown;
  readonly version?: number;
  /** Told when it is done and the answer says nothing. */
  readonly done?: string;
}

/** Changes something and loads the lists again; `T` is what is answered. */
export function useChange<T = { message?: string } | undefined>(onDone?: (answer: T) => void) {
  const client = useQueryClient();
  const tell = useNotice();
  return useMutation({
    mutationFn: ({ path, method = 'POST', body, version }: Change) => ask<T>(path, method, body, version),
    onError: (error) => tell(error.message, true),
    onSuccess: (answer, { done }) => {
      const message = (answer as { message?: string } | undefined)?.message ?? done;
      if (message) tell(message);
      onDone?.(answer);
    },
    onSettled: () => client.invalidateQueries({ queryKey: ['integrations'] }),
  });
}

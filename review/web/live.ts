/** What others change, as they change it. One page of a browser listens and tells its others: a browser opens few connections. */
import { useQueryClient, type Query, type QueryClient } from '@tanstack/react-query';
import { useEffect } from 'react';
import type { Remittance } from '../api/remittance-schema.ts';

const AGAIN_MS = 2_000;
/** Many changes within this time load the list once. */
const GATHER_MS = 1_000;
const CHANNEL = 'claimwright-events';

/** Keeps counts, lists and the open item true without a reload. */
export function useLive(): void {
  const client = useQueryClient();
  useEffect(() => {
    const stop = new AbortController();
    const hear = gather(client, stop.signal);
    const channel = new BroadcastChannel(CHANNEL);
    channel.addEventListener('message', ({ data }) => hear(data as string[]));
    // A channel has only our own pages: there is no origin to name.
    const tellOthers: (ids: readonly string[]) => void = channel.postMessage.bind(channel);
    const told = (ids: readonly string[]) => {
      tellOthers(ids);
      hear(ids);
    };
    void listenAlone(told, stop.signal);
    return () => {
      stop.abort();
      channel.close();
    };
  }, [client]);
}

/** @returns what takes in the ids of changed items (none: too many to name) and loads again what they touch. */
function gather(client: QueryClient, signal: AbortSignal): (ids: readonly string[]) => void {
  const changed = new Set<string>();
  let timer: ReturnType<typeof setTimeout> | undefined;
  const load = () => {
    timer = undefined;
    const ids = [...changed];
    changed.clear();
    const keys = [
      ['summary'],
      ['queues'],
      ['approvals'],
      ...ids.flatMap((id) => [
        ['item', id],
        ['notes', id],
      ]),
    ];
    for (const queryKey of keys) void client.invalidateQueries({ queryKey });
    // Who else works at the paper on the screen, and what is decided of it.
    const isOfOne = ({ queryKey, state }: Query) =>
      queryKey[0] === 'remittance' &&
      ((state.data as Remittance | undefined)?.items.some((item) => ids.includes(item.id)) ?? false);
    if (ids.length > 0) void client.invalidateQueries({ predicate: isOfOne });
  };
  signal.addEventListener('abort', () => clearTimeout(timer));
  return (ids) => {
    for (const id of ids) changed.add(id);
    timer ??= setTimeout(load, GATHER_MS);
  };
}

async function listenAlone(told: (ids: readonly string[]) => void, signal: AbortSignal): Promise<void> {
  // Known only where the page comes by HTTPS or from this machine; elsewhere each page listens for itself.
  const locks = 'locks' in navigator ? navigator.locks : null;
  if (!locks) return listen(told, signal);
  await locks.request(CHANNEL, { signal }, () => listen(told, signal)).catch(() => undefined);
}

async function listen(told: (ids: readonly string[]) => void, signal: AbortSignal): Promise<void> {
  while (!signal.aborted) {
    await read(told, signal).catch(() => undefined);
    await new Promise((resolve) => setTimeout(resolve, AGAIN_MS));
  }
}

async function read(told: (ids: readonly string[]) => void, signal: AbortSignal): Promise<void> {
  const answer = await fetch('/api/v1/events', { signal, headers: { 'x-background': '1' } });
  // The session has ended: what is asked next says so, and the page shows the sign-in.
  if (answer.status === 401) told([]);
  const reader = answer.ok ? answer.body?.pipeThrough(new TextDecoderStream()).getReader() : undefined;
  let text = '';
  for (;;) {
    const { value, done } = (await reader?.read()) ?? { done: true };
    if (done) return;
    text += value;
    const events = text.split('\n\n');
    text = events.pop() ?? '';
    for (const event of events) {
      const data = /^data: (.*)$/m.exec(event)?.[1];
      if (data) told((JSON.parse(data) as [string, number][]).map(([id]) => id));
    }
  }
}

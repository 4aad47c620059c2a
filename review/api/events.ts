/** What changes, as it changes: a stream of ids and versions (server-sent events), as long as the session lives. */
import type { FastifyInstance, FastifyRequest } from 'fastify';
import { type ItemChange, watchItems } from '../../adapters/item-changes.ts';
import type { Desk } from '../desk.ts';
import { keepCounts } from './counts.ts';
import { bearerOf } from './token-guard.ts';

/** A comment now and then: proxies close what is silent. The session is looked at as often. */
const BEAT_MS = 15_000;
const AGAIN_MS = 2_000;

interface Stream {
  readonly send: (text: string) => void;
  readonly check: () => Promise<void>;
  readonly end: () => void;
}

/** Events: `items` with `[[id, version], ...]`, or `all` when there were too many to name. No patient data. */
export function eventRoutes(api: FastifyInstance, desk: Desk): void {
  const streams = new Set<Stream>();
  let watch: ReturnType<typeof watchItems> | null = null;
  let counts: ReturnType<typeof keepCounts> | null = null;
  const told = (change: ItemChange) => {
    if (change.of !== 'sessions') counts?.changed();
    if (change.of === 'sessions') for (const stream of streams) void stream.check();
    else for (const stream of streams) stream.send(eventOf(change));
  };
  api.get('/events', { config: { needs: 'items.read' } }, (request, reply) => {
    counts ??= keepCounts(desk.db);
    watch ??= watchItems(desk.db, told);
    reply.hijack();
    const { raw } = reply;
    for (const [name, value] of Object.entries(reply.getHeaders())) if (value !== undefined) raw.setHeader(name, value);
    raw.writeHead(200, { 'content-type': 'text/event-stream', 'cache-control': 'no-store', 'x-accel-buffering': 'no' });
    raw.write(`retry: ${AGAIN_MS}\n\n`);
    const stream: Stream = {
      // Who reads too slowly is not waited for: what piles up is dropped, and the page looks again.
      send: (text) => void (raw.writableNeedDrain || raw.write(text)),
      check: async () => {
        if (!(await isAlive(request))) stream.end();
      },
      end: () => {
        clearInterval(beat);
        streams.delete(stream);
        raw.end();
      },
    };
    const beat = setInterval(() => {
      stream.send(': here\n\n');
      void stream.check();
    }, BEAT_MS);
    streams.add(stream);
    raw.on('close', stream.end);
  });
  api.addHook('preClose', async () => {
    for (const stream of streams) stream.end();
    counts?.end();
    await watch?.close();
    watch = null;
  });
}

/** Asked as the page asks, by the guard that stands before every route; it keeps no session alive. */
async function isAlive(request: FastifyRequest): Promise<boolean> {
  const { server, headers } = request;
  const { cookie = '', authorization } = headers;
  const asked = { cookie, 'x-background': '1', ...(authorization && { authorization }) };
  const url = bearerOf(request) === null ? '/api/v1/session' : '/api/v1/token';
  // A server that is closing takes no question: the stream ends with it.
  const answer = await server.inject({ url, headers: asked }).catch(() => null);
  return answer?.statusCode === 200;
}

const eventOf = (change: Exclude<ItemChange, { of: 'sessions' }>): string =>
  change.of === 'all'
    ? 'event: all\ndata: []\n\n'
    : `event: items\ndata: ${JSON.stringify(change.items.map(({ id, version }) => [id, version]))}\n\n`;

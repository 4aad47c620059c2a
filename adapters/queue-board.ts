/** Bull Board over our queues: what they hold, for people. Jobs hold ids alone; what could put anything else into one is refused. */
import { readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { dirname, join } from 'node:path';
import { createBullBoard } from '@bull-board/api';
import { BullMQAdapter } from '@bull-board/api/bullMQAdapter';
import type { Queue } from 'bullmq';

const UI = join(dirname(createRequire(import.meta.url).resolve('@bull-board/ui/package.json')), 'dist');

export interface BoardQuestion {
  readonly params: Record<string, string>;
  readonly query: Record<string, unknown>;
  readonly body: Record<string, unknown>;
  /** False: looks, and changes nothing. */
  readonly mayChange: boolean;
}

export interface BoardAnswer {
  readonly status: number;
  readonly body: unknown;
}

export interface BoardRoute {
  readonly method: 'GET' | 'PUT' | 'POST' | 'PATCH';
  /** Below the board's own address. */
  readonly url: string;
  answer(question: BoardQuestion): Promise<BoardAnswer>;
}

export interface QueueBoard {
  readonly routes: readonly BoardRoute[];
  /** Scripts, styles and pictures of the page. */
  readonly files: string;
  /** @param base the board's own address, with a slash at its end. */
  page(base: string): string;
}

/** What a person may do to jobs: try again, bring forward, take out. The rows say the rest, and the reconciler follows them. */
const CHANGES = /\/(retry|promote|clean)(\/|$)/;
const NO_CHANGE =
  'This is not done here: logins, portals and schedules are paused and changed under Administration, so that it lasts.';

type Handed = Parameters<typeof createBullBoard>[0]['serverAdapter'];
type Routes = Parameters<Handed['setApiRoutes']>[0];
type Adapters = Parameters<Handed['setQueues']>[0];

/** @param queues those that there are now; asked again with each request, as logins come and go. */
export function openQueueBoard(queues: () => Promise<readonly Queue[]>): QueueBoard {
  const [looking, changing] = [board(true), board(false)];
  const known = async ({ api, adapters }: ReturnType<typeof board>, isReadOnly: boolean): Promise<Adapters> => {
    const now = await queues();
    if (now.length !== adapters.size || now.some(({ name }) => !adapters.has(name)))
      api.replaceQueues(now.map((queue) => new BullMQAdapter(queue, { readOnlyMode: isReadOnly })));
    return adapters;
  };
  return {
    files: join(UI, 'static'),
    page,
    routes: changing.routes.flatMap((own) =>
      [own.method].flat().flatMap((each) =>
        [own.route].flat().map((url): BoardRoute => {
          const verb = each.toUpperCase() as BoardRoute['method'];
          return {
            method: verb,
            url,
            async answer({ params, query, body, mayChange }) {
              if (verb !== 'GET' && !(mayChange && CHANGES.test(url)))
                return { status: 405, body: { error: NO_CHANGE } };
              const adapters = await known(mayChange ? changing : looking, !mayChange);
              const answer = await own.handler({ queues: adapters, uiConfig: {}, params, query, body, headers: {} });
              return { status: answer.status ?? 200, body: scrubbed(answer.body) };
            },
          };
        }),
      ),
    ),
  };
}

/** Bull Board hands its parts to a server; ours keeps them. */
function board(isReadOnly: boolean) {
  let routes: Routes = [];
  let adapters: Adapters = new Map();
  const server: Handed = {
    setQueues: (given) => ((adapters = given), server),
    setApiRoutes: (given) => ((routes = given), server),
    setViewsPath: () => server,
    setStaticPath: () => server,
    setEntryRoute: () => server,
    setErrorHandler: () => server,
    setUIConfig: () => server,
  };
  const api = createBullBoard({ queues: [], serverAdapter: server, options: { uiBasePath: join(UI, '..') } });
  return { api, routes, adapters, isReadOnly };
}

/** Failed jobs of ours say a code; any other reason could quote a value, and traces are for the log. */
const scrubbed = (body: unknown): unknown =>
  JSON.parse(
    JSON.stringify(body ?? null, (key, value: unknown) => {
      if (key === 'failedReason' && typeof value === 'string' && !/^[a-z-]{1,60}$/.test(value)) return 'see the log';
      return key === 'stacktrace' ? [] : value;
    }),
  ) as unknown;

const CONFIG = { boardTitle: 'Queues', hideRedisDetails: true, locale: { lng: 'en' } };

/** Bull Board's own page without what it would fetch from elsewhere. */
function page(base: string): string {
  const values: Readonly<Record<string, string>> = {
    basePath: base,
    title: CONFIG.boardTitle,
    favIconDefault: 'static/images/logo.svg',
    favIconAlternative: 'static/favicon-32x32.png',
    uiConfig: JSON.stringify(CONFIG),
  };
  return readFileSync(join(UI, 'index.ejs'), 'utf8')
    .replace(/<link href="https:[^>]*>/g, '')
    .replace(/<%[=-] (\w+) %>/g, (_, name: string) => values[name] ?? '');
}

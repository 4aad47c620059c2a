/** A code that only a person has: asked for in the review app with a countdown, while the page stays open. */
import { setTimeout as passTime } from 'node:timers/promises';
import {
  endCodeRequest,
  insertCodeRequest,
  lookAtRequest,
  takeCode,
  unansweredInRow,
} from '../adapters/code-requests.ts';
import type { NewCodeRequest } from '../adapters/code-requests.ts';
import { WorkException } from '../domain/exceptions.ts';
import type { Login } from '../domain/login.ts';
import type { PersonCode } from '../flows/portal.ts';
import { openReviewItem, settleReviewItem } from '../review/items.ts';
import type { Stores } from './stores.ts';

const POLL_MS = 500;
const FIRST_WAIT_MS = 15 * 60_000;
/** Every asking makes the portal send a code: nights and weekends must not add up. */
const LONGEST_WAIT_MS = 4 * 3_600_000;

export interface AskingRun {
  readonly login: Login;
  readonly run: NewCodeRequest['run'];
  readonly signal?: AbortSignal | undefined;
}

/** @throws WorkException `code-late` when nobody answers in time; it says when to ask again. */
export async function personCode(stores: Stores, asking: AskingRun, question: PersonCode): Promise<string> {
  const { clock, db, vault } = stores;
  const { login, run, signal } = asking;
  const until = performance.now() + question.patienceMs;
  const id = await openRequest(stores, asking, question);
  try {
    for (;;) {
      const isLast = performance.now() >= until || signal?.aborted === true;
      const state = await lookAtRequest(db, id);
      const code = state === 'answered' ? await takeCode(db, vault, id, clock.now()) : null;
      if (code) return code;
      if (isLast || state !== 'waiting') break;
      await passTime(POLL_MS, undefined, signal ? { signal } : {}).catch(() => undefined);
    }
  } finally {
    await db.transaction(async (tx) => {
      await endCodeRequest(tx, id, clock.now());
      const note = 'No code was given while the page waited; the robot asks again.';
      await settleReviewItem(tx, `code:${id}`, note, clock.now());
    });
  }
  const missed = run ? await unansweredInRow(db, login.id) : 1;
  const waitMs = Math.min(FIRST_WAIT_MS * 2 ** Math.max(0, missed - 1), LONGEST_WAIT_MS);
  throw new WorkException('code-late', 'Nobody gave the code while the page of the portal waited for it.', {
    until: new Date(clock.now().getTime() + waitMs).toISOString(),
  });
}

async function openRequest({ clock, db }: Stores, { login, run }: AskingRun, question: PersonCode): Promise<string> {
  const now = clock.now();
  const closesAt = new Date(now.getTime() + question.patienceMs);
  return db.transaction(async (tx) => {
    const id = await insertCodeRequest(tx, { loginId: login.id, run, digits: question.digits, closesAt }, now);
    await openReviewItem(
      tx,
      {
        code: 'mfa-required',
        portal: login.portal,
        subject: `code:${id}`,
        workItemId: run?.workItemId ?? null,
        loginId: login.id,
        message: question.what,
        evidenceId: null,
      },
      now,
    );
    return id;
  });
}

/** Writes an outcome by the exception table: row, result, evidence and review item in one transaction under the attempt's guard. */
import { pauseLogin } from '../adapters/logins.ts';
import type { Exhibit } from '../adapters/evidence.ts';
import { learnPace } from '../adapters/portal-health.ts';
import type { Verdict } from '../adapters/queues.ts';
import { insertResult } from '../adapters/results.ts';
import { endWork } from '../adapters/work-items.ts';
import type { Ending } from '../adapters/work-items.ts';
import type { Query } from '../adapters/query.ts';
import { policyOf } from '../domain/exceptions.ts';
import type { ExceptionCode, Policy, WorkException } from '../domain/exceptions.ts';
import type { WorkItem } from '../domain/work-item.ts';
import { openReviewItem } from '../review/items.ts';
import { firstGapMs } from './admission.ts';
import type { Finding } from './lookup.ts';
import { noteGoodAnswer, openStop, weighFault } from './stop-line.ts';
import type { Stores } from './stores.ts';

export interface Settlement {
  readonly verdict: Verdict;
  /** False when another attempt had taken the item: nothing was written. */
  readonly isWritten: boolean;
  readonly pauses: 'nothing' | 'login' | 'portal';
}

const MINUTE = 60_000;
const WAIT_MS = 15 * MINUTE;
/** A wait longer than this is shown to a person. */
const WAIT_LIMIT_MS = 24 * 60 * MINUTE;
const LONGEST_BACKOFF_MS = 10 * MINUTE;

/** Tries that a fault may cost before a person is asked. Our own stores get hours: the item is not to blame. */
const triesAllowed = (code: ExceptionCode, policy: Policy): number => {
  if (policy.retry === 'once-fresh-session') return 2;
  return code === 'adapter-unavailable' ? 40 : 4;
};

export async function settleAnswer(
  stores: Stores,
  item: WorkItem,
  finding: Finding,
  exhibit: Exhibit,
): Promise<Settlement> {
  const { outcome } = finding;
  if (outcome instanceof Error) throw new TypeError('settleAnswer was given an exception');
  const now = stores.clock.now();
  const fields = Object.fromEntries(
    Object.entries(outcome.fields).map(([key, from]) => [key, { ...from, evidence: exhibit.id }]),
  );
  const isWritten = await stores.db.transaction(async (tx) => {
    if (!(await endWork(tx, item, { state: 'done', code: null, message: null, triesSpent: 0 }, now))) return false;
    await stores.evidence.insert(tx, exhibit);
    await insertResult(tx, item, { result: outcome.result, fields, evidenceId: exhibit.id }, now);
    await noteGoodAnswer(stores, tx, item, outcome.result);
    return true;
  });
  return { verdict: { kind: 'ack' }, isWritten, pauses: 'nothing' };
}

export async function settleException(
  stores: Stores,
  item: WorkItem,
  exception: WorkException,
  exhibit: Exhibit | null,
): Promise<Settlement> {
  const now = stores.clock.now();
  const policy = policyOf(exception.code);
  let plan = planEnding(item, exception, policy, now, stores.settings.retryMs);
  let pauses: Settlement['pauses'] = policy.queue === 'pause-login' ? 'login' : 'nothing';
  const isWritten = await unlessTakenOver(stores, async (tx) => {
    const line = await weighFault(stores, tx, item, exception.code, now);
    if (line !== 'runs') plan = stopped(exception, now, stores.settings.retryMs);
    if (!(await endWork(tx, item, plan.ending, now))) throw new TakenOver();
    if (exhibit) await stores.evidence.insert(tx, exhibit);
    if (policy.queue === 'pause-login') await pauseLogin(tx, item.loginId, exception.code, now);
    if (exception.code === 'rate-limited') await slowDown(stores, tx, item.portal, now);
    if (line === 'pauses') {
      pauses = 'portal';
      const subject = policy.family === 'drift' ? subjectOf(item, exception, policy) : `portal:${item.portal}`;
      const links = { workItemId: item.id, evidenceId: exhibit?.id ?? null };
      await openStop(tx, { portal: item.portal, exception, subject, ...links }, now);
    } else if (plan.needsPerson) await openReview(tx, item, exception, policy, exhibit, now);
  });
  return { verdict: plan.verdict, isWritten, pauses: isWritten ? pauses : 'nothing' };
}

/** Thrown to undo what was written for an item that another attempt has taken. */
class TakenOver extends Error {
  override readonly name = 'TakenOver';
}

async function unlessTakenOver({ db }: Stores, body: (tx: Query) => Promise<void>): Promise<boolean> {
  try {
    await db.transaction(body);
    return true;
  } catch (error) {
    if (error instanceof TakenOver) return false;
    throw error;
  }
}

const slowDown = async ({ registers }: Stores, tx: Query, portal: string, now: Date): Promise<void> => {
  const register = registers.portals.find(({ name }) => name === portal);
  await learnPace(tx, portal, firstGapMs(register ?? { pace: null }), now);
};

interface Plan {
  readonly ending: Ending;
  readonly verdict: Verdict;
  readonly needsPerson: boolean;
}

function planEnding(item: WorkItem, exception: WorkException, policy: Policy, now: Date, retryMs: number): Plan {
  const said = { code: exception.code, message: exception.message };
  const later = (at: Date, triesSpent: 0 | 1): Plan => ({
    ending: { ...said, state: 'waiting', availableAt: at, triesSpent },
    verdict: { kind: 'again', at },
    needsPerson: false,
  });
  switch (policy.retry) {
    case 'at-known-time': {
      const until = exception.details.until ? new Date(exception.details.until) : new Date(now.getTime() + WAIT_MS);
      return { ...later(until, 0), needsPerson: until.getTime() - now.getTime() > WAIT_LIMIT_MS };
    }
    case 'never':
      return { ending: { ...said, state: 'review', triesSpent: 0 }, verdict: { kind: 'ack' }, needsPerson: true };
    case 'once-fresh-session':
    case 'backoff': {
      if (item.tries + 1 < triesAllowed(exception.code, policy))
        return later(new Date(now.getTime() + backoffMs(item.tries, exception.code, retryMs)), 1);
      const isMachine = policy.outcome === 'failed';
      return {
        ending: { ...said, state: isMachine ? 'failed' : 'review', triesSpent: 1 },
        verdict: isMachine ? { kind: 'fail', code: exception.code } : { kind: 'ack' },
        needsPerson: true,
      };
    }
  }
}

/** The portal's line is stopped: the item waits with the others, and no try is spent on it. */
function stopped({ code, message }: WorkException, now: Date, retryMs: number): Plan {
  const availableAt = new Date(now.getTime() + retryMs);
  const ending: Ending = { state: 'waiting', code, message, availableAt, triesSpent: 0 };
  return { ending, verdict: { kind: 'again', at: availableAt }, needsPerson: false };
}

/** Doubles from try to try, half to one and a half times, so that many items do not come back together. */
function backoffMs(tries: number, code: ExceptionCode, retryMs: number): number {
  // A session that ran out says nothing bad about the portal: sign in again at once.
  const first = code === 'session-expired' && tries === 0 ? retryMs / 20 : retryMs;
  return Math.min(first * 2 ** tries, LONGEST_BACKOFF_MS) * (0.5 + Math.random());
}

const subjectOf = (item: WorkItem, exception: WorkException, policy: Policy): string => {
  if (policy.review === 'login') return `login:${item.loginId}`;
  if (policy.review === 'portal-page') return `page:${exception.details.page ?? item.portal}`;
  return `work-item:${item.id}`;
};

const openReview = (
  tx: Query,
  item: WorkItem,
  exception: WorkException,
  policy: Policy,
  exhibit: Exhibit | null,
  now: Date,
) =>
  openReviewItem(
    tx,
    {
      code: exception.code,
      portal: item.portal,
      subject: subjectOf(item, exception, policy),
      workItemId: item.id,
      loginId: policy.review === 'login' ? item.loginId : null,
      message: exception.message,
      evidenceId: exhibit?.id ?? null,
    },
    now,
  );

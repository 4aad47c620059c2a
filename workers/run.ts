/**
 * The executor: the only place that turns what happened to a work item into writes and queue actions.
 * receive, load, gate, borrow session, run the flow under a time-out, classify, keep evidence, write, open the review item, acknowledge.
 */
import type { Trail } from '../adapters/evidence.ts';
import { faultOf } from '../adapters/log.ts';
import { portalHealth } from '../adapters/portal-health.ts';
import type { Verdict } from '../adapters/queues.ts';
import { endWork, knownWait, takeWork } from '../adapters/work-items.ts';
import type { KnownWait } from '../adapters/work-items.ts';
import { policyOf, WorkException } from '../domain/exceptions.ts';
import type { ExceptionCode } from '../domain/exceptions.ts';
import type { Login } from '../domain/login.ts';
import type { WorkItem } from '../domain/work-item.ts';
import { admit, readTerms } from './admission.ts';
import { passCanary } from './canary.ts';
import { classify } from './classify.ts';
import { isGuess, settleGuess } from './guess.ts';
import { lookUp } from './lookup.ts';
import type { Finding, Hands } from './lookup.ts';
import { settleAnswer, settleException } from './settle.ts';
import type { Settlement } from './settle.ts';
import type { Stores } from './stores.ts';

/** Waits that hold for the whole login: one item asks, the others wait with it. */
const WHOLE_LOGIN: readonly ExceptionCode[] = [
  'portal-maintenance',
  'rate-limited',
  'outside-hours',
  'daily-cap',
  'code-late',
  'signed-in-elsewhere',
];
/** The portal or somebody else has ended the session: it is not signed out, and not taken up again. */
const OVER: readonly ExceptionCode[] = ['session-expired', 'signed-in-elsewhere', 'login-locked'];
/** How long a job of a paused login or portal rests before it looks again. */
const PAUSED_REST_MS = 30_000;

/** Runs one job. Never rejects: when our own stores are gone the job comes back later, and the row still knows all. */
export async function runJob(stores: Stores, hands: Hands, id: string): Promise<Verdict> {
  try {
    const item = await takeWork(stores.db, id, stores.clock.now());
    if (!item) return { kind: 'ack' };
    return await runItem(stores, hands, item);
  } catch (error) {
    stores.log.error(
      { workItem: id, fault: faultOf(error) },
      'a work item could not be loaded or written; it comes back by itself',
    );
    return { kind: 'again', at: new Date(stores.clock.now().getTime() + stores.settings.retryMs) };
  }
}

async function runItem(stores: Stores, hands: Hands, item: WorkItem): Promise<Verdict> {
  const login = await stores.logins.get(item.loginId);
  if (!login) throw new Error(`work item ${item.id} names a login that is not there`);
  const health = await portalHealth(stores.db, item.portal, login.id, stores.clock.now());
  if (login.pausedCode ?? health.pausedCode) return rest(stores, item, null);
  const wait = await knownWait(stores.db, item, WHOLE_LOGIN, stores.clock.now());
  if (wait) return rest(stores, item, wait);

  if (health.isCanaryDue && !(await isAnswering(stores, hands, login)))
    return rest(stores, item, null, stores.settings.retryMs);

  const finding = await find(stores, hands, item, login, health.isSlowed);
  const settlement = await settle(stores, item, finding);
  if (finding.outcome instanceof WorkException && policyOf(finding.outcome.code).session === 'drop') {
    await hands.sessions.drop(login.id, OVER.includes(finding.outcome.code) ? 'forget' : 'leave');
  }
  await pause(stores, item, settlement);
  note(stores, item, finding, settlement);
  return settlement.verdict;
}

/** A job that reached a worker although its login or portal rests goes back without a visit and without a try. */
async function rest(stores: Stores, item: WorkItem, wait: KnownWait | null, restMs = PAUSED_REST_MS): Promise<Verdict> {
  const now = stores.clock.now();
  const at = wait?.until ?? new Date(now.getTime() + restMs);
  await endWork(
    stores.db,
    item,
    { state: 'waiting', code: wait?.code ?? null, message: wait?.message ?? null, availableAt: at, triesSpent: 0 },
    now,
  );
  return { kind: 'again', at };
}

/** A known member first: what the portal says of others counts only while it finds that one. */
async function isAnswering(stores: Stores, hands: Hands, login: Login): Promise<boolean> {
  const register = stores.registers.portals.find(({ name }) => name === login.portal);
  return !register || (await passCanary(stores, hands, login, register)) === null;
}

async function find(stores: Stores, hands: Hands, item: WorkItem, login: Login, isSlowed: boolean): Promise<Finding> {
  try {
    const register = readTerms(stores, item.portal);
    await admit(stores, register, { loginId: login.id, isSlowed, signal: hands.stopping });
    return await lookUp(stores, hands, item, login, register);
  } catch (error) {
    return { outcome: classify(error), image: null, seen: null, steps: [], proposals: [] };
  }
}

async function settle(stores: Stores, item: WorkItem, finding: Finding): Promise<Settlement> {
  const trail = trailOf(finding);
  const { outcome, image } = finding;
  const isGuessed = isGuess(finding);
  if (!(outcome instanceof WorkException)) {
    try {
      const exhibit = await stores.evidence.keep(
        { workItemId: item.id, attempt: item.attempt, image, trail },
        stores.clock.now(),
      );
      const settlement = await (isGuessed ? settleGuess : settleAnswer)(stores, item, finding, exhibit);
      if (!settlement.isWritten) await stores.evidence.discard(exhibit);
      return settlement;
    } catch (error) {
      // No evidence, no answer: it is asked again when there is room.
      return settleException(stores, item, classify(error), null);
    }
  }
  const exhibit = await stores.evidence
    .keep({ workItemId: item.id, attempt: item.attempt, image, trail }, stores.clock.now())
    .catch(() => null);
  if (isGuessed) return settleGuess(stores, item, finding, exhibit);
  return settleException(stores, item, outcome, exhibit);
}

const trailOf = ({ outcome, seen, steps, proposals }: Finding): Trail =>
  outcome instanceof WorkException
    ? {
        fields: seen?.fields ?? {},
        values: seen?.values ?? null,
        steps,
        seen: outcome.details.seen ?? null,
        candidates: outcome.details.candidates ?? [],
      }
    : { fields: outcome.fields, values: proposals.length > 0 ? outcome.result : null, steps, seen: null };

/** The rows say what is paused; the queues follow. The reconciler repeats this should the process end in between. */
async function pause(stores: Stores, item: WorkItem, { pauses }: Settlement): Promise<void> {
  if (pauses === 'login') await stores.queues.setPaused(item.loginId, true);
  if (pauses === 'portal') {
    for (const login of await stores.logins.list())
      if (login.portal === item.portal) await stores.queues.setPaused(login.id, true);
  }
}

function note({ log }: Stores, item: WorkItem, { outcome }: Finding, settlement: Settlement): void {
  const about = {
    workItem: item.id,
    kind: item.kind,
    portal: item.portal,
    attempt: item.attempt,
    written: settlement.isWritten,
  };
  if (!(outcome instanceof WorkException)) return log.debug(about, 'answered');
  const fault = outcome.details.cause ? faultOf(outcome.details.cause) : undefined;
  log.info(
    { ...about, code: outcome.code, page: outcome.details.page, element: outcome.details.element, fault },
    'not answered',
  );
}

/**
 * The executor: the only place that turns what happened to a work item into writes and queue actions.
 * receive, load, gate, borrow session, run the flow under a time-out, classify, keep evidence, write, open the review item, acknowledge.
 */
import type { Trail } from '../adapters/evidence.ts';
import { faultOf } from '../adapters/log.ts';
import { portalPause } from '../adapters/portal-health.ts';
import type { Verdict } from '../adapters/queues.ts';
import { endWork, knownWait, takeWork } from '../adapters/work-items.ts';
import type { KnownWait } from '../adapters/work-items.ts';
import { mayAutomate } from '../config/registers.ts';
import type { PortalRegister } from '../config/registers.ts';
import { policyOf, WorkException } from '../domain/exceptions.ts';
import type { ExceptionCode } from '../domain/exceptions.ts';
import type { Login } from '../domain/login.ts';
import { nextOpening } from '../domain/portal-hours.ts';
import type { WorkItem } from '../domain/work-item.ts';
import { classify } from './classify.ts';
import { lookUp } from './lookup.ts';
import type { Finding, Hands } from './lookup.ts';
import { settleAnswer, settleException } from './settle.ts';
import type { Settlement } from './settle.ts';
import type { Stores } from './stores.ts';

/** Waits that a portal means for everybody: one item asks, the others wait with it. */
const WHOLE_PORTAL: readonly ExceptionCode[] = ['portal-maintenance', 'rate-limited', 'outside-hours'];
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
  if (login.pausedCode ?? (await portalPause(stores.db, item.portal))) return rest(stores, item, null);
  const wait = await knownWait(stores.db, item, WHOLE_PORTAL, stores.clock.now());
  if (wait) return rest(stores, item, wait);

  const finding = await find(stores, hands, item, login);
  const settlement = await settle(stores, item, finding);
  if (finding.outcome instanceof WorkException && policyOf(finding.outcome.code).session === 'drop') {
    await hands.sessions.drop(login.id);
  }
  await pause(stores, item, settlement);
  note(stores, item, finding, settlement);
  return settlement.verdict;
}

/** A job that reached a worker although its login or portal rests goes back without a visit and without a try. */
async function rest(stores: Stores, item: WorkItem, wait: KnownWait | null): Promise<Verdict> {
  const now = stores.clock.now();
  const at = wait?.until ?? new Date(now.getTime() + PAUSED_REST_MS);
  await endWork(
    stores.db,
    item,
    { state: 'waiting', code: wait?.code ?? null, message: wait?.message ?? null, availableAt: at, triesSpent: 0 },
    now,
  );
  return { kind: 'again', at };
}

async function find(stores: Stores, hands: Hands, item: WorkItem, login: Login): Promise<Finding> {
  const register = stores.registers.portals.find((portal) => portal.name === item.portal);
  try {
    return await lookUp(stores, hands, item, login, gate(register, item, stores.clock.now()));
  } catch (error) {
    return { outcome: classify(error), image: null, seen: null, steps: [] };
  }
}

/** What must hold before a browser is opened. */
function gate(register: PortalRegister | undefined, item: WorkItem, now: Date): PortalRegister {
  if (!register || !mayAutomate(register)) {
    throw new WorkException(
      'automation-forbidden',
      `The policy register does not allow robots on ${item.portal}. Ask the portal for consent and record it in config/portals/${item.portal}.json, or work it by hand.`,
    );
  }
  const opens = nextOpening(register.hours, now);
  if (opens)
    throw new WorkException('outside-hours', 'The portal may not be asked at this hour.', {
      until: opens.toISOString(),
    });
  return register;
}

async function settle(stores: Stores, item: WorkItem, finding: Finding): Promise<Settlement> {
  const trail = trailOf(finding);
  const { outcome, image } = finding;
  if (!(outcome instanceof WorkException)) {
    try {
      const exhibit = await stores.evidence.keep(
        { workItemId: item.id, attempt: item.attempt, image, trail },
        stores.clock.now(),
      );
      const settlement = await settleAnswer(stores, item, finding, exhibit);
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
  return settleException(stores, item, outcome, exhibit);
}

const trailOf = ({ outcome, seen, steps }: Finding): Trail =>
  outcome instanceof WorkException
    ? { fields: seen?.fields ?? {}, values: seen?.values ?? null, steps, seen: outcome.details.seen ?? null }
    : { fields: outcome.fields, values: null, steps, seen: null };

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

/** Canaries: a known member and claim tell whether a portal still answers as it did; before a sweep, on a timer, and while it is paused. */
import { claimTimer, claimTrial, noteCanary, openCanaries, postponeCanaries } from '../adapters/canaries.ts';
import type { Canary } from '../adapters/canaries.ts';
import { faultOf } from '../adapters/log.ts';
import { pausePortal, portalHealth } from '../adapters/portal-health.ts';
import type { PortalRegister } from '../config/registers.ts';
import { dayIn } from '../domain/dates.ts';
import { policyOf, WorkException } from '../domain/exceptions.ts';
import type { Login } from '../domain/login.ts';
import type { WorkItem, WorkKind } from '../domain/work-item.ts';
import { openReviewItem } from '../review/items.ts';
import { admit, readTerms } from './admission.ts';
import { classify } from './classify.ts';
import { lookUp } from './lookup.ts';
import type { Hands } from './lookup.ts';
import { faultKinds, openStop, restart, takeBackNotFound, trialMs } from './stop-line.ts';
import type { Stores } from './stores.ts';

export type CanaryVerdict =
  /** The portal answered about each of these kinds. */
  | { readonly outcome: 'passed'; readonly kinds: readonly WorkKind[] }
  | { readonly outcome: 'failed'; readonly exception: WorkException }
  /** Nobody can tell now: the portal is closed, the login stopped, our own stores are away. */
  | { readonly outcome: 'unknown'; readonly exception: WorkException };

/** Asks a login's canaries. The login is claimed. Never rejects. */
export async function askCanaries(
  stores: Stores,
  hands: Hands,
  login: Login,
  register: PortalRegister,
): Promise<CanaryVerdict> {
  const { clock, db, log, vault } = stores;
  const passed: WorkKind[] = [];
  for (const canary of await openCanaries(vault).of(db, login.id)) {
    const fault = await askTwice(stores, hands, canary, login, register);
    log.info({ login: login.id, portal: login.portal, kind: canary.kind, code: fault?.code ?? null }, 'asked a canary');
    if (fault && isOpenQuestion(fault)) {
      if (policyOf(fault.code).family === 'wait') await postponeCanaries(db, login.id, laterOf(fault, clock.now()));
      return { outcome: 'unknown', exception: fault };
    }
    await noteCanary(db, canary, fault?.code ?? null, clock.now());
    if (fault) return { outcome: 'failed', exception: asFailure(fault) };
    passed.push(canary.kind);
  }
  return { outcome: 'passed', kinds: passed };
}

const WAIT_MS = 15 * 60_000;

const laterOf = ({ details }: WorkException, now: Date): Date =>
  details.until ? new Date(details.until) : new Date(now.getTime() + WAIT_MS);

/** A fault of the portal may be of the moment, or of the session: it is asked once more, in a fresh one. */
async function askTwice(
  stores: Stores,
  hands: Hands,
  canary: Canary,
  login: Login,
  register: PortalRegister,
): Promise<WorkException | null> {
  const first = await askOnce(stores, hands, canary, login, register);
  if (!first || policyOf(first.code).session === 'keep') return first;
  await hands.sessions.drop(login.id, first.code === 'session-expired' ? 'forget' : 'leave');
  if (['wait', 'login'].includes(policyOf(first.code).family)) return first;
  const second = await askOnce(stores, hands, canary, login, register);
  if (second && policyOf(second.code).session === 'drop') await hands.sessions.drop(login.id, 'leave');
  return second;
}

async function askOnce(
  stores: Stores,
  hands: Hands,
  canary: Canary,
  login: Login,
  register: PortalRegister,
): Promise<WorkException | null> {
  try {
    readTerms(stores, login.portal);
    await admit(stores, register, { loginId: login.id, isSlowed: false, signal: hands.stopping });
    const { outcome } = await lookUp(stores, hands, asItem(stores, canary, login), login, register, { isCanary: true });
    return outcome instanceof WorkException ? outcome : null;
  } catch (error) {
    return classify(error);
  }
}

/** A work item without a row: nothing of a canary is stored but how it ended. */
function asItem({ clock, settings }: Stores, { kind, payer, inquiry }: Canary, login: Login): WorkItem {
  const today = dayIn(clock.now(), settings.timeZone);
  return {
    id: `canary-${kind}`,
    kind,
    state: 'running',
    portal: login.portal,
    loginId: login.id,
    payer,
    // Coverage is asked for today: a portal answers for a window of days only.
    inquiry: inquiry.kind === 'eligibility' ? { ...inquiry, serviceDate: today } : inquiry,
    attempt: 0,
    tries: 0,
    claimId: null,
    appointmentId: null,
  };
}

const isOpenQuestion = ({ code }: WorkException): boolean =>
  ['wait', 'login'].includes(policyOf(code).family) || code === 'adapter-unavailable' || code === 'browser-crashed';

const asFailure = (fault: WorkException): WorkException =>
  policyOf(fault.code).family === 'business'
    ? new WorkException(
        'canary-failed',
        `The portal no longer answers about a member whom it is known to have (it said "${fault.code}").`,
        { cause: fault },
      )
    : fault;

/**
 * Before a login's next look-up, when its canary is due.
 * @returns null: go on; else why not, for the item to wait with.
 */
export async function passCanary(
  stores: Stores,
  hands: Hands,
  login: Login,
  register: PortalRegister,
): Promise<WorkException | null> {
  const verdict = await askCanaries(stores, hands, login, register);
  if (verdict.outcome === 'passed') return null;
  if (verdict.outcome === 'failed') await stopPortal(stores, login.portal, verdict.exception);
  else if (policyOf(verdict.exception.code).queue === 'pause-login') await stopLogin(stores, login, verdict.exception);
  return verdict.exception;
}

/** Pauses a portal because its canary failed, with one review item; takes back "not found" that was none. */
async function stopPortal(stores: Stores, portal: string, exception: WorkException): Promise<void> {
  const { clock, db, logins, queues } = stores;
  const now = clock.now();
  await db.transaction(async (tx) => {
    if (!(await pausePortal(tx, portal, exception.code, trialMs(stores), now))) return;
    if (exception.code === 'canary-failed') await takeBackNotFound(tx, portal, now);
    await openStop(tx, { portal, exception, subject: `portal:${portal}`, workItemId: null, evidenceId: null }, now);
  });
  for (const login of await logins.list()) if (login.portal === portal) await queues.setPaused(login.id, true);
}

async function stopLogin({ clock, db, logins, queues }: Stores, login: Login, why: WorkException): Promise<void> {
  await logins.pause(login.id, why.code, clock.now());
  const about = { code: why.code, portal: login.portal, subject: `login:${login.id}`, message: why.message };
  await openReviewItem(db, { ...about, workItemId: null, loginId: login.id, evidenceId: null }, clock.now());
  await queues.setPaused(login.id, true);
}

/** The timer's round over all logins: paused portals are tried, due and old canaries asked. Never rejects. */
export async function tendCanaries(stores: Stores, hands: Hands): Promise<void> {
  try {
    for (const login of await stores.logins.list()) {
      if (login.pausedCode === null && hands.stopping?.aborted !== true) await tendLogin(stores, hands, login);
    }
  } catch (error) {
    stores.log.warn({ fault: faultOf(error) }, 'could not look after the canaries; trying again');
  }
}

const HOUR_MS = 60 * 60_000;

async function tendLogin(stores: Stores, hands: Hands, login: Login): Promise<void> {
  const { clock, db, settings } = stores;
  const register = stores.registers.portals.find(({ name }) => name === login.portal);
  if (!register || !isOpen(stores, login.portal)) return;
  const now = clock.now();
  const { pausedCode, isCanaryDue } = await portalHealth(db, login.portal, login.id, now);
  if (pausedCode) return tryPaused(stores, hands, login, register);
  const isOld =
    settings.canaryMs > 0 && (await claimTimer(db, login.id, new Date(now.getTime() - settings.canaryMs), now));
  if (isOld) await markDueOf(stores, login);
  if (!isOld && !isCanaryDue) return;
  await whileClaimed(hands, login, async () => void (await passCanary(stores, hands, login, register)));
}

const markDueOf = ({ clock, db }: Stores, login: Login): Promise<unknown> =>
  db.query('update canary set due_at = $2 where login_id = $1 and due_at is null', [login.id, clock.now()]);

/** Lets a paused portal go on when a canary of every kind that had failed passes. */
async function tryPaused(stores: Stores, hands: Hands, login: Login, register: PortalRegister): Promise<void> {
  const { clock, db, log, vault } = stores;
  const wanted = await faultKinds(db, login.portal);
  const known = (await openCanaries(vault).of(db, login.id)).map(({ kind }) => kind);
  if (known.length === 0 || !wanted.every((kind) => known.includes(kind))) return;
  const next = new Date(clock.now().getTime() + Math.min(trialMs(stores) * 2, HOUR_MS));
  await whileClaimed(hands, login, async () => {
    if (!(await claimTrial(db, login.portal, next, clock.now()))) return;
    const verdict = await askCanaries(stores, hands, login, register);
    if (verdict.outcome !== 'passed') return;
    const again = await db.transaction((tx) => restart(stores, tx, login.portal));
    log.info({ portal: login.portal, again }, 'a canary passed: the portal goes on');
  });
}

function isOpen(stores: Stores, portal: string): boolean {
  try {
    readTerms(stores, portal);
    return true;
  } catch {
    return false;
  }
}

async function whileClaimed({ sessions }: Hands, login: Login, work: () => Promise<void>): Promise<void> {
  if (!(await sessions.claim(login.id))) return;
  try {
    await work();
  } finally {
    await sessions.giveBack(login.id);
  }
}

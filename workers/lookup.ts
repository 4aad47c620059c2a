/** One look-up: borrow the login's session, sign in when needed, walk the flow, bring back the reading and the photograph. */
import { within } from '../adapters/patience.ts';
import type { Session, Sessions, SessionTerms } from '../adapters/sessions.ts';
import { mayAutomate } from '../config/registers.ts';
import type { PortalRegister } from '../config/registers.ts';
import type { ClaimStatusAnswer } from '../domain/claim-status.ts';
import type { Coverage } from '../domain/coverage.ts';
import { WorkException } from '../domain/exceptions.ts';
import type { SelectorProposal } from '../domain/learned-selector.ts';
import type { Login } from '../domain/login.ts';
import type { WorkItem } from '../domain/work-item.ts';
import type { Portal, Reading } from '../flows/portal.ts';
import { classify } from './classify.ts';
import type { SeenPage } from './seen-page.ts';
import { ensureSignedIn } from './sign-in.ts';
import type { Stores } from './stores.ts';
import { timeLimit } from './time-limit.ts';
import { newNotes, openVisit } from './visit.ts';
import type { Notes } from './visit.ts';

export interface Hands {
  readonly sessions: Sessions;
  /** @throws WorkException for a name that no portal has. */
  readonly portalNamed: (name: string) => Portal;
  /** Told when the worker stops: waits for codes end, look-ups go on to their end. */
  readonly stopping?: AbortSignal;
}

/** What a look-up brought back, or why it did not; either way with what was seen and done. */
export interface Finding {
  readonly outcome: Reading<Coverage | ClaimStatusAnswer> | WorkException;
  readonly image: Buffer | null;
  /** What the photographed page printed, for an exception; an answer has its own fields. */
  readonly seen: SeenPage | null;
  readonly steps: readonly { readonly at: string; readonly what: string }[];
  /** Elements that were found by likeness only: a person must approve them before anything of this counts. */
  readonly proposals: readonly SelectorProposal[];
}

/** Never rejects: a fault is a finding too. A canary has no row of its own. */
export async function lookUp(
  stores: Stores,
  hands: Hands,
  item: WorkItem,
  login: Login,
  register: PortalRegister,
  { isCanary = false }: { readonly isCanary?: boolean } = {},
): Promise<Finding> {
  const notes = newNotes();
  const { steps, proposals } = notes;
  const limit = timeLimit(stores.settings.workTimeoutMs);
  const run = isCanary ? null : { workItemId: item.id, attempt: item.attempt };
  let session: Session | undefined;
  const walk = async () => {
    const portal = hands.portalNamed(item.portal);
    session = await hands.sessions.borrow(login.id, termsOf(stores, portal, login, register));
    const visit = openVisit(stores, session, notes, login, register, item.payer, {
      portal: item.portal,
      inquiry: item.inquiry,
      isCanary,
    });
    const task = { session, portal, visit, login, register, notes, limit, run, signal: hands.stopping };
    await ensureSignedIn(stores, task);
    return item.inquiry.kind === 'eligibility'
      ? portal.eligibility(visit, item.inquiry)
      : portal.claimStatus(visit, item.inquiry);
  };
  try {
    const reading = await limit.within(walk());
    return { outcome: reading, image: notes.image, seen: null, steps, proposals };
  } catch (error) {
    const outcome = classify(error);
    const image = notes.image ?? (session ? await lastSight(session, notes) : null);
    const isSamePage = notes.readUrl !== null && notes.readUrl === (notes.imageUrl ?? session?.page.url());
    return { outcome, image, seen: isSamePage ? notes.seen : null, steps, proposals };
  }
}

/** Signs a login in, or finds it signed in. @returns why not, or null. */
export async function trySignIn(stores: Stores, hands: Hands, login: Login): Promise<WorkException | null> {
  const register = stores.registers.portals.find((portal) => portal.name === login.portal);
  if (!register || !mayAutomate(register)) {
    return new WorkException('automation-forbidden', `The policy register does not allow robots on ${login.portal}.`);
  }
  if (!(await hands.sessions.claim(login.id))) {
    return new WorkException('signed-in-elsewhere', 'A worker uses this login now; nothing was tried beside it.');
  }
  const notes = newNotes();
  const limit = timeLimit(stores.settings.workTimeoutMs);
  try {
    const portal = hands.portalNamed(login.portal);
    const session = await hands.sessions.borrow(login.id, termsOf(stores, portal, login, register));
    const visit = openVisit(stores, session, notes, login, register);
    const task = { session, portal, visit, login, register, notes, limit, run: null, signal: hands.stopping };
    await limit.within(ensureSignedIn(stores, task));
    return null;
  } catch (error) {
    return classify(error);
  } finally {
    await hands.sessions.giveBack(login.id);
  }
}

/** A session is let go after this long without work where the register does not say when the portal ends it. */
const IDLE_MINUTES = 20;

function termsOf(stores: Stores, portal: Portal, login: Login, register: PortalRegister): SessionTerms {
  const { idleMinutes = IDLE_MINUTES, mustSignOut = false } = register.session ?? {};
  const { signOut } = portal;
  return {
    idleMs: idleMinutes * 60_000,
    signOut:
      mustSignOut && signOut ? (session) => signOut(openVisit(stores, session, newNotes(), login, register)) : null,
  };
}

/** What the page shows at the time of a fault; null when the browser is gone or the page shows a secret. */
const lastSight = (session: Session, notes: Notes): Promise<Buffer | null> =>
  within(PHOTOGRAPH_MS, notes.isSignedIn ? session.photograph() : session.photographSignIn(notes.secrets)).catch(
    () => null,
  );

/** A page that hangs cannot be photographed. */
const PHOTOGRAPH_MS = 12_000;

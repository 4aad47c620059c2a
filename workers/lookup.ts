/** One look-up: borrow the login's session, sign in when needed, walk the flow, bring back the reading and the photograph. */
import { noteSelectorDrift } from '../adapters/portal-health.ts';
import { downloadPdf } from '../adapters/portal-download.ts';
import type { Session, Sessions } from '../adapters/sessions.ts';
import { dayIn } from '../domain/dates.ts';
import { WorkException } from '../domain/exceptions.ts';
import type { ClaimStatusAnswer } from '../domain/claim-status.ts';
import type { Coverage } from '../domain/coverage.ts';
import type { Login } from '../domain/login.ts';
import { secretTexts } from '../domain/login.ts';
import type { WorkItem } from '../domain/work-item.ts';
import type { Portal, Reading, SignInDesk, Visit } from '../flows/portal.ts';
import { asRead } from './seen-page.ts';
import type { SeenPage } from './seen-page.ts';
import { mayAutomate } from '../config/registers.ts';
import type { PortalRegister } from '../config/registers.ts';
import { classify } from './classify.ts';
import type { Stores } from './stores.ts';

export interface Hands {
  readonly sessions: Sessions;
  /** @throws WorkException for a name that no portal has. */
  readonly portalNamed: (name: string) => Portal;
}

/** What a look-up brought back, or why it did not; either way with what was seen and done. */
export interface Finding {
  readonly outcome: Reading<Coverage | ClaimStatusAnswer> | WorkException;
  readonly image: Buffer | null;
  /** What the photographed page printed, for an exception; an answer has its own fields. */
  readonly seen: SeenPage | null;
  readonly steps: readonly { readonly at: string; readonly what: string }[];
}

interface Notes {
  image: Buffer | null;
  /** The address of the page on the image, and of the page read last: boxes of another page would mislead. */
  imageUrl: string | null;
  readUrl: string | null;
  seen: SeenPage | null;
  isSignedIn: boolean;
  secrets: readonly string[];
  readonly steps: { at: string; what: string }[];
}

const newNotes = (): Notes => ({
  image: null,
  imageUrl: null,
  readUrl: null,
  seen: null,
  isSignedIn: false,
  secrets: [],
  steps: [],
});

/** Never rejects: a fault is a finding too. */
export async function lookUp(
  stores: Stores,
  hands: Hands,
  item: WorkItem,
  login: Login,
  register: PortalRegister,
): Promise<Finding> {
  const notes: Notes = newNotes();
  let session: Session | undefined;
  const walk = async () => {
    session = await hands.sessions.borrow(login.id);
    const portal = hands.portalNamed(item.portal);
    const visit = openVisit(stores, session, notes, login, register, item.payer);
    await ensureSignedIn(stores, session, portal, visit, login, notes);
    return item.inquiry.kind === 'eligibility'
      ? portal.eligibility(visit, item.inquiry)
      : portal.claimStatus(visit, item.inquiry);
  };
  try {
    const reading = await withinTime(walk(), stores.settings.workTimeoutMs);
    return { outcome: reading, image: notes.image, seen: null, steps: notes.steps };
  } catch (error) {
    const outcome = classify(error);
    const image = notes.image ?? (session ? await lastSight(session, notes) : null);
    const isSamePage = notes.readUrl !== null && notes.readUrl === (notes.imageUrl ?? session?.page.url());
    return { outcome, image, seen: isSamePage ? notes.seen : null, steps: notes.steps };
  }
}

/** Signs a login in, or finds it signed in. @returns why not, or null. */
export async function trySignIn(stores: Stores, hands: Hands, login: Login): Promise<WorkException | null> {
  const register = stores.registers.portals.find((portal) => portal.name === login.portal);
  if (!register || !mayAutomate(register)) {
    return new WorkException('automation-forbidden', `The policy register does not allow robots on ${login.portal}.`);
  }
  const notes: Notes = newNotes();
  try {
    const session = await hands.sessions.borrow(login.id);
    const visit = openVisit(stores, session, notes, login, register);
    await withinTime(
      ensureSignedIn(stores, session, hands.portalNamed(login.portal), visit, login, notes),
      stores.settings.workTimeoutMs,
    );
    return null;
  } catch (error) {
    return classify(error);
  }
}

function openVisit(
  stores: Stores,
  session: Session,
  notes: Notes,
  login: Login,
  register: PortalRegister,
  payer = '',
): Visit {
  const { clock, db, log, settings } = stores;
  return {
    page: session.page,
    baseUrl: (settings.portalUrls[login.portal] ?? register.url).replace(/\/$/, ''),
    providerNpi: login.providerNpi,
    payer,
    today: dayIn(clock.now(), settings.timeZone),
    timeoutMs: settings.navigationTimeoutMs,
    onDrift: (page, element, alternative) => {
      log.warn({ portal: login.portal, page, element, alternative }, 'a later alternative of a selector had to serve');
      void noteSelectorDrift(db, login.portal, page, element, alternative, clock.now()).catch(() => undefined);
    },
    onRead: (page, printout) => {
      notes.seen = asRead(page, printout);
      notes.readUrl = session.page.url();
    },
    step: (what) => void notes.steps.push({ at: clock.now().toISOString(), what }),
    capture: async () => {
      notes.image = await session.photograph();
      notes.imageUrl = session.page.url();
    },
    downloadPdf: (press) => downloadPdf(session.page, press, settings.navigationTimeoutMs),
  };
}

async function ensureSignedIn(
  stores: Stores,
  session: Session,
  portal: Portal,
  visit: Visit,
  login: Login,
  notes: Notes,
): Promise<void> {
  if (session.origin === 'warm' || (session.origin === 'kept' && (await portal.isSignedIn(visit)))) {
    notes.isSignedIn = true;
    return;
  }
  let hasSubmitted = false;
  const desk: SignInDesk = {
    credentials: async () => {
      const credentials = await stores.logins.credentials(login.id);
      notes.secrets = secretTexts(credentials);
      return credentials;
    },
    beforeSubmit: async () => {
      await stores.logins.spendSubmit(login.id);
      hasSubmitted = true;
    },
    totp: noSecondFactor,
    backupCode: noSecondFactor,
    mailedCode: noSecondFactor,
    personCode: noSecondFactor,
  };
  try {
    await portal.signIn(visit, desk);
  } catch (error) {
    const { code } = classify(error);
    // A time-out or a crash leaves open whether the portal counted the submit: it stays unseen.
    if (hasSubmitted && error instanceof WorkException) {
      await stores.logins.noteSubmitSeen(login.id, code === 'credentials-rejected' || code === 'login-locked');
    }
    throw error;
  }
  await stores.logins.noteSignedIn(login.id, await session.state(), stores.clock.now());
  notes.isSignedIn = true;
}

const noSecondFactor = (): Promise<never> =>
  Promise.reject(
    new WorkException('mfa-required', 'The portal asks for a second factor that this login does not have.'),
  );

/** What the page shows at the time of a fault; null when the browser is gone or the page shows a secret. */
const lastSight = (session: Session, notes: Notes): Promise<Buffer | null> =>
  (notes.isSignedIn ? session.photograph() : session.photographSignIn(notes.secrets)).catch(() => null);

async function withinTime<T>(work: Promise<T>, ms: number): Promise<T> {
  let timer: NodeJS.Timeout | undefined;
  const late = new Promise<never>((_, reject) => {
    timer = setTimeout(
      () => reject(new WorkException('navigation-timeout', 'The look-up took longer than it may and was stopped.')),
      ms,
    );
  });
  try {
    return await Promise.race([work, late]);
  } finally {
    clearTimeout(timer);
    // The loser still runs until its session is dropped; its end is nobody's business any more.
    work.catch(() => undefined);
  }
}

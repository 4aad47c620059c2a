/** One robot on one portal: signs in when it must, asks, and treats its session as the executor does. */
import type { BrowserContext } from 'playwright';
import type { Chromium } from '../../../adapters/browser.ts';
import { within } from '../../../adapters/patience.ts';
import { policyOf, WorkException } from '../../../domain/exceptions.ts';
import type { Credentials } from '../../../domain/login.ts';
import type { ClaimStatusInquiry, Inquiry } from '../../../domain/work-item.ts';
import type { Portal, SignInDesk, Visit } from '../../../flows/portal.ts';
import { classify } from '../../../workers/classify.ts';
import { NO_SECOND_FACTOR, visitOf } from '../../flows/visits.ts';
import type { Told } from './judge.ts';
import type { StartedPortal } from './portal-under-test.ts';

export interface Robot {
  /** Never rejects. */
  ask(inquiry: Inquiry): Promise<Told>;
  askForPdf(inquiry: ClaimStatusInquiry): Promise<Told>;
  readonly signIns: () => number;
  /** Whether every login has had a session that ended: the portal may hold that against them. */
  readonly isSpent: () => boolean;
  close(): Promise<void>;
}

interface Live {
  readonly context: BrowserContext;
  readonly visit: Visit;
  isSignedIn: boolean;
}

const LEAVING_MS = 5_000;

/** @param timeoutMs how long one navigation may take. */
export function openRobot(chromium: Chromium, flows: Portal, site: StartedPortal, timeoutMs: number): Robot {
  const unused = [...site.logins];
  let live: Live | null = null;
  let signIns = 0;

  const signIn = async (inquiry: Inquiry): Promise<Live> => {
    const login = unused.shift();
    if (!login) throw new Error('The robot has no login left; start the portal anew.');
    const context = await chromium.context();
    const page = await context.newPage();
    const { portal, providerNpi } = site;
    const visit = visitOf(page, { baseUrl: portal.url, providerNpi, timeoutMs, payer: site.payerOf(inquiry) });
    const opened = { context, visit, isSignedIn: false };
    live = opened;
    await flows.signIn(visit, deskOf(site, login));
    opened.isSignedIn = true;
    signIns += 1;
    return opened;
  };

  const leave = async (): Promise<void> => {
    if (!live) return;
    const { context, visit, isSignedIn } = live;
    live = null;
    if (flows.signOut && isSignedIn) await within(LEAVING_MS, flows.signOut(visit)).catch(() => undefined);
    await chromium.release(context);
  };

  const tell = async (inquiry: Inquiry, work: (visit: Visit) => Promise<Told>): Promise<Told> => {
    try {
      const { visit } = live ?? (await signIn(inquiry));
      return await work({ ...visit, payer: site.payerOf(inquiry) });
    } catch (error) {
      const told = classify(error);
      // A sign-in that did not come to its end leaves nothing to keep.
      if (policyOf(told.code).session === 'drop' || !live?.isSignedIn) await leave();
      return told;
    }
  };

  return {
    ask: (inquiry) =>
      tell(inquiry, (visit) =>
        inquiry.kind === 'eligibility' ? flows.eligibility(visit, inquiry) : flows.claimStatus(visit, inquiry),
      ),
    askForPdf: (inquiry) =>
      tell(
        inquiry,
        (visit) =>
          flows.eob?.(visit, inquiry) ?? Promise.reject(new WorkException('eob-not-found', 'The flow has no PDF.')),
      ),
    signIns: () => signIns,
    isSpent: () => unused.length === 0 && live === null,
    close: leave,
  };
}

const deskOf = ({ secondFactorsOf }: StartedPortal, login: Credentials): SignInDesk => ({
  ...NO_SECOND_FACTOR,
  credentials: async () => login,
  beforeSubmit: async () => undefined,
  ...secondFactorsOf?.(login),
});

/** The Portal type, and what a flow is given. A flow returns an answer or throws a WorkException; it never retries. */
import type { Page } from 'playwright';
import type { ClaimStatusAnswer } from '../domain/claim-status.ts';
import type { Coverage } from '../domain/coverage.ts';
import type { Credentials } from '../domain/login.ts';
import type { Fields } from '../domain/provenance.ts';
import type { ClaimStatusInquiry, EligibilityInquiry } from '../domain/work-item.ts';
import type { Printout } from './printout.ts';

/** One visit to a portal by one signed-in (or to be signed-in) login. */
export interface Visit {
  readonly page: Page;
  /** The portal's address, without a trailing slash. */
  readonly baseUrl: string;
  /** Provider row to choose after sign-in, when the portal asks. */
  readonly providerNpi: string | null;
  /** Today in the practice's time zone, `YYYY-MM-DD`. */
  readonly today: string;
  /** Waits as long as one navigation may take, in milliseconds. */
  readonly timeoutMs: number;
  /** Reports that a later alternative had to serve: `<portal>/<page>`, element, alternative. */
  readonly onDrift: (page: string, element: string, alternative: number) => void;
  /** Reports what a page printed, as it was read: kept with an exception, so that a person sees what the robot saw. */
  readonly onRead: (page: string, printout: Printout) => void;
  /** Notes a step for the evidence, in a biller's words, without patient data. */
  readonly step: (what: string) => void;
  /** Keeps a screenshot now, of what is in view; called on the page that shows the answer. Fills `box`es' frame of reference. */
  readonly capture: () => Promise<void>;
}

/** What sign-in is given beside the visit. */
export interface SignInDesk {
  readonly credentials: () => Promise<Credentials>;
  /** Must be awaited right before the password is submitted: spends one of the login's sign-in budget or throws. */
  readonly beforeSubmit: () => Promise<void>;
}

/** An answer with the provenance of its fields; keys are JSON pointers into `result`. */
export interface Reading<T> {
  readonly result: T;
  readonly fields: Fields;
}

export interface Portal {
  readonly name: string;
  /** From the sign-in page to the landmark that says signed in. Throws credentials-rejected, login-locked, ... */
  readonly signIn: (visit: Visit, desk: SignInDesk) => Promise<void>;
  /** Whether the page still shows a live session of ours (checked when a kept session is taken up). */
  readonly isSignedIn: (visit: Visit) => Promise<boolean>;
  readonly eligibility: (visit: Visit, inquiry: EligibilityInquiry) => Promise<Reading<Coverage>>;
  readonly claimStatus: (visit: Visit, inquiry: ClaimStatusInquiry) => Promise<Reading<ClaimStatusAnswer>>;
}

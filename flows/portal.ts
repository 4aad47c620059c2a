/** The Portal type, and what a flow is given. A flow returns an answer or throws a WorkException; it never retries. */
import type { Page } from 'playwright';
import type { ClaimStatus, ClaimStatusAnswer } from '../domain/claim-status.ts';
import type { Coverage } from '../domain/coverage.ts';
import type { Credentials } from '../domain/login.ts';
import type { Fields } from '../domain/provenance.ts';
import type { ClaimStatusInquiry, EligibilityInquiry } from '../domain/work-item.ts';
import type { PageFile } from '../selectors/page.ts';
import type { ElementMemory } from './element-memory.ts';
import type { Printout } from './printout.ts';

/** One visit to a portal by one signed-in (or to be signed-in) login. */
export interface Visit {
  readonly page: Page;
  /** The portal's address, without a trailing slash. */
  readonly baseUrl: string;
  /** Provider row to choose after sign-in, when the portal asks. */
  readonly providerNpi: string | null;
  /** Our key of the payer that is asked about (`config/payers`): a portal of many payers must choose it. */
  readonly payer: string;
  /** Today in the practice's time zone, `YYYY-MM-DD`. */
  readonly today: string;
  /** Waits as long as one navigation may take, in milliseconds. */
  readonly timeoutMs: number;
  /** Reports that a later alternative had to serve: `<portal>/<page>`, element, alternative. */
  readonly onDrift: (page: string, element: string, alternative: number) => void;
  /** What is known of the portal's elements beside its selector files; absent where nothing is kept. */
  readonly memory?: ElementMemory;
  /** Reports what a page printed, as it was read: kept with an exception, so that a person sees what the robot saw. */
  readonly onRead: (page: string, printout: Printout, window?: Page) => void;
  /** Notes a step for the evidence, in a biller's words, without patient data. */
  readonly step: (what: string) => void;
  /**
   * Keeps a screenshot now, of what is in view; called on the page that shows the answer. Fills `box`es' frame of reference.
   * @param window another window than `page` (`inWindow` gives it).
   */
  readonly capture: (window?: Page) => Promise<void>;
  /**
   * Fetches the PDF that a control leads to, in whatever form the portal hands it out: attachment, new window, viewer, blob.
   * @param press clicks the control.
   * @param window the window that the control is in, when it is another than `page`.
   * @throws WorkException `result-unreadable` when what comes is no PDF.
   */
  readonly downloadPdf: (press: () => Promise<unknown>, window?: Page) => Promise<Download>;
}

/** What sign-in is given beside the visit. */
export interface SignInDesk {
  readonly credentials: () => Promise<Credentials>;
  /** Must be awaited right before the password is submitted: spends one of the login's sign-in budget or throws. */
  readonly beforeSubmit: () => Promise<void>;
  /**
   * The code of the login's authenticator: never one twice, and with seconds left to be typed. Ask for it when the box is there.
   * @throws WorkException `mfa-required` when the login has no authenticator secret.
   */
  readonly totp: () => Promise<string>;
  /** One of the login's unused backup codes, spent by asking. @throws WorkException `mfa-required` when none is left. */
  readonly backupCode: () => Promise<string>;
  /**
   * Answers the page's question for a passkey while `press` presses its button and waits for what comes of it.
   * @throws WorkException `mfa-required` when the login has no passkey; whatever `press` throws.
   */
  readonly passkey: <T>(press: () => Promise<T>) => Promise<T>;
  /**
   * A code that the portal mails to the practice. A code that is still valid is given again without asking the portal.
   * @throws WorkException `mfa-required` without a mailbox, `code-late` when no mail comes in time.
   */
  readonly mailedCode: (mail: MailedCode) => Promise<string>;
  /**
   * A code that only a person has: asked for in the review app with a countdown, while the page stays open.
   * @throws WorkException `code-late` when nobody answers in time.
   */
  readonly personCode: (question: PersonCode) => Promise<string>;
}

export interface MailedCode {
  /** Makes the portal send the mail: clicks its button. Called only when no valid code is kept. */
  readonly request: () => Promise<void>;
  readonly digits: number;
  /** How long the portal takes the code; 0 = once. */
  readonly validHours: number;
  /** How long a mail may take, in milliseconds. */
  readonly patienceMs: number;
  /** The portal has just refused the code that was given before: forget it. */
  readonly isRefused?: boolean;
}

export interface PersonCode {
  /** What the portal says it did, in our words: "The portal texted a code to the phone that ends in 44". No patient data. */
  readonly what: string;
  readonly digits: number;
  /** How long the page takes the code, in milliseconds. */
  readonly patienceMs: number;
}

/** A file that a portal handed out: the exact bytes. */
export interface Download {
  /** As the portal names it; null when it does not. */
  readonly fileName: string | null;
  readonly bytes: Uint8Array;
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
  /** Leaves as the portal wants to be left; on portals that punish a closed tab. */
  readonly signOut?: (visit: Visit) => Promise<void>;
  /** The EOB or remittance of a paid claim, where the portal hands it out. @throws as `claimStatus`; `eob-not-found`. */
  readonly eob?: (visit: Visit, inquiry: ClaimStatusInquiry) => Promise<Download>;
  readonly eligibility: (visit: Visit, inquiry: EligibilityInquiry) => Promise<Reading<Coverage>>;
  readonly claimStatus: (visit: Visit, inquiry: ClaimStatusInquiry) => Promise<Reading<ClaimStatusAnswer>>;
  /** How its saved pages are read; left out where `portal check` walks over them with the flow itself. */
  readonly saved?: SavedReader;
}

/** The saved pages of one case. */
interface SavedPages {
  /** Our key of the payer that was asked; '' where the portal serves one. */
  readonly payer: string;
  readonly has: (page: string) => boolean;
  /** @returns a visit to this page of the case. @throws an Error naming a page that the case does not have. */
  readonly open: (page: string) => Promise<Visit>;
}

/** Reads answers from saved pages, without walking: what `portal check` compares with what is expected. */
export interface SavedReader {
  /** Pages that the selector files make on demand, one for each payer, say. */
  readonly pages?: readonly PageFile[];
  readonly eligibility?: (saved: SavedPages, inquiry: EligibilityInquiry) => Promise<Coverage>;
  readonly claimStatus?: (saved: SavedPages) => Promise<ClaimStatus>;
}

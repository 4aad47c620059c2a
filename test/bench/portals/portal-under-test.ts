/** What each practice portal tells the bench: how to start it, and how a look-up under each fault must end. */
import type { ExceptionCode } from '../../../domain/exceptions.ts';
import type { Credentials } from '../../../domain/login.ts';
import type { Inquiry } from '../../../domain/work-item.ts';
import type { SignInDesk } from '../../../flows/portal.ts';
import type { DriftLevel, PdfForm, PortalFaults } from '../../../sandbox/faults.ts';
import type { Population } from '../../../sandbox/population.ts';
import type { PracticePortal } from '../../../sandbox/practice-portal.ts';

/** Faults of a look-up: each switch of the portals, and each level of drift. */
export type FaultName = Exclude<keyof PortalFaults, 'drift' | 'pdfForm'> | `drift-${DriftLevel}`;

/** Forms of a PDF; they matter where a portal hands out remittances. */
export type PdfFaultName = `pdf-${PdfForm}`;

/** `answered`: equal to the portal's truth, be that a result or a business exception. */
export type Outcome = ExceptionCode | 'answered';

/** Each fault at full rate, as it is set on the whole portal before the login signs in. */
export const FAULTS: Readonly<Record<FaultName | PdfFaultName, Partial<PortalFaults>>> = {
  maintenance: { maintenance: true },
  down: { down: true },
  errorOnce: { errorOnce: true },
  rateLimit: { rateLimit: true },
  unusualActivity: { unusualActivity: true },
  captcha: { captcha: true },
  slowMs: { slowMs: 400 },
  neverAnswers: { neverAnswers: true },
  cutSessionBeforeDetail: { cutSessionBeforeDetail: true },
  kicked: { kicked: true },
  staleDetail: { staleDetail: true },
  namesakes: { namesakes: true },
  otherDate: { otherDate: true },
  doubleSubmit: { doubleSubmit: true },
  passwordExpired: { passwordExpired: true },
  termsPage: { termsPage: true },
  whatsNew: { whatsNew: true },
  lockedOut: { lockedOut: true },
  'drift-labels': { drift: 'labels' },
  'drift-ids': { drift: 'ids' },
  'drift-columns': { drift: 'columns' },
  'drift-redesign': { drift: 'redesign' },
  'pdf-attachment': { pdfForm: 'attachment' },
  'pdf-attachment-new-window': { pdfForm: 'attachment-new-window' },
  'pdf-inline': { pdfForm: 'inline' },
  'pdf-blob-download': { pdfForm: 'blob-download' },
  'pdf-blob-window': { pdfForm: 'blob-window' },
};

export interface StartedPortal {
  readonly portal: PracticePortal;
  readonly population: Population;
  readonly logins: readonly Credentials[];
  /** The provider that the logins work for, where the portal asks. */
  readonly providerNpi: string | null;
  /** Our key of the payer to ask (`config/payers`). */
  readonly payerOf: (inquiry: Inquiry) => string;
  /** Second factors that need no mail server and no person; left out where the portal asks for none. */
  readonly secondFactorsOf?: (login: Credentials) => Partial<Omit<SignInDesk, 'credentials' | 'beforeSubmit'>>;
}

export interface PortalUnderTest {
  readonly name: string;
  readonly start: (seed: number) => Promise<StartedPortal>;
  /** With another way to sign in, where it has one: its pages are saved, and no look-ups measured. */
  readonly startOtherwise?: (seed: number) => Promise<StartedPortal>;
  /** How a sign-in with one look-up may end under each fault; never in any other way. */
  readonly outcomes: Readonly<Record<FaultName, readonly Outcome[]>> &
    Readonly<Partial<Record<PdfFaultName, readonly Outcome[]>>>;
}

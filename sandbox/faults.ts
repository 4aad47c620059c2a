/** The switches that every practice portal has: how payer portals fail, each by portal, by login, by page and by rate. */
import type { Random } from './random.ts';

/** `true`: always; a number: that share of requests, seeded. */
export type Rate = boolean | number;

/**
 * `labels`: other words on labels; `ids`: other ids and class names; `columns`: columns in another order, with one more;
 * `redesign`: another page altogether.
 */
export type DriftLevel = 'labels' | 'ids' | 'columns' | 'redesign';

/** How a portal hands out a PDF; each is seen otherwise by a browser. */
export type PdfForm = 'attachment' | 'attachment-new-window' | 'inline' | 'blob-download' | 'blob-window';

export interface PortalFaults {
  /** Maintenance page with HTTP 200. */
  maintenance: Rate;
  /** HTTP 500. */
  down: Rate;
  /** HTTP 500 the first time that a session asks for a page, then fine. */
  errorOnce: Rate;
  /** HTTP 429 with Retry-After. */
  rateLimit: Rate;
  /** A soft block with HTTP 200. */
  unusualActivity: Rate;
  /** A page that asks whether one is a robot. */
  captcha: Rate;
  /** Added to every answer, milliseconds. */
  slowMs: number;
  /** A result that never comes: the search goes on for ever. */
  neverAnswers: Rate;
  /** The session is gone when a record is opened from the results. */
  cutSessionBeforeDetail: Rate;
  /** Somebody signed in with the same login elsewhere: the next request says so. */
  kicked: Rate;
  /** The detail shows another person's record than the row that was opened. */
  staleDetail: Rate;
  /** A search finds two persons of the same name. */
  namesakes: Rate;
  /** Claims stand under another day of service than was billed. */
  otherDate: Rate;
  /** The answer of a search comes twice, or the button must not be pressed twice. */
  doubleSubmit: Rate;
  drift: DriftLevel | false;
  /** After the password: the password must be changed. */
  passwordExpired: boolean;
  /** After the password: terms to accept. */
  termsPage: boolean;
  /** After the password: news, with a button to go on. Harmless. */
  whatsNew: boolean;
  /** The login is locked, whatever it did. */
  lockedOut: boolean;
  pdfForm: PdfForm;
}

const NONE: PortalFaults = {
  maintenance: false,
  down: false,
  errorOnce: false,
  rateLimit: false,
  unusualActivity: false,
  captcha: false,
  slowMs: 0,
  neverAnswers: false,
  cutSessionBeforeDetail: false,
  kicked: false,
  staleDetail: false,
  namesakes: false,
  otherDate: false,
  doubleSubmit: false,
  drift: false,
  passwordExpired: false,
  termsPage: false,
  whatsNew: false,
  lockedOut: false,
  pdfForm: 'attachment',
};

/** Where a switch holds; a part left out holds everywhere. */
export interface FaultScope {
  readonly username?: string;
  /** The portal's own name of a page. */
  readonly page?: string;
}

export interface FaultSwitches {
  /** Sets switches for a scope, on top of those set before. */
  readonly set: (faults: Partial<PortalFaults>, scope?: FaultScope) => void;
  readonly clear: () => void;
  /** What holds for one request. */
  readonly at: (where: FaultScope) => Readonly<PortalFaults>;
  /** Draws whether a fault of this rate happens now. */
  readonly hits: (rate: Rate) => boolean;
}

export function openFaults(random: Random): FaultSwitches {
  let settings: { faults: Partial<PortalFaults>; scope: FaultScope }[] = [];
  const same = (a: string | undefined, b: string | undefined) =>
    a === undefined || a.toUpperCase() === b?.toUpperCase();
  return {
    set: (faults, scope = {}) => void settings.push({ faults, scope }),
    clear: () => void (settings = []),
    at: (where) =>
      settings
        .filter(({ scope }) => same(scope.username, where.username) && same(scope.page, where.page))
        .reduce<PortalFaults>((all, { faults }) => ({ ...all, ...faults }), NONE),
    hits: (rate) => (typeof rate === 'number' ? random.chance(rate) : rate),
  };
}

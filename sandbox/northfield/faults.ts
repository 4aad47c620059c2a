/** Switches that make the practice portal misbehave; all can be set while it runs. */

/** `true`: always; a number: that share of requests, seeded. */
type Rate = boolean | number;

/** `labels`: other words on labels and other column order, same ids and headings. `redesign`: another page altogether. */
export type DriftLevel = 'labels' | 'redesign';
export type PageName =
  | 'sign-in'
  | 'challenge'
  | 'password'
  | 'provider'
  | 'terms'
  | 'password-expired'
  | 'home'
  | 'eligibility'
  | 'eligibility-result'
  | 'claim-search'
  | 'claim-results'
  | 'claim-detail';

export interface Faults {
  /** Maintenance page with HTTP 200. */
  maintenance: Rate;
  /** HTTP 500. */
  down: Rate;
  /** HTTP 429 with Retry-After. */
  rateLimit: Rate;
  /** A soft block with HTTP 200. */
  unusualActivity: Rate;
  /** A page that asks whether one is a robot. */
  captcha: Rate;
  /** Added to every answer, milliseconds. */
  slowMs: number;
  /** The session is gone when a claim is opened from the results, or when benefit sections are expanded. */
  cutSessionBeforeDetail: Rate;
  /** The claim detail shows another member's claim. */
  staleDetail: Rate;
  drift: Partial<Record<PageName, DriftLevel>>;
  /** Between password and provider choice. */
  passwordExpired: boolean;
  termsPage: boolean;
  /** Every login is locked, whatever it did. */
  lockedOut: boolean;
}

export const noFaults = (): Faults => ({
  maintenance: false,
  down: false,
  rateLimit: false,
  unusualActivity: false,
  captcha: false,
  slowMs: 0,
  cutSessionBeforeDetail: false,
  staleDetail: false,
  drift: {},
  passwordExpired: false,
  termsPage: false,
  lockedOut: false,
});

export type { Rate };

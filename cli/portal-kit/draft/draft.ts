/** A portal as it was recorded, or as it may be: what its files are written from. */
import type { Alternative } from '../../../selectors/page.ts';

/** What a control is filled with: something of the login, something of the inquiry, or always the same. */
export type Value =
  | 'username'
  | 'password'
  | 'totp'
  | 'memberId'
  | 'lastName'
  | 'firstName'
  | 'birthDate'
  | 'serviceDate'
  | 'serviceTo'
  | 'claimNumber'
  | 'accountNumber'
  | { readonly always: string };

export interface Fill {
  readonly element: string;
  readonly how: 'type' | 'choose' | 'check' | 'click';
  readonly value: Value;
  /** Dates: as the portal wants them typed. */
  readonly date?: 'us' | 'iso';
}

/** What is done on one page until the next one comes. */
export interface Step {
  readonly page: string;
  readonly fills: readonly Fill[];
  readonly press: {
    readonly element: string;
    readonly how: 'click' | 'enter';
    /** The control is found by this value of the inquiry: the row of a list. */
    readonly row?: Value;
  };
  /** The page that comes; drawn in a window of its own where `isWindow`. */
  readonly next: string;
  readonly isWindow?: boolean;
}

export interface DraftSignal {
  readonly code: 'credentials-rejected' | 'member-not-found' | 'claim-not-found';
  readonly line: string;
  /** Whether the line goes on with what was asked for. */
  readonly isStart?: boolean;
}

export type Group = 'sign-in' | 'eligibility' | 'claim-status';

export interface DraftPage {
  /** As in `<portal>/<key>`. */
  readonly key: string;
  readonly group: Group;
  readonly path?: string;
  readonly frame?: string;
  readonly isHere: readonly Alternative[];
  readonly elements: Readonly<Record<string, readonly Alternative[]>>;
  readonly signals: readonly DraftSignal[];
  /** For the person who fills the file in. */
  readonly note?: string;
}

export interface DraftField {
  /** As in the reader: memberId, memberName, status, ... */
  readonly field: string;
  readonly label: string;
  /** How the portal prints it, where that matters: dates and names. */
  readonly form?: 'us' | 'iso' | 'last-first' | 'first-last';
}

export interface Part {
  readonly start: string;
  readonly steps: readonly Step[];
  readonly answer: string;
  readonly fields: readonly DraftField[];
  /** Words of labels and titles of tables that are printed, but not read. */
  readonly unread: readonly string[];
}

export interface Draft {
  readonly name: string;
  readonly title: string;
  /** Without a trailing slash. */
  readonly url: string;
  readonly pages: readonly DraftPage[];
  readonly signIn: readonly Step[];
  readonly home: string;
  /** What the home page's address shows to somebody who is not signed in, when it is not the sign-in page. */
  readonly signedOut: string | null;
  readonly labels: string;
  readonly eligibility: Part | null;
  readonly claimStatus: Part | null;
}

export const camel = (text: string): string =>
  text.replace(/-([a-z0-9])/g, (_, letter: string) => letter.toUpperCase());
export const pageName = (key: string): string => `${camel(key)}Page`;

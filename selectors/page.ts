/** What a selector file says about one portal page. Data only: no clicks, no parsing. */
import type { ExceptionCode } from '../domain/exceptions.ts';

/**
 * One way to find an element. Alternatives are tried in order; each must match exactly one element.
 * CSS comes last and gives its reason.
 */
export type Alternative =
  | { readonly role: AriaRole; readonly name: RegExp }
  | { readonly label: RegExp }
  | { readonly text: RegExp }
  | { readonly testId: string }
  | { readonly css: string; readonly why: string };

/** Roles that selector files use; taken from Playwright's `getByRole`. */
export type AriaRole = Parameters<import('playwright').Page['getByRole']>[0];

export type Alternatives = readonly [Alternative, ...Alternative[]];

/** A text or element that, when present, means that the portal says something other than an answer. */
export interface Signal {
  readonly code: ExceptionCode;
  readonly when: Alternative;
  /** For a person: what it means and what to do. No patient data. */
  readonly message: string;
}

export interface PageFile {
  /** `<portal>/<page>`, as in the file's path. */
  readonly name: string;
  /** True of this page and of no other page of the portal. */
  readonly isHere: Alternatives;
  readonly elements: Readonly<Record<string, Alternatives>>;
  /** Checked after every navigation, before `isHere`. */
  readonly signals?: readonly Signal[];
}

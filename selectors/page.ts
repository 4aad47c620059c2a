/** What a selector file says about one portal page. Data only: no clicks, no parsing. */
import type { Page } from 'playwright';
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
export type AriaRole = Parameters<Page['getByRole']>[0];

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
  /** Where it is, below the portal's address; absent when it is reached by a step on another page only. */
  readonly path?: string;
  /** Name of the frame that it is drawn in; absent when it fills the window. */
  readonly frame?: string;
  /** True of this page and of no other page of the portal. */
  readonly isHere: Alternatives;
  readonly elements: Readonly<Record<string, Alternatives>>;
  /** Checked after every navigation, before `isHere`. */
  readonly signals?: readonly Signal[];
  /** What it shows while its answer is under way: when that outlasts our patience, the portal did not answer in time. */
  readonly busy?: Alternatives;
}

/** What a label or a column may be called, in order of preference; compared with its whole text. A later one counts as drift. */
export type Wordings = readonly [RegExp, ...RegExp[]];

/** A value beside its label. `isOptional`: the portal leaves the label out when it has nothing to say. */
export interface FieldWording {
  readonly label: Wordings;
  readonly isOptional?: true;
}

/** A table, known by its title and its column headers, never by position. `isOptional`: left out when empty. */
export interface GridWording {
  readonly title: Wordings;
  readonly columns: Readonly<Record<string, Wordings>>;
  readonly isOptional?: true;
  /** Several tables of this title, all with these columns (one under each service line, say), are read as one. */
  readonly isRepeated?: true;
}

/** How a portal marks up what it prints, so that a page is read in one go. CSS for want of roles; `why` gives the reason. */
export interface Layout {
  /** Labels of fields; the value is what a label is `for`, else the next cell or element. */
  readonly labels: string;
  /** Tables with a header row; the title is the caption or the label, else the element of `titles` just before. */
  readonly grids: string;
  /** Rows of a table and cells of a row, where they are no `<tr>` and `<td>`: lists that are made of ARIA roles. */
  readonly rows?: string;
  readonly cells?: string;
  /** Cells of a header row, where they are no `<th>`. */
  readonly heads?: string;
  readonly titles?: string;
  readonly why: string;
}

/** What is read from one page. */
export interface Printed {
  readonly name: string;
  /** Name of the frame that it is drawn in, as `PageFile.frame`. */
  readonly frame?: string;
  readonly layout: Layout;
  readonly fields: Readonly<Record<string, FieldWording>>;
  readonly grids: Readonly<Record<string, GridWording>>;
}

/** What every page of the practice portal works with, and how its markup is written: tables, fonts, no ids. */
import type { PortalClaim } from '../adjudication.ts';
import type { DriftLevel, FaultSwitches, PortalFaults } from '../faults.ts';
import type { PortalMember } from '../members.ts';
import { esc } from '../page-text.ts';
import type { PortalCounters } from '../practice-portal.ts';
import type { Random } from '../random.ts';
import type { Accounts } from './accounts.ts';
import type { NoticeName } from './notices.ts';
import type { Session, Sessions } from './sessions.ts';
import { FONT } from './paper.ts';
import { OTHER_WORDS } from './words.ts';

export interface Site {
  readonly today: string;
  readonly members: readonly PortalMember[];
  readonly records: readonly PortalClaim[];
  readonly accounts: Accounts;
  readonly sessions: Sessions;
  readonly counters: PortalCounters;
  readonly faults: FaultSwitches;
  readonly random: Random;
}

/** One request. */
export interface Call {
  readonly site: Site;
  /** Live; pages that need none may get none. */
  readonly session: Session | null;
  readonly faults: Readonly<PortalFaults>;
  readonly query: URLSearchParams;
  /** A posted field by its usual name, trimmed; '' when absent. */
  readonly field: (name: string) => string;
}

export type Answer =
  | { readonly html: string; readonly cookie?: string }
  | { readonly redirect: string; readonly cookie?: string }
  | { readonly notice: NoticeName }
  | { readonly file: Uint8Array; readonly disposition: string };

export interface PageDefinition {
  /** The page's name in fault scopes. */
  readonly name: string;
  /** Shown to someone without a session too. */
  readonly isPublic?: true;
  /** Frames that only decorate: no fault falls on them. */
  readonly isDecoration?: true;
  readonly answer: (call: Call) => Answer;
}

/** For a page behind the log-on: its session, through all interstitials. */
export const sessionOf = ({ session }: Call): Session => {
  if (!session) throw new Error('This page is answered with a session only.');
  return session;
};

/** A word of the page, or the other word for it while labels have drifted. */
export const word = ({ faults }: Pick<Call, 'faults'>, text: string): string =>
  esc(faults.drift === 'labels' ? (OTHER_WORDS[text] ?? text) : text);

/** The name of a form field: another one while ids have drifted. */
export const fieldName = (drift: DriftLevel | false, name: string): string =>
  drift === 'ids' ? `fld_${name.toUpperCase()}_1` : name;

export const heading = (call: Call, text: string): string =>
  `<font face="Arial, Helvetica" size="4" color="#003366"><b>${word(call, text)}</b></font><hr size="1">`;

export const alarm = (text: string): string =>
  text ? `<p>${FONT}<font color="#CC0000">${esc(text)}</font></font></p>` : '';

/** A row of a form: words in one cell, the control in the next. */
export const formRow = (call: Call, label: string, control: string): string =>
  `<tr><td align="right">${FONT}${word(call, label)}</font></td><td>${control}</td></tr>`;

export const box = (call: Call, name: string, size = 20, type: 'text' | 'password' = 'text'): string =>
  `<input type="${type}" name="${fieldName(call.faults.drift, name)}" size="${size}" autocomplete="off">`;

export const select = (call: Call, name: string, options: readonly (readonly [string, string])[]): string =>
  `<select name="${fieldName(call.faults.drift, name)}">${options
    .map(([value, text]) => `<option value="${esc(value)}">${esc(text)}</option>`)
    .join('')}</select>`;

export const radio = (call: Call, name: string, value: string, label: string, isChecked: boolean): string =>
  `<td><input type="radio" name="${fieldName(call.faults.drift, name)}" value="${value}"${isChecked ? ' checked' : ''}>${FONT}${word(call, label)}</font></td>`;

export const button = (call: Call, text: string): string => `<input type="submit" value="${word(call, text)}">`;

/** One column of a report's table. `cell` gives HTML. */
export interface Column<T> {
  readonly header: string;
  readonly cell: (row: T, index: number) => string;
}

/** A ruled table under its title; columns stand in another order, with one more, while columns have drifted. */
export function ruled<T>(call: Call, title: string, columns: readonly Column<T>[], rows: readonly T[]): string {
  const shown = call.faults.drift === 'columns' ? [...columns.toReversed(), BATCH] : columns;
  const head = shown.map(
    ({ header }) => `<td bgcolor="#003366"><font color="#FFFFFF" size="2"><b>${word(call, header)}</b></font></td>`,
  );
  const body = rows.map(
    (row, i) => `<tr>${shown.map(({ cell }) => `<td nowrap>${FONT}${cell(row, i)}</font></td>`).join('')}</tr>`,
  );
  return `<p><font face="Arial, Helvetica" size="3"><b>${word(call, title)}</b></font></p>
<table border="1" cellspacing="0" cellpadding="2"><tr>${head.join('')}</tr>
${body.join('\n')}</table>`;
}

const BATCH: Column<unknown> = { header: 'Batch', cell: (_row, i) => `B${String(i + 1).padStart(3, '0')}` };

/** Name and value pairs of a report, two to a row, in a table inside a table. Values are HTML. */
export function pairs(call: Call, all: readonly (readonly [string, string])[]): string {
  const shown = call.faults.drift === 'columns' ? all.toReversed() : all;
  const cells = shown.map(
    ([name, value]) => `<td>${FONT}<b>${word(call, name)}:</b></font></td><td>${FONT}${value}</font></td>`,
  );
  const rows: string[] = [];
  for (let i = 0; i < cells.length; i += 2) rows.push(`<tr>${cells[i]}${cells[i + 1] ?? ''}</tr>`);
  return `<table border="0" width="100%"><tr><td><table border="0" cellpadding="2">${rows.join('\n')}</table></td></tr></table>`;
}

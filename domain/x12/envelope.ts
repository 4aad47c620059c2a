import type { ImportNote } from '../import-note.ts';
import type { Delimiters } from './delimiters.ts';
import { element, placeOf, type Segment } from './segments.ts';

/** One ST..SE. `segments` holds ST and SE too. */
export interface Transaction {
  readonly delimiters: Delimiters;
  readonly segments: readonly Segment[];
}

export interface Group {
  readonly header: Segment;
  readonly transactions: readonly Transaction[];
  /** Segments that stand in no transaction; only where strangers are kept. */
  readonly between: readonly Segment[];
  readonly trailer: Segment;
}

export interface Interchange {
  readonly delimiters: Delimiters;
  readonly header: Segment;
  readonly groups: readonly Group[];
  /** TA1 acknowledgments, and segments that stand in no group or behind the trailer where strangers are kept. */
  readonly between: readonly Segment[];
  readonly trailer: Segment;
}

/** @returns one warning for each trailer whose count or control number disagrees with what it closes. */
export function envelopeWarnings(interchange: Interchange): ImportNote[] {
  const { header, trailer, groups, between } = interchange;
  return [
    ...groups.flatMap(groupWarnings),
    ...strangerWarnings(between),
    ...countWarning(trailer, groups.length, 'groups'),
    ...numberWarning(trailer, element(header, 13), 'ISA13'),
  ];
}

function groupWarnings({ header, trailer, transactions, between }: Group): ImportNote[] {
  return [
    ...transactions.flatMap(transactionWarnings),
    ...strangerWarnings(between),
    ...repeatedNumbers(transactions),
    ...countWarning(trailer, transactions.length, 'transactions'),
    ...numberWarning(trailer, element(header, 6), 'GS06'),
  ];
}

const strangerWarnings = (between: readonly Segment[]): ImportNote[] =>
  between
    .filter(({ id }) => id !== 'TA1')
    .map((segment) =>
      warning(segment, 'it belongs to no transaction; check with the sender that nothing was mixed up.'),
    );

/** ST02 names a transaction within its group. */
function repeatedNumbers(transactions: readonly Transaction[]): ImportNote[] {
  const seen = new Set<string>();
  return transactions.flatMap(({ segments: [header] }) => {
    if (!header) return [];
    const number = element(header, 2);
    if (seen.has(number))
      return [warning(header, 'its number (ST02) occurs twice in its group; check that it was not sent twice.')];
    seen.add(number);
    return [];
  });
}

function transactionWarnings({ segments }: Transaction): ImportNote[] {
  const [header, trailer] = [segments[0], segments.at(-1)];
  if (!header || !trailer) return [];
  return [...countWarning(trailer, segments.length, 'segments'), ...numberWarning(trailer, element(header, 2), 'ST02')];
}

function countWarning(trailer: Segment, counted: number, what: string): ImportNote[] {
  const stated = element(trailer, 1);
  if (/^\d+$/.test(stated) && Number(stated) === counted) return [];
  const says = /^\d+$/.test(stated) ? Number(stated) : 'nothing';
  return [
    warning(
      trailer,
      `it counts ${says} ${what} and there are ${counted}; check with the sender that nothing was lost.`,
    ),
  ];
}

function numberWarning(trailer: Segment, opened: string, name: string): ImportNote[] {
  if (sameNumber(element(trailer, 2), opened)) return [];
  return [
    warning(trailer, `its control number differs from ${name}; check with the sender that nothing was mixed up.`),
  ];
}

const sameNumber = (left: string, right: string): boolean =>
  left === right || (/^\d+$/.test(left) && /^\d+$/.test(right) && Number(left) === Number(right));

const warning = (segment: Segment, message: string): ImportNote => ({ place: placeOf(segment), message });

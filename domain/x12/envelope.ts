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
  readonly trailer: Segment;
}

export interface Interchange {
  readonly delimiters: Delimiters;
  readonly header: Segment;
  readonly groups: readonly Group[];
  readonly trailer: Segment;
}

/** @returns one warning for each trailer whose count or control number disagrees with what it closes. */
export function envelopeWarnings(interchange: Interchange): ImportNote[] {
  const { header, trailer, groups } = interchange;
  return [
    ...groups.flatMap(groupWarnings),
    ...countWarning(trailer, groups.length, 'groups'),
    ...numberWarning(trailer, element(header, 13), 'ISA13'),
  ];
}

function groupWarnings({ header, trailer, transactions }: Group): ImportNote[] {
  return [
    ...transactions.flatMap(transactionWarnings),
    ...countWarning(trailer, transactions.length, 'transactions'),
    ...numberWarning(trailer, element(header, 6), 'GS06'),
  ];
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

/** Acknowledgments: 999 (005010X231A1) and its forerunner 997 of a group, TA1 of an interchange. */
import { parseX12Date } from '../dates.ts';
import type { ImportNote } from '../import-note.ts';
import { numberOf } from './amounts.ts';
import { type At, indexOf } from './remit-segments.ts';
import { components, element, elementOrNull, findSegment, type Segment } from './segments.ts';
import type { Delimiters } from './delimiters.ts';
import { assertHolds, transactionsIn } from './transactions.ts';
import { tokenize } from './tokenizer.ts';

/** IK4: an element at fault. */
export interface ElementFault extends At {
  /** IK401-1 and -2: element and component, from 1. */
  readonly element: number | null;
  readonly component: number | null;
  readonly code: string | null;
  readonly value: string | null;
}

/** IK3: a segment at fault. */
export interface SegmentFault extends At {
  readonly segment: string;
  /** Position in the transaction, from 1 (the ST). */
  readonly position: number | null;
  readonly loop: string | null;
  readonly code: string | null;
  readonly elements: readonly ElementFault[];
}

/** AK2 to IK5. */
export interface TransactionReceipt extends At {
  readonly set: string;
  readonly number: string | null;
  /** IK501: A accepted, E accepted with errors, R rejected, M, W, X; null when the receipt lacks it. */
  readonly code: string | null;
  readonly errors: readonly string[];
  readonly faults: readonly SegmentFault[];
}

/** AK1 to AK9. */
export interface GroupReceipt {
  readonly number: string;
  /** AK101 and AK102: which group is acknowledged. */
  readonly group: (At & { readonly code: string; readonly number: string | null }) | null;
  readonly transactions: readonly TransactionReceipt[];
  readonly total:
    | (At & {
        /** AK901: A, E, P partially accepted, R, ... */
        readonly code: string;
        readonly stated: number | null;
        readonly received: number | null;
        readonly accepted: number | null;
      })
    | null;
  /** Everything, unknown segments too. */
  readonly segments: readonly Segment[];
}

/** TA1: an interchange was received (A), received with errors (E) or refused (R). */
export interface InterchangeReceipt extends At {
  /** Of the interchange that is acknowledged (its ISA13). */
  readonly controlNumber: string | null;
  readonly date: string | null;
  readonly code: string | null;
  /** TA105: 000 no error. */
  readonly note: string | null;
}

/** @throws X12Refusal when the file is cut off or does not nest, or holds neither a 999 nor a 997. */
export function read999(text: string): { receipts: GroupReceipt[]; warnings: readonly ImportNote[] } {
  const { interchanges, warnings } = tokenize(text, { keepsStrangers: true });
  const all = transactionsIn(interchanges).map(({ transaction }) => transaction);
  const isReceipt = ([st]: readonly Segment[]): boolean => st !== undefined && ['999', '997'].includes(element(st, 1));
  const receipts = all.filter(({ segments }) => isReceipt(segments));
  if (receipts.length === 0) assertHolds(interchanges, '999');
  return { warnings, receipts: receipts.map(({ segments, delimiters }) => receiptOf(segments, delimiters)) };
}

/** @returns every TA1 of the file; none is no error. @throws X12Refusal when the file is cut off or does not nest. */
export const readTa1 = (text: string): InterchangeReceipt[] =>
  tokenize(text, { keepsStrangers: true })
    .interchanges.flatMap(({ between }) => between.filter(({ id }) => id === 'TA1'))
    .map((ta1) => ({
      at: indexOf(ta1),
      controlNumber: elementOrNull(ta1, 1),
      date: parseX12Date(`20${element(ta1, 2)}`),
      code: elementOrNull(ta1, 4),
      note: elementOrNull(ta1, 5),
    }));

function receiptOf(segments: readonly Segment[], delimiters: Delimiters): GroupReceipt {
  const [ak1, ak9, st] = [findSegment(segments, 'AK1'), findSegment(segments, 'AK9'), segments[0]];
  return {
    number: st ? element(st, 2) : '',
    group: ak1 ? { at: indexOf(ak1), code: element(ak1, 1), number: elementOrNull(ak1, 2) } : null,
    transactions: split(segments, ['AK2']).map((group) => transactionReceipt(group, delimiters)),
    total: ak9
      ? {
          at: indexOf(ak9),
          code: element(ak9, 1),
          stated: numberOf(ak9, 2),
          received: numberOf(ak9, 3),
          accepted: numberOf(ak9, 4),
        }
      : null,
    segments,
  };
}

/** One group for each segment of the ids, from it to the next. */
function split(segments: readonly Segment[], ids: readonly string[]): Segment[][] {
  const groups: Segment[][] = [];
  for (const segment of segments) {
    if (ids.includes(segment.id)) groups.push([]);
    groups.at(-1)?.push(segment);
  }
  return groups;
}

function transactionReceipt(segments: readonly Segment[], delimiters: Delimiters): TransactionReceipt {
  const [ak2] = segments;
  if (!ak2) throw new RangeError('a receipt begins with its AK2');
  const end = segments.find(({ id }) => id === 'IK5' || id === 'AK5');
  return {
    at: indexOf(ak2),
    set: element(ak2, 1),
    number: elementOrNull(ak2, 2),
    code: end ? elementOrNull(end, 1) : null,
    errors: end ? [2, 3, 4, 5, 6].flatMap((index) => elementOrNull(end, index) ?? []) : [],
    faults: split(segments, ['IK3', 'AK3']).map((group) => segmentFault(group, delimiters)),
  };
}

function segmentFault(segments: readonly Segment[], delimiters: Delimiters): SegmentFault {
  const [ik3] = segments;
  if (!ik3) throw new RangeError('a fault begins with its IK3');
  return {
    at: indexOf(ik3),
    segment: element(ik3, 1),
    position: numberOf(ik3, 2),
    loop: elementOrNull(ik3, 3),
    code: elementOrNull(ik3, 4),
    elements: segments.filter(({ id }) => id === 'IK4' || id === 'AK4').map((ik4) => elementFault(ik4, delimiters)),
  };
}

function elementFault(ik4: Segment, delimiters: Delimiters): ElementFault {
  const [place = '', part = ''] = components(ik4, 1, delimiters);
  const numberIn = (text: string): number | null => (/^\d+$/.test(text) ? Number(text) : null);
  return {
    at: indexOf(ik4),
    element: numberIn(place),
    component: numberIn(part),
    code: elementOrNull(ik4, 3),
    value: elementOrNull(ik4, 4),
  };
}

/** Segments that answers and acknowledgments (271, 277, 999) have in common, typed. `at` counts from 0 (ISA = 0). */
import { parseX12Date } from '../dates.ts';
import type { Delimiters } from './delimiters.ts';
import type { Interchange } from './envelope.ts';
import type { ImportNote } from '../import-note.ts';
import { type Loop, readHierarchy } from './loops.ts';
import { type At, indexOf, type Named, type Qualified, readNm1 } from './remit-segments.ts';
import { element, elementOrNull, findSegment, type Period, periodOf, type Segment } from './segments.ts';
import { assertHolds, type TransactionIn, transactionsIn } from './transactions.ts';
import { tokenize } from './tokenizer.ts';

/** TRN: 1 the current transaction's trace, 2 the one that is answered. */
export interface Trace extends At {
  readonly type: string;
  readonly number: string | null;
  readonly originator: string | null;
}

/** BHT. */
export interface Beginning extends At {
  /** BHT01: 0022 eligibility, 0010 claim status, 0085 claim acknowledgment. */
  readonly structure: string;
  readonly purpose: string | null;
  readonly reference: string | null;
  readonly date: string | null;
}

/** NM1 with the DMG of its loop. */
export interface NamedPerson extends Named {
  readonly birthDate: string | null;
  readonly sex: string | null;
}

export const tracesIn = (segments: readonly Segment[]): Trace[] =>
  segments
    .filter(({ id }) => id === 'TRN')
    .map((trn) => ({
      at: indexOf(trn),
      type: element(trn, 1),
      number: elementOrNull(trn, 2),
      originator: elementOrNull(trn, 3),
    }));

export const referencesIn = (segments: readonly Segment[]): Qualified<string>[] =>
  segments.flatMap((ref) => {
    const value = ref.id === 'REF' ? elementOrNull(ref, 2) : null;
    return value === null ? [] : [{ at: indexOf(ref), qualifier: element(ref, 1), value }];
  });

/** DTPs that are real days or periods; others are left out. */
export const periodsIn = (segments: readonly Segment[]): Qualified<Period>[] =>
  segments.flatMap((dtp) => {
    const value = dtp.id === 'DTP' ? periodOf(dtp) : null;
    return value === null ? [] : [{ at: indexOf(dtp), qualifier: element(dtp, 1), value }];
  });

export const namesIn = (segments: readonly Segment[]): Named[] =>
  segments.filter(({ id }) => id === 'NM1').map(readNm1);

/** @returns the first name of a loop with birth date and sex (DMG); null when it names nobody. */
export function personIn(segments: readonly Segment[]): NamedPerson | null {
  const nm1 = findSegment(segments, 'NM1');
  if (!nm1) return null;
  const dmg = findSegment(segments, 'DMG');
  return {
    ...readNm1(nm1),
    birthDate: dmg ? parseX12Date(element(dmg, 2)) : null,
    sex: dmg ? elementOrNull(dmg, 3) : null,
  };
}

export function readBeginning(header: readonly Segment[]): Beginning | null {
  const bht = findSegment(header, 'BHT');
  if (!bht) return null;
  return {
    at: indexOf(bht),
    structure: element(bht, 1),
    purpose: elementOrNull(bht, 2),
    reference: elementOrNull(bht, 3),
    date: parseX12Date(element(bht, 4)),
  };
}

/** One transaction with its hierarchy. */
export interface AnswerTransaction {
  readonly delimiters: Delimiters;
  /** ST02. */
  readonly number: string;
  /** ST03, else GS08. */
  readonly version: string;
  readonly beginning: Beginning | null;
  readonly header: readonly Segment[];
  readonly loops: readonly Loop[];
  /** Everything, ST to SE. */
  readonly segments: readonly Segment[];
}

export interface AnswerFile {
  readonly interchanges: readonly Interchange[];
  readonly transactions: readonly AnswerTransaction[];
  /** Envelope, misplaced segments, levels without a parent. */
  readonly warnings: readonly ImportNote[];
}

/**
 * Unknown segments stay within their loop.
 * @param set ST01.
 * @throws X12Refusal when the file is cut off or does not nest, or holds no such transaction.
 */
export function readAnswers(text: string, set: string): AnswerFile {
  const { interchanges, warnings } = tokenize(text, { keepsStrangers: true });
  assertHolds(interchanges, set);
  const answers = transactionsIn(interchanges)
    .filter(({ transaction }) => transaction.segments[0] && element(transaction.segments[0], 1) === set)
    .map(answerIn);
  return {
    interchanges,
    transactions: answers.map(({ answer }) => answer),
    warnings: [...warnings, ...answers.flatMap(({ misnested }) => misnested)],
  };
}

function answerIn({ group, transaction }: TransactionIn): {
  answer: AnswerTransaction;
  misnested: readonly ImportNote[];
} {
  const { segments, delimiters } = transaction;
  const [st] = segments;
  const { header, loops, warnings } = readHierarchy(segments.filter(({ id }) => id !== 'SE'));
  const answer = {
    delimiters,
    number: st ? element(st, 2) : '',
    version: (st && elementOrNull(st, 3)) ?? element(group.header, 8),
    beginning: readBeginning(header),
    header,
    loops,
    segments,
  };
  return { answer, misnested: warnings };
}

import type { ImportNote } from '../import-note.ts';
import type { Group, Interchange, Transaction } from './envelope.ts';
import { X12Refusal } from './refusal.ts';
import { element, placeOf, type Segment } from './segments.ts';
import { tokenize } from './tokenizer.ts';

/** Transaction sets that offices send and receive: what each is, and where it belongs. */
const SETS: Readonly<Record<string, { readonly is: string; readonly goes: string }>> = {
  '270': { is: 'an eligibility inquiry (270)', goes: 'import it as a schedule with `claimwright import schedule`' },
  '271': { is: 'an eligibility answer (271)', goes: 'import claims (837) or a schedule (270) instead' },
  '276': { is: 'a claim-status inquiry (276)', goes: 'import the claims themselves (837) instead' },
  '277': {
    is: 'a claim-status answer or acknowledgment (277)',
    goes: 'import the claims themselves (837) instead',
  },
  '835': { is: 'a remittance (835)', goes: 'read it with `claimwright remit read`' },
  '837': { is: 'a claim file (837)', goes: 'import it with `claimwright import claims`' },
  '997': { is: 'an acknowledgment (997)', goes: 'import claims (837) or a schedule (270) instead' },
  '999': { is: 'an acknowledgment (999)', goes: 'import claims (837) or a schedule (270) instead' },
};

export interface TransactionOf extends Transaction {
  /** The GS it stands in. */
  readonly group: Segment;
}

export interface TransactionIn {
  readonly interchange: Interchange;
  readonly group: Group;
  readonly transaction: Transaction;
}

/** @returns every transaction with what encloses it, in the order of the file. */
export const transactionsIn = (interchanges: readonly Interchange[]): TransactionIn[] =>
  interchanges.flatMap((interchange) =>
    interchange.groups.flatMap((group) =>
      group.transactions.map((transaction) => ({ interchange, group, transaction })),
    ),
  );

/**
 * @param set ST01: `837`, `270`.
 * @returns the file's transactions of that set; others are passed over with a warning.
 * @throws X12Refusal when there is none of that set.
 */
export function transactionsOf(text: string, set: string): { transactions: TransactionOf[]; warnings: ImportNote[] } {
  const { interchanges, warnings } = tokenize(text);
  assertHolds(interchanges, set);
  const all = transactionsIn(interchanges).map(({ group, transaction }) => ({ ...transaction, group: group.header }));
  const transactions = all.filter(({ segments }) => setOf(segments) === set);
  const passedOver = all
    .filter(({ segments }) => setOf(segments) !== set)
    .map(({ segments }) => passOver(segments, set));
  return { transactions, warnings: [...warnings, ...passedOver] };
}

/** @throws X12Refusal saying what the file is instead, when it holds no transaction of the set. */
export function assertHolds(interchanges: readonly Interchange[], set: string): void {
  const other = otherSetIn(interchanges, set);
  if (other) throw new X12Refusal(placeOf(other.at), `this is ${other.is}${other.goes}.`);
}

/** @returns what a file is that holds no transaction of the set: `a claim file (837)`, and what to do with it; null when it holds one. */
export function otherSetIn(
  interchanges: readonly Interchange[],
  set: string,
): { readonly at: Segment; readonly is: string; readonly goes: string } | null {
  const all = transactionsIn(interchanges).map(({ transaction }) => transaction.segments);
  const at = all[0]?.[0] ?? interchanges[0]?.header;
  if (!at || all.some((segments) => setOf(segments) === set)) return null;
  const known = SETS[all[0] ? setOf(all[0]) : ''];
  if (all.length === 0 && interchanges.some(({ between }) => between.some(({ id }) => id === 'TA1')))
    return { at, is: 'an interchange acknowledgment (TA1)', goes: ', which says only that a file was received' };
  if (known) return { at, is: known.is, goes: `: ${known.goes}` };
  return { at, is: `no ${set}`, goes: `: export the file again as ${set}` };
}

const setOf = (segments: readonly Segment[]): string => (segments[0] ? element(segments[0], 1) : '');

function passOver(segments: readonly Segment[], wanted: string): ImportNote {
  const place = segments[0] ? placeOf(segments[0]) : { segment: 'ST', position: 0 };
  return { place, message: `this transaction is no ${wanted} and was passed over; import it by its own command.` };
}

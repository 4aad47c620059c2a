import type { ImportNote } from '../import-note.ts';
import type { Transaction } from './envelope.ts';
import { X12Refusal } from './refusal.ts';
import { element, placeOf, type Segment } from './segments.ts';
import { tokenize } from './tokenizer.ts';

/** Transaction sets that offices send and receive, and what to do with each. */
const REMEDIES: Readonly<Record<string, string>> = {
  '270': 'an eligibility inquiry (270): import it as a schedule with `claimwright import schedule`',
  '271': 'an eligibility answer (271): import claims (837) or a schedule (270) instead',
  '276': 'a claim-status inquiry (276): import the claims themselves (837) instead',
  '277': 'a claim-status answer or acknowledgment (277): import the claims themselves (837) instead',
  '835': 'a remittance (835): read it with `claimwright remit read`',
  '837': 'a claim file (837): import it with `claimwright import claims`',
  '997': 'an acknowledgment (997): import claims (837) or a schedule (270) instead',
  '999': 'an acknowledgment (999): import claims (837) or a schedule (270) instead',
};

export interface TransactionOf extends Transaction {
  /** The GS it stands in. */
  readonly group: Segment;
}

/**
 * @param set ST01: `837`, `270`.
 * @returns the file's transactions of that set; others are passed over with a warning.
 * @throws X12Refusal when there is none of that set.
 */
export function transactionsOf(text: string, set: string): { transactions: TransactionOf[]; warnings: ImportNote[] } {
  const { interchanges, warnings } = tokenize(text);
  const all = interchanges.flatMap(({ groups }) =>
    groups.flatMap(({ header, transactions }) => transactions.map((each) => ({ ...each, group: header }))),
  );
  const transactions = all.filter(({ segments }) => setOf(segments) === set);
  const [first] = all;
  const header = first?.segments[0] ?? interchanges[0]?.header;
  if (transactions.length === 0 && header) throw otherSet(header, first ? setOf(first.segments) : '', set);
  const passedOver = all
    .filter(({ segments }) => setOf(segments) !== set)
    .map(({ segments }) => passOver(segments, set));
  return { transactions, warnings: [...warnings, ...passedOver] };
}

const setOf = (segments: readonly Segment[]): string => (segments[0] ? element(segments[0], 1) : '');

function otherSet(header: Segment, found: string, wanted: string): X12Refusal {
  const remedy = REMEDIES[found] ?? `no ${wanted}: export the file again as ${wanted}`;
  return new X12Refusal(placeOf(header), `this is ${remedy}.`);
}

function passOver(segments: readonly Segment[], wanted: string): ImportNote {
  const place = segments[0] ? placeOf(segments[0]) : { segment: 'ST', position: 0 };
  return { place, message: `this transaction is no ${wanted} and was passed over; import it by its own command.` };
}

/** One claim as a portal's detail page prints it, and several of them as one answer. Pure. */
import { type ClaimStatus, type ClaimStatusAnswer, claimStatusAnswerSchema } from '../domain/claim-status.ts';
import { readClaimStatusText } from '../domain/claim-status-text.ts';
import type { Fields } from '../domain/provenance.ts';
import type { Reading } from './portal.ts';
import { type PersonField, type ShownPerson, shownPerson } from './same-person.ts';
import type { Entry } from './sheet.ts';
import { startTrace, type Trace, unreadable } from './trace.ts';

/** `replaces`: the claim number that this claim took the place of. */
export interface ClaimReading {
  readonly claim: ClaimStatus;
  /** Keys as if the claim were the whole result: `/paidCents`, `/lines/0/paidCents`. */
  readonly fields: Fields;
  readonly person: ShownPerson;
  readonly replaces: string | null;
  readonly page: string;
}

/** What the selector files of all portals call the values on top of a claim. */
type HeaderField =
  | 'claimNumber'
  | 'accountNumber'
  | 'status'
  | 'serviceFrom'
  | 'serviceTo'
  | 'billed'
  | 'paid'
  | 'patientResponsibility'
  | 'checkNumber'
  | 'checkDate'
  | 'finalizedDate';

/** What stands on top of a claim. @throws WorkException `result-unreadable` */
export const claimHeader = (trace: Trace, field: (name: HeaderField) => Entry | null) => ({
  payerClaimControlNumber: trace.text('/payerClaimControlNumber', field('claimNumber')),
  patientControlNumber: trace.text('/patientControlNumber', field('accountNumber')),
  statusText: trace.text('/statusText', field('status')) ?? '',
  serviceFrom: trace.date('/serviceFrom', field('serviceFrom')),
  serviceTo: trace.date('/serviceTo', field('serviceTo')),
  billedCents: trace.cents('/billedCents', field('billed')),
  paidCents: trace.cents('/paidCents', field('paid')),
  patientResponsibilityCents: trace.cents('/patientResponsibilityCents', field('patientResponsibility')),
  checkNumber: trace.text('/checkNumber', field('checkNumber')),
  checkDate: trace.date('/checkDate', field('checkDate')),
  finalizedDate: trace.date('/finalizedDate', field('finalizedDate')),
});

/** A claim that was read, with what its words mean and whose it is. @param trace what the claim was read with. */
export function claimReading(
  claim: Omit<ClaimStatus, 'category' | 'status' | 'state'>,
  { fields }: Trace,
  field: (name: PersonField | 'replaces') => Entry | null,
  page: string,
): ClaimReading {
  for (const pointer of ['/category', '/status', '/state']) fields[pointer] = fields['/statusText']!;
  return {
    claim: { ...claim, ...readClaimStatusText(claim) },
    fields,
    person: shownPerson(field),
    replaces: startTrace().text('', field('replaces')),
    page,
  };
}

/**
 * An adjustment or remark of a line that is not shown would be lost without a word.
 * @param whole the word that those of the whole claim have in place of a line number.
 * @throws WorkException `result-unreadable` for a number that two lines have, or that no line has.
 */
export function refuseStrayRows(lines: readonly OfLine[], others: readonly OfLine[], whole?: string): void {
  const numbers = [...(whole === undefined ? [] : [whole]), ...lines.map(({ line }) => line.text)];
  const places = new Set(numbers);
  if (places.size !== numbers.length && lines[0]) throw unreadable(lines[0].line, 'line number');
  const stray = others.find(({ line }) => !places.has(line.text));
  if (stray) throw unreadable(stray.line, 'line number');
}

interface OfLine {
  readonly line: Entry;
}

/** Whether all but one of the claims were replaced by another of them: then together they are one answer. */
export function isOneChain(readings: readonly ClaimReading[]): boolean {
  const numbers = new Set(readings.map(({ claim }) => claim.payerClaimControlNumber));
  const heads = readings.filter(({ replaces }) => replaces === null || !numbers.has(replaces));
  return heads.length === 1;
}

/** Puts each claim's fields under its place in the answer. */
export function together(readings: readonly ClaimReading[]): Reading<ClaimStatusAnswer> {
  const fields = readings.flatMap((reading, at) =>
    Object.entries(reading.fields).map(([pointer, provenance]) => [`/claims/${at}${pointer}`, provenance] as const),
  );
  return {
    result: claimStatusAnswerSchema.parse({ claims: readings.map(({ claim }) => claim) }),
    fields: Object.fromEntries(fields),
  };
}

/** Fields of a page that is gone: their boxes would point into another screenshot. */
export const withoutBoxes = (fields: Fields): Fields =>
  Object.fromEntries(Object.entries(fields).map(([pointer, { box: _box, ...rest }]) => [pointer, rest]));

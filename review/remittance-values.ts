/** The values of a remittance that a person may correct: where each stands, and how its text is read. Pure. */
import { parseDay } from '../domain/cells.ts';
import { parseCents } from '../domain/money.ts';
import type { Adjustment, ProviderAdjustment, RemittanceClaim, RemittanceLine } from '../domain/remittance.ts';

type Value = string | number | string[] | null;
/** @returns the value, or undefined when the text is none. An empty text is null: not stated. */
type Reader = (text: string) => Value | undefined;

const words: Reader = (text) => text || null;
const cents: Reader = (text) => (text === '' ? null : (parseCents(text) ?? undefined));
const needed =
  (read: Reader): Reader =>
  (text) =>
    read(text) ?? undefined;
/** Paper prints years with two digits; what is paid today was served in this century. */
const day: Reader = (text) =>
  text === '' ? null : (parseDay(text.replace(/^(\d{1,2}[/-]\d{1,2}[/-])(\d{2})$/, '$120$2')) ?? undefined);
const count: Reader = (text) => (text === '' ? null : /^\d{1,6}(\.\d{1,3})?$/.test(text) ? Number(text) : undefined);
const list: Reader = (text) =>
  text
    .toUpperCase()
    .split(/[\s,;:]+/)
    .filter(Boolean);
const code: Reader = (text) => text.toUpperCase() || null;
const oneOf =
  (...allowed: readonly string[]): Reader =>
  (text) =>
    text === '' ? null : allowed.includes(text.toUpperCase()) ? text.toUpperCase() : undefined;

const PAYMENT: Record<string, Reader> = {
  'payer/name': words,
  'payer/id': words,
  'payee/name': words,
  'payee/npi': words,
  'payee/tin': words,
  method: oneOf('CHK', 'ACH', 'FWT', 'NON'),
  number: words,
  date: day,
  amountCents: cents,
};
const PROVIDER: Record<string, Reader> = { reason: needed(code), reference: words, amountCents: needed(cents) };
const ADJUSTMENT: Record<string, Reader> = {
  group: oneOf('CO', 'PR', 'OA', 'PI'),
  reason: code,
  printedCode: words,
  amountCents: needed(cents),
};
const LINE: Record<string, Reader> = {
  serviceDate: day,
  procedure: code,
  modifiers: list,
  units: count,
  billedCents: cents,
  allowedCents: cents,
  paidCents: cents,
  remarks: list,
};
const CLAIM: Record<string, Reader> = {
  patientControlNumber: words,
  payerClaimControlNumber: words,
  statusCode: words,
  'patient/lastName': words,
  'patient/firstName': words,
  'patient/memberId': words,
  serviceFrom: day,
  serviceTo: day,
  billedCents: cents,
  allowedCents: cents,
  paidCents: cents,
  patientResponsibilityCents: cents,
  interestCents: cents,
  remarks: list,
};

const PLACE = /^(?<list>.*\/(?:claims|lines|adjustments|providerAdjustments)\/\d+|\/payments\/\d+)\/(?<name>.+)$/;
const WHERE: readonly (readonly [RegExp, Record<string, Reader>])[] = [
  [/^\/payments\/\d+$/, PAYMENT],
  [/^\/payments\/\d+\/providerAdjustments\/\d+$/, PROVIDER],
  [/^\/payments\/\d+\/claims\/\d+$/, CLAIM],
  [/^\/payments\/\d+\/claims\/\d+\/lines\/\d+$/, LINE],
  [/^\/payments\/\d+\/claims\/\d+(\/lines\/\d+)?\/adjustments\/\d+$/, ADJUSTMENT],
];

/** @returns how a value's text is read, or null when nobody may change what stands there. */
export function readerOf(pointer: string): Reader | null {
  const { list: place = '', name = '' } = PLACE.exec(pointer)?.groups ?? {};
  const readers = WHERE.find(([at]) => at.test(place))?.[1];
  return readers && Object.hasOwn(readers, name) ? (readers[name] ?? null) : null;
}

/** @returns whether a whole entry of a list stands there, which may be taken out. */
export const isEntry = (pointer: string): boolean =>
  WHERE.some(([at, readers]) => readers !== PAYMENT && at.test(pointer));

/** What to write instead, where a text cannot be read. */
export const faultSentence = (pointer: string): string => {
  if (pointer.endsWith('Cents')) return 'This is no amount; write it as 1234.50, or -12.00 when it is taken back.';
  if (/(date|serviceDate|serviceFrom|serviceTo)$/.test(pointer)) return 'This is no day; write it as 11/16/2026.';
  if (pointer.endsWith('/group')) return 'The group is one of CO, PR, OA and PI.';
  if (pointer.endsWith('/units')) return 'Units are a number.';
  if (pointer.endsWith('/method')) return 'Write CHK, ACH, FWT or NON.';
  return 'Something must stand here.';
};

const LISTS = ['claims', 'lines', 'adjustments', 'providerAdjustments'] as const;

/** What a list begins with when a person adds to it: nothing of it is stated. */
export function blankOf(name: string): RemittanceClaim | RemittanceLine | Adjustment | ProviderAdjustment | null {
  switch (LISTS.find((each) => each === name)) {
    case 'claims':
      return {
        patientControlNumber: null,
        payerClaimControlNumber: null,
        statusCode: '1',
        patient: {},
        billedCents: null,
        paidCents: null,
        lines: [],
        disposition: 'review',
        exceptions: [],
      };
    case 'lines':
      return { procedure: null, billedCents: null, paidCents: null, adjustments: [] };
    case 'adjustments':
      return { group: null, reason: null, amountCents: 0 };
    case 'providerAdjustments':
      return { reason: '', amountCents: 0 };
    case undefined:
      return null;
  }
}

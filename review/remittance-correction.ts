/** A reading as a person corrects it: values changed, lines added or taken out, doubtful fields confirmed. Pure. */
import type { Change } from '../adapters/corrections.ts';
import { balanceOf } from '../domain/balance.ts';
import type { Box } from '../domain/provenance.ts';
import {
  remittancePaymentSchema,
  type ExceptionNote,
  type FieldSource,
  type RemittanceDocument,
  type RemittancePayment,
} from '../domain/remittance.ts';
import { valueAt } from './read-fields.ts';
import { blankOf, faultSentence, isEntry, readerOf } from './remittance-values.ts';

/** All by JSON pointer into the document as it stands. */
export interface Corrections {
  /** One past the end of a list adds to it. `at`: the words of the page that it was taken from. */
  readonly edits: readonly {
    readonly pointer: string;
    readonly text: string;
    readonly at?: { readonly page: number; readonly box: Box } | undefined;
  }[];
  /** Fields that the person compared with the page and found right. */
  readonly confirmed: readonly string[];
  /** Claims, lines and adjustments that are not on the page. Taken out last. */
  readonly removed: readonly string[];
}

export interface Fault {
  readonly pointer: string;
  readonly message: string;
}

export interface Corrected {
  readonly payment: RemittancePayment;
  readonly fields: RemittanceDocument['fields'];
  readonly changes: readonly Change[];
  readonly faults: readonly Fault[];
}

type Fields = Record<string, FieldSource>;

/** @param within the part that is decided, `/payments/0` or `/payments/0/claims/2`: nothing else may change. */
export function correctPayment(
  document: RemittanceDocument,
  place: number,
  within: string,
  corrections: Corrections,
): Corrected | null {
  const before = document.payments[place];
  if (!before) return null;
  const root = structuredClone({ payments: document.payments.map((each, at) => (at === place ? each : null)) });
  const fields: Fields = { ...document.fields };
  const changes: Change[] = [];
  const faults: Fault[] = [];
  const isWithin = (pointer: string) => pointer.startsWith(`${within}/`) && within.startsWith(`/payments/${place}`);

  for (const { pointer, text, at } of corrections.edits) {
    const read = isWithin(pointer) ? readerOf(pointer) : null;
    if (!read) {
      faults.push({ pointer, message: 'This value cannot be changed here.' });
      continue;
    }
    const value = read(text.trim());
    if (value === undefined || !put(root, pointer, value)) {
      faults.push({ pointer, message: faultSentence(pointer) });
      continue;
    }
    const was = valueAt(document, pointer) ?? null;
    if (JSON.stringify(was) !== JSON.stringify(value)) changes.push({ pointer, before: was, after: value });
    fields[pointer] = { ...fields[pointer], ...at, confidence: 1, via: 'reviewer' };
  }
  for (const pointer of corrections.confirmed) {
    const field = isWithin(pointer) ? fields[pointer] : undefined;
    if (field) fields[pointer] = { ...field, confidence: 1, via: 'reviewer' };
  }
  let kept = fields;
  for (const pointer of lastFirst(corrections.removed)) {
    const taken = isWithin(pointer) && isEntry(pointer) ? takeOut(root, pointer) : undefined;
    if (taken === undefined) {
      faults.push({ pointer, message: 'This cannot be taken out here.' });
      continue;
    }
    const was = valueAt(document, pointer);
    if (was !== undefined) changes.push({ pointer, before: was, after: null });
    kept = withoutPlace(kept, pointer);
  }
  const isTouched = changes.length > 0 || corrections.confirmed.length > 0 || corrections.edits.length > 0;
  const read = remittancePaymentSchema.safeParse(root.payments[place]);
  if (!read.success)
    return { payment: before, fields: document.fields, changes: [], faults: faults.length > 0 ? faults : [UNREADABLE] };
  const payment = isTouched ? askedAnew(read.data, place, within) : read.data;
  return { payment, fields: kept, changes, faults };
}

const UNREADABLE: Fault = { pointer: '', message: 'The corrected payment is not whole; load the page again.' };

/** Later places first, so that taking one out moves none of the others. */
const lastFirst = (pointers: readonly string[]): string[] =>
  [...new Set(pointers)].toSorted((a, b) => b.localeCompare(a, 'en', { numeric: true }));

const partsOf = (pointer: string): string[] => pointer.split('/').slice(1);

/** @returns false when the place does not exist and is not the next of a list. */
function put(root: object, pointer: string, value: unknown): boolean {
  const parts = partsOf(pointer);
  const name = parts.pop() ?? '';
  let at: unknown = root;
  for (const [index, part] of parts.entries()) {
    const next = childOf(at, part, parts[index - 1] ?? '');
    if (next === null) return false;
    at = next;
  }
  (at as Record<string, unknown>)[name] = value;
  return true;
}

/** The entry of a list (a blank one when it is the next), or the part of a record (made when it is a list that is left out). */
function childOf(at: unknown, part: string, listName: string): object | null {
  if (Array.isArray(at)) {
    const place = Number(part);
    if (place === at.length) at.push(blankOf(listName));
    return (at[place] as object | null | undefined) ?? null;
  }
  const record = at as Record<string, unknown>;
  if (record[part] === undefined && part === 'adjustments') record[part] = [];
  const child = record[part];
  return typeof child === 'object' && child !== null ? child : null;
}

function takeOut(root: object, pointer: string): unknown {
  const parts = partsOf(pointer);
  const place = Number(parts.pop());
  const from = valueAt(root, `/${parts.join('/')}`);
  return Array.isArray(from) ? (from.splice(place, 1) as unknown[])[0] : undefined;
}

/** The fields of what follows in the list move up by one. */
function withoutPlace(fields: Fields, pointer: string): Fields {
  const cut = pointer.lastIndexOf('/');
  const [base, place] = [pointer.slice(0, cut + 1), Number(pointer.slice(cut + 1))];
  return Object.fromEntries(
    Object.entries(fields).flatMap(([key, field]): [string, FieldSource][] => {
      if (!key.startsWith(base)) return [[key, field]];
      const [at = '', ...rest] = key.slice(base.length).split('/');
      if (Number(at) === place) return [];
      const moved = Number(at) > place ? String(Number(at) - 1) : at;
      return [[base + [moved, ...rest].join('/'), field]];
    }),
  );
}

/** The reader's doubts that the gate asks anew from the values and fields as they are now. */
const OF_CLAIM = new Set([
  'claim-out-of-balance',
  'line-out-of-balance',
  'charges-differ',
  'field-missing',
  'low-confidence',
  'payer-code-unmapped',
]);
const OF_PAYMENT = new Set(['payment-out-of-balance', 'payment-unidentified', 'field-missing', 'low-confidence']);

function askedAnew(payment: RemittancePayment, place: number, within: string): RemittancePayment {
  const sheet = balanceOf(payment);
  const isOff = sheet.differences.some(({ level }) => level !== 'payment');
  const left = (notes: readonly ExceptionNote[], codes: ReadonlySet<string>) =>
    notes.filter(({ code }) => !codes.has(code));
  const claims = payment.claims.map((claim, at) =>
    within === `/payments/${place}` || within === `/payments/${place}/claims/${at}`
      ? { ...claim, exceptions: left(claim.exceptions, OF_CLAIM) }
      : claim,
  );
  // That clear amounts do not add up holds the whole payment until they do.
  const asked = isOff ? OF_PAYMENT : new Set([...OF_PAYMENT, 'claim-out-of-balance']);
  return { ...payment, claims, exceptions: left(payment.exceptions, asked), balance: sheet.balance };
}

/** What a person makes of a held claim or payment: tried as often as wanted, posted once, by the same code. */
import { noteCorrections, storeCorrected, type Change } from '../adapters/corrections.ts';
import { loadReading } from '../adapters/document-rows.ts';
import type { Query } from '../adapters/query.ts';
import { findPayment, findPaymentClaim } from '../adapters/remittances.ts';
import { balanceOf, type BalanceDifference } from '../domain/balance.ts';
import type { CrosswalkEntry } from '../domain/crosswalk.ts';
import type { RemittanceDocument, RemittancePayment } from '../domain/remittance.ts';
import type { Desk, Held, Person, Release } from './desk.ts';
import { correctPayment, type Corrected, type Corrections } from './remittance-correction.ts';

/** All that a person did to one item. */
export interface Work extends Corrections {
  readonly approved: readonly string[];
  readonly chosen: readonly { readonly claim: number; readonly claimId: string }[];
  readonly remember: readonly CrosswalkEntry[];
}

export interface Attempt {
  readonly part: Part;
  readonly corrected: Corrected;
  /** Null: a text could not be read, so nothing was tried. */
  readonly release: Release | null;
}

/** Where in its document a held part stands. */
export interface Part {
  readonly documentId: string;
  readonly document: RemittanceDocument;
  readonly payment: number;
  readonly claim: number | null;
  /** JSON pointer of what may be changed. */
  readonly pointer: string;
}

/** @returns null when the item holds no payment and no claim, or its document was not kept. */
export async function findPart(tx: Query, held: Held): Promise<Part | null> {
  if (held.part === 'document') return null;
  const claim = held.part === 'payment-claim' ? await findPaymentClaim(tx, held.id) : null;
  const payment = await findPayment(tx, claim?.paymentId ?? held.id);
  const document = payment && (await loadReading(tx, payment.documentId));
  if (!payment || !document) return null;
  const pointer = `/payments/${payment.place}${claim ? `/claims/${claim.place}` : ''}`;
  return {
    documentId: payment.documentId,
    document,
    payment: payment.place,
    claim: claim?.place ?? null,
    pointer,
  };
}

/**
 * Corrects and releases within the caller's transaction: to post, it commits; to try, or when it is refused, it rolls back.
 * @returns null when there is nothing to post.
 */
export async function attempt(desk: Desk, tx: Query, held: Held, work: Work, person: Person): Promise<Attempt | null> {
  const part = await findPart(tx, held);
  const corrected = part && correctPayment(part.document, part.payment, part.pointer, work);
  if (!part || !corrected) return null;
  if (corrected.faults.length > 0) return { part, corrected, release: null };
  const isCorrected = corrected.changes.length > 0;
  const isTouched = isCorrected || work.confirmed.length > 0;
  const document = isTouched ? documentOf(part, corrected) : null;
  const chosen = new Map(work.chosen.map(({ claim, claimId }) => [claim, claimId]));
  const ruling = { approved: work.approved, chosen, remember: work.remember, document, isCorrected };
  return { part, corrected, release: await desk.posting.release(tx, held, ruling, person) };
}

const documentOf = ({ document, payment }: Part, corrected: Corrected): RemittanceDocument => ({
  ...document,
  payments: document.payments.map((each, place) => (place === payment ? corrected.payment : each)),
  fields: corrected.fields,
});

/** Keeps what was changed, before and after, and the reading with it; in the transaction that posts. */
export async function keepCorrections(
  tx: Query,
  { part, corrected }: Attempt,
  about: { readonly itemId: string; readonly actor: string; readonly now: Date },
): Promise<void> {
  const { payment, fields, changes } = corrected;
  const value = part.claim === null ? payment : payment.claims[part.claim];
  if (!value) return;
  const own = Object.fromEntries(Object.entries(fields).filter(([key]) => key.startsWith(`${part.pointer}/`)));
  await storeCorrected(tx, part.documentId, { path: part.pointer.split('/').slice(1), value, fields: own });
  await noteCorrections(tx, { ...about, documentId: part.documentId }, changes, about.now);
}

/** What the trail says of a decision: amounts and codes as they were and are; of names, numbers and days only that they changed. */
export const trailOf = (work: Work, changes: readonly Change[]): Record<string, unknown> => ({
  approved: work.approved,
  confirmed: work.confirmed.length,
  chosen: work.chosen,
  remembered: work.remember.map(({ code, group, reason }) => ({ code, group, reason })),
  changes: changes.map(({ pointer, before, after }) =>
    SPOKEN.test(pointer) ? { pointer, before, after } : { pointer },
  ),
});
const SPOKEN = /(Cents|\/group|\/reason|\/statusCode|\/units)$/;

/** What does not add up, by JSON pointer into the document; of one claim or of the whole payment. */
export const differencesOf = (payment: RemittancePayment, place: number): BalanceDifference[] =>
  balanceOf(payment).differences.map(({ place: at, missing, ...rest }) => ({
    ...rest,
    place: { ...at, pointer: `/payments/${place}${at.pointer}` },
    missing: missing.map((pointer) => `/payments/${place}${pointer}`),
  }));

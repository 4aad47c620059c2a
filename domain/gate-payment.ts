/** G1 to G4: what holds a whole payment. Each gate returns what it objects to; nothing = it may pass. */
import { CLP_STATUSES } from './codes/clp-status.ts';
import { PLB_REASONS, RECOVERIES } from './codes/plb.ts';
import { daysBetween } from './dates.ts';
import { isExceptionCode } from './exceptions.ts';
import type { GateContext } from './gate-context.ts';
import { compareNumbers, plainNumber } from './matching-keys.ts';
import { formatCents } from './money.ts';
import { isSameNumber, likeness, paymentIdentity } from './payment-identity.ts';
import type { PlanNote, PostedClaim } from './posting.ts';
import type { ExceptionNote, ProviderAdjustment, RemittanceClaim, RemittancePayment } from './remittance.ts';

type PaymentGate = (payment: RemittancePayment, context: GateContext) => PlanNote[];

/** A reader's own doubt, taken over as it is; a code of its own that is not in the list holds all the same. */
export const takenOver = (notes: readonly ExceptionNote[]): PlanNote[] =>
  notes.map(({ code, detail, differenceCents }) => ({
    code: isExceptionCode(code) ? code : 'field-missing',
    detail,
    ...(typeof differenceCents === 'number' ? { differenceCents } : {}),
  }));

/** G1: the file is a remittance. What its reader doubted is taken over by `planPayment`. */
export const isRemittance: PaymentGate = (_payment, { document }) =>
  document.kind === 'not-a-remittance' ? [{ code: 'not-a-remittance', detail: 'This document is no remittance.' }] : [];

/** G2: it can be told from other payments, is ours, and was not seen before in any form. */
export const notSeenBefore: PaymentGate = (payment, context) => {
  const { document, known, payers, place, settings } = context;
  if (paymentIdentity(payment, payers) === null)
    return [{ code: 'payment-unidentified', detail: 'Payer, check or EFT number, amount and date must all be known.' }];
  const notes: PlanNote[] = isOurs(payment, context)
    ? []
    : [{ code: 'payee-mismatch', detail: 'The payee’s NPI and tax number are not the practice’s.' }];
  if (known.some((each) => each.sha256 === document.sha256 && each.place === place))
    notes.push({ code: 'duplicate-file', detail: 'The same file has been taken in already.' });
  const kind = document.kind === 'era-835' ? 'era-835' : 'paper-eob';
  const found = new Set(known.map((each) => likeness(payment, kind, each, payers, settings.twinDays)));
  if (found.has('duplicate')) notes.push({ code: 'duplicate-payment', detail: 'This payment is known already.' });
  if (found.has('twin'))
    notes.push({ code: 'twin-payment', detail: `Its ${kind === 'era-835' ? 'paper' : '835'} is known already.` });
  if (found.has('same-number') && !found.has('duplicate') && !found.has('twin'))
    notes.push({ code: 'payment-number-reused', detail: 'The payer’s number is known with another amount or date.' });
  return notes;
};

function isOurs({ payee }: RemittancePayment, { settings }: GateContext): boolean {
  if (settings.payee === null) return true;
  const has = (ours: readonly string[], theirs: string): boolean =>
    ours.some((number) => plainNumber(number) === plainNumber(theirs));
  if (payee.npi && has(settings.payee.npis, payee.npi)) return true;
  if (payee.tin && has(settings.payee.tins, payee.tin)) return true;
  return !payee.npi && !payee.tin;
}

/** @returns whether the payer has yet to decide a claim; what is not paid yet is no part of the payment. */
export const isPended = ({ isPended: isListed, statusCode }: RemittanceClaim): boolean =>
  isListed === true || CLP_STATUSES.get(statusCode ?? '')?.kind === 'pended';

/** G3: claims less provider adjustments are the stated payment, and every provider adjustment is understood. */
export const addsUp: PaymentGate = (payment, context) => {
  const { amountCents, balance, claims, providerAdjustments } = payment;
  if (amountCents === null) return [{ code: 'field-missing', detail: 'The amount of the payment is not known.' }];
  const notes: PlanNote[] = [];
  if (amountCents < 0)
    notes.push({ code: 'negative-payment', detail: `The payment is stated as ${formatCents(amountCents)}.` });
  const missing = claims.filter((claim) => claim.paidCents === null && !isPended(claim)).length;
  if (missing > 0)
    return [...notes, { code: 'field-missing', detail: `The paid amount of ${missing} claims is not known.` }];
  const paid = claims.reduce((sum, { paidCents }) => sum + (paidCents ?? 0), 0);
  const adjusted = providerAdjustments.reduce((sum, each) => sum + each.amountCents, 0);
  const own = amountCents - (paid - adjusted);
  const differenceCents = own !== 0 ? own : balance.differenceCents;
  if (differenceCents !== 0 || !balance.payment) {
    const detail = `Claims and provider adjustments leave ${formatCents(differenceCents)} of the stated payment unexplained.`;
    notes.push({ code: 'payment-out-of-balance', detail, differenceCents });
  }
  return [...notes, ...providerNotes(payment, context)];
};

function providerNotes(payment: RemittancePayment, context: GateContext): PlanNote[] {
  const { claims, providerAdjustments } = payment;
  const notes = providerAdjustments.flatMap((adjustment): PlanNote[] => {
    if (!PLB_REASONS.has(adjustment.reason)) {
      const detail = `A provider adjustment of ${formatCents(adjustment.amountCents)} has a reason that is not in the list.`;
      return [{ code: 'provider-adjustment-unknown', detail }];
    }
    const isLost =
      RECOVERIES.has(adjustment.reason) &&
      recovered(adjustment, context.history) === null &&
      !claims.some((claim) => isReference(adjustment, claim.payerClaimControlNumber));
    if (!isLost) return [];
    const detail = `A recovery of ${formatCents(adjustment.amountCents)} names no claim that was posted.`;
    return [{ code: 'provider-adjustment-unmatched', detail, differenceCents: adjustment.amountCents }];
  });
  const stated = claims.reduce((sum, { interestCents }) => sum + (interestCents ?? 0), 0);
  const given = -providerAdjustments
    .filter(({ reason }) => reason === 'L6')
    .reduce((sum, { amountCents }) => sum + amountCents, 0);
  if (stated !== 0 && stated !== given) {
    const detail = `The claims state ${formatCents(stated)} of interest, the payment ${formatCents(given)}.`;
    notes.push({ code: 'interest-mismatch', detail, differenceCents: stated - given });
  }
  return notes;
}

/** PLB03-2 holds the claim number alone or with the patient's account beside it. */
function isReference({ reference }: ProviderAdjustment, number: string | null): boolean {
  if (!reference || !number) return false;
  if (compareNumbers(number, reference) === 'same') return true;
  return reference.split(/[\s,;:/]+/).some((part) => compareNumbers(number, part) === 'same');
}

/** @returns the claim posting whose money a recovery names; the one that still stands before one that was reversed. */
export function recovered(adjustment: ProviderAdjustment, history: readonly PostedClaim[]): PostedClaim | null {
  const named = history.filter((each) => !each.isReversal && isReference(adjustment, each.payerClaimControlNumber));
  return named.find(({ isReversed }) => !isReversed) ?? named[0] ?? null;
}

/** G4: the bank has it, where deposits are kept. A payment of zero needs none. */
export const deposited: PaymentGate = ({ amountCents, date, number }, { deposits, settings }) => {
  if (amountCents === null || amountCents === 0) return [];
  const named = (deposits ?? []).filter((deposit) => isSameNumber(deposit.number, number));
  if (named.some((deposit) => deposit.amountCents === amountCents)) return [];
  const [other] = named;
  if (other) {
    const differenceCents = amountCents - other.amountCents;
    const detail = `The payment differs from its deposit by ${formatCents(differenceCents)}.`;
    return [{ code: 'deposit-mismatch', detail, differenceCents }];
  }
  if (!settings.isDepositRequired) return [];
  const isLike = (deposits ?? []).some(
    (deposit) =>
      deposit.number === null &&
      deposit.amountCents === amountCents &&
      date !== null &&
      Math.abs(daysBetween(deposit.date, date)) <= settings.twinDays,
  );
  return isLike ? [] : [{ code: 'deposit-mismatch', detail: 'No deposit of this number and amount is known.' }];
};

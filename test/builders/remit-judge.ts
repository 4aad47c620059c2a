/** Judges our reading of an 835 against the independent count: is anything posted that the text does not say? */
import { readEra } from '../../domain/era.ts';
import type { RemittanceClaim, RemittancePayment } from '../../domain/remittance.ts';
import { X12Refusal } from '../../domain/x12/refusal.ts';
import {
  chargesHold,
  claimHolds,
  countRaw,
  lineHolds,
  paymentHolds,
  type RawClaim,
  type RawPayment,
  splitRaw,
  sumOf,
} from './remit-count.ts';

export const TODAY = '2026-11-23';
export const eraOf = (text: string): ReturnType<typeof readEra> =>
  readEra(text, { file: 'x.835', sha256: '0'.repeat(64) }, { today: TODAY });

/** `misread` and `crash` are faults of ours and say what happened. */
export type Verdict =
  | { readonly is: 'refused' | 'held' | 'posted' }
  | { readonly is: 'misread' | 'crash'; readonly why: string };

/**
 * A silent misread is a payment or a claim marked `post` whose money (amount, provider adjustments, claims in order with charge,
 * paid, adjustments and lines) is not what the text says, or does not balance by the independent count.
 */
export function judge(text: string): Verdict {
  try {
    const { payments } = eraOf(text);
    const raw = countRaw(splitRaw(text));
    const posted = payments.filter(({ disposition }) => disposition === 'post');
    if (posted.length === 0) return { is: 'held' };
    if (raw.length !== payments.length)
      return { is: 'misread', why: `${payments.length} payments, the text has ${raw.length}` };
    for (const [index, payment] of payments.entries()) {
      const why = payment.disposition === 'post' ? misreadPayment(payment, raw[index]!) : null;
      if (why !== null) return { is: 'misread', why };
    }
    return { is: 'posted' };
  } catch (error) {
    if (error instanceof X12Refusal && /^Segment \d+ \(/.test(error.message)) return { is: 'refused' };
    return { is: 'crash', why: String(error instanceof Error ? error.stack : error) };
  }
}

const cents = (adjustments: readonly { readonly amountCents: number }[]): number =>
  sumOf(adjustments.map(({ amountCents }) => amountCents));

function misreadPayment(payment: RemittancePayment, raw: RawPayment): string | null {
  if (payment.amountCents !== raw.amountCents) return 'payment amount';
  if (cents(payment.providerAdjustments) !== raw.providerCents) return 'provider adjustments';
  if (payment.providerAdjustments.length !== raw.providerPairs) return 'number of provider adjustments';
  if (raw.homeless > 0) return 'money outside claims was passed over';
  if (payment.claims.length !== raw.claims.length) return 'number of claims';
  if (!paymentHolds(raw)) return 'payment does not balance';
  if (raw.amountCents < 0) return 'negative payment';
  for (const [index, claim] of payment.claims.entries()) {
    const why = misreadClaim(claim, raw.claims[index]!);
    if (why !== null) return `claim ${index + 1}: ${why}`;
  }
  return null;
}

/** A held claim may differ; a posted one must say what the text says and balance. */
function misreadClaim(claim: RemittanceClaim, raw: RawClaim): string | null {
  if (claim.disposition === 'review') return null;
  if (claim.patientControlNumber !== (raw.number || null) || claim.statusCode !== raw.status) return 'number or status';
  if (claim.billedCents !== raw.chargeCents || claim.paidCents !== raw.paidCents) return 'charge or paid';
  if (cents(claim.adjustments ?? []) !== raw.claimAdjustments) return 'adjustments';
  if (claim.lines.length !== raw.services.length) return 'number of lines';
  const differs = claim.lines.findIndex((line, index) => {
    const service = raw.services[index]!;
    return (
      line.billedCents !== service.chargeCents ||
      line.paidCents !== service.paidCents ||
      cents(line.adjustments) !== service.adjustments ||
      !lineHolds(service)
    );
  });
  if (differs >= 0) return `line ${differs + 1}`;
  return claimHolds(raw) && chargesHold(raw) ? null : 'does not balance';
}

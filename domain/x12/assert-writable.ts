/** What must hold before a remittance may leave as an 835: it balances, and nothing in it is unexplained. */
import { type BalanceDifference, type BalancePlace, balanceOf, isPaidNow } from '../balance.ts';
import { formatCents } from '../money.ts';
import type { Adjustment, RemittanceClaim, RemittancePayment } from '../remittance.ts';
import { type RemittanceFault, type RemittanceFlaw, RemittanceRefusal } from './remittance-refusal.ts';

/** @throws RemittanceRefusal for the first flaw, payment first, then claims in order. */
export function assertWritable(payment: RemittancePayment): void {
  assertPayment(payment);
  for (const [index, claim] of payment.claims.entries())
    if (isPaidNow(claim)) assertClaim(claim, { claim: index + 1, line: null, pointer: `/claims/${index}` });
  // the smallest place first: a wrong line makes its claim wrong too, and a wrong claim the payment
  const { differences } = balanceOf(payment);
  const worst = (['line', 'charges', 'claim', 'payment'] as const)
    .map((level) => differences.find((difference) => difference.level === level))
    .find((difference) => difference !== undefined);
  if (worst) throw outOfBalance(worst);
}

const PAYMENT: BalancePlace = { claim: null, line: null, pointer: '' };

function assertPayment({ amountCents, number, date, providerAdjustments }: RemittancePayment): void {
  if (amountCents !== null && amountCents < 0)
    throw refusal('negative-payment', PAYMENT, `is negative (${formatCents(amountCents)}): carry it forward (PLB FB)`);
  if (number === null) throw refusal('value-missing', PAYMENT, 'has no check or EFT number: add it');
  if (date === null) throw refusal('value-missing', PAYMENT, 'has no date: add it');
  for (const [index, { reason, amountCents: cents }] of providerAdjustments.entries()) {
    const at = { ...PAYMENT, pointer: `/providerAdjustments/${index}` };
    if (cents === 0)
      throw refusal(
        'zero-provider-adjustment',
        at,
        `has a provider adjustment (number ${index + 1}) of zero: remove it`,
      );
    if (reason.trim() === '')
      throw refusal(
        'adjustment-unexplained',
        at,
        `has a provider adjustment (number ${index + 1}) without reason: add it`,
      );
  }
}

function assertClaim(claim: RemittanceClaim, place: BalancePlace): void {
  if (!claim.patientControlNumber)
    throw refusal('value-missing', place, 'has no patient control number: match it to an open claim');
  assertExplained(claim.adjustments ?? [], place);
  for (const [index, line] of claim.lines.entries()) {
    const at = { ...place, line: index + 1, pointer: `${place.pointer}/lines/${index}` };
    if (!line.procedure && !line.revenueCode) throw refusal('value-missing', at, 'has no procedure: add it');
    assertExplained(line.adjustments, at);
  }
}

function assertExplained(adjustments: readonly Adjustment[], place: BalancePlace): void {
  for (const [index, { group, reason }] of adjustments.entries())
    if (group === null || reason === null || reason.trim() === '')
      throw refusal(
        'adjustment-unexplained',
        { ...place, pointer: `${place.pointer}/adjustments/${index}` },
        `has an adjustment (number ${index + 1}) without ${group === null ? 'group' : 'reason'}: choose one`,
      );
}

function outOfBalance({ level, place, differenceCents, missing }: BalanceDifference): RemittanceRefusal {
  if (differenceCents === null) {
    const [first = ''] = missing;
    const what = first.slice(first.lastIndexOf('/') + 1).replace('Cents', '');
    return refusal('amount-missing', place, `lacks an amount (${what || 'too large'}): add it`, level);
  }
  const by = `is out of balance by ${formatCents(Math.abs(differenceCents))} at ${level} level: correct it`;
  return refusal('out-of-balance', place, by, level, differenceCents);
}

function refusal(
  flaw: RemittanceFlaw,
  place: BalancePlace,
  what: string,
  level: RemittanceFault['level'] = levelOf(place),
  differenceCents: number | null = null,
): RemittanceRefusal {
  const where =
    place.claim === null ? 'The payment' : `Claim ${place.claim}${place.line === null ? '' : `, line ${place.line},`}`;
  return new RemittanceRefusal({ flaw, level, place, differenceCents }, `${where} ${what} before writing an 835.`);
}

const levelOf = ({ claim, line }: BalancePlace): RemittanceFault['level'] =>
  line !== null ? 'line' : claim !== null ? 'claim' : 'payment';

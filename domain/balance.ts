/**
 * Whether a remittance adds up, in integer cents, at three levels (835 front matter; the same for paper).
 * A balance is never forced: what does not add up is named with its level, its place and the exact difference.
 */
import { allAdjustments, type Balance, type RemittanceClaim, type RemittancePayment } from './remittance.ts';

/** `charges`: the lines' charges do not add up to the claim's; claims that the payer split do so too. */
export type BalanceLevel = 'line' | 'claim' | 'charges' | 'payment';

export interface BalancePlace {
  /** From 1, within the payment; null at payment level. */
  readonly claim: number | null;
  /** From 1, within the claim; null above line level. */
  readonly line: number | null;
  /** JSON pointer from the payment, e.g. `/claims/0/lines/2`; empty for the payment itself. */
  readonly pointer: string;
}

export interface BalanceDifference {
  readonly level: BalanceLevel;
  readonly place: BalancePlace;
  /** Stated minus what adds up; null when a value is missing, for then nothing can be said. */
  readonly differenceCents: number | null;
  /** Pointers (from the payment) of the values that are missing. */
  readonly missing: readonly string[];
}

/**
 * What does not take part in balancing but should agree.
 * `interest`: AMT*I against PLB L6. `patient-responsibility`: CLP05 against the PR adjustments. `allowed`: AMT*B6 against the
 * charge less CO, PI and OA. `reversal-sign`: a reversal that pays, or a take-back that is no reversal.
 */
export type BalanceWarningKind = 'interest' | 'patient-responsibility' | 'allowed' | 'reversal-sign';

export interface BalanceWarning {
  readonly kind: BalanceWarningKind;
  readonly place: BalancePlace;
  /** Stated minus what adds up. */
  readonly differenceCents: number;
}

export interface BalanceSheet {
  readonly balance: Balance;
  readonly differences: readonly BalanceDifference[];
  readonly warnings: readonly BalanceWarning[];
}

type Balanced = Pick<RemittancePayment, 'amountCents' | 'claims' | 'providerAdjustments'>;

/** Claims of a paper section that is not paid yet take no part. */
export const isPaidNow = (claim: RemittanceClaim): boolean => !(claim.isPended === true && !claim.paidCents);

/**
 * Line: charge - adjustments = paid. Claim: charge - all adjustments = paid, and the lines' charges = charge.
 * Payment: claims paid - provider adjustments = amount. A missing (null) amount means "not balanced", never 0.
 */
export function balanceOf(payment: Balanced): BalanceSheet {
  const differences: BalanceDifference[] = [];
  const warnings: BalanceWarning[] = [];
  for (const [index, claim] of payment.claims.entries()) {
    if (!isPaidNow(claim)) continue;
    const place = { claim: index + 1, line: null, pointer: `/claims/${index}` };
    balanceLines(claim, place, differences);
    balanceClaim(claim, place, differences);
    warnClaim(claim, place, warnings);
  }
  const stated = balancePayment(payment, differences);
  warnInterest(payment, warnings);
  const holds = (...levels: BalanceLevel[]): boolean => !differences.some(({ level }) => levels.includes(level));
  return {
    balance: { lines: holds('line'), claims: holds('claim'), payment: holds('payment'), differenceCents: stated },
    differences,
    warnings,
  };
}

const sum = (amounts: readonly number[]): number => amounts.reduce((total, amount) => total + amount, 0);
const amountsOf = (adjustments: readonly { readonly amountCents: number }[]): number =>
  sum(adjustments.map(({ amountCents }) => amountCents));

/** `from - minus = equals`, or which of the values are missing. */
function check(
  into: BalanceDifference[],
  level: BalanceLevel,
  place: BalancePlace,
  identity: {
    readonly stated: number | null;
    readonly computed: number | null;
    readonly missing: readonly (string | null)[];
  },
): void {
  const missing = identity.missing.filter((pointer) => pointer !== null);
  const { stated, computed } = identity;
  const differenceCents = stated === null || computed === null || missing.length > 0 ? null : stated - computed;
  if (differenceCents !== 0 || !Number.isSafeInteger(computed))
    into.push({
      level,
      place,
      differenceCents: Number.isSafeInteger(differenceCents) ? differenceCents : null,
      missing,
    });
}

function balanceLines(claim: RemittanceClaim, at: BalancePlace, into: BalanceDifference[]): void {
  for (const [index, line] of claim.lines.entries()) {
    const pointer = `${at.pointer}/lines/${index}`;
    check(
      into,
      'line',
      { ...at, line: index + 1, pointer },
      {
        stated: line.paidCents,
        computed: line.billedCents === null ? null : line.billedCents - amountsOf(line.adjustments),
        missing: [
          line.billedCents === null ? `${pointer}/billedCents` : null,
          line.paidCents === null ? `${pointer}/paidCents` : null,
        ],
      },
    );
  }
}

function balanceClaim(claim: RemittanceClaim, at: BalancePlace, into: BalanceDifference[]): void {
  const { billedCents, paidCents, lines } = claim;
  const billedMissing = billedCents === null ? `${at.pointer}/billedCents` : null;
  check(into, 'claim', at, {
    stated: paidCents,
    computed: billedCents === null ? null : billedCents - amountsOf(allAdjustments(claim)),
    missing: [billedMissing, paidCents === null ? `${at.pointer}/paidCents` : null],
  });
  if (lines.length === 0) return;
  check(into, 'charges', at, {
    stated: billedCents,
    computed: sum(lines.map((line) => line.billedCents ?? 0)),
    missing: [
      billedMissing,
      ...lines.map((line, index) => (line.billedCents === null ? `${at.pointer}/lines/${index}/billedCents` : null)),
    ],
  });
}

/** @returns stated minus computed, with missing values left out: the flag says whether that means anything. */
function balancePayment(payment: Balanced, into: BalanceDifference[]): number {
  const missing = payment.claims.map((claim, index) =>
    isPaidNow(claim) && claim.paidCents === null ? `/claims/${index}/paidCents` : null,
  );
  const computed = sum(payment.claims.map((claim) => claim.paidCents ?? 0)) - amountsOf(payment.providerAdjustments);
  check(
    into,
    'payment',
    { claim: null, line: null, pointer: '' },
    {
      stated: payment.amountCents,
      computed,
      missing: [payment.amountCents === null ? '/amountCents' : null, ...missing],
    },
  );
  const difference = (payment.amountCents ?? 0) - computed;
  return Math.max(Number.MIN_SAFE_INTEGER, Math.min(Number.MAX_SAFE_INTEGER, difference));
}

const REDUCTIONS = new Set(['CO', 'PI', 'OA', 'CR']);

function warnClaim(claim: RemittanceClaim, at: BalancePlace, into: BalanceWarning[]): void {
  const isReversal = claim.statusCode === '22';
  const stated = claim.patientResponsibilityCents ?? null;
  const patient = amountsOf(allAdjustments(claim).filter(({ group }) => group === 'PR'));
  // a reversal often leaves CLP05 at 0 although it takes back what the patient owed
  if (stated !== null && stated !== patient && !(isReversal && stated === 0))
    into.push({ kind: 'patient-responsibility', place: at, differenceCents: stated - patient });
  const paid = claim.paidCents ?? 0;
  const billed = claim.billedCents ?? 0;
  if (isReversal ? paid > 0 || billed > 0 : paid < 0 || billed < 0)
    into.push({ kind: 'reversal-sign', place: at, differenceCents: paid });
  for (const [index, line] of claim.lines.entries()) {
    if (line.billedCents === null || (line.allowedCents ?? null) === null) continue;
    const reduced = amountsOf(line.adjustments.filter(({ group }) => group !== null && REDUCTIONS.has(group)));
    const differenceCents = (line.allowedCents ?? 0) - (line.billedCents - reduced);
    const place = { ...at, line: index + 1, pointer: `${at.pointer}/lines/${index}` };
    if (differenceCents !== 0) into.push({ kind: 'allowed', place, differenceCents });
  }
}

/** PLB L6 has the opposite sign of the claims' AMT*I. */
function warnInterest(payment: Balanced, into: BalanceWarning[]): void {
  const claims = sum(payment.claims.map((claim) => claim.interestCents ?? 0));
  const provider = amountsOf(payment.providerAdjustments.filter(({ reason }) => reason === 'L6'));
  if (claims + provider !== 0)
    into.push({
      kind: 'interest',
      place: { claim: null, line: null, pointer: '' },
      differenceCents: claims + provider,
    });
}

/** What the gate is told, built around claims of ours and a payment that answers them. */
import type { Claim } from '../../domain/claim.ts';
import { planPayment } from '../../domain/gate.ts';
import { GATE_DEFAULTS, type GateContext } from '../../domain/gate-context.ts';
import { matchClaim, type OpenClaim } from '../../domain/matching.ts';
import { openClaimIndex } from '../../domain/matching-index.ts';
import { payerKey } from '../../domain/payer-names.ts';
import type { ClaimPlan, PaymentPlan, PostedClaim } from '../../domain/posting.ts';
import { allAdjustments, type FieldSource, type RemittancePayment } from '../../domain/remittance.ts';

/** Claims with the ids `c1`, `c2`, ... */
export const opened = (claims: readonly Claim[]): OpenClaim[] =>
  claims.map((claim, place) => ({ id: `c${place + 1}`, claim, payerKey: payerKey(claim.payer, []) }));

export const aContext = (
  payment: RemittancePayment,
  open: readonly OpenClaim[],
  change: Partial<GateContext> = {},
): GateContext => {
  const index = openClaimIndex(open);
  return {
    document: { kind: 'era-835', sha256: 'a'.repeat(64), exceptions: [], fields: {} },
    place: 0,
    payers: [],
    days: { appealDays: 90, timelyFilingDays: 365 },
    known: [],
    deposits: null,
    matches: payment.claims.map((claim) => matchClaim(index, claim, payerKey(payment.payer, []))),
    claims: new Map(open.map((each) => [each.id, each])),
    history: [],
    approvals: [],
    settings: GATE_DEFAULTS,
    ...change,
  };
};

export const planned = (
  payment: RemittancePayment,
  claims: readonly Claim[],
  change: Partial<GateContext> = {},
): PaymentPlan => planPayment(payment, aContext(payment, opened(claims), change));

/** What the ledger remembers of a claim that posted. */
export const postedFrom = (
  payment: RemittancePayment,
  plan: ClaimPlan,
  change: Partial<PostedClaim> = {},
): PostedClaim => {
  const claim = payment.claims[plan.place]!;
  return {
    postingId: `p-${plan.place}`,
    claimId: plan.claimId ?? '',
    payerKey: payerKey(payment.payer, []),
    level: plan.level,
    payerClaimControlNumber: claim.payerClaimControlNumber,
    patientControlNumber: claim.patientControlNumber,
    isReversal: false,
    isReversed: false,
    crossoverTo: null,
    entries: plan.entries,
    ...change,
  };
};

/** Sources of every amount and number of the payment, as a reader of paper gives them. */
export function sourcesOf(payment: RemittancePayment, confidence = 1): Record<string, FieldSource> {
  const fields: Record<string, FieldSource> = {};
  const walk = (value: unknown, pointer: string): void => {
    if (value !== null && typeof value === 'object')
      for (const [key, inner] of Object.entries(value)) walk(inner, `${pointer}/${key}`);
    else if (value !== null && value !== undefined) fields[pointer] = { confidence, via: 'ocr', page: 1 };
  };
  walk(payment, '/payments/0');
  return fields;
}

export const codesOf = (plan: PaymentPlan): string[] => plan.exceptions.map(({ code }) => code);
export const claimCodes = (plan: PaymentPlan, place = 0): string[] =>
  plan.claims[place]!.exceptions.map(({ code }) => code);

/** @returns the claim with every amount negated, as a payer cancels it. */
export function reversalOf(claim: RemittancePayment['claims'][number]): RemittancePayment['claims'][number] {
  const turn = (cents: number | null): number | null => (cents === null ? null : -cents);
  const lines = claim.lines.map((line) => ({
    ...line,
    billedCents: turn(line.billedCents),
    paidCents: turn(line.paidCents),
    adjustments: line.adjustments.map((each) => ({ ...each, amountCents: -each.amountCents })),
  }));
  const adjustments = (claim.adjustments ?? []).map((each) => ({ ...each, amountCents: -each.amountCents }));
  const share = allAdjustments({ ...claim, lines, adjustments }).filter(({ group }) => group === 'PR');
  return {
    ...claim,
    statusCode: '22',
    billedCents: turn(claim.billedCents),
    paidCents: turn(claim.paidCents),
    patientResponsibilityCents: share.reduce((sum, { amountCents }) => sum + amountCents, 0),
    adjustments,
    lines,
  };
}

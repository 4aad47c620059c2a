/** The sums that a remittance's printed columns are made of. All in cents, X12 signs. */
import {
  type Adjustment,
  allAdjustments,
  type RemittanceClaim,
  type RemittanceLine,
  type RemittancePayment,
} from '../../domain/remittance.ts';

export const sumOf = (amounts: readonly (number | null | undefined)[]): number =>
  amounts.reduce<number>((sum, each) => sum + (each ?? 0), 0);

export const paidOnClaims = ({ claims }: RemittancePayment): number => sumOf(claims.map(({ paidCents }) => paidCents));

/** The columns that payers print; what is none of these counts as not covered. */
export interface Columns {
  readonly billed: number;
  readonly allowed: number;
  readonly contractual: number;
  readonly notCovered: number;
  readonly deductible: number;
  readonly coinsurance: number;
  readonly copay: number;
  readonly otherPayer: number;
  readonly sequestration: number;
  readonly patient: number;
  readonly paid: number;
}

const NAMED: Readonly<Record<string, keyof Columns>> = {
  'CO-45': 'contractual',
  'PR-1': 'deductible',
  'PR-2': 'coinsurance',
  'PR-3': 'copay',
  'OA-23': 'otherPayer',
  'CO-253': 'sequestration',
};

export const codeOf = (adjustment: Adjustment): string => `${adjustment.group ?? ''}-${adjustment.reason ?? ''}`;

/** @returns which printed column an adjustment belongs to. */
export const columnOf = (adjustment: Adjustment): keyof Columns => NAMED[codeOf(adjustment)] ?? 'notCovered';

export const isDenial = (adjustment: Adjustment): boolean => columnOf(adjustment) === 'notCovered';

export function columnsOf(line: RemittanceLine): Columns {
  return spread(line.adjustments, line.billedCents ?? 0, line.allowedCents ?? 0, line.paidCents ?? 0);
}

/** Column totals of a claim: charge and payment as the claim states them, the rest added up. */
export function claimColumns(claim: RemittanceClaim): Columns {
  return spread(allAdjustments(claim), claim.billedCents ?? 0, claim.allowedCents ?? 0, claim.paidCents ?? 0);
}

function spread(adjustments: readonly Adjustment[], billed: number, allowed: number, paid: number): Columns {
  const of = (column: keyof Columns): number =>
    sumOf(adjustments.filter((each) => columnOf(each) === column).map((each) => each.amountCents));
  const patient = sumOf(adjustments.filter((each) => each.group === 'PR').map((each) => each.amountCents));
  return {
    billed,
    allowed,
    contractual: of('contractual'),
    notCovered: of('notCovered'),
    deductible: of('deductible'),
    coinsurance: of('coinsurance'),
    copay: of('copay'),
    otherPayer: of('otherPayer'),
    sequestration: of('sequestration'),
    patient,
    paid,
  };
}

/** What was taken off the charge beside the patient's own share. */
export const reductionsOf = (c: Columns): number => c.contractual + c.notCovered + c.otherPayer + c.sequestration;

/** @returns what the plan pays of what deductible and copay leave, in whole percents; null where they leave nothing. */
export function planPercent(line: RemittanceLine): number | null {
  const { allowed, deductible, copay, coinsurance } = columnsOf(line);
  const base = allowed - deductible - copay;
  return base === 0 ? null : Math.round(((base - coinsurance) / base) * 100);
}

export function addColumns(all: readonly Columns[]): Columns {
  const of = (column: keyof Columns): number => sumOf(all.map((each) => each[column]));
  return {
    billed: of('billed'),
    allowed: of('allowed'),
    contractual: of('contractual'),
    notCovered: of('notCovered'),
    deductible: of('deductible'),
    coinsurance: of('coinsurance'),
    copay: of('copay'),
    otherPayer: of('otherPayer'),
    sequestration: of('sequestration'),
    patient: of('patient'),
    paid: of('paid'),
  };
}

/** Wrong amounts, rows and codes, put into a payment before it is printed. */
import type { Adjustment, RemittanceClaim, RemittanceLine, RemittancePayment } from '../../domain/remittance.ts';
import type { Random } from '../random.ts';
import { sumOf } from './money-of.ts';
import type { Layout } from './truth.ts';

export const DAMAGES = [
  'totals-off',
  'check-off',
  'digits-swapped',
  'rows-swapped',
  'sequestration-sentence',
  'unknown-code',
  'line-lost',
  'claim-twice',
  'columns-crossed',
  'charge-transposed',
] as const;
export type Damage = (typeof DAMAGES)[number];

/** The first payment is spoilt; the others stay as they were. */
export function damaged(
  truth: readonly RemittancePayment[],
  damage: Damage,
  random: Random,
  layout: Layout,
): RemittancePayment[] {
  return truth.map((payment, i) => {
    const at = Math.max(
      0,
      payment.claims.findIndex((claim) => (claim.paidCents ?? 0) > 2_000),
    );
    const claim = payment.claims[at];
    return i === 0 && claim ? DAMAGERS[damage]({ payment, claim, at, random, layout }) : payment;
  });
}

interface Victim {
  readonly payment: RemittancePayment;
  /** A paid claim, where there is one. */
  readonly claim: RemittanceClaim;
  readonly at: number;
  readonly random: Random;
  readonly layout: Layout;
}

const replaced = ({ payment, at }: Victim, claim: RemittanceClaim): RemittancePayment => ({
  ...payment,
  claims: payment.claims.map((each, i) => (i === at ? claim : each)),
});

/** The check agrees with the claims as they now are. */
const paidOut = (payment: RemittancePayment): RemittancePayment => ({
  ...payment,
  amountCents:
    sumOf(payment.claims.map((claim) => claim.paidCents)) -
    sumOf(payment.providerAdjustments.map((each) => each.amountCents)),
});

const DAMAGERS: Readonly<Record<Damage, (victim: Victim) => RemittancePayment>> = {
  'totals-off': (victim) => {
    const paidCents = (victim.claim.paidCents ?? 0) + victim.random.pick([100, 900, 1_000, -100, 37]);
    return replaced(victim, { ...victim.claim, paidCents });
  },
  'check-off': ({ payment, random }) => ({
    ...payment,
    amountCents: (payment.amountCents ?? 0) + random.pick([1_000, 50, 2_700, -63]),
  }),
  'digits-swapped': (victim) => replaced(victim, swapDigits(victim.claim, victim.layout)),
  'rows-swapped': (victim) =>
    victim.layout.prints.line.length === 0
      ? replaced(victim, swapDigits(victim.claim, victim.layout))
      : { ...victim.payment, claims: swapRows(victim.payment.claims) },
  'sequestration-sentence': ({ payment }) =>
    paidOut({
      ...payment,
      claims: payment.claims.map((claim) => {
        const paid = claim.paidCents ?? 0;
        return { ...claim, paidCents: paid - Math.round(paid * 0.02) };
      }),
    }),
  'unknown-code': (victim) => paidOut(replaced(victim, withUnknownCode(victim.claim))),
  'line-lost': loseLine,
  'claim-twice': ({ payment, at }) =>
    paidOut({ ...payment, claims: payment.claims.flatMap((claim, i) => (i === at ? [claim, claim] : [claim])) }),
  'columns-crossed': crossColumns,
  'charge-transposed': (victim) => {
    const billedCents = swapNeighbours(victim.claim.billedCents ?? 0);
    return replaced(victim, { ...victim.claim, billedCents });
  },
};

/** A line that is paid is left out under a total that counts it; where no claim has two, a claim is left out. */
function loseLine({ payment, at: wanted }: Victim): RemittancePayment {
  const at = payment.claims.findIndex(({ lines }) => lines.length > 1 && lines.some((line) => line.paidCents));
  const lines = payment.claims[at]?.lines ?? [];
  const lost = lines.find((line) => line.paidCents);
  const claims = lost
    ? payment.claims.map((claim, i) => (i === at ? { ...claim, lines: lines.filter((line) => line !== lost) } : claim))
    : payment.claims.filter((_, i) => i !== wanted);
  return { ...payment, claims };
}

/** What a line is paid stands where its write-off belongs, and the other way round: the line alone still adds up. */
function crossColumns(victim: Victim): RemittancePayment {
  const { payment, layout } = victim;
  const isCrossed = (line: RemittanceLine): boolean =>
    (line.paidCents ?? 0) > 0 && writeOffOf(line) > 0 && writeOffOf(line) !== line.paidCents;
  const at = payment.claims.findIndex((claim) => claim.lines.some(isCrossed));
  const claim = payment.claims[at];
  const line = claim?.lines.find(isCrossed);
  if (!claim || !line) return DAMAGERS['digits-swapped'](victim);
  const crossed = {
    ...line,
    paidCents: writeOffOf(line),
    adjustments: line.adjustments.map((each) =>
      isWriteOff(each) ? { ...each, amountCents: line.paidCents ?? 0 } : each,
    ),
  };
  const isSummary = layout.prints.line.length === 0;
  return replaced(
    { ...victim, at },
    {
      ...claim,
      paidCents: (claim.paidCents ?? 0) + (isSummary ? crossed.paidCents - (line.paidCents ?? 0) : 0),
      lines: claim.lines.map((each) => (each === line ? crossed : each)),
    },
  );
}

const isWriteOff = ({ group, reason }: Adjustment): boolean => group === 'CO' && reason === '45';
const writeOffOf = ({ adjustments }: RemittanceLine): number => adjustments.find(isWriteOff)?.amountCents ?? 0;

/** Two unlike neighbouring digits change places: 84.17 becomes 48.17, and the difference is a multiple of nine. */
export function swapNeighbours(cents: number): number {
  const digits = String(cents).split('');
  const at = digits.findIndex((digit, i) => i + 1 < digits.length && digit !== digits[i + 1] && digits[i + 1] !== '0');
  if (at < 0) return cents + 9;
  [digits[at], digits[at + 1]] = [digits[at + 1]!, digits[at]!];
  return Number(digits.join(''));
}

/** In the largest amount that is paid. */
function swapDigits(claim: RemittanceClaim, layout: Layout): RemittanceClaim {
  if (layout.prints.line.length === 0) return { ...claim, paidCents: swapNeighbours(claim.paidCents ?? 0) };
  const most = Math.max(...claim.lines.map((line) => line.paidCents ?? 0));
  const at = claim.lines.findIndex((line) => line.paidCents === most);
  return {
    ...claim,
    lines: claim.lines.map((line, i) => (i === at ? { ...line, paidCents: swapNeighbours(most) } : line)),
  };
}

/** The rows of the first claim stand over the second one's total, and the other way round. */
function swapRows(claims: readonly RemittanceClaim[]): RemittanceClaim[] {
  const [first, second, ...rest] = claims;
  if (!first || !second) return [...claims];
  return [{ ...first, lines: second.lines }, { ...second, lines: first.lines }, ...rest];
}

const withUnknownCode = (claim: RemittanceClaim): RemittanceClaim => ({
  ...claim,
  paidCents: (claim.paidCents ?? 0) - (claim.lines[0]?.paidCents ?? 0),
  allowedCents: (claim.allowedCents ?? 0) - (claim.lines[0]?.allowedCents ?? 0),
  lines: claim.lines.map((line, i) =>
    i === 0
      ? {
          ...line,
          allowedCents: 0,
          paidCents: 0,
          adjustments: [{ group: 'CO', reason: 'Z9', amountCents: line.billedCents ?? 0, quantity: null }],
        }
      : line,
  ),
});

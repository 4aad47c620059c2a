/** What a form calls eligible or balance may be what is left after the deductible: only an allowed amount that ties is one. */
import type { Adjustment, FieldSource, RemittanceClaim, RemittancePayment } from '../../domain/remittance.ts';

interface Row {
  readonly billedCents: number | null;
  readonly allowedCents?: number | null | undefined;
  readonly paidCents: number | null;
  readonly adjustments: readonly Adjustment[];
}

/** Of the rows that can tell; above it the column is something else. */
const MOST_OFF = 0.15;
const MOST_ADJUSTMENTS = 8;

/** @returns the payment without allowed amounts that are none, and the places that no longer say anything. */
export function withTiedAllowed(
  payment: RemittancePayment,
  at: number,
): { payment: RemittancePayment; dropped: readonly string[] } {
  const rows = payment.claims.flatMap((claim) => [...claim.lines, ...(claim.lines.length > 0 ? [] : [asRow(claim)])]);
  const telling = rows.filter((row) => isBalanced(row) && shareOf(row) !== 0);
  const off = telling.filter((row) => !isTied(row));
  const isOther = off.length > telling.length * MOST_OFF;
  const isWrong = (row: Row) => isOther || (isBalanced(row) && !isTied(row));
  const dropped: string[] = [];
  const without = <R extends Row>(row: R, pointer: string): R => {
    if (row.allowedCents === null || row.allowedCents === undefined || !isWrong(row)) return row;
    dropped.push(`${pointer}/allowedCents`);
    return { ...row, allowedCents: null };
  };
  const claims = payment.claims.map((claim, place): RemittanceClaim => {
    const pointer = `/payments/${at}/claims/${place}`;
    const lines = claim.lines.map((line, index) => without(line, `${pointer}/lines/${index}`));
    return { ...claim, allowedCents: without(whole(claim), pointer).allowedCents ?? null, lines };
  });
  return { payment: { ...payment, claims }, dropped };
}

export const withoutFields = (
  fields: Readonly<Record<string, FieldSource>>,
  dropped: readonly string[],
): Record<string, FieldSource> =>
  Object.fromEntries(Object.entries(fields).filter(([pointer]) => !dropped.includes(pointer)));

/** A claim with all that is taken from it, by its lines or at its own level. */
const whole = (claim: RemittanceClaim): Row => ({
  ...claim,
  adjustments: byCode([...(claim.adjustments ?? []), ...claim.lines.flatMap((line) => line.adjustments)]),
});

function byCode(adjustments: readonly Adjustment[]): Adjustment[] {
  const sums = new Map<string, Adjustment>();
  for (const each of adjustments) {
    const key = `${each.group}/${each.reason}/${each.printedCode ?? ''}`;
    const known = sums.get(key);
    sums.set(key, known ? { ...known, amountCents: known.amountCents + each.amountCents } : each);
  }
  return [...sums.values()];
}

const asRow = (claim: RemittanceClaim): RemittanceClaim & Row => ({ ...claim, adjustments: claim.adjustments ?? [] });

const isShare = ({ group, reason }: Adjustment): boolean =>
  (group === 'PR' && ['1', '2', '3'].includes(reason ?? '')) || (group === 'OA' && reason === '23') || reason === '253';
const shareOf = (row: Row): number =>
  row.adjustments.filter(isShare).reduce((sum, { amountCents }) => sum + amountCents, 0);

function isBalanced({ billedCents, paidCents, adjustments, allowedCents }: Row): boolean {
  if (billedCents === null || paidCents === null || allowedCents === null || allowedCents === undefined) return false;
  return billedCents - adjustments.reduce((sum, { amountCents }) => sum + amountCents, 0) === paidCents;
}

/** Billed less allowed is a sum of adjustments, none of them a share of what was allowed. */
function isTied({ billedCents, allowedCents, adjustments }: Row): boolean {
  const above = adjustments.filter((each) => !isShare(each)).map(({ amountCents }) => amountCents);
  if (above.length > MOST_ADJUSTMENTS) return true;
  let sums = [0];
  for (const cents of above) sums = [...sums, ...sums.map((sum) => sum + cents)];
  return sums.includes(billedCents! - allowedCents!);
}

/** What the patient owes: as the paper says it in one sum, else worked out from codes. */
import type { Adjustment, RemittanceClaim } from '../../domain/remittance.ts';
import type { FieldLog } from './field-log.ts';

/** Who bears a part of the charge is not known: the patient may owe that, too. */
const OPEN_SHARE = 0.98;

/**
 * @param said what the paper seems to say, in cents, with its place noted at the pointer.
 * @param adjustments of the claim and of all its lines.
 * @returns cents; null where neither words nor codes tell.
 */
export function patientShare(
  said: number | null,
  adjustments: readonly Adjustment[],
  claim: Pick<RemittanceClaim, 'billedCents' | 'paidCents'>,
  pointer: string,
  log: FieldLog,
): number | null {
  const owes = sumOf(adjustments, 'PR');
  const open = sumOf(adjustments, null);
  // Less than the patient's own adjustments is not what the patient owes.
  if (said !== null && said >= 0 && said < owes) {
    log.forget(pointer);
    return workedOut(claim, adjustments);
  }
  if (said === null) return workedOut(claim, adjustments);
  if (open !== 0 && said !== owes + open) log.limit(pointer, OPEN_SHARE);
  else if (said === owes) log.vouch(pointer);
  return said;
}

/** What the patient owes where the paper does not say it in one sum: told by the codes of a claim that adds up. */
function workedOut(
  { billedCents, paidCents }: Pick<RemittanceClaim, 'billedCents' | 'paidCents'>,
  adjustments: readonly Adjustment[],
): number | null {
  const all = adjustments.reduce((sum, each) => sum + each.amountCents, 0);
  if (billedCents === null || paidCents === null || billedCents - all !== paidCents) return null;
  return adjustments.some((each) => each.group === null) ? null : sumOf(adjustments, 'PR');
}

const sumOf = (adjustments: readonly Adjustment[], group: Adjustment['group']): number =>
  adjustments.filter((each) => each.group === group).reduce((sum, each) => sum + each.amountCents, 0);

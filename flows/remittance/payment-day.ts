/** The day of a payment: as labelled, as the paper is dated, or the only day that stands alone. */
import { spanOf } from './date-text.ts';
import type { Found, FoundPayment } from './found.ts';

/** @param latest the last day that can stand on the paper. */
export const paymentDay = (found: FoundPayment, latest: string): Found | null =>
  found.fields.get('checkDate') ?? found.paperDay ?? onlyDay(found, latest);

/** A letter's day has no label: it counts when no other day stands alone on the paper. */
function onlyDay({ days }: FoundPayment, latest: string): Found | null {
  const distinct = new Set(days.map((each) => spanOf(each.text, latest)?.from));
  return distinct.size === 1 ? (days[0] ?? null) : null;
}

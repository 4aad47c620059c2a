/**
 * What a person has posted is taken back by reversing entries, never by an edit: each claim leaves the ledger as it came, its cash
 * stays as unapplied, so that the payment still ties, and the claim waits for a person again.
 */
import { notePosting } from '../adapters/audit-trail.ts';
import { post, standingEntries } from '../adapters/ledger.ts';
import type { PlacedEntry } from '../adapters/ledger.ts';
import type { Query } from '../adapters/query.ts';
import { claimsOfPayment, findPaymentClaim } from '../adapters/remittances.ts';
import type { StoredPaymentClaim } from '../adapters/remittances.ts';
import { builtOn, takeBack } from '../adapters/reversals.ts';
import { formatCents } from '../domain/money.ts';
import { cashOf } from '../domain/posting.ts';
import { openReviewItems } from '../review/items.ts';
import { paymentName } from './posting-words.ts';
import type { PostingOffice } from './plan-payment.ts';
import { lockPayment } from './release.ts';
import { settleFromRows } from './settle-document.ts';
import { NO_WORK } from './stage.ts';

interface Order {
  /** The decided review item. */
  readonly itemId: string;
  readonly reason: string;
  readonly personId: string;
}

type Outcome =
  | { readonly why: string }
  | {
      readonly message: string;
      readonly subjects: readonly string[];
      readonly trail: Readonly<Record<string, number>>;
    };

/** @param held one claim of a payment, or a payment: then its claims that posted with it. The item that decided it is locked. */
export async function reverseIn(
  tx: Query,
  office: Pick<PostingOffice, 'clock'>,
  held: { readonly part: 'document' | 'payment' | 'payment-claim'; readonly id: string },
  order: Order,
): Promise<Outcome> {
  const found = held.part === 'payment-claim' ? await findPaymentClaim(tx, held.id) : null;
  const payment = held.part === 'document' ? null : await lockPayment(tx, found?.paymentId ?? held.id);
  if (!payment) return { why: 'This item posted nothing, so there is nothing to take back; open it again instead.' };
  const claims = (await claimsOfPayment(tx, payment.id)).filter((each) =>
    held.part === 'payment-claim' ? each.id === held.id && each.state === 'released' : each.state === 'posted',
  );
  if (claims.length === 0)
    return { why: 'Nothing that this item posted stands in the ledger any more; look at its history.' };
  const name = paymentName(payment.payment.number);
  const blocked = new Set(
    await builtOn(
      tx,
      claims.map(({ id }) => id),
    ),
  );
  const stuck = claims.find(({ id }) => blocked.has(id));
  if (stuck)
    return {
      why: `The payer has taken back or recovered claim ${stuck.place + 1} of ${name} since; take that posting back first.`,
    };

  const now = office.clock.now();
  const actor = `reviewer:${order.personId}`;
  const key = `${payment.identity ?? payment.id}/reversed/${order.itemId}`;
  const undone = [];
  for (const claim of claims) undone.push({ claim, ...(await undo(tx, claim)) });
  const cashCents = undone.reduce((sum, each) => sum + each.cashCents, 0);
  const entries = undone.flatMap((each) => each.entries);
  await post(tx, { paymentId: payment.id, key, actor, undoes: true }, entries, now);
  const detail = 'A person took its posting back; it is to be decided anew.';
  const exceptions = [{ code: 'posting-reversed', detail }];
  const { itemId, reason, personId: by } = order;
  await takeBack(tx, payment.id, { postingKey: key, itemId, reason, by, claims, exceptions }, now);
  const items = undone.map((each) => ({
    ...NO_WORK,
    code: 'posting-reversed' as const,
    message: `${name}, claim ${each.claim.place + 1}: what was posted was taken back, ${formatCents(each.cashCents)} is unapplied again.`,
    subject: `payment-claim:${each.claim.id}`,
    documentId: payment.documentId,
    paymentId: payment.id,
  }));
  await openReviewItems(tx, items, now);
  await settleFromRows(tx, payment.documentId, now);
  const trail = { claims: claims.length, cashCents };
  await notePosting(tx, actor, 'posting-reversed', `payment:${payment.id}`, now, trail);
  const what = claims.length === 1 ? 'the claim waits' : `${claims.length} claims wait`;
  const message = `${name} taken back: ${formatCents(cashCents)} is unapplied again, and ${what} to be decided anew.`;
  return { message, subjects: items.map(({ subject }) => subject), trail };
}

/** Everything that stands of a claim with the other sign, and its cash as unapplied. */
async function undo(
  tx: Query,
  claim: StoredPaymentClaim,
): Promise<{ entries: readonly PlacedEntry[]; cashCents: number }> {
  const standing = await standingEntries(tx, claim.id);
  const cashCents = cashOf(standing);
  const unapplied: PlacedEntry = {
    paymentClaimId: claim.id,
    kind: 'unapplied',
    claimId: null,
    lineNumber: null,
    group: null,
    reason: null,
    reference: claim.claim.payerClaimControlNumber,
    amountCents: cashCents,
  };
  const negated = standing.map((entry) => ({ ...entry, amountCents: -entry.amountCents }));
  return { entries: [...negated, ...(cashCents === 0 ? [] : [unapplied])], cashCents };
}

/** What the review code may do to the ledger: release what is held, through the same gate as the robot. */
import { isExceptionCode } from '../domain/exceptions.ts';
import type { Posting } from '../review/desk.ts';
import { releaseClaimIn, releasePaymentIn } from '../workers/release.ts';
import type { Release } from '../workers/release.ts';
import { settleFromRows } from '../workers/settle-document.ts';
import type { Stores } from '../workers/stores.ts';

export const postingOf = (stores: Stores): Posting => ({
  async release(tx, held, codes, person) {
    const approved = codes.filter(isExceptionCode);
    const actor = `reviewer:${person.id}`;
    // What a person lets stand on a payment holds for the payment alone: its claims are judged each by itself.
    const answer =
      held.part === 'payment-claim'
        ? await releaseClaimIn(tx, stores, held.id, { approved }, actor)
        : await releasePaymentIn(
            tx,
            stores,
            held.id,
            { approved: approved.map((code) => ({ code, claim: null })) },
            actor,
          );
    return { isPosted: answer.outcome === 'released' || answer.outcome === 'already', message: wordsOf(answer) };
  },
  settle: async (tx, documentId, now) => void (await settleFromRows(tx, documentId, now)),
});

const wordsOf = (answer: Release): string =>
  answer.outcome === 'not-found'
    ? 'What this item holds is no longer there; resolve the item with a note.'
    : answer.message;

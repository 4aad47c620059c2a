/** What the review code may do to the ledger: release what is held, through the same gate as the robot. */
import { isExceptionCode } from '../domain/exceptions.ts';
import type { Query } from '../adapters/query.ts';
import { findPaymentClaim, findPayment } from '../adapters/remittances.ts';
import type { Held, JudgedClaim, Posting, Release as Answer, Ruling } from '../review/desk.ts';
import { releaseClaimIn, releasePaymentIn } from '../workers/release.ts';
import type { Judgement, Release } from '../workers/release.ts';
import { reverseIn } from '../workers/reverse.ts';
import { settleFromRows } from '../workers/settle-document.ts';
import type { PostingOffice } from '../workers/plan-payment.ts';

export const postingOf = (office: PostingOffice): Posting => ({
  async release(tx, held, ruling, person) {
    const actor = `reviewer:${person.id}`;
    const release = held.part === 'payment-claim' ? releaseOneClaim : releaseWhole;
    return answerOf(await release(tx, office, held, ruling, actor));
  },
  reverse: (tx, held, about, person) => reverseIn(tx, office, held, { ...about, personId: person.id }),
  settle: async (tx, documentId, now) => void (await settleFromRows(tx, documentId, now)),
});

type ReleaseOne = (tx: Query, office: PostingOffice, held: Held, ruling: Ruling, actor: string) => Promise<Release>;

const releaseOneClaim: ReleaseOne = async (tx, office, { id }, { document, isCorrected, ...ruling }, actor) => {
  const row = await findPaymentClaim(tx, id);
  const payment = row && (await findPayment(tx, row.paymentId));
  const claim = payment && isCorrected ? document?.payments[payment.place]?.claims[row.place] : undefined;
  const [claimId] = ruling.chosen.values();
  const decision = {
    approved: ruling.approved.filter(isExceptionCode),
    remember: ruling.remember,
    ...(claimId && { claimId }),
    ...(claim && { claim }),
    ...(document && { document }),
  };
  return releaseClaimIn(tx, office, id, decision, actor);
};

/** What a person lets stand on a payment holds for the payment alone: its claims are judged each by itself. */
const releaseWhole: ReleaseOne = (tx, office, { id }, { approved, chosen, remember, document }, actor) => {
  const approvals = approved.filter(isExceptionCode).map((code) => ({ code, claim: null }));
  const decision = { approved: approvals, chosen, remember, ...(document && { document }) };
  return releasePaymentIn(tx, office, id, decision, actor);
};

function answerOf(release: Release): Answer {
  switch (release.outcome) {
    case 'not-found': {
      const message = 'What this item holds is no longer there; resolve the item with a note.';
      return { isPosted: false, isNew: false, message, why: [], claims: [] };
    }
    case 'already':
      return { isPosted: true, isNew: false, message: release.message, why: [], claims: [] };
    case 'released':
      return { isPosted: true, isNew: true, message: release.message, why: [], claims: judgedOf(release.judgement) };
    case 'refused': {
      const { message, exceptions, judgement } = release;
      return { isPosted: false, isNew: false, message, why: exceptions, claims: judgement ? judgedOf(judgement) : [] };
    }
  }
}

const judgedOf = ({ claims, open }: Judgement): JudgedClaim[] =>
  claims.map(({ place, claim, match, exceptions }) => ({
    place,
    claim,
    claimId: match?.claimId ?? null,
    candidates: (match?.candidates ?? []).map((each) => ({ ...each, open: open.get(each.claimId) ?? null })),
    why: exceptions,
  }));

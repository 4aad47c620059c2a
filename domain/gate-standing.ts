/** What stands in the ledger while a payment is planned, found by claim and by account number, not by looking through all of it. */
import { statedNumber } from './matching-keys.ts';
import type { OpenClaim } from './open-claim.ts';
import type { PostedClaim } from './posting.ts';

export interface Standing {
  /** @returns postings of a claim; one billed to two payers may be two rows of ours with one account number. */
  readonly ofClaim: (open: OpenClaim) => PostedClaim[];
  /** @returns postings under an account number as the payer states it. */
  readonly ofAccount: (patientControlNumber: string | null) => readonly PostedClaim[];
  readonly add: (posted: PostedClaim) => void;
  readonly cancel: (postingId: string) => void;
}

export function standingOf(history: readonly PostedClaim[]): Standing {
  const byClaim = new Map<string, PostedClaim[]>();
  const byAccount = new Map<string, PostedClaim[]>();
  const cancelled = new Set<string>();
  const put = (shelves: Map<string, PostedClaim[]>, key: string, posted: PostedClaim): void => {
    const shelf = shelves.get(key);
    if (shelf) shelf.push(posted);
    else shelves.set(key, [posted]);
  };
  const add = (posted: PostedClaim): void => {
    if (posted.isReversal || posted.isReversed) return;
    put(byClaim, posted.claimId, posted);
    const account = statedNumber(posted.patientControlNumber);
    if (account !== null) put(byAccount, account, posted);
  };
  const live = (found: readonly PostedClaim[] | undefined): PostedClaim[] =>
    (found ?? []).filter(({ postingId }) => !cancelled.has(postingId));
  const ofAccount = (number: string | null): PostedClaim[] => live(byAccount.get(statedNumber(number) ?? ''));
  for (const posted of history) add(posted);
  return {
    add,
    cancel: (postingId) => cancelled.add(postingId),
    ofAccount,
    ofClaim: ({ id, claim }) => [...new Set([...live(byClaim.get(id)), ...ofAccount(claim.patientControlNumber)])],
  };
}

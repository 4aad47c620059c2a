/** What the bench asks: appointments and claims of the population in turn, found or not, as a practice has them. */
import { claimStatusInquiry, eligibilityInquiry } from '../../../domain/inquiries.ts';
import type { ClaimStatusInquiry, Inquiry } from '../../../domain/work-item.ts';
import type { StartedPortal } from './portal-under-test.ts';

/** @returns `count` questions from the `from`-th on; after the last comes the first again. */
export function mixedQuestions({ population }: StartedPortal, from: number, count: number): Inquiry[] {
  const { appointments, claims } = population;
  return Array.from({ length: count }, (_, at) => {
    const [turn, isClaim] = [(from + at) >> 1, (from + at) % 2 === 1];
    return isClaim
      ? claimStatusInquiry(claims[turn % claims.length]!)
      : eligibilityInquiry(appointments[turn % appointments.length]!);
  });
}

/** @returns questions about single claims that were paid: the portal has a remittance of each. */
export function paidQuestions({ population, portal }: StartedPortal, count: number): ClaimStatusInquiry[] {
  const paid = population.claims.map(claimStatusInquiry).filter((inquiry) => {
    const expected = portal.truth.claimStatus(inquiry);
    if (!('result' in expected) || expected.result.claims.length !== 1) return false;
    const [claim] = expected.result.claims;
    return claim?.state === 'FINAL_PAID' && claim.checkNumber !== null;
  });
  return Array.from({ length: paid.length > 0 ? count : 0 }, (_, at) => paid[at % paid.length]!);
}

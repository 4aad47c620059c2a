/** What the bench asks: appointments and claims of the population in turn, found or not, as a practice has them. */
import { claimStatusInquiry, eligibilityInquiry } from '../../../domain/inquiries.ts';
import { addDays } from '../../../domain/dates.ts';
import type { ClaimStatusInquiry, EligibilityInquiry, Inquiry } from '../../../domain/work-item.ts';
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

/**
 * @param takes which questions are wanted.
 * @returns `count` questions about members who are covered and known in full: the others take fewer clicks.
 */
export function coveredQuestions(
  site: StartedPortal,
  takes: (inquiry: EligibilityInquiry) => boolean,
  count: number,
): EligibilityInquiry[] {
  const covered = mixedQuestions(site, 0, 2 * site.population.appointments.length).filter(
    (inquiry): inquiry is EligibilityInquiry =>
      inquiry.kind === 'eligibility' && takes(inquiry) && isCovered(site, inquiry),
  );
  if (covered.length === 0) throw new Error('The population has nobody whom a bare script could ask about.');
  return Array.from({ length: count }, (_, at) => covered[at % covered.length]!);
}

function isCovered({ portal }: StartedPortal, inquiry: EligibilityInquiry): boolean {
  const expected = portal.truth.eligibility(inquiry);
  const { memberId, birthDate, lastName } = inquiry.member;
  return Boolean('result' in expected && expected.result.status === 'active' && memberId && birthDate && lastName);
}

/** The same question twice a day is one work item: this makes it another under a number that Northfield does not look at. */
export const onOtherDay = <I extends Inquiry>(inquiry: I, number: number): I => ({
  ...inquiry,
  ...(inquiry.kind === 'eligibility' ? { serviceDate: addDays(inquiry.serviceDate, -(number % 7)) } : {}),
  providerNpi: String(number),
});

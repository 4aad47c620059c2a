/**
 * What a right robot must store, or the exception it must give, for each inquiry; for tests and for the demo's `wrong` count only.
 * It is worked out from the generated records, never from page text.
 *
 * Rules of reading that the truth assumes:
 * - Eligibility is asked for one day (From = To = service date). The answer is the first coverage row, in the portal's order,
 *   whose dates hold that day; managed care and other insurance likewise by their dates. 12/31/2299 is open-ended: null.
 *   "Not Eligible" is an inactive answer with the member id and nothing else.
 * - A claim is looked for by claim number, else by account number (rows of another member do not count), else by member id and
 *   dates of service (rows that show another account number, or another billed amount, do not count).
 *   Several rows are one answer when they replace one another, else ambiguous.
 * - The record's birth date and first day of service must be those that were asked for, when both are known.
 */
import type { ClaimStatus, ClaimStatusAnswer } from '../domain/claim-status.ts';
import { type Coverage, NO_AMOUNT, nothingSaid } from '../domain/coverage.ts';
import type { ExceptionCode } from '../domain/exceptions.ts';
import { claimStatusInquiry } from '../domain/inquiries.ts';
import type { ClaimStatusInquiry, EligibilityInquiry, Member } from '../domain/work-item.ts';
import type { PortalClaim } from './adjudication.ts';
import { overlaps, type PortalMember } from './members.ts';
import { type PlanCode, planOf } from './plans.ts';
import type { Population } from './population.ts';
import { findClaims, findMembers } from './records.ts';

export type Expected<T> = { readonly result: T } | { readonly code: ExceptionCode };

export interface Truth {
  readonly eligibility: (inquiry: EligibilityInquiry) => Expected<Coverage>;
  readonly claimStatus: (inquiry: ClaimStatusInquiry) => Expected<ClaimStatusAnswer>;
  /** `eligibility` by member id alone. */
  readonly coverage: (memberId: string, serviceDate: string) => Expected<Coverage>;
  /** `claimStatus` of a claim of the population, asked as its practice would. */
  readonly claim: (patientControlNumber: string, memberId?: string) => Expected<ClaimStatusAnswer>;
  /** Every record that the portal holds. */
  readonly records: readonly PortalClaim[];
}

export const truthOf = (population: Population, records: readonly PortalClaim[], today: string): Truth => ({
  records,
  ...askedByPractice(population, {
    eligibility: (inquiry) => expectedCoverage(population.members, inquiry, today),
    claimStatus: (inquiry) => expectedStatus(records, inquiry),
  }),
});

/** Adds the short ways of asking to a portal's own rules. */
export function askedByPractice(
  population: Population,
  { eligibility, claimStatus }: Pick<Truth, 'eligibility' | 'claimStatus'>,
): Omit<Truth, 'records'> {
  return {
    eligibility,
    claimStatus,
    coverage: (memberId, serviceDate) =>
      eligibility({
        kind: 'eligibility',
        member: { memberId, lastName: null, firstName: null, birthDate: null },
        serviceDate,
        providerNpi: null,
      }),
    claim: (patientControlNumber, memberId) => {
      const claim = population.claims.find(
        (one) => one.patientControlNumber === patientControlNumber && (memberId ?? one.memberId) === one.memberId,
      );
      return claim ? claimStatus(claimStatusInquiry(claim)) : { code: 'claim-not-found' };
    },
  };
}

function expectedCoverage(
  members: readonly PortalMember[],
  inquiry: EligibilityInquiry,
  today: string,
): Expected<Coverage> {
  const { member: asked, serviceDate } = inquiry;
  const found = findMembers(members, { ...asked, ssn: null, from: serviceDate, to: serviceDate }, today);
  if (found === 'invalid') return { code: 'inquiry-rejected' };
  const [member] = found;
  if (!member) return { code: 'member-not-found' };
  if (found.length > 1) return { code: 'member-ambiguous' };
  if (isOtherPerson(asked, member)) return { code: 'wrong-record' };
  return { result: coverageOn(member, serviceDate) };
}

/**
 * The first span, in the payer's order, that holds the day; without what only some portals print.
 * @param named how the portal calls a plan.
 */
export function coverageOn(
  member: PortalMember,
  serviceDate: string,
  named: (plan: PlanCode) => string = (plan) => plan,
): Coverage {
  const holds = (span: { from: string; to: string | null }): boolean => overlaps(span, serviceDate, serviceDate);
  const span = member.spans.find(holds);
  const nothing: Coverage = {
    ...nothingSaid(serviceDate),
    status: 'inactive',
    memberId: member.memberId,
  };
  if (!span) return nothing;
  const { benefits, type } = planOf(span.plan);
  return {
    ...nothing,
    status: 'active',
    plan: named(span.plan),
    planType: type,
    effectiveDate: span.from,
    terminationDate: span.to,
    copays: member.copays.map(({ service, network, amountCents, per }) => ({
      ...NO_AMOUNT,
      service,
      network,
      period: per,
      amountCents,
    })),
    priorAuthRequired: benefits.filter((benefit) => benefit.isPriorAuthRequired).map((benefit) => benefit.service),
    otherPayers: member.otherInsurance
      .filter(holds)
      .map(({ carrier, policyNumber, from }) => ({ name: carrier, memberId: policyNumber, effectiveDate: from })),
    primaryCare: member.managedCare.find(holds)?.primaryCare ?? null,
    limitations: benefits.flatMap((benefit) => benefit.limitation ?? []),
  };
}

/** What a right robot stores of a claim, or why none. */
export function expectedStatus(
  records: readonly PortalClaim[],
  inquiry: ClaimStatusInquiry,
): Expected<ClaimStatusAnswer> {
  const { member, patientControlNumber, payerClaimControlNumber, serviceFrom } = inquiry;
  const canSearch = patientControlNumber || payerClaimControlNumber || (member.memberId && serviceFrom);
  if (!canSearch) return { code: 'inquiry-rejected' };
  const found = climb(records, inquiry);
  const [first] = found;
  if (!first) return { code: 'claim-not-found' };
  if (found.length > 1 && !isOneChain(found)) return { code: 'claim-ambiguous' };
  if (found.some((record) => isOtherPerson(member, record.member) || isOtherDay(serviceFrom, record.shown.serviceFrom)))
    return { code: 'wrong-record' };
  if (found.some((record) => record.shown.state === 'UNKNOWN')) return { code: 'status-unknown' };
  return { result: { claims: found.map((record): ClaimStatus => record.shown) } };
}

/** The ladder of searches; the first that finds the claim ends it. */
function climb(records: readonly PortalClaim[], inquiry: ClaimStatusInquiry): PortalClaim[] {
  const { member, patientControlNumber, payerClaimControlNumber, serviceFrom, serviceTo, billedCents } = inquiry;
  const none = { claimNumber: null, accountNumber: null, memberId: null, from: null, to: null };
  if (payerClaimControlNumber) {
    const byNumber = findClaims(records, { ...none, claimNumber: payerClaimControlNumber });
    if (byNumber.length > 0) return byNumber;
  }
  if (patientControlNumber) {
    const byAccount = findClaims(records, { ...none, accountNumber: patientControlNumber }).filter(
      (record) => !member.memberId || isSame(record.member.memberId, member.memberId),
    );
    if (byAccount.length > 0) return byAccount;
  }
  if (!member.memberId || !serviceFrom) return [];
  return findClaims(records, {
    ...none,
    memberId: member.memberId,
    from: serviceFrom,
    to: serviceTo ?? serviceFrom,
  }).filter(
    ({ shown }) =>
      (!patientControlNumber ||
        shown.patientControlNumber === null ||
        isSame(shown.patientControlNumber, patientControlNumber)) &&
      (billedCents === null || shown.billedCents === billedCents),
  );
}

/** Every record but one is replaced by another of them. */
export function isOneChain(found: readonly PortalClaim[]): boolean {
  const numbers = new Set(found.map((record) => record.shown.payerClaimControlNumber));
  return found.filter((record) => record.replaces === null || !numbers.has(record.replaces)).length === 1;
}

export const isSame = (a: string | null, b: string): boolean => a?.trim().toUpperCase() === b.trim().toUpperCase();
export const isOtherDay = (asked: string | null, shown: string | null): boolean =>
  asked !== null && shown !== null && asked !== shown;
export const isOtherPerson = (asked: Member, shown: PortalMember): boolean =>
  isOtherDay(asked.birthDate, shown.birthDate) || (asked.memberId !== null && !isSame(shown.memberId, asked.memberId));

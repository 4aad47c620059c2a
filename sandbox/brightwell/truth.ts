/**
 * What a right robot stores from this portal, worked out from the records. It differs from the shared truth so:
 * - A member is found only by an exact match of all that is given, the birth date among it: partial matches are others.
 * - The portal prints a group number, coinsurance, deductibles and out-of-pocket limits; lines without the patient's share.
 */
import type { ClaimStatus, ClaimStatusAnswer } from '../../domain/claim-status.ts';
import { type BenefitAmount, type Coverage, NO_AMOUNT, nothingSaid } from '../../domain/coverage.ts';
import { addDays } from '../../domain/dates.ts';
import type { ClaimStatusInquiry, EligibilityInquiry } from '../../domain/work-item.ts';
import type { PortalClaim } from '../adjudication.ts';
import { costSharingOf, type YearlyAmount } from '../cost-sharing.ts';
import { MAX_DAYS_AHEAD, findClaims } from '../records.ts';
import { overlaps, type PortalMember } from '../members.ts';
import { planOf } from '../plans.ts';
import type { Population } from '../population.ts';
import { askedByPractice, type Expected, isOneChain, isOtherDay, isOtherPerson, isSame, type Truth } from '../truth.ts';
import { exactMatches, isEnough } from './member-matches.ts';

/** @param shownRecords the records as the portal shows them now. */
export function brightwellTruth(
  population: Population,
  shownRecords: () => readonly PortalClaim[],
  today: string,
): Truth {
  return {
    get records() {
      return shownRecords();
    },
    ...askedByPractice(population, {
      eligibility: (inquiry) => expectedCoverage(population.members, inquiry, today),
      claimStatus: (inquiry) => expectedStatus(shownRecords(), inquiry),
    }),
  };
}

function expectedCoverage(
  members: readonly PortalMember[],
  { member: asked, serviceDate }: EligibilityInquiry,
  today: string,
): Expected<Coverage> {
  if (!isEnough(asked) || serviceDate > addDays(today, MAX_DAYS_AHEAD)) return { code: 'inquiry-rejected' };
  const [member, ...others] = exactMatches(members, asked);
  if (!member) return { code: 'member-not-found' };
  return others.length > 0 ? { code: 'member-ambiguous' } : { result: coverageOn(member, serviceDate) };
}

/** The first span, in the payer's order, that holds the day. */
export function coverageOn(member: PortalMember, serviceDate: string): Coverage {
  const holds = (span: { from: string; to: string | null }): boolean => overlaps(span, serviceDate, serviceDate);
  const span = member.spans.find(holds);
  const nothing: Coverage = {
    ...nothingSaid(serviceDate),
    status: 'inactive',
    memberId: member.memberId,
  };
  if (!span) return nothing;
  const { benefits, type } = planOf(span.plan);
  const { groupNumber, coinsurance, deductibles, outOfPocket } = costSharingOf(member);
  return {
    ...nothing,
    status: 'active',
    plan: span.plan,
    planType: type,
    groupNumber,
    effectiveDate: span.from,
    terminationDate: span.to,
    copays: member.copays.map(({ service, network, amountCents, per }) => ({
      ...NO_AMOUNT,
      service,
      network,
      period: per,
      amountCents,
    })),
    coinsurance: coinsurance.map((share) => ({ ...NO_AMOUNT, ...share })),
    deductibles: deductibles.map(yearly),
    outOfPocket: outOfPocket.map(yearly),
    priorAuthRequired: benefits.filter((benefit) => benefit.isPriorAuthRequired).map((benefit) => benefit.service),
    otherPayers: member.otherInsurance
      .filter(holds)
      .map(({ carrier, policyNumber, from }) => ({ name: carrier, memberId: policyNumber, effectiveDate: from })),
    primaryCare: member.managedCare.find(holds)?.primaryCare ?? null,
    limitations: benefits.flatMap((benefit) => benefit.limitation ?? []),
  };
}

const yearly = (amount: YearlyAmount): BenefitAmount => ({ ...NO_AMOUNT, ...amount, period: 'Calendar year' });

function expectedStatus(records: readonly PortalClaim[], inquiry: ClaimStatusInquiry): Expected<ClaimStatusAnswer> {
  const { member, patientControlNumber, payerClaimControlNumber, serviceFrom } = inquiry;
  const canSearch = patientControlNumber || payerClaimControlNumber || (member.memberId && serviceFrom);
  if (!canSearch) return { code: 'inquiry-rejected' };
  const found = climb(records, inquiry);
  if (found.length === 0) return { code: 'claim-not-found' };
  if (found.length > 1 && !isOneChain(found)) return { code: 'claim-ambiguous' };
  if (found.some((record) => isOtherPerson(member, record.member) || isOtherDay(serviceFrom, record.shown.serviceFrom)))
    return { code: 'wrong-record' };
  if (found.some((record) => record.shown.state === 'UNKNOWN')) return { code: 'status-unknown' };
  return { result: { claims: found.map((record) => claimHere(record.shown)) } };
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
  const to = serviceTo ?? serviceFrom;
  return findClaims(records, { ...none, memberId: member.memberId, from: serviceFrom, to }).filter(
    ({ shown }) =>
      (!patientControlNumber ||
        shown.patientControlNumber === null ||
        isSame(shown.patientControlNumber, patientControlNumber)) &&
      (billedCents === null || shown.billedCents === billedCents),
  );
}

const claimHere = (claim: ClaimStatus): ClaimStatus => ({
  ...claim,
  lines: claim.lines.map((line) => ({ ...line, patientResponsibilityCents: null })),
});

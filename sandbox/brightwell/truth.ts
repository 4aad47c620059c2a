/**
 * What a right robot stores from this portal, worked out from the records. It differs from the shared truth so:
 * - A member is found only by an exact match of all that is given, the birth date among it: partial matches are others.
 * - The portal prints a group number, coinsurance, deductibles and out-of-pocket limits; lines without the patient's share.
 */
import type { ClaimStatus, ClaimStatusAnswer } from '../../domain/claim-status.ts';
import { type BenefitAmount, type Coverage, NO_AMOUNT } from '../../domain/coverage.ts';
import { addDays } from '../../domain/dates.ts';
import type { ClaimStatusInquiry, EligibilityInquiry } from '../../domain/work-item.ts';
import type { PortalClaim } from '../adjudication.ts';
import { costSharingOf, type YearlyAmount } from '../cost-sharing.ts';
import { MAX_DAYS_AHEAD } from '../records.ts';
import type { PortalMember } from '../members.ts';
import type { Population } from '../population.ts';
import { askedByPractice, coverageOn, type Expected, expectedStatus, type Truth } from '../truth.ts';
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
      claimStatus: (inquiry) => statusHere(shownRecords(), inquiry),
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
  return others.length > 0 ? { code: 'member-ambiguous' } : { result: coverageHere(member, serviceDate) };
}

/** @returns what the portal prints of a member on a day. */
export function coverageHere(member: PortalMember, serviceDate: string): Coverage {
  const coverage = coverageOn(member, serviceDate);
  if (coverage.status !== 'active') return coverage;
  const { groupNumber, coinsurance, deductibles, outOfPocket } = costSharingOf(member);
  return {
    ...coverage,
    groupNumber,
    coinsurance: coinsurance.map((share) => ({ ...NO_AMOUNT, ...share })),
    deductibles: deductibles.map(yearly),
    outOfPocket: outOfPocket.map(yearly),
  };
}

const yearly = (amount: YearlyAmount): BenefitAmount => ({ ...NO_AMOUNT, ...amount, period: 'Calendar year' });

function statusHere(records: readonly PortalClaim[], inquiry: ClaimStatusInquiry): Expected<ClaimStatusAnswer> {
  const expected = expectedStatus(records, inquiry);
  return 'result' in expected ? { result: { claims: expected.result.claims.map(claimHere) } } : expected;
}

const claimHere = (claim: ClaimStatus): ClaimStatus => ({
  ...claim,
  lines: claim.lines.map((line) => ({ ...line, patientResponsibilityCents: null })),
});

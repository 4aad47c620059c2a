/**
 * What a right robot must store from this portal: the shared truth, less what its reports leave out, with the yearly
 * amounts that they print. Eligibility prints no benefit rules; claim lines print neither allowed amounts nor what the patient owes, and remarks stand on lines only.
 */
import type { ClaimStatus } from '../../domain/claim-status.ts';
import type { BenefitAmount, Coverage } from '../../domain/coverage.ts';
import type { Member } from '../../domain/work-item.ts';
import type { PortalClaim } from '../adjudication.ts';
import { costSharingOf, type YearlyAmount } from '../cost-sharing.ts';
import type { PortalMember } from '../members.ts';
import type { Population } from '../population.ts';
import { askedByPractice, type Truth, truthOf } from '../truth.ts';

function coverageHere(coverage: Coverage, members: readonly PortalMember[], asked: Member): Coverage {
  const member = members.find(
    (one) =>
      one.memberId === coverage.memberId &&
      (!asked.birthDate || one.birthDate === asked.birthDate) &&
      (!asked.firstName ||
        one.firstName === null ||
        one.firstName.toUpperCase() === asked.firstName.trim().toUpperCase()),
  );
  const narrowed: Coverage = { ...coverage, priorAuthRequired: [], limitations: [] };
  if (coverage.status !== 'active' || !member) return narrowed;
  const { groupNumber, deductibles, outOfPocket } = costSharingOf(member);
  return {
    ...narrowed,
    groupNumber,
    deductibles: deductibles.map(amountHere),
    outOfPocket: outOfPocket.map(amountHere),
  };
}

const amountHere = (amount: YearlyAmount): BenefitAmount => ({ ...amount, service: null, period: null, percent: null });

const claimHere = (claim: ClaimStatus): ClaimStatus => ({
  ...claim,
  remarks: [],
  lines: claim.lines.map((line) => ({ ...line, allowedCents: null, patientResponsibilityCents: null })),
});

/** @param shownRecords the records as the site shows them at the time: a switch may have moved them. */
export function ashgroveTruth(
  population: Population,
  records: readonly PortalClaim[],
  shownRecords: () => readonly PortalClaim[],
  today: string,
): Truth {
  const eligibility: Truth['eligibility'] = (inquiry) => {
    const expected = truthOf(population, records, today).eligibility(inquiry);
    return 'result' in expected
      ? { result: coverageHere(expected.result, population.members, inquiry.member) }
      : expected;
  };
  const claimStatus: Truth['claimStatus'] = (inquiry) => {
    const expected = truthOf(population, shownRecords(), today).claimStatus(inquiry);
    return 'result' in expected ? { result: { claims: expected.result.claims.map(claimHere) } } : expected;
  };
  return { records, ...askedByPractice(population, { eligibility, claimStatus }) };
}

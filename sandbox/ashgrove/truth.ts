/**
 * What a right robot must store from this portal: the shared truth, less what its reports leave out. Eligibility prints no
 * benefit rules; claim lines print neither allowed amounts nor what the patient owes, and remarks stand on lines only.
 */
import type { ClaimStatus } from '../../domain/claim-status.ts';
import type { Coverage } from '../../domain/coverage.ts';
import type { Truth } from '../truth.ts';

const coverageHere = (coverage: Coverage): Coverage => ({ ...coverage, priorAuthRequired: [], limitations: [] });

const claimHere = (claim: ClaimStatus): ClaimStatus => ({
  ...claim,
  remarks: [],
  lines: claim.lines.map((line) => ({ ...line, allowedCents: null, patientResponsibilityCents: null })),
});

export function ashgroveTruth(shared: Truth): Truth {
  const eligibility: Truth['eligibility'] = (inquiry) => {
    const expected = shared.eligibility(inquiry);
    return 'result' in expected ? { result: coverageHere(expected.result) } : expected;
  };
  const narrowed = (expected: ReturnType<Truth['claimStatus']>): ReturnType<Truth['claimStatus']> =>
    'result' in expected ? { result: { claims: expected.result.claims.map(claimHere) } } : expected;
  return {
    ...shared,
    eligibility,
    claimStatus: (inquiry) => narrowed(shared.claimStatus(inquiry)),
    coverage: (memberId, serviceDate) => {
      const expected = shared.coverage(memberId, serviceDate);
      return 'result' in expected ? { result: coverageHere(expected.result) } : expected;
    },
    claim: (patientControlNumber, memberId) => narrowed(shared.claim(patientControlNumber, memberId)),
  };
}

/** The part of a population that the portal answers: exceptions would stop our side and not the bare script's. */
import type { Appointment, Claim } from '../../domain/claim.ts';
import { claimStatusInquiry, eligibilityInquiry } from '../../domain/inquiries.ts';
import type { Population } from '../../sandbox/index.ts';
import { adjudicate } from '../../sandbox/adjudication.ts';
import { truthOf } from '../../sandbox/truth.ts';

/** @param seed the one that the portal was started with. */
export function answerable(
  population: Population,
  seed: number,
  today: string,
): { coverage: Appointment[]; claims: Claim[] } {
  const truth = truthOf(population, adjudicate(population, { seed, today }), today);
  const isOneClaim = (claim: Claim): boolean => {
    const expected = truth.claimStatus(claimStatusInquiry(claim));
    if (!('result' in expected) || claim.payerClaimControlNumber !== null) return false;
    // Chains of replacements, and claims under another key, take other clicks; the bare script knows one row only.
    const [found, ...others] = expected.result.claims;
    return others.length === 0 && found?.patientControlNumber === claim.patientControlNumber;
  };
  return {
    coverage: population.appointments.filter(
      (appointment) => 'result' in truth.eligibility(eligibilityInquiry(appointment)),
    ),
    claims: population.claims.filter(isOneClaim),
  };
}

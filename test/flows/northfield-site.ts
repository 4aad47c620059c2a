/** The practice portal Northfield with an invented population, and what it takes to sign in. */
import type { Appointment, Claim } from '../../domain/claim.ts';
import type { ClaimStatusInquiry, EligibilityInquiry } from '../../domain/work-item.ts';
import type { Credentials } from '../../domain/login.ts';
import type { SignInDesk } from '../../flows/portal.ts';
import { NO_SECOND_FACTOR } from './visits.ts';
import {
  DEMO_PROVIDER_NPI,
  makePopulation,
  type Northfield,
  type Population,
  startNorthfield,
} from '../../sandbox/index.ts';

export const TODAY = '2026-11-23';
export const SEED = 7;

export const CREDENTIALS: Credentials = {
  username: 'LARKSPUR01',
  password: 'Meadow-4417-lantern',
  answers: {
    'What was the name of your first pet?': 'Biscuit',
    'In what city did your parents meet?': 'Ashgrove',
    'What is the make of your first car?': 'Wanderer',
  },
};

export interface TestSite {
  readonly portal: Northfield;
  readonly population: Population;
}

export async function startSite(
  population: Population = makePopulation({ seed: SEED, today: TODAY }),
): Promise<TestSite> {
  const portal = await startNorthfield({
    population,
    today: TODAY,
    seed: SEED,
    users: [{ ...CREDENTIALS, providerNpi: DEMO_PROVIDER_NPI }],
    now: () => new Date(`${TODAY}T12:00:00Z`),
  });
  return { portal, population };
}

export interface TestDesk extends SignInDesk {
  /** How often the password was about to be submitted. */
  readonly submits: () => number;
}

export function deskWith(credentials: Partial<Credentials> = {}): TestDesk {
  let submits = 0;
  return {
    ...NO_SECOND_FACTOR,
    credentials: async () => ({ ...CREDENTIALS, ...credentials }),
    beforeSubmit: async () => void (submits += 1),
    submits: () => submits,
  };
}

export const eligibilityInquiryOf = ({
  memberId,
  patient,
  serviceDate,
  providerNpi,
}: Appointment): EligibilityInquiry => ({
  kind: 'eligibility',
  member: { memberId, lastName: patient.lastName, firstName: patient.firstName, birthDate: patient.birthDate },
  serviceDate,
  providerNpi,
});

export const claimInquiryOf = (claim: Claim): ClaimStatusInquiry => ({
  kind: 'claim-status',
  member: {
    memberId: claim.memberId,
    lastName: claim.patient.lastName,
    firstName: claim.patient.firstName,
    birthDate: claim.patient.birthDate,
  },
  patientControlNumber: claim.patientControlNumber,
  payerClaimControlNumber: claim.payerClaimControlNumber,
  serviceFrom: claim.serviceFrom,
  serviceTo: claim.serviceTo,
  billedCents: claim.billedCents,
  providerNpi: claim.billingProvider.npi,
});

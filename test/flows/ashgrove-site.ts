/** The practice portal Ashgrove with an invented population, and what it takes to log on. */
import type { Credentials } from '../../domain/login.ts';
import type { Inquiry } from '../../domain/work-item.ts';
import type { SignInDesk } from '../../flows/portal.ts';
import { payerOfMember } from '../../sandbox/ashgrove/payers.ts';
import { DEMO_PROVIDER_NPI, makePopulation, type Population, startAshgrove } from '../../sandbox/index.ts';
import type { PracticePortal } from '../../sandbox/practice-portal.ts';
import { NO_SECOND_FACTOR } from './visits.ts';

export const TODAY = '2026-11-23';
export const SEED = 7;

export const CREDENTIALS: Credentials = { username: 'LKSPR77', password: 'Thistle-2209-kettle', answers: {} };

export interface TestSite {
  readonly portal: PracticePortal;
  readonly population: Population;
}

export async function startSite(
  population: Population = makePopulation({ seed: SEED, today: TODAY, appointments: 30, claims: 60 }),
  now: () => Date = () => new Date(`${TODAY}T12:00:00Z`),
): Promise<TestSite> {
  const portal = await startAshgrove({
    population,
    today: TODAY,
    seed: SEED,
    users: [{ ...CREDENTIALS, providerNpi: DEMO_PROVIDER_NPI }],
    now,
  });
  return { portal, population };
}

/** Our key of the payer that holds the member of an inquiry. */
export const payerOf = ({ member }: Inquiry): string => payerOfMember(member.memberId).key;

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

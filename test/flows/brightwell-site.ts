/** The practice portal Brightwell with an invented population, and what it takes to sign in. */
import type { Credentials } from '../../domain/login.ts';
import type { SignInDesk } from '../../flows/portal.ts';
import {
  type Brightwell,
  DEMO_PROVIDER_NPI,
  makePopulation,
  type Population,
  startBrightwell,
} from '../../sandbox/index.ts';
import { NO_SECOND_FACTOR } from './visits.ts';

export const TODAY = '2026-11-23';
export const SEED = 11;

export const CREDENTIALS: Credentials = {
  username: 'larkspur.billing',
  password: 'Harvest-5521-kettle',
  answers: {},
};

export interface TestSite {
  readonly portal: Brightwell;
  readonly population: Population;
}

export async function startSite(
  population: Population = makePopulation({ seed: SEED, today: TODAY, appointments: 40, claims: 110 }),
): Promise<TestSite> {
  const portal = await startBrightwell({
    population,
    today: TODAY,
    seed: SEED,
    users: [{ ...CREDENTIALS, providerNpi: DEMO_PROVIDER_NPI }],
    now: () => new Date(),
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

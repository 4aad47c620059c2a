/** The practice clearinghouse Harborlink with an invented population, and what it takes to sign in. */
import type { Credentials } from '../../domain/login.ts';
import type { Inquiry } from '../../domain/work-item.ts';
import type { SignInDesk } from '../../flows/portal.ts';
import { authenticatorCodes } from '../../sandbox/harborlink/authenticator.ts';
import { payerKeyOf } from '../../sandbox/harborlink/payers.ts';
import {
  type Harborlink,
  type HarborlinkOptions,
  makePopulation,
  type Population,
  startHarborlink,
} from '../../sandbox/index.ts';
import { NO_SECOND_FACTOR } from './visits.ts';

export const TODAY = '2026-11-23';
export const SEED = 7;
const NOON = `${TODAY}T17:00:00Z`;

export const CREDENTIALS = {
  username: 'larkspur.desk',
  password: 'Tin-kettle-0412',
  answers: {},
  totpSecret: 'JBSWY3DPEHPK3PXPJBSWY3DPEHPK3PXP',
  backupCodes: ['4417-2209', '8120-5563'],
} satisfies Credentials;

export interface TestSite {
  readonly portal: Harborlink;
  readonly population: Population;
  readonly clock: TestClock;
}

/** The portal's clock; a new code needs a new half minute. */
export interface TestClock {
  readonly now: () => Date;
  readonly set: (moment: string) => void;
  readonly pass: (ms: number) => void;
}

export function testClock(): TestClock {
  let ms = Date.parse(NOON);
  return { now: () => new Date(ms), set: (moment) => void (ms = Date.parse(moment)), pass: (by) => void (ms += by) };
}

export async function startSite(
  options: Partial<HarborlinkOptions> = {},
  clock: TestClock = testClock(),
): Promise<TestSite> {
  const population = options.population ?? makePopulation({ seed: SEED, today: TODAY, appointments: 30, claims: 60 });
  const portal = await startHarborlink({
    today: TODAY,
    seed: SEED,
    users: [CREDENTIALS],
    now: clock.now,
    ...options,
    population,
  });
  return { portal, population, clock };
}

/** Our key of the payer that holds the member of an inquiry. */
export const payerOf = ({ member }: Inquiry): string => payerKeyOf(member.memberId);

/** A code of the authenticator, half a minute after the last one. */
export const nextCode = (clock: TestClock, secret: string = CREDENTIALS.totpSecret): string => {
  clock.pass(60_000);
  return authenticatorCodes(secret, clock.now())[0]!.code;
};

export interface TestDesk extends SignInDesk {
  /** How often the password was about to be submitted. */
  readonly submits: () => number;
}

export function deskWith(clock: TestClock, credentials: Partial<Credentials> = {}): TestDesk {
  let submits = 0;
  const backupCodes = [...(credentials.backupCodes ?? CREDENTIALS.backupCodes)];
  return {
    ...NO_SECOND_FACTOR,
    credentials: async () => ({ ...CREDENTIALS, ...credentials }),
    beforeSubmit: async () => void (submits += 1),
    totp: async () => nextCode(clock),
    backupCode: async () => backupCodes.shift() ?? '',
    submits: () => submits,
  };
}

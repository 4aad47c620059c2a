/** The practice portal Stonebridge with an invented population, and a desk that reads its mailbox. */
import type { Credentials } from '../../domain/login.ts';
import type { MailedCode, SignInDesk } from '../../flows/portal.ts';
import {
  DEMO_PROVIDER_NPI,
  makePopulation,
  type Population,
  type PortalMail,
  startStonebridge,
  type Stonebridge,
  type StonebridgeOptions,
} from '../../sandbox/index.ts';
import { NO_SECOND_FACTOR } from './visits.ts';

export const TODAY = '2026-11-23';
export const SEED = 11;
export const CREDENTIALS: Credentials = { username: 'LARKMED1', password: 'Juniper-8823-ferry', answers: {} };
export const EMAIL = 'billing@larkspur.example';

export interface TestSite {
  readonly portal: Stonebridge;
  readonly population: Population;
  readonly mails: readonly PortalMail[];
  /** Moves the portal's clock. */
  readonly pass: (minutes: number) => void;
}

export async function startSite(
  options: Partial<StonebridgeOptions> = {},
  population: Population = makePopulation({ seed: SEED, today: TODAY, appointments: 60, claims: 120 }),
): Promise<TestSite> {
  const mails: PortalMail[] = [];
  let ms = Date.parse(`${TODAY}T12:00:00Z`);
  const portal = await startStonebridge({
    population,
    today: TODAY,
    seed: SEED,
    users: [{ ...CREDENTIALS, providerNpi: DEMO_PROVIDER_NPI, email: EMAIL }],
    now: () => new Date(ms),
    onMail: (mail) => void mails.push(mail),
    ...options,
  });
  return { portal, population, mails, pass: (minutes) => void (ms += minutes * 60_000) };
}

export interface TestDesk extends SignInDesk {
  /** How often the password was about to be submitted. */
  readonly submits: () => number;
  /** What the flow asked of the mailbox. */
  readonly asked: readonly Omit<MailedCode, 'request'>[];
}

export const codeIn = (mail: PortalMail | undefined): string => /\b\d{8}\b/.exec(mail?.text ?? '')?.[0] ?? '';

/** A desk that keeps the last code, as the runtime does, and asks for a new one when it has none or it was refused. */
export function deskAt(site: TestSite, credentials: Partial<Credentials> = {}, kept: string | null = null): TestDesk {
  let submits = 0;
  let code = kept;
  const asked: Omit<MailedCode, 'request'>[] = [];
  return {
    ...NO_SECOND_FACTOR,
    credentials: async () => ({ ...CREDENTIALS, ...credentials }),
    beforeSubmit: async () => void (submits += 1),
    mailedCode: async ({ request, ...mail }) => {
      asked.push(mail);
      if (code !== null && !mail.isRefused) return code;
      const before = site.mails.length;
      await request();
      while (site.mails.length === before) await new Promise((resolve) => setTimeout(resolve, 20));
      code = codeIn(site.mails.at(-1));
      return code;
    },
    submits: () => submits,
    asked,
  };
}

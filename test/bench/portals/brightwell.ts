/** Brightwell for the bench: eight logins, one session each; no second factor unless it is started otherwise. */
import { practiceUsers } from '../../../cli/practice-login.ts';
import type { Credentials } from '../../../domain/login.ts';
import { DEMO_PROVIDER_NPI, makePopulation, startBrightwell } from '../../../sandbox/index.ts';
import type { PortalUnderTest, StartedPortal } from './portal-under-test.ts';

const TODAY = '2026-11-23';

const start = async (seed: number, logins: readonly Credentials[], hasPasskeys = false): Promise<StartedPortal> => {
  const population = makePopulation({ seed, today: TODAY });
  const portal = await startBrightwell({
    population,
    today: TODAY,
    seed,
    users: logins.map((login) => ({ ...login, providerNpi: DEMO_PROVIDER_NPI })),
    now: () => new Date(),
    hasPasskeys,
  });
  return { portal, population, logins, providerNpi: DEMO_PROVIDER_NPI, payerOf: () => 'brightwell-health' };
};

const LOGINS: readonly Credentials[] = Array.from({ length: 8 }, (_, at) => ({
  username: `larkspur.desk${at + 1}`,
  password: `Harvest-552${at}-kettle`,
  answers: {},
}));

export const brightwellUnderTest: PortalUnderTest = {
  name: 'brightwell',
  start: (seed) => start(seed, LOGINS),
  startOtherwise: (seed) => start(seed, practiceUsers(2, DEMO_PROVIDER_NPI), true),
  outcomes: {
    maintenance: ['portal-maintenance'],
    down: ['portal-error'],
    errorOnce: ['portal-error', 'answered'],
    rateLimit: ['rate-limited'],
    unusualActivity: ['rate-limited'],
    captcha: ['captcha'],
    slowMs: ['answered'],
    neverAnswers: ['navigation-timeout'],
    // A member or claim that is not found is answered before anything is opened from the results.
    cutSessionBeforeDetail: ['session-expired', 'answered'],
    kicked: ['signed-in-elsewhere'],
    staleDetail: ['wrong-record', 'answered'],
    namesakes: ['answered'],
    otherDate: ['answered'],
    doubleSubmit: ['answered'],
    passwordExpired: ['password-expired'],
    termsPage: ['terms-to-accept'],
    whatsNew: ['answered'],
    lockedOut: ['login-locked'],
    'drift-labels': ['answered'],
    'drift-ids': ['answered'],
    'drift-columns': ['answered'],
    'drift-redesign': ['unknown-page'],
    'pdf-attachment': ['answered'],
    'pdf-attachment-new-window': ['answered'],
    'pdf-inline': ['answered'],
    'pdf-blob-download': ['answered'],
    'pdf-blob-window': ['answered'],
  },
};

/** Northfield for the bench: eight logins of one practice. */
import type { Credentials } from '../../../domain/login.ts';
import { DEMO_PROVIDER_NPI, makePopulation, startNorthfield } from '../../../sandbox/index.ts';
import type { PortalUnderTest } from './portal-under-test.ts';

const TODAY = '2026-11-23';
const LOGINS = 8;

export const northfieldUnderTest: PortalUnderTest = {
  name: 'northfield',
  start: async (seed) => {
    const population = makePopulation({ seed, today: TODAY });
    const logins: readonly Credentials[] = Array.from({ length: LOGINS }, (_, at) => ({
      username: `LARKSPUR${at + 1}`,
      password: `Meadow-44${at}7-lantern`,
      answers: {
        'What was the name of your first pet?': 'Biscuit',
        'In what city did your parents meet?': 'Ashgrove',
        'What is the make of your first car?': 'Wanderer',
      },
    }));
    const portal = await startNorthfield({
      population,
      today: TODAY,
      seed,
      users: logins.map((login) => ({ ...login, providerNpi: DEMO_PROVIDER_NPI })),
      now: () => new Date(),
    });
    return { portal, population, logins, providerNpi: DEMO_PROVIDER_NPI, payerOf: () => 'northfield-medicaid' };
  },
  outcomes: {
    maintenance: ['portal-maintenance'],
    down: ['portal-error'],
    errorOnce: ['portal-error', 'answered'],
    rateLimit: ['rate-limited'],
    unusualActivity: ['rate-limited'],
    captcha: ['captcha'],
    slowMs: ['answered'],
    neverAnswers: ['navigation-timeout', 'answered'],
    // Eligibility cuts where benefits are opened, which "Not Eligible" has none of; a claim that is not found has no detail.
    cutSessionBeforeDetail: ['session-expired', 'answered'],
    kicked: ['signed-in-elsewhere'],
    staleDetail: ['wrong-record', 'answered'],
    namesakes: ['answered', 'member-ambiguous'],
    otherDate: ['answered', 'wrong-record', 'claim-not-found'],
    doubleSubmit: ['answered'],
    passwordExpired: ['password-expired'],
    termsPage: ['terms-to-accept'],
    whatsNew: ['answered'],
    lockedOut: ['login-locked'],
    'drift-labels': ['answered'],
    'drift-ids': ['answered'],
    'drift-columns': ['answered'],
    'drift-redesign': ['unknown-page'],
  },
};

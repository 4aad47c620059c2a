/** Ashgrove for the bench: eight logins of one practice, two payers. */
import type { Credentials } from '../../../domain/login.ts';
import { payerOfMember } from '../../../sandbox/ashgrove/payers.ts';
import { DEMO_PROVIDER_NPI, makePopulation, startAshgrove } from '../../../sandbox/index.ts';
import type { PortalUnderTest } from './portal-under-test.ts';

const TODAY = '2026-11-23';
const LOGINS = 8;

export const ashgroveUnderTest: PortalUnderTest = {
  name: 'ashgrove',
  start: async (seed) => {
    const population = makePopulation({ seed, today: TODAY });
    const logins: readonly Credentials[] = Array.from({ length: LOGINS }, (_, at) => ({
      username: `LKSPR7${at}`,
      password: `Thistle-22${at}9-kettle`,
      answers: {},
    }));
    const portal = await startAshgrove({
      population,
      today: TODAY,
      seed,
      users: logins.map((login) => ({ ...login, providerNpi: DEMO_PROVIDER_NPI })),
      now: () => new Date(),
    });
    return {
      portal,
      population,
      logins,
      providerNpi: DEMO_PROVIDER_NPI,
      payerOf: ({ member }) => payerOfMember(member.memberId).key,
    };
  },
  outcomes: {
    maintenance: ['portal-maintenance'],
    down: ['portal-error'],
    errorOnce: ['portal-error', 'answered'],
    rateLimit: ['rate-limited'],
    unusualActivity: ['rate-limited'],
    captcha: ['captcha'],
    slowMs: ['answered'],
    neverAnswers: ['navigation-timeout'],
    // What is not found has no report to open: the answer is the same with the switch and without.
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
    'pdf-attachment': ['answered'],
    'pdf-attachment-new-window': ['answered'],
    'pdf-inline': ['answered'],
    'pdf-blob-download': ['answered'],
    'pdf-blob-window': ['answered'],
  },
};

/** Harborlink for the bench: eight logins with authenticators, three payers. Its clock moves on with each code. */
import type { Credentials } from '../../../domain/login.ts';
import { authenticatorCodes } from '../../../sandbox/harborlink/authenticator.ts';
import { DEMO_PROVIDER_NPI, makePopulation, startHarborlink } from '../../../sandbox/index.ts';
import type { PortalUnderTest } from './portal-under-test.ts';

const TODAY = '2026-11-23';
/** Seven in the morning of the portal: fifteen hours until it asks for codes again. */
const MORNING = Date.parse(`${TODAY}T12:00:00Z`);
const CODE_MS = 30_000;
const LOGINS = 8;

export const harborlinkUnderTest: PortalUnderTest = {
  name: 'harborlink',
  start: async (seed) => {
    const population = makePopulation({ seed, today: TODAY });
    const logins = Array.from({ length: LOGINS }, (_, at) => ({
      username: `larkspur.desk${at + 1}`,
      password: `Tin-kettle-${at}412`,
      answers: {},
      totpSecret: `JBSWY3DPEHPK3PXPJBSWY3DPEHPK3PX${'ABCDEFGH'[at]}`,
    })) satisfies Credentials[];
    const clock = { ms: MORNING };
    const now = (): Date => new Date(clock.ms);
    const portal = await startHarborlink({
      population,
      today: TODAY,
      seed,
      users: logins,
      now,
      idleTimeoutMs: Number.MAX_SAFE_INTEGER,
    });
    return {
      portal,
      population,
      logins,
      providerNpi: DEMO_PROVIDER_NPI,
      payerOf: ({ member }) => portal.payerOf(member.memberId),
      secondFactorsOf: ({ totpSecret = '' }) => ({
        totp: async () => {
          clock.ms += CODE_MS;
          return authenticatorCodes(totpSecret, now())[0]!.code;
        },
      }),
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
    // A patient or a claim that is not found is answered before anything is opened from the results.
    cutSessionBeforeDetail: ['session-expired', 'answered'],
    kicked: ['signed-in-elsewhere'],
    staleDetail: ['wrong-record', 'answered'],
    namesakes: ['answered', 'member-ambiguous'],
    otherDate: ['answered'],
    doubleSubmit: ['answered'],
    passwordExpired: ['password-expired'],
    termsPage: ['terms-to-accept'],
    whatsNew: ['answered'],
    lockedOut: ['login-locked'],
    'drift-labels': ['answered'],
    'drift-ids': ['answered'],
    'drift-columns': ['answered'],
    'drift-redesign': ['unknown-page', 'selector-missing'],
    'pdf-attachment': ['answered'],
    'pdf-attachment-new-window': ['answered'],
    'pdf-inline': ['answered'],
    'pdf-blob-download': ['answered'],
    'pdf-blob-window': ['answered'],
  },
};

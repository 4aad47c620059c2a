/** Stonebridge for the bench: eight logins, each with a mailbox that the portal fills at once. */
import type { Credentials } from '../../../domain/login.ts';
import type { MailedCode } from '../../../flows/portal.ts';
import { DEMO_PROVIDER_NPI, makePopulation, type PortalMail, startStonebridge } from '../../../sandbox/index.ts';
import type { PortalUnderTest } from './portal-under-test.ts';

const TODAY = '2026-11-23';
const LOGINS = 8;

const mailboxOf = ({ username }: Credentials): string => `${username.toLowerCase()}@larkspur.example`;

export const stonebridgeUnderTest: PortalUnderTest = {
  name: 'stonebridge',
  start: async (seed) => {
    const population = makePopulation({ seed, today: TODAY });
    const logins: readonly Credentials[] = Array.from({ length: LOGINS }, (_, at) => ({
      username: `LARKMED${at + 1}`,
      password: `Juniper-88${at}3-ferry`,
      answers: {},
    }));
    const mails = new Map<string, PortalMail>();
    const portal = await startStonebridge({
      population,
      today: TODAY,
      seed,
      users: logins.map((login) => ({ ...login, providerNpi: DEMO_PROVIDER_NPI, email: mailboxOf(login) })),
      now: () => new Date(),
      onMail: (mail) => void mails.set(mail.to, mail),
    });
    return {
      portal,
      population,
      logins,
      providerNpi: DEMO_PROVIDER_NPI,
      payerOf: () => 'stonebridge-medicare',
      secondFactorsOf: (login) => ({ mailedCode: (asked) => codeFor(asked, () => mails.get(mailboxOf(login))) }),
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
    // A beneficiary who is not covered, or not found, is answered before anything is opened from the results.
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
    'drift-redesign': ['unknown-page'],
    'pdf-attachment': ['answered'],
    'pdf-attachment-new-window': ['answered'],
    'pdf-inline': ['answered'],
    'pdf-blob-download': ['answered'],
    'pdf-blob-window': ['answered'],
  },
};

/** A code that still lies in the mailbox serves again, as the portal means it to. */
async function codeFor({ request, isRefused }: MailedCode, lastMail: () => PortalMail | undefined): Promise<string> {
  if (!lastMail() || isRefused) await request();
  return /\b\d{8}\b/.exec(lastMail()?.text ?? '')?.[0] ?? '';
}

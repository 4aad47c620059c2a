/** Sign-in: password, what stands before the work, and for which tax id this session works. */
import { ok, refused, type Answer, type Call, type SignedInCall } from './site.ts';
import type { Organization, Session, Stage } from './sessions.ts';

const TIN = '99-0000017';

export function signIn(call: Call): Answer {
  const { site, faults, text } = call;
  if (!text('username') || !text('password')) return refused(422, 'MISSING', 'Enter your username and password.');
  const account = site.accounts.find(text('username'));
  const verdict = site.accounts.submit(account, text('password'), faults.lockedOut);
  if (verdict === 'locked') return refused(423, 'LOCKED');
  if (verdict === 'wrong' || !account)
    return refused(401, 'BAD_CREDENTIALS', "We don't recognize that username and password combination.");
  const first: Stage[] = site.hasPasskeys && account.passkey ? ['passkey'] : [];
  const session = site.sessions.open(account.username, [...first, ...stagesFor(faults)]);
  site.counters.signIns += 1;
  site.counters.maxLiveSessions = Math.max(site.counters.maxLiveSessions, site.sessions.liveOf(account.username));
  return ok({ token: session.token, next: session.stages[0] ?? 'ready' });
}

function stagesFor({ passwordExpired, termsPage, whatsNew }: Call['faults']): Stage[] {
  const stages: Stage[] = [];
  if (passwordExpired) stages.push('password-expired');
  if (termsPage) stages.push('terms');
  if (whatsNew) stages.push('whats-new');
  return [...stages, 'organization'];
}

/** Goes on from news or terms; a password that has expired must be changed by hand. */
export function goOn({ session, text }: SignedInCall): Answer {
  const [stage] = session.stages;
  if (stage === 'password-expired') return refused(422, 'RULES', 'The new password does not meet the password rules.');
  if (stage === text('stage') && stage !== 'organization' && stage !== 'passkey')
    session.stages = session.stages.slice(1);
  return ok({ next: session.stages[0] ?? 'ready' });
}

/** The user's own organization stands between two that it may also act for, and which hold no claims of ours. */
export function organizationsOf({ site, session }: SignedInCall): readonly Organization[] {
  return [
    { name: 'Bramble Creek Dental', tin: '99-0000009', npi: '1902000017' },
    { name: 'Larkspur Family Practice', tin: TIN, npi: site.accounts.find(session.username)?.providerNpi ?? '' },
    { name: 'Larkspur Outreach Clinic', tin: '99-0000025', npi: '1902000025' },
  ];
}

export function chooseOrganization(call: SignedInCall): Answer {
  const { session, text } = call;
  if (session.stages[0] === 'passkey') return refused(403, 'STAGE');
  const chosen = organizationsOf(call).find(({ tin }) => tin === text('tin'));
  if (!chosen) return refused(422, 'MISSING', 'Select a tax ID to continue.');
  session.organization = chosen;
  session.stages = session.stages.filter((stage) => stage !== 'organization');
  return ok({ next: 'ready' });
}

/** Whether the session works for the organization that holds the population. */
export const isOwnOrganization = (session: Session): boolean => session.organization?.tin === TIN;

export function signOut({ site, session }: SignedInCall): Answer {
  site.sessions.end(session, 'signed-out');
  return ok({});
}

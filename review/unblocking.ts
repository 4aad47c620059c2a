/** What lets robots go on: a new secret for a login, straight from its item, or a time before which a portal is not asked. Each once. */
import { resumePortal } from '../adapters/portal-health.ts';
import { VaultError } from '../adapters/vault.ts';
import { postponeWork, sendBackStopped } from '../adapters/work-items.ts';
import { formatMoment } from '../domain/dates.ts';
import { actionsFor } from './actions.ts';
import { codesOf, decide, Refused, wake, type DecisionOutcome } from './decisions.ts';
import type { Desk, Person } from './desk.ts';

export interface NewSecret {
  readonly username?: string | undefined;
  readonly password?: string | undefined;
  readonly totpSecret?: string | undefined;
}

/** Seals the new secret and lets the login go on. The secret is in no answer, no log and no trail. */
export const fixLogin = (
  desk: Desk,
  person: Person,
  id: string,
  secret: NewSecret,
  note: string,
): Promise<DecisionOutcome> =>
  decide(desk, person, id, 'resolved', note || 'stored a new secret', async (tx, subject, now, { code }) => {
    const offers = actionsFor({ subject, code, work: null, candidates: 0 }, person);
    const isOfLogin = subject.about === 'login' || subject.about === 'login-date';
    if (!isOfLogin || !offers.includes('fix-login'))
      return { why: 'This item is not about a login whose secret you may change.' };
    const changes = Object.fromEntries(Object.entries(secret).filter(([, value]) => value !== undefined));
    const logins = desk.logins(tx);
    await logins.renew(subject.loginId, changes, now).catch((error: unknown) => {
      if (error instanceof VaultError)
        throw new Refused('What is stored of this login does not open with this master key; add the login anew.');
      throw error;
    });
    // A date that comes has stopped nothing.
    if (subject.about === 'login-date') return { sentBack: 0, trail: { given: Object.keys(changes) } };
    await logins.resume(subject.loginId);
    const sentBack = await sendBackStopped(tx, { loginId: subject.loginId }, codesOf('login'), now);
    return { sentBack, trail: { resumed: `login:${subject.loginId}`, given: Object.keys(changes) } };
  });

const LONGEST_DAYS = 14;
const DAY_MS = 86_400_000;

/** The portal is away: nothing that stopped on it is asked before the time. */
export async function acknowledge(
  desk: Desk,
  person: Person,
  id: string,
  until: Date,
  note: string,
): Promise<DecisionOutcome> {
  let moved: readonly { id: string; loginId: string }[] = [];
  const outcome = await decide(desk, person, id, 'resolved', note || 'waits', async (tx, subject, now, { code }) => {
    if (until <= now) return { why: 'The time lies in the past; give a later one.' };
    if (until.getTime() - now.getTime() > LONGEST_DAYS * DAY_MS)
      return { why: `Nothing waits longer than ${LONGEST_DAYS} days unasked; give an earlier time.` };
    if (subject.about === 'portal') {
      await resumePortal(tx, subject.portal, 'person', now);
      const codes = [...codesOf('drift'), ...codesOf('system'), ...codesOf('wait')];
      moved = await postponeWork(tx, { portal: subject.portal }, codes, until);
    } else if (subject.about === 'work-item') {
      const { rows } = await tx.query<{ kind: string; state: string }>(
        'select kind, state from work_item where id = $1',
        [subject.workItemId],
      );
      if (!actionsFor({ subject, code, work: rows[0] ?? null, candidates: 0 }, person).includes('acknowledge'))
        return { why: 'This item does not wait for a portal; load it again and take what it offers.' };
      moved = await postponeWork(tx, { workItemId: subject.workItemId }, [code], until);
    } else return { why: 'This item does not wait for a portal.' };
    if (moved.length === 0 && subject.about === 'work-item')
      return { why: 'A robot has taken this up again; load the item again.' };
    const what = moved.length === 1 ? '1 inquiry waits' : `${moved.length} inquiries wait`;
    const trail = { until: until.toISOString(), waiting: moved.length };
    return { sentBack: 0, trail, posted: `${what} until ${formatMoment(until, desk.timeZone)}.` };
  });
  if (outcome.outcome === 'decided' && moved.length > 0) {
    // Their jobs stand for the old time: without them the reconciler makes new ones.
    void desk
      .unqueue(moved)
      .catch(() => undefined)
      .then(() => wake(desk));
  }
  return outcome;
}

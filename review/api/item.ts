/** One review item with all a person needs to decide it. */
import type { Query } from '../../adapters/query.ts';
import { VaultError } from '../../adapters/vault.ts';
import { dayIn } from '../../domain/dates.ts';
import { policyOf } from '../../domain/exceptions.ts';
import { inquirySchema, type Inquiry } from '../../domain/work-item.ts';
import type { Item } from './schema.ts';
import { ACTION_TEXTS, actionsFor } from '../actions.ts';
import type { Desk, Person } from '../desk.ts';
import { codesOf } from '../decisions.ts';
import { CODE_WHAT_TO_DO, EXCEPTION_TEXTS, SELECTORS_WHAT_TO_DO, STOPPED_WHAT_TO_DO } from '../exception-texts.ts';
import { proposalsOf } from '../selectors.ts';
import { asRow, ROWS, type StoredRow } from './inbox.ts';
import { readFields } from '../read-fields.ts';
import { remittanceTextOf } from '../remittance-texts.ts';
import { readSubject, type Subject } from '../subject.ts';

interface Links {
  workItemId: string | null;
  evidenceId: string | null;
  loginId: string | null;
}

/** @returns null when there is no such item. */
export async function findItem(desk: Desk, person: Person, id: string, now: Date): Promise<Item | null> {
  const { rows } = await desk.db.query<StoredRow>(`${ROWS} where r.id = $1`, [id]);
  const links = await linksOf(desk.db, id);
  const row = rows[0];
  if (!row || !links) return null;
  const subject = readSubject(row.subject);
  const isOfLogin = subject.about === 'login' || subject.about === 'login-date' || subject.about === 'code';
  const workItem = isOfLogin || !links.workItemId ? null : await workItemOf(desk.db, links.workItemId);
  const stored = workItem ? await resultOf(desk.db, workItem.id) : null;
  const loginId = subject.about === 'login' ? subject.loginId : links.loginId;
  const login = loginId ? await loginOf(desk.db, loginId) : null;
  const evidence = links.evidenceId ? await evidenceOf(desk, links.evidenceId, stored) : null;
  const asked = row.resolution === null ? workItem : null;
  const facts = { subject, code: row.code, work: asked && { kind: asked.inquiry.kind, state: asked.state } };
  const kinds =
    row.resolution === null ? actionsFor({ ...facts, candidates: evidence?.candidates.length ?? 0 }, person) : [];
  return {
    ...asRow(row, person, now),
    at: now.toISOString(),
    today: dayIn(now, desk.timeZone),
    whatToDo: whatToDo(subject, row.code),
    resolveMeans: resolveMeans(subject, login),
    warning: subject.about === 'login' && login?.isSpent ? SPENT : null,
    canSendBack: subject.about === 'work-item' && workItem !== null && ['review', 'failed'].includes(workItem.state),
    actions: kinds.map((kind) => ({ kind, ...ACTION_TEXTS[kind] })),
    inquiry: workItem?.inquiry ?? null,
    workItem: workItem && { ...workItem, askedAt: workItem.askedAt.toISOString() },
    login,
    result: stored,
    proposals: subject.about === 'selectors' ? await proposalsOf(desk.db, subject) : [],
    evidence,
    history: await historyOf(desk.db, row.subject),
  };
}

/** @returns the screenshot of an item, or null when there is none. */
export async function findScreenshot(desk: Desk, id: string): Promise<{ mediaType: string; image: Buffer } | null> {
  const links = await linksOf(desk.db, id);
  const kept = links?.evidenceId ? await desk.evidence.open(links.evidenceId) : null;
  return kept?.image && kept.mediaType ? { mediaType: kept.mediaType, image: kept.image } : null;
}

async function linksOf(db: Query, id: string): Promise<Links | null> {
  const { rows } = await db.query<Links>(
    'select work_item_id as "workItemId", evidence_id as "evidenceId", login_id as "loginId" from review_item where id = $1',
    [id],
  );
  return rows[0] ?? null;
}

async function workItemOf(db: Query, id: string) {
  const { rows } = await db.query<{ id: string; state: string; attempt: number; askedAt: Date; inquiry: Inquiry }>(
    'select id, state, attempt, asked_at as "askedAt", inquiry from work_item where id = $1',
    [id],
  );
  const row = rows[0];
  return row ? { ...row, inquiry: inquirySchema.parse(row.inquiry) } : null;
}

async function resultOf(db: Query, workItemId: string): Promise<unknown> {
  const { rows } = await db.query<{ result: unknown }>('select result from result where work_item_id = $1', [
    workItemId,
  ]);
  return rows[0]?.result ?? null;
}

interface StoppedLogin {
  id: string;
  label: string;
  pausedCode: string | null;
  waiting: number;
  isSpent: boolean;
}

async function loginOf(db: Query, id: string): Promise<StoppedLogin | null> {
  const { rows } = await db.query<StoppedLogin>(
    `select id, label, paused_code as "pausedCode", rejected_submits >= submit_budget as "isSpent",
       (select count(*)::int from work_item w where w.login_id = login.id
          and (w.state in ('queued', 'running', 'waiting') or (w.state = 'review' and w.code = any($2::text[])))) as waiting
     from login where id = $1`,
    [id, codesOf('login')],
  );
  return rows[0] ?? null;
}

const SPENT =
  'The stored password was rejected as often as is safe, and no new one has been stored since. Store one first: without it the robots will not sign in, and this item comes back.';

function whatToDo(subject: Subject, code: StoredRow['code']): string {
  if (subject.about === 'code') return CODE_WHAT_TO_DO;
  if (subject.about === 'selectors') return SELECTORS_WHAT_TO_DO;
  if (subject.about === 'portal' && policyOf(code).family === 'system') return STOPPED_WHAT_TO_DO;
  return (subject.about === 'remittance' ? remittanceTextOf(code) : EXCEPTION_TEXTS[code]).whatToDo;
}

function resolveMeans(subject: Subject, login: StoppedLogin | null): string {
  switch (subject.about) {
    case 'remittance':
      return 'Closes this item with your note. Nothing is posted by it: what is held stays held, and its money unapplied.';
    case 'code':
      return 'Says that nobody has the code now: the page closes, and the robot asks again later.';
    case 'work-item':
      return 'Closes this item with your note. The inquiry stays unanswered and is not asked again.';
    case 'login-date':
      return 'Closes this item with your note: this date is not told again. Nothing was stopped by it.';
    case 'login': {
      const waiting = login?.waiting ?? 0;
      return `Resumes the login ${login?.label ?? ''} and asks its ${waiting} waiting ${waiting === 1 ? 'inquiry' : 'inquiries'}.`;
    }
    case 'selectors':
      return 'Approved: robots on every host use it at once, and the answers are stored. Rejected: it is never proposed again, and the inquiries are asked again.';
    case 'portal':
      return `Resumes the portal ${subject.portal} and asks again everything that stopped on its pages.`;
  }
}

async function evidenceOf(desk: Desk, id: string, stored: unknown): Promise<Item['evidence']> {
  // An item must open even when its evidence does not: with another master key, say.
  const kept = await desk.evidence.open(id).catch((error: unknown) => {
    if (error instanceof VaultError) return 'sealed' as const;
    throw error;
  });
  if (kept === 'sealed' || !kept) return null;
  const { trail, image, takenAt } = kept;
  return {
    id,
    takenAt: takenAt.toISOString(),
    hasImage: image !== null,
    fields: trail ? readFields(trail.fields, trail.values ?? stored) : [],
    steps: trail ? [...trail.steps] : [],
    candidates: trail?.candidates ? [...trail.candidates] : [],
    seen: trail?.seen ?? null,
  };
}

const SAID: Record<string, string> = {
  assigned: 'gave it out',
  forwarded: 'passed it on',
  escalated: 'put it before a supervisor',
  postponed: 'put it off',
  'brought-back': 'brought it back',
  labelled: 'labelled it',
  noted: 'wrote a note',
  undone: 'undid what was done to many',
  claimed: 'claimed it',
  released: 'gave it back',
  resolved: 'resolved it',
  'sent-back': 'sent it back',
  proposed: 'decided it, for a second person to approve',
  'proposal-approved': 'approved it as the second person',
  'proposal-rejected': 'gave it back',
  'proposal-withdrawn': 'withdrew the decision',
  'posting-taken-back': 'took the posting back',
  reopened: 'opened it again',
};

/** Everything that happened to this subject, in this item and those before it; newest first. */
async function historyOf(db: Query, subject: string): Promise<Item['history']> {
  const opened = await db.query<{ at: Date; code: StoredRow['code'] }>(
    'select opened_at as at, code from review_item where subject = $1 order by opened_at desc limit 20',
    [subject],
  );
  const done = await db.query<{
    at: Date;
    who: string | null;
    action: string;
    note: string | null;
    corrected: string[] | null;
  }>(
    `select a.at, coalesce(p.name, 'token ' || k.name) as who, a.action, r.resolution_note as note, a.detail -> 'corrected' as corrected
     from review_item r join audit a on a.subject = 'review-item:' || r.id
       left join reviewer p on 'reviewer:' || p.id = a.actor left join api_token k on a.actor = 'token:' || k.id
     where r.subject = $1 and a.action = any($2::text[]) order by a.id desc limit 50`,
    [subject, Object.keys(SAID)],
  );
  return [
    ...done.rows.map((row) => ({ at: row.at, who: row.who ?? 'someone', what: said(row) })),
    ...opened.rows.map((row) => ({ at: row.at, who: 'robot', what: `stopped: ${EXCEPTION_TEXTS[row.code].title}` })),
  ]
    .toSorted((a, b) => b.at.getTime() - a.at.getTime())
    .map((entry) => ({ ...entry, at: entry.at.toISOString() }));
}

function said(row: { action: string; note: string | null; corrected: string[] | null }): string {
  const isDecision = row.action === 'resolved' || row.action === 'sent-back';
  const corrected = row.corrected?.length ? `, corrected: ${row.corrected.map(spaced).join(', ')}` : '';
  return `${SAID[row.action]}${corrected}${isDecision && row.note ? `: “${row.note}”` : ''}`;
}

const spaced = (name: string): string =>
  name
    .replace(/([a-z])([A-Z])/g, '$1 $2')
    .toLowerCase()
    .replace(/\bid\b/, 'ID');

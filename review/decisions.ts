/** What a person decides about a review item: once, by one person, with its effects in one transaction, leaving a trail. */
import { approvalsOf } from '../adapters/approvals.ts';
import { resumePortal } from '../adapters/portal-health.ts';
import type { Query } from '../adapters/query.ts';
import { sendBack as sendBackWork, sendBackStopped } from '../adapters/work-items.ts';
import { dayIn } from '../domain/dates.ts';
import { POLICIES, type ExceptionCode, type Policy } from '../domain/exceptions.ts';
import { inquirySchema, type Inquiry } from '../domain/work-item.ts';
import { noteAudit } from './audit.ts';
import { holderOf } from './claims.ts';
import { changedFields, faultOf, tidy } from './correction.ts';
import { declineCode } from './codes.ts';
import type { Desk, Person } from './desk.ts';
import { sealChange } from './sealed-change.ts';
import { readSubject, type Subject } from './subject.ts';

export type Resolution = 'resolved' | 'sent-back';

export type DecisionOutcome =
  /** `sentBack`: work items that will be asked again. */
  | {
      readonly outcome: 'decided';
      readonly sentBack: number;
      /** What was posted to the ledger, in words; null when nothing was to be posted. */
      readonly posted: string | null;
    }
  | {
      readonly outcome: 'already';
      readonly resolution: Resolution;
      readonly by: string;
      readonly isMine: boolean;
      readonly at: string;
    }
  /** Nothing is done until another person has approved it. */
  | { readonly outcome: 'proposed'; readonly isNew: boolean; readonly message: string }
  | { readonly outcome: 'held'; readonly by: string; readonly until: string }
  | { readonly outcome: 'refused'; readonly why: string }
  | { readonly outcome: 'not-found' };

export interface OpenItem {
  id: string;
  code: ExceptionCode;
  evidenceId: string | null;
  subject: string;
  documentId: string | null;
  paymentId: string | null;
  resolution: Resolution | null;
  resolvedBy: string | null;
  resolvedAt: Date | null;
  resolvedName: string | null;
  claimedBy: string | null;
  claimedAt: Date | null;
  claimedName: string | null;
}

export type Effect =
  | { readonly sentBack: number; readonly trail: Record<string, unknown>; readonly posted?: string }
  /** What it would do waits for a second person; nothing else was written. */
  | { readonly proposed: string; readonly trail: Record<string, unknown> }
  | { readonly why: string };

/**
 * A person has dealt with it. An inquiry's item is closed and stays unanswered; a login's or a portal's item
 * resumes what was paused and asks again what had stopped on it.
 */
export const resolveItem = (desk: Desk, person: Person, id: string, note: string): Promise<DecisionOutcome> =>
  decide(desk, person, id, 'resolved', note, (tx, subject, now) => unblock(desk, tx, subject, now));

/** Asks one inquiry again, corrected or as it was. */
export const sendItemBack = (
  desk: Desk,
  person: Person,
  id: string,
  correction: Inquiry | null,
  note: string,
): Promise<DecisionOutcome> =>
  decide(desk, person, id, 'sent-back', note, async (tx, subject, now) => {
    if (subject.about === 'remittance')
      return { why: 'A remittance is decided where it is shown: open it, or resolve this item with a note.' };
    if (subject.about !== 'work-item') {
      return {
        why: 'This item is about a whole login or portal; resolve it instead, and its stopped work is asked again.',
      };
    }
    const asked = await inquiryOf(tx, subject.workItemId);
    if (!asked) return { why: 'The inquiry of this item is no longer stored; resolve the item with a note.' };
    const inquiry = correction && tidy(correction);
    const why = inquiry && faultOf(inquiry, asked, dayIn(now, desk.timeZone));
    if (why) return { why };
    if (!(await sendBackWork(tx, subject.workItemId, inquiry, now))) {
      return { why: 'This inquiry is already being asked again; resolve the item with a note.' };
    }
    if (!inquiry) return { sentBack: 1, trail: { corrected: [] } };
    const sealed = sealChange(desk, `review-item:${id}`, { before: asked, after: inquiry });
    return { sentBack: 1, trail: { corrected: changedFields(asked, inquiry), sealed } };
  });

/** Thrown to undo what an effect has written before it was refused. */
export class Refused extends Error {
  override readonly name = 'Refused';
}

/** Decides an item once: its effect, its resolution and its trail in one transaction. A refused effect undoes all. */
export async function decide(
  desk: Desk,
  person: Person,
  id: string,
  resolution: Resolution,
  note: string,
  effectOf: (tx: Query, subject: Subject, now: Date, item: OpenItem) => Promise<Effect>,
): Promise<DecisionOutcome> {
  const now = desk.clock.now();
  const decideIn = async (tx: Query) => {
    const item = await lockItem(tx, id);
    if (!item) return { outcome: 'not-found' as const };
    const refusal = refusalOf(item, person, now) ?? (await proposalOf(tx, id, person));
    if (refusal) return refusal;
    const effect = await effectOf(tx, readSubject(item.subject), now, item);
    if ('why' in effect) throw new Refused(effect.why);
    if ('proposed' in effect) {
      await tx.query('update review_item set claimed_by = null, claimed_at = null where id = $1', [id]);
      await noteAudit(tx, person, 'proposed', `review-item:${id}`, now, effect.trail);
      return { outcome: 'proposed' as const, isNew: true, message: effect.proposed };
    }
    await closeItem(desk, tx, item, { resolution, note, by: person, now });
    const trail = { ...effect.trail, sentBack: effect.sentBack };
    await noteAudit(tx, person, resolution, `review-item:${id}`, now, trail);
    return { outcome: 'decided' as const, sentBack: effect.sentBack, posted: effect.posted ?? null };
  };
  const decided = await withRefusal(desk, async (tx) => {
    const outcome = await decideIn(tx);
    if (isDone(outcome, resolution)) await desk.goOn?.(tx);
    return outcome;
  });
  if (decided.outcome === 'decided') wake(desk);
  return decided;
}

/** Whether the person has decided the item so, now or before. @param wanted the decision that was asked for. */
export const isDone = (outcome: Pick<DecisionOutcome, 'outcome'> | Already, wanted: Resolution): boolean =>
  'isMine' in outcome
    ? outcome.isMine && outcome.resolution === wanted
    : outcome.outcome === 'decided' || outcome.outcome === 'proposed';

type Already = Extract<DecisionOutcome, { outcome: 'already' }>;

/** Nobody waits for the queue: what was written stands, and should it not answer, the next round of the reconciler finds the rows. */
export const wake = (desk: Desk): void => void desk.wake().catch(() => undefined);

/** Ends an item in the transaction that does what was decided. */
export async function closeItem(
  desk: Desk,
  tx: Query,
  item: OpenItem,
  end: { readonly resolution: Resolution; readonly note: string; readonly by: Person; readonly now: Date },
): Promise<void> {
  await tx.query(
    `update review_item set resolution = $2, resolution_note = nullif($3, ''), resolved_by = $4, resolved_at = $5,
       claimed_by = null, claimed_at = null where id = $1`,
    [item.id, end.resolution, end.note, end.by.id, end.now],
  );
  if (item.documentId && item.paymentId) await desk.posting.settle(tx, item.documentId, end.now);
}

/** What was proposed waits: nobody decides beside it. */
async function proposalOf(
  tx: Query,
  itemId: string,
  person: Person,
): Promise<Extract<DecisionOutcome, { outcome: 'proposed' | 'refused' }> | null> {
  const waiting = (await approvalsOf(tx, itemId)).find(({ state }) => state === 'proposed');
  if (!waiting) return null;
  if (waiting.proposedBy !== person.id)
    return {
      outcome: 'refused',
      why: `${waiting.proposedName} has decided this item, and it waits for a second person: approve or reject it first.`,
    };
  return { outcome: 'proposed', isNew: false, message: 'You have decided this item; it waits for a second person.' };
}

/** All or nothing: what an effect wrote before it refused is undone. */
export async function withRefusal<T>(
  desk: Desk,
  body: (tx: Query) => Promise<T>,
): Promise<T | { readonly outcome: 'refused'; readonly why: string }> {
  try {
    return await desk.db.transaction(body);
  } catch (error) {
    if (error instanceof Refused) return { outcome: 'refused', why: error.message };
    throw error;
  }
}

export async function lockItem(tx: Query, id: string): Promise<OpenItem | null> {
  const { rows } = await tx.query<OpenItem>(
    `select r.id, r.code, r.evidence_id as "evidenceId", r.subject, r.document_id as "documentId", r.payment_id as "paymentId", r.resolution, r.resolved_by as "resolvedBy", r.resolved_at as "resolvedAt",
       r.claimed_by as "claimedBy", r.claimed_at as "claimedAt",
       (select name from reviewer where id = r.resolved_by) as "resolvedName",
       (select name from reviewer where id = r.claimed_by) as "claimedName"
     from review_item r where r.id = $1 for update of r`,
    [id],
  );
  return rows[0] ?? null;
}

export function refusalOf(
  item: OpenItem,
  person: Person,
  now: Date,
): Extract<DecisionOutcome, { outcome: 'already' | 'held' }> | null {
  if (item.resolution && item.resolvedAt) {
    const by = item.resolvedName ?? 'someone';
    const isMine = item.resolvedBy === person.id;
    return { outcome: 'already', resolution: item.resolution, by, isMine, at: item.resolvedAt.toISOString() };
  }
  const holder = holderOf(item, person, now);
  return holder && !holder.isMine ? { outcome: 'held', by: holder.by, until: holder.until } : null;
}

async function inquiryOf(tx: Query, workItemId: string): Promise<Inquiry | null> {
  const { rows } = await tx.query<{ inquiry: unknown }>('select inquiry from work_item where id = $1', [workItemId]);
  return rows[0] ? inquirySchema.parse(rows[0].inquiry) : null;
}

/** Resumes the login or portal that the item stopped, and sends back the work that stopped with it. */
async function unblock(desk: Desk, tx: Query, subject: Subject, now: Date): Promise<Effect> {
  switch (subject.about) {
    case 'work-item':
    case 'remittance':
    case 'login-date':
      return { sentBack: 0, trail: {} };
    case 'code': {
      await declineCode(tx, subject.requestId, now);
      return { sentBack: 0, trail: {} };
    }
    case 'selectors':
      return { why: 'This item proposes selectors: approve or reject each of them, then its answers are freed.' };
    case 'login': {
      await desk.logins(tx).resume(subject.loginId);
      const sentBack = await sendBackStopped(tx, { loginId: subject.loginId }, codesOf('login'), now);
      return { sentBack, trail: { resumed: `login:${subject.loginId}` } };
    }
    case 'portal': {
      const { portal } = subject;
      await resumePortal(tx, portal, 'person', now);
      const sentBack = await sendBackStopped(tx, { portal }, codesOf('drift'), now);
      return { sentBack, trail: { resumed: `portal:${portal}` } };
    }
  }
}

/** The codes of one family of exceptions. */
export const codesOf = (family: Policy['family']): string[] =>
  Object.entries<Policy>(POLICIES)
    .filter(([, policy]) => policy.family === family)
    .map(([code]) => code);

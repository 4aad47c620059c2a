/** Opening again what was decided: the decision stays as it was, a new item goes on with the same subject. Each once. */
import type { Query } from '../adapters/query.ts';
import { noteAudit } from './audit.ts';
import { lockItem, Refused, withRefusal, type OpenItem } from './decisions.ts';
import type { Desk, Person } from './desk.ts';
import { openReviewItem, type NewReviewItem } from './items.ts';
import { withdrawAnswer } from './person-answer.ts';
import { readSubject } from './subject.ts';

export type ReopenOutcome =
  /** `itemId`: where it goes on. */
  | { readonly outcome: 'reopened'; readonly itemId: string; readonly message: string }
  | { readonly outcome: 'already'; readonly itemId: string; readonly by: string }
  | { readonly outcome: 'refused'; readonly why: string }
  | { readonly outcome: 'not-found' };

/** Takes back what the item has posted, by reversing entries; its claims wait again. */
export const reverseItem = (desk: Desk, person: Person, id: string, reason: string): Promise<ReopenOutcome> =>
  again(desk, person, id, reason, async (tx, item, now) => {
    const subject = readSubject(item.subject);
    if (subject.about !== 'remittance') throw new Refused('This item posted nothing; open it again instead.');
    const taken = await desk.posting.reverse(tx, subject, { itemId: id, reason }, person);
    if ('why' in taken) throw new Refused(taken.why);
    await noteAudit(tx, person, 'posting-taken-back', `review-item:${id}`, now, taken.trail);
    const { rows } = await tx.query<{ id: string }>(
      'select id from review_item where subject = $1 and resolution is null',
      [taken.subjects[0] ?? ''],
    );
    return { itemId: rows[0]?.id ?? id, message: taken.message };
  });

/** Lets an item that was decided without posting wait for a person again. An answer that a person typed is withdrawn. */
export const reopenItem = (desk: Desk, person: Person, id: string, reason: string): Promise<ReopenOutcome> =>
  again(desk, person, id, reason, async (tx, item, now) => {
    await refuseWhatMovedOn(tx, item);
    const subject = readSubject(item.subject);
    if (subject.about === 'work-item') await withdrawAnswer(tx, subject.workItemId, person, now);
    const itemId = await openAgain(tx, id, now);
    if (!itemId) throw new Refused('The same is open already under another item; decide it there.');
    if (item.documentId) await desk.posting.settle(tx, item.documentId, now);
    return { itemId, message: 'Open again: it waits for a person as before.' };
  });

/** @returns the new item, or null when another is open for the same. */
async function openAgain(tx: Query, id: string, now: Date): Promise<string | null> {
  const { rows } = await tx.query<NewReviewItem & { documentId: string | null; paymentId: string | null }>(
    `select code, portal, subject, work_item_id as "workItemId", login_id as "loginId", message, evidence_id as "evidenceId",
       document_id as "documentId", payment_id as "paymentId" from review_item where id = $1`,
    [id],
  );
  const old = rows[0];
  if (!old) return null;
  const { documentId, paymentId, ...item } = old;
  const fresh = { ...item, ...(documentId && { documentId }), ...(paymentId && { paymentId }) };
  const opened = await openReviewItem(tx, fresh, now);
  return opened.isNew ? opened.id : null;
}

async function again(
  desk: Desk,
  person: Person,
  id: string,
  reason: string,
  effect: (tx: Query, item: OpenItem, now: Date) => Promise<{ itemId: string; message: string }>,
): Promise<ReopenOutcome> {
  const now = desk.clock.now();
  return withRefusal(desk, async (tx): Promise<ReopenOutcome> => {
    const item = await lockItem(tx, id);
    if (!item) return { outcome: 'not-found' };
    const before = await reopeningOf(tx, id);
    if (before) return { outcome: 'already', ...before };
    if (!item.resolution) throw new Refused('This item is open; there is nothing to open again.');
    const done = await effect(tx, item, now);
    await tx.query(
      'insert into reopening (item_id, new_item_id, reason, reopened_by, reopened_at) values ($1, $2, $3, $4, $5)',
      [id, done.itemId, reason, person.id, now],
    );
    await noteAudit(tx, person, 'reopened', `review-item:${id}`, now, { as: done.itemId });
    return { outcome: 'reopened', ...done };
  });
}

/** @returns where a decided item goes on, or null. */
export async function reopeningOf(db: Query, id: string): Promise<{ itemId: string; by: string } | null> {
  const { rows } = await db.query<{ itemId: string; by: string }>(
    `select o.new_item_id as "itemId", p.name as by from reopening o join reviewer p on p.id = o.reopened_by where o.item_id = $1`,
    [id],
  );
  return rows[0] ?? null;
}

/** What a robot has taken up since, or what was posted, is not opened again by opening its item. */
async function refuseWhatMovedOn(tx: Query, { subject: text, documentId }: OpenItem): Promise<void> {
  const subject = readSubject(text);
  if (subject.about === 'code')
    throw new Refused('The page that waited for this code is gone; a new code is asked for.');
  if (subject.about === 'selectors')
    throw new Refused('What was decided about a selector holds; look at the portal’s selectors to change it.');
  if (subject.about === 'work-item') {
    const { rows } = await tx.query<{ state: string; isTyped: boolean }>(
      `select state, exists (select 1 from person_answer a where a.work_item_id = w.id and a.withdrawn_at is null) as "isTyped"
       from work_item w where id = $1 for update`,
      [subject.workItemId],
    );
    const work = rows[0];
    if (work && ['queued', 'running', 'waiting'].includes(work.state))
      throw new Refused('A robot asks this again now; if it stops, a new item opens by itself.');
    if (work?.state === 'done' && !work.isTyped)
      throw new Refused('The portal has answered this since; ask a new inquiry if the answer is in doubt.');
  }
  if (subject.about === 'remittance') {
    const { rows } = await tx.query(
      `select 1 from payment_claim where id::text = $1 and state = 'released' union all
       select 1 from payment where id::text = $1 and $2 = 'payment' and state in ('posted', 'part')`,
      [subject.id, subject.part],
    );
    if (rows.length > 0) throw new Refused('This item has posted: take the posting back, and it waits again.');
    if (await isSetAside(tx, documentId))
      throw new Refused('Its pages were arranged anew since; what waits now is in the documents made of them.');
  }
}

async function isSetAside(tx: Query, documentId: string | null): Promise<boolean> {
  const { rows } = await tx.query(`select 1 from remittance_document where id = $1 and state = 'arranged'`, [
    documentId,
  ]);
  return rows.length > 0;
}

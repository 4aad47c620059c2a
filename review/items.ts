/** Review items: exceptions that wait for a person. What people decide about them is in `decisions.ts`. */
import { randomUUID } from 'node:crypto';
import type { Query } from '../adapters/query.ts';
import type { ExceptionCode } from '../domain/exceptions.ts';
import { shareOut } from './sharing.ts';
import { weigh } from './weighing.ts';

export interface NewReviewItem {
  readonly code: ExceptionCode;
  readonly portal: string | null;
  /**
   * One open item per subject: `work-item:<id>`, `login:<id>`, `login:<id>:<what>:<date>`, `code:<id>`, `page:<portal>/<page>`,
   * `selectors:<portal>/<page>`, `portal:<portal>`, `document:<id>`, `payment:<id>`, `payment-claim:<id>`.
   */
  readonly subject: string;
  readonly workItemId: string | null;
  readonly loginId: string | null;
  /** For a person; no patient data, no secret. */
  readonly message: string;
  readonly evidenceId: string | null;
  /** Of a remittance: its pages are the evidence. */
  readonly documentId?: string;
  readonly paymentId?: string;
}

/**
 * Opens a review item, or counts one more meeting on the item that is already open for the subject.
 * @param tx the transaction in which the work item's own state is written.
 */
export async function openReviewItem(
  tx: Query,
  item: NewReviewItem,
  now: Date,
): Promise<{ id: string; isNew: boolean }> {
  const [row] = await open(tx, [item], now);
  if (!row) throw new Error('The database returned no review item; check that its migrations have run.');
  return row;
}

/**
 * Opens many at once: one for each subject, none of which has an open item yet.
 * @param tx the transaction that makes what they are about.
 */
export async function openReviewItems(tx: Query, items: readonly NewReviewItem[], now: Date): Promise<void> {
  if (items.length > 0) await open(tx, items, now);
}

async function open(tx: Query, items: readonly NewReviewItem[], now: Date): Promise<{ id: string; isNew: boolean }[]> {
  const rows = items.map((item) => ({
    id: randomUUID(),
    code: item.code,
    portal: item.portal,
    subject: item.subject,
    work_item_id: item.workItemId,
    login_id: item.loginId,
    message: item.message,
    evidence_id: item.evidenceId,
    document_id: item.documentId ?? null,
    payment_id: item.paymentId ?? null,
  }));
  const weighed = await weigh(tx, rows, now);
  const opened = await tx.query<{ id: string; isNew: boolean }>(
    `insert into review_item (id, code, portal, subject, work_item_id, login_id, message, evidence_id, document_id, payment_id,
       opened_at, touched_at, kind, payer, amount_cents, words, due_on, due_why, score, is_weighed)
     select row.*, $2, $2, f.kind, f.payer, f.amount_cents, f.words, w.due_on, w.due_why, w.score, true
     from jsonb_to_recordset($1::jsonb) as row (id uuid, code text, portal text, subject text, work_item_id uuid, login_id uuid,
         message text, evidence_id uuid, document_id uuid, payment_id uuid)
       join jsonb_to_recordset($3::jsonb) as w (id uuid, due_on date, due_why text, score float8) on w.id = row.id
       cross join lateral item_facts(row.subject, row.work_item_id, row.document_id, row.payment_id) f
     on conflict (subject) where resolution is null do update set met = review_item.met + 1, touched_at = $2
     returning id, met = 1 as "isNew"`,
    [JSON.stringify(rows), now, JSON.stringify(weighed)],
  );
  await shareOut(
    tx,
    opened.rows.flatMap(({ id, isNew }) => (isNew ? [id] : [])),
    now,
  );
  return opened.rows;
}

/** What it was about was settled elsewhere: nobody need look at it any more. @param note why, for its history. */
export async function settleReviewItem(tx: Query, subject: string, note: string, now: Date): Promise<void> {
  await tx.query(
    `update review_item set resolution = 'resolved', resolution_note = $2, resolved_at = $3, claimed_by = null, claimed_at = null, touched_at = $3
     where subject = $1 and resolution is null`,
    [subject, note, now],
  );
}

/** An open item as a list on a terminal shows it: no patient data. */
export interface OpenItem {
  readonly id: string;
  readonly code: ExceptionCode;
  readonly portal: string | null;
  readonly subject: string;
  readonly workItem: string | null;
  readonly login: string | null;
  readonly message: string;
  readonly met: number;
  readonly openedAt: Date;
}

/** @returns every open item, oldest first. */
export async function listOpenItems(db: Query): Promise<OpenItem[]> {
  const { rows } = await db.query<OpenItem>(
    `select id, code, portal, subject, work_item_id as "workItem", login_id as login, message, met, opened_at as "openedAt"
     from review_item where resolution is null order by opened_at, id`,
  );
  return rows;
}

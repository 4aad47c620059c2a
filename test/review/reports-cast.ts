/** Invented rows for reports: each builder says only what a report counts. */
import { randomUUID } from 'node:crypto';
import type { Database } from '../../adapters/database.ts';
import { openReviewItem } from '../../review/items.ts';

/** Rows of an office whose logins are `login`. */
export function castOf(db: Database, login: string) {
  const insert = (table: string, row: Record<string, unknown>) => {
    const names = Object.keys(row);
    return db.query(
      `insert into ${table} (${names.join(', ')}) values (${names.map((_, index) => `$${index + 1}`).join(', ')})`,
      Object.values(row),
    );
  };

  /** Asked for, begun and ended at ISO times; open without an end. */
  async function work(state: string, asked: string, ended: string | null, more: Record<string, unknown> = {}) {
    const id = randomUUID();
    const times = { available_at: asked, asked_at: asked, started_at: null, ended_at: ended };
    const about = { kind: 'claim-status', portal: 'pinecrest', payer: 'Tamarack Health', inquiry: '{}', code: null };
    await insert('work_item', { id, dedupe_key: id, login_id: login, state, ...about, ...times, ...more });
    return id;
  }

  /** Opened as the robots do, then as far as people have come with it. */
  async function review(opened: string, more: Record<string, unknown> = {}) {
    const { subject = `page:pinecrest/${randomUUID()}`, work_item_id: workItemId = null, ...decided } = more;
    const about = { code: 'member-not-found', portal: 'pinecrest', message: 'Invented.', evidenceId: null } as const;
    const links = { subject: String(subject), workItemId: workItemId as string | null, loginId: null };
    const { id } = await openReviewItem(db, { ...about, ...links }, new Date(opened));
    const names = Object.keys(decided);
    if (names.length > 0)
      await db.query(
        `update review_item set ${names.map((name, index) => `${name} = $${index + 2}`).join(', ')} where id = $1`,
        [id, ...Object.values(decided)],
      );
    return id;
  }

  let importFile: string | undefined;
  async function claim(serviceFrom: string | null, submittedOn: string | null, cents: number, closedAt: string | null) {
    const id = randomUUID();
    if (!importFile) {
      importFile = randomUUID();
      const rows = { rows_read: 0, rows_new: 0, imported_at: '2026-01-01T00:00:00Z' };
      await insert('import_file', {
        id: importFile,
        sha256: importFile,
        kind: 'claims',
        file_name: 'invented',
        ...rows,
      });
    }
    const dates = { service_from: serviceFrom, submitted_on: submittedOn, closed_at: closedAt };
    const about = { kind: 'professional', patient_control_number: id.slice(0, 8), payer: 'Tamarack Health' };
    await insert('claim', {
      id,
      import_file_id: importFile,
      identity: id,
      ...about,
      billed_cents: cents,
      document: '{}',
      ...dates,
    });
    return id;
  }

  /** A payment with its document and its first posting. @returns a function that adds a claim to it. */
  async function payment(payer: string, postedAt: string, actor = 'robot', documentState = 'posted') {
    const [document, id] = [randomUUID(), randomUUID()];
    const file = { sha256: document, source: 'cli', file_name: Buffer.from('x'), size_bytes: 1, state: documentState };
    await insert('remittance_document', {
      id: document,
      ...file,
      available_at: postedAt,
      received_at: postedAt,
      read_at: postedAt,
    });
    const about = { place: 0, number_key: 'X', payer_key: payer.toUpperCase(), state: 'posted', exceptions: '[]' };
    const printed = JSON.stringify({ payer: { name: payer } });
    await insert('payment', { id, document_id: document, ...about, document: printed, taken_at: postedAt });
    await insert('posting', {
      id: randomUUID(),
      payment_id: id,
      part: 1,
      idempotency_key: id,
      actor,
      posted_at: postedAt,
    });
    let place = 0;
    return async (state: string, more: Record<string, unknown> = {}) => {
      const claimId = randomUUID();
      const empty = { level: 1, exceptions: '[]', notes: '[]', document: '{}', place: place++ };
      const at = state === 'held' ? null : postedAt;
      await insert('payment_claim', { id: claimId, payment_id: id, state, ...empty, posted_at: at, ...more });
      return claimId;
    };
  }

  const denial = (
    paymentClaim: string,
    cents: number,
    opened: string,
    closed: string | null,
    more: Record<string, unknown> = {},
  ) =>
    insert('denial_item', {
      id: randomUUID(),
      payment_claim_id: paymentClaim,
      code: 'claim-denied',
      category: 'authorization',
      step: 'appeal',
      first_action: 'Invented.',
      group_code: 'CO',
      reason: '197',
      remarks: '[]',
      amount_cents: cents,
      opened_at: opened,
      closed_at: closed,
      ...more,
    });

  return { insert, work, review, claim, payment, denial };
}

/** Many items at once: done at once, and undone as a whole within half a minute unless one of them has changed since. */
import { randomUUID } from 'node:crypto';
import type { Query } from '../adapters/query.ts';
import { noteAudit } from './audit.ts';
import { resolveItem, type DecisionOutcome } from './decisions.ts';
import type { Desk, Person } from './desk.ts';
import { handleItem, type Handling } from './handling.ts';

export const UNDO_SECONDS = 30;

export type BulkAction = Handling | { readonly do: 'resolve'; readonly note: string };

export interface BulkOutcome {
  readonly changed: number;
  readonly skipped: readonly { readonly id: string; readonly why: string }[];
  /** Null when nothing was changed. */
  readonly token: string | null;
}

/** What undoing puts back; the version is the one that the item has after the action. */
interface Before {
  readonly id: string;
  readonly version: number;
  readonly row: Readonly<Record<string, unknown>>;
}

const KEPT = `jsonb_build_object('assigned_to', assigned_to, 'escalated_at', escalated_at, 'postponed_until', postponed_until, 'labels', labels,
  'claimed_by', claimed_by, 'claimed_at', claimed_at, 'touched_at', touched_at)`;

/** Each item by the rules of one item; those that cannot are left as they are, with the reason. */
export async function doToMany(
  desk: Desk,
  person: Person,
  ids: readonly string[],
  action: BulkAction,
): Promise<BulkOutcome> {
  const token = randomUUID();
  const now = desk.clock.now();
  // Always in one order: two people with the same items wait for each other, and never for ever.
  const items = [...new Set(ids)].toSorted();
  if (action.do === 'resolve') return resolveMany(desk, person, items, action.note, token, now);
  return desk.db.transaction(async (tx) => {
    const stood = await standing(tx, items);
    const skipped: { id: string; why: string }[] = [];
    for (const id of items) {
      const handled = await handleItem(desk, tx, person, id, action, now, { bulk: token });
      if (!handled.isChanged) skipped.push({ id, why: handled.why });
    }
    const left = new Set(skipped.map(({ id }) => id));
    const done = items.filter((id) => !left.has(id));
    return keep(tx, person, action.do, token, done, stood, skipped, now);
  });
}

/** What is decided one by one: each by its own transaction and trail, as if it were decided alone. */
async function resolveMany(
  desk: Desk,
  person: Person,
  items: readonly string[],
  note: string,
  token: string,
  now: Date,
): Promise<BulkOutcome> {
  const stood = await standing(desk.db, items);
  const skipped: { id: string; why: string }[] = [];
  const done: string[] = [];
  for (const id of items) {
    const before = stood.get(id);
    const why = before ? whyNotTogether(before.subject) : 'There is no such review item.';
    const refusal = why ?? whyNot(await resolveItem(desk, person, id, note));
    if (refusal) skipped.push({ id, why: refusal });
    else done.push(id);
  }
  return desk.db.transaction((tx) => keep(tx, person, 'resolve', token, done, stood, skipped, now));
}

/** Resolving these sets robots going: that is no thing to do to many at once, and nothing could take it back. */
const whyNotTogether = (subject: string): string | null =>
  /^(work-item|document|payment|payment-claim):/.test(subject)
    ? null
    : 'Resolving it resumes a login, a portal or a code: open it and decide it by itself.';

function whyNot(outcome: DecisionOutcome): string | null {
  switch (outcome.outcome) {
    case 'decided':
      return null;
    case 'already':
      return `It was already decided by ${outcome.isMine ? 'you' : outcome.by}.`;
    case 'held':
      return `${outcome.by} is working on it.`;
    case 'refused':
      return outcome.why;
    case 'proposed':
      return 'It waits for a second person.';
    case 'not-found':
      return 'There is no such review item.';
  }
}

interface Stood {
  readonly id: string;
  readonly subject: string;
  readonly version: number;
  readonly row: Readonly<Record<string, unknown>>;
}

async function standing(db: Query, ids: readonly string[]): Promise<Map<string, Stood>> {
  const { rows } = await db.query<Stood>(
    `select id, subject, version, ${KEPT} as row from review_item where id = any($1::uuid[])`,
    [ids],
  );
  return new Map(rows.map((row) => [row.id, row]));
}

async function keep(
  tx: Query,
  person: Person,
  kind: BulkAction['do'],
  token: string,
  done: readonly string[],
  stood: ReadonlyMap<string, Stood>,
  skipped: BulkOutcome['skipped'],
  now: Date,
): Promise<BulkOutcome> {
  if (done.length === 0) return { changed: 0, skipped, token: null };
  // One change more than when it was looked at: anything else means that another's change came between.
  const before: Before[] = done.flatMap((id) => {
    const was = stood.get(id);
    return was ? [{ id, version: was.version + 1, row: was.row }] : [];
  });
  await tx.query(`insert into bulk_action (id, person, kind, at, undo_until, before) values ($1, $2, $3, $4, $5, $6)`, [
    token,
    person.id,
    kind,
    now,
    new Date(now.getTime() + UNDO_SECONDS * 1000),
    JSON.stringify(before),
  ]);
  return { changed: done.length, skipped, token };
}

export type UndoOutcome =
  | { readonly outcome: 'undone'; readonly items: number }
  | { readonly outcome: 'not-found' | 'too-late' | 'already' }
  /** `changed`: how many of them are not as the action left them. */
  | { readonly outcome: 'changed'; readonly changed: number };

/** Puts every item of an action back as it stood, or none of them. */
export async function undoMany(desk: Desk, person: Person, token: string): Promise<UndoOutcome> {
  const now = desk.clock.now();
  return desk.db.transaction(async (tx) => {
    const { rows } = await tx.query<{ at: Date; until: Date; undoneAt: Date | null; before: Before[] }>(
      `select at, undo_until as until, undone_at as "undoneAt", before from bulk_action where id = $1 and person = $2 for update`,
      [token, person.id],
    );
    const action = rows[0];
    if (!action) return { outcome: 'not-found' };
    if (action.undoneAt) return { outcome: 'already' };
    if (action.until < now) return { outcome: 'too-late' };
    const changed = await changedSince(tx, action.before);
    if (changed > 0) return { outcome: 'changed', changed };
    const documents = await putBack(tx, action.before);
    const ids = action.before.map(({ id }) => id);
    await tx.query('delete from item_note where author = $1 and at = $2 and review_item_id = any($3::uuid[])', [
      person.id,
      action.at,
      ids,
    ]);
    for (const documentId of documents) await desk.posting.settle(tx, documentId, now);
    for (const id of ids) await noteAudit(tx, person, 'undone', `review-item:${id}`, now, { bulk: token });
    await tx.query('update bulk_action set undone_at = $2 where id = $1', [token, now]);
    return { outcome: 'undone', items: ids.length };
  });
}

async function changedSince(tx: Query, before: readonly Before[]): Promise<number> {
  const { rows } = await tx.query<{ id: string; version: number; hasSuccessor: boolean }>(
    `select r.id, r.version, r.resolution is not null and exists (select 1 from review_item o
       where o.subject = r.subject and o.resolution is null) as "hasSuccessor"
     from review_item r where r.id = any($1::uuid[]) order by r.id for update of r`,
    [before.map(({ id }) => id)],
  );
  const now = new Map(rows.map((row) => [row.id, row]));
  return before.filter(({ id, version }) => now.get(id)?.version !== version || now.get(id)?.hasSuccessor).length;
}

/** @returns the documents whose state depends on what waits of them. */
async function putBack(tx: Query, before: readonly Before[]): Promise<string[]> {
  const { rows } = await tx.query<{ documentId: string | null }>(
    `update review_item r set assigned_to = b.assigned_to, escalated_at = b.escalated_at, postponed_until = b.postponed_until,
       labels = b.labels, claimed_by = b.claimed_by, claimed_at = b.claimed_at, touched_at = b.touched_at,
       resolution = null, resolution_note = null, resolved_by = null, resolved_at = null
     from jsonb_to_recordset($1::jsonb) as b (id uuid, assigned_to uuid, escalated_at timestamptz, postponed_until timestamptz,
       labels text[], claimed_by uuid, claimed_at timestamptz, touched_at timestamptz)
     where b.id = r.id returning case when r.payment_id is not null then r.document_id end as "documentId"`,
    [JSON.stringify(before.map(({ id, row }) => ({ id, ...row })))],
  );
  return [...new Set(rows.flatMap(({ documentId }) => documentId ?? []))];
}

/** Whose work an item is and when: given to somebody, passed on, put off, labelled, put before a supervisor. Nothing is decided by it. */
import type { Query } from '../adapters/query.ts';
import { dayIn } from '../domain/dates.ts';
import { may } from '../domain/permissions.ts';
import { type AuditAction, noteAudit } from './audit.ts';
import { holderOf } from './claims.ts';
import type { Desk, Person } from './desk.ts';
import { addNote, type NoteKind } from './notes.ts';

export type Handling =
  /** `to` null: nobody's work any more. */
  | { readonly do: 'assign'; readonly to: string | null; readonly reason: string }
  /** `until` as `YYYY-MM-DD` of the office; null: back at once. */
  | { readonly do: 'postpone'; readonly until: string | null; readonly reason: string }
  | { readonly do: 'label'; readonly add: readonly string[]; readonly remove: readonly string[] }
  | { readonly do: 'escalate'; readonly reason: string };

export type Handled = { readonly isChanged: true } | { readonly isChanged: false; readonly why: string };

interface Standing {
  resolution: string | null;
  claimedBy: string | null;
  claimedAt: Date | null;
  claimedName: string | null;
  assignedTo: string | null;
  assignedName: string | null;
  labels: string[];
}

const left = (why: string): Handled => ({ isChanged: false, why });

/** @param detail what the trail keeps beside: the bulk action it is part of. */
export async function handleItem(
  desk: Pick<Desk, 'timeZone'>,
  tx: Query,
  person: Person,
  id: string,
  handling: Handling,
  now: Date,
  detail: Record<string, unknown> = {},
): Promise<Handled> {
  const item = await lock(tx, id);
  if (!item) return left('There is no such review item.');
  if (item.resolution) return left('It was already decided.');
  const holder = holderOf(item, person, now);
  const isLead = may(person.role, 'items.assign');
  if (handling.do !== 'label' && holder && !holder.isMine && !isLead) return left(`${holder.by} is working on it.`);
  switch (handling.do) {
    case 'assign':
      return assign(tx, person, id, item, handling, now, detail);
    case 'postpone':
      return postpone(tx, desk, person, id, handling, now, detail);
    case 'escalate':
      return escalate(tx, person, id, handling, now, detail);
    case 'label':
      return label(tx, person, id, item, handling, now, detail);
  }
}

async function lock(tx: Query, id: string): Promise<Standing | null> {
  const { rows } = await tx.query<Standing>(
    `select r.resolution, r.claimed_by as "claimedBy", r.claimed_at as "claimedAt", r.assigned_to as "assignedTo", r.labels,
       (select name from reviewer where id = r.claimed_by) as "claimedName",
       (select name from reviewer where id = r.assigned_to) as "assignedName"
     from review_item r where r.id = $1 for update of r`,
    [id],
  );
  return rows[0] ?? null;
}

type Of<D extends Handling['do']> = Extract<Handling, { do: D }>;

async function assign(
  tx: Query,
  person: Person,
  id: string,
  item: Standing,
  { to, reason }: Of<'assign'>,
  now: Date,
  detail: Record<string, unknown>,
): Promise<Handled> {
  const isLead = may(person.role, 'items.assign');
  const isAnothers = item.assignedTo !== null && item.assignedTo !== person.id;
  if (isAnothers && !isLead) return left(`It is ${item.assignedName ?? 'somebody'}’s work; ask them or a supervisor.`);
  if (to === item.assignedTo) return left('It is there already.');
  const isPassedOn = to !== null && to !== person.id;
  if (isPassedOn && !isLead && reason === '') return left('Say in a few words why you pass it on.');
  if (to !== null && !(await canWork(tx, to))) return left('This person does not work on items.');
  // Whoever holds it goes on only when it is now theirs.
  await tx.query(
    `update review_item set assigned_to = $2, touched_at = $3, escalated_at = case when $4 then null else escalated_at end,
       claimed_at = case when claimed_by = $2 then claimed_at end, claimed_by = case when claimed_by = $2 then claimed_by end
     where id = $1`,
    [id, to, now, isLead],
  );
  const isForwarded = isPassedOn && !isLead;
  if (reason) await addNote(tx, person, id, isForwarded ? 'forwarded' : 'assigned', reason, now);
  await note(tx, person, isForwarded ? 'forwarded' : 'assigned', id, now, { ...detail, from: item.assignedTo, to });
  return { isChanged: true };
}

async function canWork(tx: Query, id: string): Promise<boolean> {
  const { rows } = await tx.query<Person>('select id, name, role from reviewer where id = $1 and disabled_at is null', [
    id,
  ]);
  return rows[0] !== undefined && may(rows[0].role, 'items.decide');
}

async function postpone(
  tx: Query,
  { timeZone }: Pick<Desk, 'timeZone'>,
  person: Person,
  id: string,
  { until, reason }: Of<'postpone'>,
  now: Date,
  detail: Record<string, unknown>,
): Promise<Handled> {
  if (until !== null && until <= dayIn(now, timeZone)) return left('Choose a day after today.');
  await tx.query(
    `update review_item set postponed_until = $2::date::timestamp at time zone $3, touched_at = $4, claimed_by = null, claimed_at = null
     where id = $1`,
    [id, until, timeZone, now],
  );
  if (until !== null) await addNote(tx, person, id, 'postponed', reason, now);
  await note(tx, person, until === null ? 'brought-back' : 'postponed', id, now, { ...detail, until });
  return { isChanged: true };
}

async function escalate(
  tx: Query,
  person: Person,
  id: string,
  { reason }: Of<'escalate'>,
  now: Date,
  detail: Record<string, unknown>,
): Promise<Handled> {
  await tx.query(
    `update review_item set escalated_at = $2, touched_at = $2, assigned_to = null, claimed_by = null, claimed_at = null where id = $1`,
    [id, now],
  );
  await addNote(tx, person, id, 'escalated', reason, now);
  await note(tx, person, 'escalated', id, now, detail);
  return { isChanged: true };
}

const MOST_LABELS = 10;

async function label(
  tx: Query,
  person: Person,
  id: string,
  item: Standing,
  { add, remove }: Of<'label'>,
  now: Date,
  detail: Record<string, unknown>,
): Promise<Handled> {
  const labels = [...new Set([...item.labels, ...add])].filter((each) => !remove.includes(each)).toSorted();
  if (labels.length > MOST_LABELS) return left(`An item has at most ${MOST_LABELS} labels.`);
  if (labels.join('\n') === item.labels.join('\n')) return left('It has these labels already.');
  await tx.query('update review_item set labels = $2, touched_at = $3 where id = $1', [id, labels, now]);
  await note(tx, person, 'labelled', id, now, { ...detail, added: add.length, removed: remove.length });
  return { isChanged: true };
}

const note = (
  tx: Query,
  person: Person,
  action: AuditAction & (NoteKind | 'forwarded' | 'labelled' | 'brought-back'),
  id: string,
  now: Date,
  detail: Record<string, unknown>,
): Promise<void> => noteAudit(tx, person, action, `review-item:${id}`, now, detail);

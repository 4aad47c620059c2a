/** Puts the due day and the place in the order of work on items: when they are opened, and again when payers' limits change. */
import type { Database } from '../adapters/database.ts';
import type { Query } from '../adapters/query.ts';
import type { ExceptionCode } from '../domain/exceptions.ts';
import { dueOf, scoreOf, type ItemDates, type Weighed } from '../domain/urgency.ts';

interface Subject {
  readonly id: string;
  readonly code: ExceptionCode;
  readonly subject: string;
  readonly work_item_id: string | null;
  readonly document_id: string | null;
  readonly payment_id: string | null;
}

type Facts = ItemDates & { id: string; kind: Weighed['kind']; amountCents: number | null };

export interface Standing {
  readonly id: string;
  readonly due_on: string | null;
  readonly due_why: string | null;
  readonly score: number;
}

const FACTS = `f.kind, f.amount_cents as "amountCents", f.visit_on as "visitOn", f.served_on as "servedOn", f.remitted_on as "remittedOn",
  f.appeal_by as "appealBy", f.correct_by as "correctBy", f.timely_filing_days as "timelyFilingDays", f.appeal_days as "appealDays"`;

/** @returns for each item that is about to be opened its due day and score; the rule is `domain/urgency.ts`. */
export async function weigh(tx: Query, items: readonly Subject[], now: Date): Promise<Standing[]> {
  const { rows } = await tx.query<Facts>(
    `select row.id, ${FACTS}
     from jsonb_to_recordset($1::jsonb) as row (id uuid, subject text, work_item_id uuid, document_id uuid, payment_id uuid)
       cross join lateral item_facts(row.subject, row.work_item_id, row.document_id, row.payment_id) f`,
    [JSON.stringify(items)],
  );
  const codes = new Map(items.map(({ id, code }) => [id, code]));
  return rows.map((row) => standingOf(codes.get(row.id) ?? 'unexpected', row, now));
}

function standingOf(code: ExceptionCode, facts: Facts, openedAt: Date): Standing {
  const due = dueOf(code, facts);
  const score = scoreOf({ kind: facts.kind, due, amountCents: facts.amountCents, openedAt });
  return { id: facts.id, due_on: due?.on ?? null, due_why: due?.why ?? null, score };
}

/** One payer as the register has it. */
export interface PayerLimit {
  readonly key: string;
  readonly name: string;
  readonly timelyFilingDays: number;
  readonly appealDays?: number | undefined;
}

/** Keeps what the register says of payers, and weighs anew the open items that this changes. To be called at each start. */
export async function keepPayerLimits(db: Database, payers: readonly PayerLimit[]): Promise<void> {
  const rows = payers.map(({ key, name, timelyFilingDays, appealDays }) => ({
    payer: key,
    name,
    timely_filing_days: timelyFilingDays,
    appeal_days: appealDays ?? null,
  }));
  await db.query(
    `with changed as (
       insert into payer_limit (payer, name, timely_filing_days, appeal_days)
       select * from jsonb_to_recordset($1::jsonb) as row (payer text, name text, timely_filing_days integer, appeal_days integer)
       on conflict (payer) do update set name = excluded.name, timely_filing_days = excluded.timely_filing_days, appeal_days = excluded.appeal_days
       where (payer_limit.name, payer_limit.timely_filing_days, payer_limit.appeal_days)
         is distinct from (excluded.name, excluded.timely_filing_days, excluded.appeal_days)
       returning payer
     )
     update review_item set is_weighed = false where resolution is null and payer in (select payer from changed)`,
    [JSON.stringify(rows)],
  );
  while ((await db.transaction(weighSome)) > 0);
}

const AT_ONCE = 1_000;

/** @returns how many were weighed. */
async function weighSome(tx: Query): Promise<number> {
  // Two hosts that start at once share the work.
  const { rows } = await tx.query<Facts & { code: ExceptionCode; openedAt: Date }>(
    `select r.id, r.code, r.opened_at as "openedAt", ${FACTS} from review_item r
       cross join lateral item_facts(r.subject, r.work_item_id, r.document_id, r.payment_id) f
     where r.resolution is null and not r.is_weighed limit ${AT_ONCE} for update of r skip locked`,
  );
  await tx.query(
    `update review_item r set due_on = w.due_on, due_why = w.due_why, score = w.score, is_weighed = true
     from jsonb_to_recordset($1::jsonb) as w (id uuid, due_on date, due_why text, score float8) where w.id = r.id`,
    [JSON.stringify(rows.map((row) => standingOf(row.code, row, row.openedAt)))],
  );
  return rows.length;
}

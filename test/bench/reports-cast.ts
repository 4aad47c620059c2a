/** An invented office of a year: 100,000 inquiries and as much of everything else that reports count. */
import type { Database } from '../../adapters/database.ts';

const ROWS = 100_000;
/** They end over the year before this moment, evenly. */
const NOW = '2026-11-23T15:00:00Z';

/** One in twenty is open; the rest ended within a minute of being taken. */
const WORK = `insert into work_item (id, dedupe_key, kind, state, portal, login_id, payer, inquiry, attempt, code, available_at, asked_at, started_at, ended_at)
  select gen_random_uuid(), n::text, case n % 3 when 0 then 'eligibility' else 'claim-status' end, state, 'portal-' || n % 12, $2,
    'Payer ' || n % 60, '{}', 1, case when state = 'review' then case n % 4 when 0 then 'unknown-page' else 'member-not-found' end end,
    at, at, at + interval '1 minute', case when state in ('done', 'review', 'failed') then at + interval '1 minute' + (n % 50) * interval '1 second' end
  from (select n, $1::timestamptz - (n - 1) * interval '5 minutes' as at,
    case when n % 20 = 0 then (array['queued', 'waiting'])[1 + n / 20 % 2] when n % 10 = 1 then 'review' when n % 50 = 2 then 'failed' else 'done' end as state
    from generate_series(1, ${ROWS}) n) row`;

/** Every tenth waits; the others were decided a quarter of an hour after they came. */
const REVIEW = `insert into review_item (id, code, kind, portal, subject, message, opened_at, touched_at, resolution, resolved_by, resolved_at)
  select gen_random_uuid(), 'member-not-found', 'portal', 'portal-' || n % 12, 'work-item:' || n % (${ROWS} * 9 / 10) || case when n % 10 = 0 then n::text else '' end,
    'Invented.', at, at, case when n % 10 > 0 then case n % 3 when 0 then 'sent-back' else 'resolved' end end,
    case when n % 10 > 0 then (select id from reviewer offset n % 20 limit 1) end, case when n % 10 > 0 then at + interval '15 minutes' end
  from (select n, $1::timestamptz - n * interval '5 minutes' as at from generate_series(1, ${ROWS}) n) row`;

const TAKEN = `insert into audit (at, actor, action, subject)
  select resolved_at - interval '4 minutes', 'reviewer:' || resolved_by, 'claimed', 'review-item:' || id from review_item where resolved_by is not null`;

const CLAIMS = `insert into claim (id, import_file_id, identity, kind, patient_control_number, payer, billed_cents, service_from, document, closed_at)
  select gen_random_uuid(), $2, n::text, 'professional', n::text, 'Payer ' || n % 60, 10000 + n % 90000, $1::date - (n % 400), '{}',
    case when n % 3 = 0 then $1::timestamptz end from generate_series(1, ${ROWS}) n`;

const SNAPSHOTS = [
  `insert into aging_day (day, taken_at) select $1::date - n, $1::timestamptz from generate_series(0, 399) n`,
  `insert into aging_snapshot (day, payer, bucket, claims, billed_cents)
   select $1::date - n, 'Payer ' || p, b, n + p, 100 * (n + p) from generate_series(0, 399) n, generate_series(0, 59) p,
     unnest(array['0-30', '31-60', '61-90', '91-120', '120+']) b`,
];

/** 2,000 payments of 20 claims; half of the claims refused, and half of those worked. */
const REMITTANCES = [
  `insert into remittance_document (id, sha256, source, file_name, size_bytes, state, available_at, received_at, read_at)
   select gen_random_uuid(), n::text, 'cli', 'x', 1, 'posted', at, at, at
   from (select n, $1::timestamptz - n * interval '4 hours' as at from generate_series(1, 2000) n) row`,
  `insert into payment (id, document_id, place, number_key, payer_key, state, exceptions, document, taken_at, posted_at)
   select gen_random_uuid(), id, 0, sha256, 'PAYER ' || sha256::int % 60, 'posted', '[]',
     jsonb_build_object('payer', jsonb_build_object('name', 'Payer ' || sha256::int % 60)), received_at, received_at from remittance_document`,
  `insert into posting (id, payment_id, part, idempotency_key, actor, posted_at)
   select gen_random_uuid(), id, 1, id::text, 'robot', posted_at from payment`,
  `insert into payment_claim (id, payment_id, place, state, level, exceptions, notes, document, posted_at)
   select gen_random_uuid(), id, n, case n % 5 when 0 then 'held' else 'posted' end, 1, '[]', '[]', '{}',
     case when n % 5 > 0 then posted_at end from payment, generate_series(1, 20) n`,
  `insert into denial_item (id, payment_claim_id, code, category, step, first_action, group_code, reason, remarks, amount_cents, opened_at, closed_at)
   select gen_random_uuid(), c.id, 'claim-denied', (array['authorization', 'coding', 'coordination', 'duplicate', 'eligibility'])[1 + c.place % 5], 'appeal',
     'Invented.', 'CO', (10 + c.place)::text, '[]', 5000, p.taken_at, case when c.place % 4 = 0 then p.taken_at + interval '9 days' end
   from payment_claim c join payment p on p.id = c.payment_id where c.place % 2 = 0`,
];

/** Fills an empty office. @param login a login of it. @returns rows of the largest table. */
export async function fillYear(db: Database, login: string): Promise<number> {
  await db.query(
    `insert into reviewer (id, name, password_hash, created_at, role) select gen_random_uuid(), 'person-' || n, 'x', $1, 'biller' from generate_series(1, 20) n`,
    [NOW],
  );
  await db.query(WORK, [NOW, login]);
  // The trail's chain is no matter of this bench, and what listens to the inbox is none here.
  await db.query('alter table review_item disable trigger user');
  await db.query(REVIEW, [NOW]);
  await db.query('alter table audit disable trigger user');
  await db.query(TAKEN);
  const file = await db.query<{ id: string }>(
    `insert into import_file (id, sha256, kind, file_name, imported_at, rows_read, rows_new) values (gen_random_uuid(), 'x', 'claims', 'x', $1, 0, 0) returning id`,
    [NOW],
  );
  await db.query(CLAIMS, [NOW, file.rows[0]!.id]);
  for (const statement of [...SNAPSHOTS, ...REMITTANCES])
    await db.query(statement, statement.includes('$1') ? [NOW] : []);
  await db.query('vacuum analyze');
  return ROWS;
}

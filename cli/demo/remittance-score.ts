/** Compares what was posted with what the payers paid: claim by claim, entry by entry, to the cent. */
import type { Query } from '../../adapters/query.ts';
import { allAdjustments } from '../../domain/remittance.ts';
import type { RemittanceClaim } from '../../domain/remittance.ts';
import type { BatchDocument } from './remittance-batch.ts';

export interface RemittanceTally {
  readonly documents: number;
  readonly claims: number;
  readonly posted: number;
  readonly review: number;
  /** Documents that the machine could not read. */
  readonly failed: number;
  /** Posted claims that differ from what was paid, or that had to wait for a person. */
  readonly wrong: number;
  readonly postedCents: number;
  readonly depositCents: number;
  /** Cash of held claims and held payments. */
  readonly unappliedCents: number;
}

export interface RemittanceScore {
  readonly tally: RemittanceTally;
  /** By document and place: no patient data. */
  readonly differences: readonly string[];
}

interface Row {
  id: string;
  documentId: string;
  payment: number;
  claim: number;
  state: 'posted' | 'held' | 'released';
  account: string | null;
}

interface Booked {
  id: string;
  cash: number;
  contractual: number;
  patient: number;
}

export async function scoreRemittances(db: Query, sent: ReadonlyMap<string, BatchDocument>): Promise<RemittanceScore> {
  const { rows } = await db.query<Row>(
    `select c.id, p.document_id as "documentId", p.place as payment, c.place as claim, c.state, o.patient_control_number as account
     from payment_claim c join payment p on p.id = c.payment_id left join claim o on o.id = c.claim_id
     where p.document_id = any($1::uuid[]) and p.same_as is null order by p.taken_at, p.place, c.place`,
    [[...sent.keys()]],
  );
  const booked = await bookings(db);
  const differences = rows.flatMap((row) => {
    const document = sent.get(row.documentId);
    const why = row.state === 'held' || !document ? null : differenceOf(row, document, booked.get(row.id));
    return why ? [`${document?.fileName ?? ''}, payment ${row.payment + 1}, claim ${row.claim + 1}: ${why}`] : [];
  });
  const claims = await claimsOn(db, [...sent.keys()]);
  const posted = rows.filter(({ state }) => state !== 'held').length;
  const tally = {
    documents: sent.size,
    claims,
    posted,
    review: claims - posted,
    failed: await failures(db, [...sent.keys()]),
    wrong: differences.length,
    ...(await cash(db, [...sent.keys()])),
  };
  return { tally, differences };
}

/** Those of a held payment too, which has no rows of its claims yet. */
async function claimsOn(db: Query, ids: readonly string[]): Promise<number> {
  const { rows } = await db.query<{ claims: number }>(
    `select coalesce(sum(jsonb_array_length(d.document -> 'payments' -> p.place -> 'claims')), 0)::int as claims
     from payment p join remittance_document d on d.id = p.document_id
     where d.id = any($1::uuid[]) and p.same_as is null`,
    [ids],
  );
  return rows[0]?.claims ?? 0;
}

async function failures(db: Query, ids: readonly string[]): Promise<number> {
  const { rows } = await db.query<{ failed: number }>(
    `select count(*)::int as failed from remittance_document where id = any($1::uuid[]) and state = 'failed'`,
    [ids],
  );
  return rows[0]?.failed ?? 0;
}

async function bookings(db: Query): Promise<Map<string, Booked>> {
  const { rows } = await db.query<Booked>(
    `select payment_claim_id as id,
       coalesce(sum(amount_cents) filter (where kind in ('payment', 'take-back')), 0)::bigint as cash,
       coalesce(sum(amount_cents) filter (where kind in ('contractual', 'other-payer', 'other-adjustment')), 0)::bigint as contractual,
       coalesce(sum(amount_cents) filter (where kind = 'patient-responsibility'), 0)::bigint as patient
     from ledger_entry where payment_claim_id is not null group by 1`,
  );
  return new Map(rows.map((row) => [row.id, row]));
}

/** @returns what differs, or null. */
function differenceOf(row: Row, document: BatchDocument, booked: Booked | undefined): string | null {
  const truth = document.truth[row.payment]?.claims[row.claim];
  if (!truth) return 'the payer knows no such claim';
  if (!document.mayPost(row.payment, row.claim)) return 'it had to wait for a person';
  if (row.account !== truth.patientControlNumber) return 'posted to another claim';
  const due = dueOf(truth);
  if ((booked?.cash ?? 0) !== due.cash) return 'another amount was posted as paid';
  if ((booked?.patient ?? 0) !== due.patient) return 'another amount was posted as the patient’s';
  return (booked?.contractual ?? 0) === due.contractual ? null : 'another amount was written off';
}

function dueOf(claim: RemittanceClaim): Omit<Booked, 'id'> {
  const sum = (isOurs: (group: string | null) => boolean) =>
    allAdjustments(claim)
      .filter(({ group }) => isOurs(group))
      .reduce((total, { amountCents }) => total + amountCents, 0);
  return {
    cash: claim.paidCents ?? 0,
    patient: sum((group) => group === 'PR'),
    contractual: sum((group) => group !== 'PR'),
  };
}

async function cash(db: Query, ids: readonly string[]) {
  const { rows } = await db.query<{ postedCents: number; depositCents: number; unappliedCents: number }>(
    `select coalesce(sum(p.amount_cents), 0)::bigint as "depositCents",
       coalesce(sum(e.posted), 0)::bigint as "postedCents",
       coalesce(sum(case when p.state = 'held' then p.amount_cents else e.unapplied end), 0)::bigint as "unappliedCents"
     from payment p left join lateral (
       select sum(amount_cents) filter (where kind in ('payment', 'interest', 'take-back', 'provider-adjustment')) as posted,
         sum(amount_cents) filter (where kind = 'unapplied') as unapplied
       from ledger_entry where payment_id = p.id) e on true
     where p.document_id = any($1::uuid[]) and p.same_as is null`,
    [ids],
  );
  return rows[0] ?? { postedCents: 0, depositCents: 0, unappliedCents: 0 };
}

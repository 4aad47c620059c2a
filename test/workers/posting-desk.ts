/** An office that posts: claims billed, remittances read, and what the ledger says afterwards. */
import { randomUUID } from 'node:crypto';
import { importClaims } from '../../adapters/claims.ts';
import type { Query } from '../../adapters/query.ts';
import { sha256 } from '../../adapters/vault.ts';
import type { Claim } from '../../domain/claim.ts';
import type { RemittanceClaim, RemittanceDocument } from '../../domain/remittance.ts';
import { postDocument } from '../../workers/post.ts';
import type { PostingReport } from '../../workers/post.ts';
import type { Stores } from '../../workers/stores.ts';
import { aClaim } from '../builders/claims.ts';

const NOW = new Date('2026-11-20T08:00:00Z');

/** @returns the claims' ids in their order. */
export async function bill({ db }: Pick<Stores, 'db'>, claims: readonly Claim[]): Promise<string[]> {
  const file = { sha256: sha256(JSON.stringify(claims)), fileName: 'claims.837' };
  const routed = claims.map((of) => ({ of, payer: of.payer.name, portal: null }));
  return (await db.transaction((tx) => importClaims(tx, file, routed, NOW))).ids;
}

/** @returns the ids of documents that were read and are to be posted, in their order. */
export async function takeIn({ db }: Pick<Stores, 'db'>, ...documents: RemittanceDocument[]): Promise<string[]> {
  const rows = documents.map((document) => ({ id: randomUUID(), document }));
  await db.query(
    `insert into remittance_document (id, sha256, source, file_name, size_bytes, kind, page_count, state, available_at, received_at, read_at, document)
     select id, document -> 'source' ->> 'sha256', 'cli', '', 1, document -> 'source' ->> 'kind', 0, 'read', $2, $2, $2, document
     from jsonb_to_recordset($1::jsonb) as row (id uuid, document jsonb)`,
    [JSON.stringify(rows), NOW],
  );
  return rows.map(({ id }) => id);
}

/** Takes documents in and posts them, one after the other. */
export async function postAll(stores: Stores, ...documents: RemittanceDocument[]): Promise<PostingReport[]> {
  const reports: PostingReport[] = [];
  for (const id of await takeIn(stores, ...documents)) reports.push(await postDocument(stores, id));
  return reports;
}

/** The ledger in one line: payments, their amounts, the cash, what is unapplied, and how many differ. */
export async function books(db: Query) {
  const { rows } = await db.query<{
    payments: number;
    amountCents: number;
    cashCents: number;
    unappliedCents: number;
    differing: number;
  }>(
    `with booked as (
       select p.amount_cents as amount,
         coalesce(sum(e.amount_cents) filter (where e.kind in ('payment', 'interest', 'take-back', 'provider-adjustment', 'unapplied')), 0) as cash,
         coalesce(sum(e.amount_cents) filter (where e.kind = 'unapplied'), 0) as unapplied
       from payment p left join ledger_entry e on e.payment_id = p.id where p.state in ('posted', 'part') group by p.id)
     select count(*)::int as payments, coalesce(sum(amount), 0)::bigint as "amountCents", coalesce(sum(cash), 0)::bigint as "cashCents",
       coalesce(sum(unapplied), 0)::bigint as "unappliedCents", count(*) filter (where amount <> cash)::int as differing from booked`,
  );
  return rows[0]!;
}

export const openCodes = async (db: Query): Promise<string[]> =>
  (await db.query<{ code: string }>('select code from review_item where resolution is null order by code')).rows.map(
    ({ code }) => code,
  );

export const REVIEWER = 'reviewer:00000000-0000-4000-8000-000000000001';
export const first = aClaim();
export const second = aClaim({
  patientControlNumber: 'HFC-1002',
  memberId: 'NPH4410990',
  patient: { lastName: 'BRANDISH', firstName: 'OLE', birthDate: '1971-02-03', sex: 'M' },
});
/** Nobody billed this one. */
export const stranger = aClaim({
  patientControlNumber: 'ZZZ-9',
  memberId: 'XX99',
  patient: { lastName: 'UNSEEN', firstName: 'KAI', birthDate: null, sex: null },
  serviceFrom: '2026-02-02',
  serviceTo: '2026-02-02',
  billedCents: 7_700,
  lines: [{ ...aClaim().lines[0]!, billedCents: 7_700, serviceFrom: '2026-02-02', serviceTo: '2026-02-02' }],
});

/** The same answer with every amount the other way round. */
export const takenBack = (answer: RemittanceClaim): RemittanceClaim => ({
  ...answer,
  statusCode: '22',
  billedCents: -(answer.billedCents ?? 0),
  paidCents: -(answer.paidCents ?? 0),
  patientResponsibilityCents: -(answer.patientResponsibilityCents ?? 0),
  lines: answer.lines.map((line) => ({
    ...line,
    billedCents: -(line.billedCents ?? 0),
    paidCents: -(line.paidCents ?? 0),
    allowedCents: -(line.allowedCents ?? 0),
    adjustments: line.adjustments.map((each) => ({ ...each, amountCents: -each.amountCents })),
  })),
});

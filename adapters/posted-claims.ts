/** Claims of earlier payments as they stand in the ledger: what was paid before, what a reversal takes back. */
import type { EntryKind, PostedClaim } from '../domain/posting.ts';
import type { Query } from './query.ts';

interface Row extends Omit<PostedClaim, 'entries'> {
  entries:
    | {
        kind: EntryKind;
        line: number | null;
        group: string | null;
        reason: string | null;
        reference: string | null;
        cents: number;
      }[]
    | null;
}

/**
 * @param asked our claims, and the payer's claim numbers that a reversal or a provider adjustment names.
 * @returns what was posted for them, oldest first; held claims are not posted.
 */
export async function postedClaims(
  tx: Query,
  asked: { readonly claimIds: readonly string[]; readonly payerNumbers: readonly string[] },
): Promise<PostedClaim[]> {
  const { rows } = await tx.query<Row>(
    `select c.id as "postingId", c.claim_id as "claimId", p.payer_key as "payerKey", c.level,
       c.payer_claim_control_number as "payerClaimControlNumber", c.patient_control_number as "patientControlNumber",
       (c.reverses is not null or coalesce(c.status_code = '22', false)) as "isReversal", exists (select 1 from payment_claim r where r.reverses = c.id and r.state <> 'held') as "isReversed",
       c.crossover_to as "crossoverTo",
       (select jsonb_agg(jsonb_build_object('kind', e.kind, 'line', e.line_number, 'group', e.group_code, 'reason', e.reason,
          'reference', e.reference, 'cents', e.amount_cents) order by e.id)
        from ledger_entry e where e.payment_claim_id = c.id) as entries
     from payment_claim c join payment p on p.id = c.payment_id
     where c.state <> 'held' and c.claim_id is not null
       and (c.claim_id = any($1::uuid[]) or c.payer_claim_control_number = any($2::text[]))
     order by c.posted_at, p.id, c.place`,
    [asked.claimIds, asked.payerNumbers],
  );
  return rows.map(({ entries, ...row }) => ({
    ...row,
    entries: (entries ?? []).map(({ line, cents, ...entry }) => ({
      ...entry,
      claimId: row.claimId,
      lineNumber: line,
      amountCents: cents,
    })),
  }));
}

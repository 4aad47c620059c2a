/** The claims of ours that the claims of a remittance may be about: found by any pair of keys, judged by domain/matching.ts. */
import { claimSchema } from '../domain/claim.ts';
import type { Claim } from '../domain/claim.ts';
import type { ClaimState } from '../domain/claim-status.ts';
import type { RemittanceClaim } from '../domain/remittance.ts';
import { nameWords, statedDays } from '../domain/matching-keys.ts';
import { numberKey } from './number-key.ts';
import type { Query } from './query.ts';

export interface Candidate {
  readonly id: string;
  /** The register's id of its payer. */
  readonly payer: string;
  readonly claim: Claim;
  readonly state: ClaimState | null;
  readonly isClosed: boolean;
  /** The payer's own numbers of it: from its 837, from status answers, from what was posted. */
  readonly payerClaimControlNumbers: readonly string[];
}

const key = (column: string): string => `ltrim(regexp_replace(upper(${column}), '[^A-Z0-9]', '', 'g'), '0')`;
const NAME_START = `left(regexp_replace(upper(c.document -> 'patient' ->> 'lastName'), '[^A-Z]', '', 'g'), 4)`;

const CANDIDATES = `with asked as materialized (
    select * from jsonb_to_recordset($1::jsonb) as a (number text, payer_number text, member text, names text[], day date, billed bigint)
  ), named as materialized (
    select distinct unnest(names) as name, day from asked
  )
  select c.id, c.payer, c.document, c.state, c.closed_at is not null as "isClosed" from claim c where c.id in (
    select c.id from asked a join claim c on ${key('c.patient_control_number')} = a.number
    union select c.id from asked a join claim c on ${key('c.member_id')} = a.member
    union select c.id from asked a join claim c on c.service_from = a.day and c.billed_cents = a.billed
    union select c.id from asked a join claim c on c.service_to = a.day and c.billed_cents = a.billed
    union select c.id from named n join claim c on ${NAME_START} = n.name and c.service_from = n.day
    union select c.id from named n join claim c on ${NAME_START} = n.name and c.service_to = n.day
    union select p.claim_id from asked a join payment_claim p on p.payer_claim_control_number = a.payer_number
    union select unnest($2::uuid[])
  ) order by c.id for update of c`;

/**
 * Finds and locks them, in one order, so that two payments on the same claim post one after the other.
 * @param tx a transaction; the locks last until its end.
 * @param chosen claims that a person named, whatever their keys.
 */
export async function lockCandidates(
  tx: Query,
  claims: readonly RemittanceClaim[],
  chosen: readonly string[] = [],
): Promise<Candidate[]> {
  const asked = claims.flatMap((claim) => {
    const names = [...nameWords(claim.patient.lastName), ...nameWords(claim.patient.firstName)];
    const keys = {
      number: numberKey(claim.patientControlNumber) || null,
      payer_number: claim.payerClaimControlNumber,
      member: numberKey(claim.patient.memberId) || null,
      names: names.map((word) => word.slice(0, 4)),
      billed: claim.billedCents === null ? null : Math.abs(claim.billedCents),
    };
    const stated = statedDays(claim);
    const days = stated === null ? [null] : [...new Set([stated.from, stated.to])];
    return days.map((day) => ({ ...keys, day }));
  });
  const { rows } = await tx.query<Omit<Candidate, 'claim' | 'payerClaimControlNumbers'> & { document: unknown }>(
    CANDIDATES,
    [JSON.stringify(asked), chosen],
  );
  const numbers = await payerNumbers(
    tx,
    rows.map((row) => row.id),
  );
  return rows.map(({ document, ...row }) => {
    const claim = claimSchema.parse(document);
    const known = new Set([claim.payerClaimControlNumber, ...(numbers.get(row.id) ?? [])]);
    return { ...row, claim, payerClaimControlNumbers: [...known].filter((number) => number !== null) };
  });
}

async function payerNumbers(tx: Query, claimIds: readonly string[]): Promise<Map<string, string[]>> {
  const { rows } = await tx.query<{ id: string; number: string }>(
    `select w.claim_id as id, answer ->> 'payerClaimControlNumber' as number
     from work_item w join result r on r.work_item_id = w.id, jsonb_array_elements(r.result -> 'claims') as answer
     where w.claim_id = any($1::uuid[]) and r.kind = 'claim-status' and answer ->> 'payerClaimControlNumber' is not null
     union select claim_id, payer_claim_control_number from payment_claim
     where claim_id = any($1::uuid[]) and payer_claim_control_number is not null and state <> 'held'`,
    [claimIds],
  );
  const byClaim = new Map<string, string[]>();
  for (const { id, number } of rows) byClaim.set(id, [...(byClaim.get(id) ?? []), number]);
  return byClaim;
}

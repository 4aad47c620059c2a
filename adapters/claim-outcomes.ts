/** What a posting says about our claims: their state, and whether a sweep has anything left to ask. */
import { isClosed } from '../domain/claim-status.ts';
import type { ClaimState } from '../domain/claim-status.ts';
import type { Query } from './query.ts';

export interface ClaimOutcome {
  readonly claimId: string;
  readonly state: ClaimState;
}

/** Of several outcomes of one claim the last one holds. @param tx the transaction that posts. */
export async function noteOutcomes(tx: Query, outcomes: readonly ClaimOutcome[], now: Date): Promise<void> {
  const last = new Map(outcomes.map((outcome) => [outcome.claimId, outcome.state]));
  if (last.size === 0) return;
  const rows = [...last].map(([id, state]) => ({ id, state, is_closed: isClosed(state) }));
  await tx.query(
    `update claim set state = row.state, state_text = 'Remittance posted', asked_at = $2,
       closed_at = case when row.is_closed then $2::timestamptz end
     from jsonb_to_recordset($1::jsonb) as row (id uuid, state text, is_closed boolean) where claim.id = row.id`,
    [JSON.stringify(rows), now],
  );
}

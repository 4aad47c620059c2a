/** Who holds an item: two people never work on one item, and nobody holds one for ever. */
import type { Desk, Person } from './desk.ts';
import { noteAudit } from './audit.ts';

/** A claim lapses when its holder has done nothing with the item for this long. */
export const CLAIM_MINUTES = 30;

interface Claimed {
  claimedBy: string | null;
  claimedAt: Date | null;
  claimedName: string | null;
}
export interface Holder {
  by: string;
  isMine: boolean;
  /** ISO time at which the claim lapses. */
  until: string;
}

/** @returns null when nobody holds the item, or the claim has lapsed. */
export function holderOf(row: Claimed, person: Person, now: Date): Holder | null {
  if (!row.claimedBy || !row.claimedAt) return null;
  const until = row.claimedAt.getTime() + CLAIM_MINUTES * 60_000;
  if (until <= now.getTime()) return null;
  return {
    by: row.claimedName ?? 'someone',
    isMine: row.claimedBy === person.id,
    until: new Date(until).toISOString(),
  };
}

export type ClaimOutcome =
  | { readonly outcome: 'claimed' | 'released' }
  | { readonly outcome: 'held'; readonly by: string; readonly until: string }
  | { readonly outcome: 'closed' | 'not-found' | 'not-held' };

/** Takes an item, or keeps it when it is already the person's. */
export async function claimItem(desk: Desk, person: Person, id: string): Promise<ClaimOutcome> {
  const now = desk.clock.now();
  return desk.db.transaction(async (tx) => {
    const { rows } = await tx.query<{ wasMine: boolean }>(
      `update review_item r set claimed_by = $2, claimed_at = $3, touched_at = $3 from review_item before
       where r.id = $1 and before.id = r.id and r.resolution is null
         and (r.claimed_by is null or r.claimed_by = $2 or r.claimed_at <= $4)
       returning coalesce(before.claimed_by = $2, false) as "wasMine"`,
      [id, person.id, now, new Date(now.getTime() - CLAIM_MINUTES * 60_000)],
    );
    if (!rows[0]) {
      const found = await tx.query<Claimed & { resolution: string | null }>(
        `select r.claimed_by as "claimedBy", r.claimed_at as "claimedAt", p.name as "claimedName", r.resolution
         from review_item r left join reviewer p on p.id = r.claimed_by where r.id = $1`,
        [id],
      );
      const row = found.rows[0];
      if (!row) return { outcome: 'not-found' };
      const holder = row.resolution ? null : holderOf(row, person, now);
      return holder ? { outcome: 'held', by: holder.by, until: holder.until } : { outcome: 'closed' };
    }
    if (!rows[0].wasMine) await noteAudit(tx, person, 'claimed', `review-item:${id}`, now);
    return { outcome: 'claimed' };
  });
}

/** Gives an item back; only its holder can. */
export async function releaseItem(desk: Desk, person: Person, id: string): Promise<ClaimOutcome> {
  const now = desk.clock.now();
  return desk.db.transaction(async (tx) => {
    const { rows } = await tx.query(
      `update review_item set claimed_by = null, claimed_at = null, touched_at = $3
       where id = $1 and claimed_by = $2 and resolution is null returning id`,
      [id, person.id, now],
    );
    if (rows.length === 0) return { outcome: 'not-held' };
    await noteAudit(tx, person, 'released', `review-item:${id}`, now);
    return { outcome: 'released' };
  });
}

/** Work that is given out by itself: whoever takes part and has the fewest open items gets the next one. Off by default. */
import type { Query } from '../adapters/query.ts';

/** What one person can work on by oneself; a code, a login or a portal is for whoever is on duty. */
const SHARED_KINDS = ['eligibility', 'claim-status', 'remittance'];

/** Gives each new item to the person with the fewest; nothing while sharing is off or nobody takes part. */
export async function shareOut(tx: Query, ids: readonly string[], now: Date): Promise<void> {
  if (ids.length === 0) return;
  const loads = await loadsOf(tx);
  if (loads.length === 0) return;
  const given = ids.map((id) => {
    const least = loads.reduce((a, b) => (b.open < a.open ? b : a));
    least.open += 1;
    return { id, to: least.id };
  });
  await tx.query(
    `update review_item r set assigned_to = g."to", touched_at = $2
     from jsonb_to_recordset($1::jsonb) as g (id uuid, "to" uuid) where g.id = r.id and r.kind = any($3::text[])`,
    [JSON.stringify(given), now, SHARED_KINDS],
  );
}

async function loadsOf(tx: Query): Promise<{ id: string; open: number }[]> {
  const { rows } = await tx.query<{ id: string; open: number }>(
    `select s.reviewer_id as id, count(r.id)::int as open from work_sharer s
       left join review_item r on r.assigned_to = s.reviewer_id and r.resolution is null
     where (select is_on from work_sharing) group by 1 order by 2, 1`,
  );
  return rows;
}

export interface Sharing {
  readonly isOn: boolean;
  /** Who takes part. */
  readonly people: readonly string[];
}

export async function sharingOf(db: Query): Promise<Sharing> {
  const { rows } = await db.query<Sharing>(
    `select is_on as "isOn", array(select reviewer_id::text from work_sharer order by 1) as people from work_sharing`,
  );
  return rows[0] ?? { isOn: false, people: [] };
}

export async function setSharing(tx: Query, { isOn, people }: Sharing): Promise<void> {
  await tx.query('update work_sharing set is_on = $1', [isOn]);
  await tx.query('delete from work_sharer');
  await tx.query('insert into work_sharer (reviewer_id) select id from reviewer where id = any($1::uuid[])', [people]);
}

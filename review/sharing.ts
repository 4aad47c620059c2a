/** Work that is given out by itself: whoever takes part and has the fewest open items gets the next one. Off by default. */
import type { Query } from '../adapters/query.ts';
import { may, ROLES } from '../domain/permissions.ts';

/** The roles of people who can be given work. */
export const WORKING_ROLES = ROLES.filter((role) => may(role, 'items.decide'));

/** What one person can work on by oneself; a code, a login or a portal is for whoever is on duty. */
const SHARED_KINDS = ['eligibility', 'claim-status', 'remittance'];

/** Gives each new item to the person with the fewest; nothing while sharing is off or nobody takes part. */
export async function shareOut(tx: Query, ids: readonly string[], now: Date): Promise<void> {
  if (ids.length === 0) return;
  const loads = await loadsOf(tx);
  if (loads.length === 0) return;
  const turns = deal(loads, ids.length);
  const given = ids.map((id, index) => ({ id, to: turns[index] }));
  await tx.query(
    `update review_item r set assigned_to = g."to", touched_at = $2
     from jsonb_to_recordset($1::jsonb) as g (id uuid, "to" uuid) where g.id = r.id and r.kind = any($3::text[])`,
    [JSON.stringify(given), now, SHARED_KINDS],
  );
}

interface Load {
  readonly id: string;
  /** Given to this person and not decided. */
  readonly open: number;
}

/** @param loads of at least one person. @returns who gets each of so many new items, in turn: always whoever has the fewest. */
function deal(loads: readonly Load[], items: number): string[] {
  const piles = loads.map(({ id, open }) => ({ id, open }));
  return Array.from({ length: items }, () => {
    const least = piles.reduce((a, b) => (b.open < a.open ? b : a));
    least.open += 1;
    return least.id;
  });
}

/** As if these people took part. @returns how many of so many new items each would get. */
export async function previewSharing(
  db: Query,
  people: readonly string[],
  items: number,
): Promise<{ id: string; name: string; open: number; gets: number }[]> {
  const { rows } = await db.query<Load & { name: string }>(
    `select p.id, p.name, count(r.id)::int as open from reviewer p
       left join review_item r on r.assigned_to = p.id and r.resolution is null
     where p.id = any($1::uuid[]) and p.disabled_at is null and p.role = any($2::text[]) group by 1, 2 order by 3, 1`,
    [people, WORKING_ROLES],
  );
  const turns = rows.length === 0 ? [] : deal(rows, items);
  return rows.map((row) => ({ ...row, gets: turns.filter((id) => id === row.id).length }));
}

async function loadsOf(tx: Query): Promise<Load[]> {
  const { rows } = await tx.query<Load>(
    // Who was disabled or became an auditor since would never work on what they are given.
    `select p.id, count(r.id)::int as open from work_sharer s
       join reviewer p on p.id = s.reviewer_id and p.disabled_at is null and p.role = any($1::text[])
       left join review_item r on r.assigned_to = p.id and r.resolution is null
     where (select is_on from work_sharing) group by 1 order by 2, 1`,
    [WORKING_ROLES],
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

/** Saved views of the inbox: a filter with a name, one's own or shared with everybody. */
import { randomUUID } from 'node:crypto';
import type { Query } from '../adapters/query.ts';
import { may } from '../domain/permissions.ts';
import type { Person } from './desk.ts';

export interface StoredView {
  readonly id: string;
  readonly name: string;
  readonly isShared: boolean;
  readonly isMine: boolean;
  readonly by: string;
  readonly filter: unknown;
}

/** @returns one's own first, then what others share, by name. */
export async function viewsOf(db: Query, person: Person): Promise<StoredView[]> {
  const { rows } = await db.query<StoredView>(
    `select v.id, v.name, v.is_shared as "isShared", v.owner = $1 as "isMine", p.name as by, v.filter
     from inbox_view v join reviewer p on p.id = v.owner where v.owner = $1 or v.is_shared
     order by v.owner <> $1, lower(v.name), v.id limit 50`,
    [person.id],
  );
  return rows;
}

/** The same name again is the same view with another filter. */
export async function saveView(
  tx: Query,
  person: Person,
  view: { readonly name: string; readonly isShared: boolean; readonly filter: unknown },
  now: Date,
): Promise<string> {
  const { rows } = await tx.query<{ id: string }>(
    `insert into inbox_view (id, owner, name, is_shared, filter, made_at) values ($1, $2, $3, $4, $5, $6)
     on conflict (owner, name) do update set is_shared = excluded.is_shared, filter = excluded.filter returning id`,
    [randomUUID(), person.id, view.name, view.isShared, JSON.stringify(view.filter), now],
  );
  return rows[0]!.id;
}

/** Its owner's, or a shared one by whoever leads the work. @returns false when there is none that the person may remove. */
export async function removeView(tx: Query, person: Person, id: string): Promise<boolean> {
  const { rowCount } = await tx.query('delete from inbox_view where id = $1 and (owner = $2 or (is_shared and $3))', [
    id,
    person.id,
    may(person.role, 'items.assign'),
  ]);
  return rowCount > 0;
}

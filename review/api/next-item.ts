/** The item that a person goes on with: taken in the transaction of the decision before it, so that two people never walk in step. */
import type { Query } from '../../adapters/query.ts';
import { noteAudit } from '../audit.ts';
import { CLAIM_MINUTES } from '../claims.ts';
import type { Desk, Person } from '../desk.ts';
import type { NextQuery } from './inbox-schema.ts';
import { Params, SORTINGS, whereOf, type Asked } from './inbox-where.ts';
import { findItem } from './item.ts';
import type { NextItem } from './schema.ts';

export interface Taken {
  readonly id: string;
  readonly documentId: string | null;
  /** Taken before, by the same person. */
  readonly wasMine: boolean;
  /** Its page shows something of a patient. */
  readonly isShown: boolean;
}

/** Where it is looked for, one place after the other: what the page has at hand, what follows in the list, its beginning. */
const PLACES = ['likely', 'following', 'first'] as const;

/**
 * Takes the next item of a list that nobody else has, held as by `claim`, with its trail.
 * @param after the item that was decided.
 * @returns null when there is none.
 */
export async function takeNext(tx: Query, next: NextQuery, after: string, asked: Asked): Promise<Taken | null> {
  if (next.state !== 'open') return null;
  for (const place of PLACES) {
    if (place === 'likely' && !next.likely) continue;
    const taken = await takeOne(tx, next, after, asked, place);
    if (!taken) continue;
    const { person, now } = asked;
    if (!taken.wasMine) await noteAudit(tx, person, 'claimed', `review-item:${taken.id}`, now);
    if (taken.isShown) await noteAudit(tx, person, 'item-viewed', `review-item:${taken.id}`, now);
    return taken;
  }
  return null;
}

const MOST_IN_HAND = 25;

/** Rows that another transaction has in hand are passed by, never waited for: no two can stand in each other's way. */
async function takeOne(
  tx: Query,
  next: NextQuery,
  after: string,
  asked: Asked,
  place: (typeof PLACES)[number],
): Promise<Taken | null> {
  const params = new Params();
  const { by, direction } = SORTINGS[next.order];
  const wheres = [whereOf(next, asked, params), freeTo(asked, params), `r.id <> ${params.add(after)}`];
  if (place === 'likely') wheres.push(`r.id = ${params.add(next.likely)}`);
  if (place === 'following') {
    const decided = params.add(after);
    const key = `(select ${by} from review_item r where r.id = ${decided})`;
    wheres.push(`(${by}, r.id) ${direction === 'asc' ? '>' : '<'} (${key}, ${decided}::uuid)`);
  }
  const [person, now] = [params.add(asked.person.id), params.add(asked.now)];
  const where = wheres.join(' and ');
  const order = `order by ${by} ${direction}, r.id ${direction}`;
  // The first few are found by index alone; more than these are never in hand at one moment.
  const { rows } = await tx.query<Taken>(
    `with free as (
       select r.id, r.claimed_by from review_item r
       where r.id = any(array(select r.id from review_item r where ${where} ${order} limit ${MOST_IN_HAND})) and ${where}
       ${order} limit 1 for update of r skip locked
     )
     update review_item r set claimed_by = ${person}, claimed_at = ${now}, touched_at = ${now} from free where r.id = free.id
     returning r.id, r.document_id as "documentId", coalesce(free.claimed_by = ${person}, false) as "wasMine",
       r.document_id is null and (r.evidence_id is not null
         or (r.work_item_id is not null and r.subject not like 'login:%' and r.subject not like 'code:%')) as "isShown"`,
    params.values,
  );
  return rows[0] ?? null;
}

/** Held and given to nobody else, and no decision of it waits for a second person. */
function freeTo({ person, now }: Asked, params: Params): string {
  const me = params.add(person.id);
  const lapsed = `${params.add(new Date(now.getTime() - CLAIM_MINUTES * 60_000))}::timestamptz`;
  return `case when r.claimed_by is null or r.claimed_at <= ${lapsed} then r.assigned_to is null or r.assigned_to = ${me}
      else r.claimed_by = ${me} end
    and not exists (select 1 from approval a where a.review_item_id = r.id and a.state = 'proposed')`;
}

/**
 * After the transaction: the item as its page shows it.
 * @returns without the item where it is shown on a page of its own, or could not be read: its page says why.
 */
export async function readNext(desk: Desk, person: Person, { id, documentId }: Taken, now: Date): Promise<NextItem> {
  const item = documentId ? null : await findItem(desk, person, id, now).catch(() => null);
  return { id, documentId, item };
}

/** Walks the audit trail from its first link to its last and says what was changed behind our back. */
import { FIRST_PREVIOUS, isOurs, keylessHash, linkHash } from './audit-chain.ts';
import type { ChainedEntry, SealedHead } from './audit-chain.ts';
import type { Query } from './query.ts';

export type TrailFault =
  | 'edited'
  | 'deleted'
  | 'inserted'
  | 'reordered'
  | 'without-key'
  | 'cut-off'
  | 'rewritten'
  | 'head-changed'
  | 'no-head'
  | 'guard-missing';

export interface TrailProblem {
  readonly fault: TrailFault;
  /** The entry's number (`audit.id`), where it is known. */
  readonly entry: number | null;
  /** Its place in the chain, where it has one. */
  readonly link: number | null;
  readonly message: string;
}

export interface TrailReport {
  readonly isWhole: boolean;
  /** Links that were walked. */
  readonly entries: number;
  readonly newest: { readonly seq: number; readonly hash: string } | null;
  /** The newest head outside of the database that vouches for what is before it. */
  readonly sealed: { readonly seq: number; readonly at: string } | null;
  /** At most 100; `found` counts all. */
  readonly problems: readonly TrailProblem[];
  readonly found: number;
}

interface LinkRow extends Omit<ChainedEntry, 'id'> {
  readonly id: string | null;
  readonly entry: number;
  readonly hash: string;
}

const PAGE = 2_000;
const MOST_PROBLEMS = 100;

/** @param heads what was kept outside of the database; several are checked each. */
export async function checkTrail(db: Query, key: Uint8Array, heads: readonly SealedHead[]): Promise<TrailReport> {
  const problems: TrailProblem[] = [];
  let found = 0;
  const tell = (fault: TrailFault, link: number | null, entry: number | null, message: string): void => {
    found += 1;
    if (problems.length < MOST_PROBLEMS) problems.push({ fault, link, entry, message });
  };
  const kept = new Map(heads.filter((head) => isOurs(key, head)).map((head) => [head.seq, head]));
  const forged = heads.filter((head) => !isOurs(key, head)).length;
  if (forged > 0)
    tell(
      'head-changed',
      null,
      null,
      `${forged} kept head(s) are not signed with this master key: changed, or another key's.`,
    );

  const walked = await walk(db, key, { seq: 0, hash: FIRST_PREVIOUS }, tell, (seq, hash) => {
    const head = kept.get(seq);
    if (head && head.hash !== hash)
      tell(
        'rewritten',
        seq,
        null,
        `Link ${seq} is not the one that was sealed at ${head.at}: the trail up to there was made anew.`,
      );
  });
  for (const head of [...kept.values()].filter(({ seq }) => seq > walked.seq))
    tell(
      'cut-off',
      head.seq,
      null,
      `The trail ends at link ${walked.seq}, but reached ${head.seq} at ${head.at}: its end was deleted.`,
    );
  for (const { id } of await unlinked(db))
    tell('inserted', null, id, `Entry ${id} is in no chain: it was written past the guard.`);
  for (const name of await missingGuards(db))
    tell('guard-missing', null, null, `The guard ${name} was taken off or switched off.`);
  const sealed = [...kept.values()].toSorted((a, b) => b.seq - a.seq)[0];
  if (!sealed && walked.seq > 0)
    tell(
      'no-head',
      null,
      null,
      'No sealed head is kept in DATA_FOLDER, so nothing vouches for the end of the trail; give one with --head.',
    );
  return {
    isWhole: found === 0,
    entries: walked.count,
    newest: walked.seq > 0 ? { seq: walked.seq, hash: walked.hash } : null,
    sealed: sealed ? { seq: sealed.seq, at: sealed.at } : null,
    problems,
    found,
  };
}

interface Place {
  readonly seq: number;
  readonly hash: string;
}

/**
 * Checks every link after `from`, a page at a time.
 * @param onLink told of each link's own hash.
 */
export async function walk(
  db: Query,
  key: Uint8Array,
  from: Place,
  tell: (fault: TrailFault, link: number | null, entry: number | null, message: string) => void,
  onLink: (seq: number, hash: string) => void = () => undefined,
): Promise<Place & { readonly count: number }> {
  let [at, count] = [from, 0];
  for (;;) {
    const rows = await linksAfter(db, at.seq);
    for (const row of rows) {
      checkLink(row, at, key, tell);
      onLink(row.seq, row.hash);
      at = { seq: row.seq, hash: row.hash };
    }
    count += rows.length;
    if (rows.length < PAGE) return { ...at, count };
  }
}

function checkLink(row: LinkRow, before: Place, key: Uint8Array, tell: Parameters<typeof walk>[3]): void {
  const { seq, entry, hash, id } = row;
  if (seq !== before.seq + 1)
    tell(
      'deleted',
      before.seq + 1,
      null,
      `Links ${before.seq + 1} to ${seq - 1} are gone: their entries were deleted.`,
    );
  else if (row.previous !== before.hash)
    tell(
      'reordered',
      seq,
      entry,
      `Link ${seq} does not follow the one before it: links were moved, replaced or made anew.`,
    );
  if (id === null) return tell('deleted', seq, entry, `Entry ${entry} is gone: it was deleted.`);
  const chained = { ...row, id };
  if (linkHash(key, chained) === hash) return;
  if (keylessHash(chained) === hash)
    return tell(
      'without-key',
      seq,
      entry,
      `Entry ${entry} was chained without the practice's key: Claimwright did not write it.`,
    );
  tell('edited', seq, entry, `Entry ${entry} is not what was written: it was edited, or moved.`);
}

async function linksAfter(db: Query, seq: number): Promise<LinkRow[]> {
  const { rows } = await db.query<LinkRow>(
    `select l.seq, encode(l.previous, 'hex') as previous, encode(l.hash, 'hex') as hash, l.audit_id as entry,
       a.id::text as id, (extract(epoch from a.at) * 1000000)::bigint::text as at,
       a.actor, a.action, a.subject, a.detail::text as detail
     from audit_link l left join audit a on a.id = l.audit_id where l.seq > $1 order by l.seq limit ${PAGE}`,
    [seq],
  );
  return rows;
}

async function unlinked(db: Query): Promise<{ id: number }[]> {
  const { rows } = await db.query<{ id: number }>(
    `select a.id from audit a where not exists (select 1 from audit_link l where l.audit_id = a.id)
     order by a.id limit ${MOST_PROBLEMS}`,
  );
  return rows;
}

const GUARDS = ['audit_chained', 'audit_kept', 'audit_link_kept'];

async function missingGuards(db: Query): Promise<string[]> {
  const { rows } = await db.query<{ name: string }>(
    `select tgname::text as name from pg_trigger
     where tgrelid in ('audit'::regclass, 'audit_link'::regclass) and not tgisinternal and tgenabled <> 'D'`,
  );
  return GUARDS.filter((guard) => !rows.some(({ name }) => name === guard));
}

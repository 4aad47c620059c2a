/** What was seen and learned of portals' elements, shared by all hosts: fingerprints, proposed, approved and rejected selectors. */
import { randomUUID } from 'node:crypto';
import { fingerprintSchema } from '../domain/fingerprint.ts';
import type { Fingerprint } from '../domain/fingerprint.ts';
import { learnedSelectorSchema, selectorKey } from '../domain/learned-selector.ts';
import type { ElementName, LearnedSelector, SelectorProposal } from '../domain/learned-selector.ts';
import type { Query } from './query.ts';

export type SelectorState = 'proposed' | 'approved' | 'rejected';

export interface StoredSelector extends ElementName {
  readonly id: string;
  readonly portal: string;
  readonly selector: LearnedSelector;
  readonly state: SelectorState;
  readonly likeness: number;
  readonly runnerUp: number;
  readonly proposedAt: Date;
  readonly decidedAt: Date | null;
}

const COLUMNS = `id, portal, page, element, selector, state, likeness, runner_up as "runnerUp", proposed_at as "proposedAt",
  decided_at as "decidedAt"`;

const asStored = (row: StoredSelector): StoredSelector => ({
  ...row,
  selector: learnedSelectorSchema.parse(row.selector),
});

export async function keepFingerprint(
  db: Query,
  portal: string,
  { page, element }: ElementName,
  fingerprint: Fingerprint,
  now: Date,
): Promise<void> {
  await db.query(
    `insert into element_fingerprint (portal, page, element, fingerprint, seen_at) values ($1, $2, $3, $4, $5)
     on conflict (portal, page, element) do update set fingerprint = excluded.fingerprint, seen_at = excluded.seen_at`,
    [portal, page, element, JSON.stringify(fingerprint), now],
  );
}

/** All that is known of one element. A fingerprint that an older version kept in another form counts as none. */
export async function recallElement(db: Query, portal: string, { page, element }: ElementName) {
  const prints = await db.query<{ fingerprint: unknown }>(
    'select fingerprint from element_fingerprint where portal = $1 and page = $2 and element = $3',
    [portal, page, element],
  );
  const { rows } = await db.query<StoredSelector>(
    `select ${COLUMNS} from learned_selector where portal = $1 and page = $2 and element = $3 and state <> 'proposed'
     order by decided_at`,
    [portal, page, element],
  );
  const learned = rows.map(asStored);
  const of = (state: SelectorState) => learned.filter((each) => each.state === state).map(({ selector }) => selector);
  return {
    fingerprint: fingerprintSchema
      .nullable()
      .catch(null)
      .parse(prints.rows[0]?.fingerprint ?? null),
    approved: of('approved'),
    rejected: of('rejected').map(selectorKey),
  };
}

/** @returns the proposal's row: a new one, or that of the same proposal before, which may be decided by now. */
export async function noteProposal(
  tx: Query,
  portal: string,
  proposal: SelectorProposal,
  now: Date,
): Promise<StoredSelector> {
  const { page, element, selector, likeness, runnerUp } = proposal;
  const { rows } = await tx.query<StoredSelector>(
    `insert into learned_selector (id, portal, page, element, selector, selector_key, state, likeness, runner_up, proposed_at)
     values ($1, $2, $3, $4, $5, $6, 'proposed', $7, $8, $9)
     on conflict (portal, page, element, selector_key) do update set likeness = excluded.likeness, runner_up = excluded.runner_up
     returning ${COLUMNS}`,
    [randomUUID(), portal, page, element, JSON.stringify(selector), selectorKey(selector), likeness, runnerUp, now],
  );
  const row = rows[0];
  if (!row) throw new Error('The database returned no learned selector; check that its migrations have run.');
  return asStored(row);
}

/** @returns every learned selector of a portal, or of one of its pages, in the order of pages and elements. */
export async function listLearned(db: Query, where: { portal: string; page?: string }): Promise<StoredSelector[]> {
  const { rows } = await db.query<StoredSelector>(
    `select ${COLUMNS} from learned_selector where portal = $1 and ($2::text is null or page = $2)
     order by page, element, proposed_at`,
    [where.portal, where.page ?? null],
  );
  return rows.map(asStored);
}

/** A person's word on a proposal. @returns false when it is decided already. */
export async function decideSelector(
  tx: Query,
  id: string,
  state: 'approved' | 'rejected',
  by: string,
  now: Date,
): Promise<boolean> {
  const { rowCount } = await tx.query(
    `update learned_selector set state = $2, decided_by = $3, decided_at = $4 where id = $1 and state = 'proposed'`,
    [id, state, by, now],
  );
  return rowCount === 1;
}

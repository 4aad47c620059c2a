/** Compares what was stored with the practice portal's own truth, field by field. */
import { isDeepStrictEqual } from 'node:util';
import type { Query } from '../../adapters/query.ts';
import type { Inquiry, WorkKind, WorkState } from '../../domain/work-item.ts';
import type { Truth } from '../../sandbox/index.ts';

export interface Tally {
  readonly asked: number;
  readonly answered: number;
  readonly review: number;
  readonly failed: number;
  readonly wrong: number;
}

export interface Score {
  readonly eligibility: Tally;
  readonly claimStatus: Tally;
  readonly reviewItems: {
    readonly opened: number;
    readonly byCode: Readonly<Record<string, number>>;
    readonly unexplained: number;
  };
  /** Work items that differ from the truth, by id and field: no patient data. */
  readonly differences: readonly string[];
}

interface Row {
  id: string;
  kind: WorkKind;
  state: WorkState;
  code: string | null;
  inquiry: Inquiry;
  result: unknown;
}

/** @param portal compares what this portal was asked; left out, everything. */
export async function score(db: Query, truth: Truth, portal?: string): Promise<Score> {
  const { rows } = await db.query<Row>(
    `select w.id, w.kind, w.state, w.code, w.inquiry, r.result from work_item w left join result r on r.work_item_id = w.id
     where $1::text is null or w.portal = $1 order by w.place`,
    [portal ?? null],
  );
  const differences = rows.flatMap((row) => differencesOf(row, truth));
  const wrongIds = new Set(differences.map((difference) => difference.split(' ')[0]));
  const opened = await db.query<{ code: string; n: number }>(
    'select code, count(*)::int as n from review_item group by code order by code',
  );
  return {
    eligibility: tally(rows, 'eligibility', wrongIds),
    claimStatus: tally(rows, 'claim-status', wrongIds),
    reviewItems: {
      opened: opened.rows.reduce((sum, row) => sum + row.n, 0),
      byCode: Object.fromEntries(opened.rows.map((row) => [row.code, row.n])),
      unexplained: rows.filter((row) => row.state === 'review' && wrongIds.has(row.id)).length,
    },
    differences,
  };
}

function tally(rows: readonly Row[], kind: WorkKind, wrongIds: ReadonlySet<string | undefined>): Tally {
  const mine = rows.filter((row) => row.kind === kind);
  const count = (state: WorkState) => mine.filter((row) => row.state === state).length;
  const wrong = mine.filter((row) => row.state === 'done' && wrongIds.has(row.id)).length;
  return { asked: mine.length, answered: count('done'), review: count('review'), failed: count('failed'), wrong };
}

/** @returns `<work item> <where>: ...` for each thing that is not as the portal's truth has it. */
function differencesOf(row: Row, truth: Truth): string[] {
  const expected = row.inquiry.kind === 'eligibility' ? truth.eligibility(row.inquiry) : truth.claimStatus(row.inquiry);
  if ('code' in expected) {
    return row.code === expected.code && row.state === 'review'
      ? []
      : [`${row.id} outcome: ${row.code ?? row.state}, should be ${expected.code}`];
  }
  if (row.state !== 'done') return [`${row.id} outcome: ${row.code ?? row.state}, should be an answer`];
  return unequalPaths(row.result, JSON.parse(JSON.stringify(expected.result)), '').map(
    (path) => `${row.id} ${path}: differs`,
  );
}

function unequalPaths(mine: unknown, theirs: unknown, path: string): string[] {
  if (isDeepStrictEqual(mine, theirs)) return [];
  if (!isTree(mine) || !isTree(theirs)) return [path || '/'];
  const keys = new Set([...Object.keys(mine), ...Object.keys(theirs)]);
  return [...keys].flatMap((key) => unequalPaths(mine[key], theirs[key], `${path}/${key}`));
}

const isTree = (value: unknown): value is Record<string, unknown> => typeof value === 'object' && value !== null;

/** Looks through the audit trail, the newest first. */
import type { Query } from '../adapters/query.ts';

export interface TrailFilter {
  readonly actor?: string | undefined;
  readonly action?: string | undefined;
  readonly subject?: string | undefined;
  /** Days of the practice, `YYYY-MM-DD`, both included. */
  readonly from?: string | undefined;
  readonly to?: string | undefined;
}

export interface FoundEntry {
  readonly id: number;
  readonly at: Date;
  readonly actor: string;
  readonly name: string | null;
  readonly action: string;
  readonly subject: string;
  readonly detail: string;
}

/** @param before entries older than this number only. */
export async function searchTrail(
  db: Query,
  filter: TrailFilter,
  { timeZone, before, limit }: { timeZone: string; before: number | undefined; limit: number },
): Promise<FoundEntry[]> {
  const params: unknown[] = [];
  const given = (value: unknown): string => `$${params.push(value)}`;
  const where = [
    ...(before === undefined ? [] : [`a.id < ${given(before)}`]),
    ...(filter.actor === undefined
      ? []
      : [
          `a.actor in (${given(filter.actor)}, (select 'reviewer:' || id from reviewer where name = ${given(filter.actor)}))`,
        ]),
    ...(filter.action === undefined ? [] : [`a.action = ${given(filter.action)}`]),
    ...(filter.subject === undefined ? [] : [subjectIs(filter.subject, given)]),
    ...(filter.from === undefined
      ? []
      : [`a.at >= ${given(filter.from)}::date::timestamp at time zone ${given(timeZone)}`]),
    ...(filter.to === undefined
      ? []
      : [`a.at < (${given(filter.to)}::date + 1)::timestamp at time zone ${given(timeZone)}`]),
  ];
  const { rows } = await db.query<FoundEntry>(
    `select a.id, a.at, a.actor, w.name, a.action, a.subject,
       case when a.detail ? 'sealed' then jsonb_set(a.detail, '{sealed}', 'true') else a.detail end::text as detail
     from audit a left join reviewer w on a.actor = 'reviewer:' || w.id
     where ${where.length > 0 ? where.join(' and ') : 'true'} order by a.id desc limit ${given(limit)}`,
    params,
  );
  return rows;
}

/** A subject that ends in a colon is the beginning of many. */
const subjectIs = (subject: string, given: (value: unknown) => string): string =>
  subject.endsWith(':') ? `starts_with(a.subject, ${given(subject)})` : `a.subject = ${given(subject)}`;

/** @returns the subject of an entry and what is sealed in it; null when there is no such entry or nothing is. */
export async function sealedOf(db: Query, id: number): Promise<{ subject: string; sealed: string } | null> {
  const { rows } = await db.query<{ subject: string; sealed: string }>(
    `select subject, detail ->> 'sealed' as sealed from audit where id = $1 and detail ? 'sealed'`,
    [id],
  );
  return rows[0] ?? null;
}

/** @returns every action that the trail holds, by steps over the index: a trail is long, its words are few. */
export async function actionsOfTrail(db: Query): Promise<string[]> {
  const { rows } = await db.query<{ action: string }>(
    `with recursive word as (
       (select action from audit order by action limit 1)
       union all
       select (select a.action from audit a where a.action > word.action order by a.action limit 1) from word where word.action is not null
     ) select action from word where action is not null`,
  );
  return rows.map(({ action }) => action);
}

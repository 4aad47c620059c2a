/** A portal's health over all hosts: faults in a row, the pause that follows, and which selectors drift. */
import type { Query } from './query.ts';

/** Drift faults in a row that pause a portal. */
const STREAK_LIMIT = 3;

/** @returns whether the portal is paused now. */
export async function noteDriftFault(tx: Query, portal: string, code: string, now: Date): Promise<boolean> {
  const { rows } = await tx.query<{ paused: string | null }>(
    `insert into portal_health (portal, fault_streak) values ($1, 1)
     on conflict (portal) do update set fault_streak = portal_health.fault_streak + 1,
       paused_code = case when portal_health.fault_streak + 1 >= $2 then coalesce(portal_health.paused_code, $3) else portal_health.paused_code end,
       paused_at = case when portal_health.fault_streak + 1 >= $2 then coalesce(portal_health.paused_at, $4) else portal_health.paused_at end
     returning paused_code as paused`,
    [portal, STREAK_LIMIT, code, now],
  );
  return rows[0]?.paused !== null;
}

export async function noteAnswered(tx: Query, portal: string): Promise<void> {
  await tx.query(
    'update portal_health set fault_streak = 0 where portal = $1 and fault_streak > 0 and paused_code is null',
    [portal],
  );
}

/** @returns the code a portal is paused for, or null. */
export async function portalPause(db: Query, portal: string): Promise<string | null> {
  const { rows } = await db.query<{ code: string | null }>(
    'select paused_code as code from portal_health where portal = $1',
    [portal],
  );
  return rows[0]?.code ?? null;
}

/** A later alternative of a selector had to serve. */
export async function noteSelectorDrift(
  db: Query,
  portal: string,
  page: string,
  element: string,
  alternative: number,
  now: Date,
) {
  await db.query(
    `insert into selector_drift (portal, page, element, alternative, seen, last_seen_at) values ($1, $2, $3, $4, 1, $5)
     on conflict (portal, page, element, alternative) do update set seen = selector_drift.seen + 1, last_seen_at = excluded.last_seen_at`,
    [portal, page, element, alternative, now],
  );
}

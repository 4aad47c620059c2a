/** A portal's health over all hosts: faults in a row, the pause that follows, the pace it taught us, and which selectors drift. */
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

/** The longest time between two look-ups that a portal can teach us. */
const LONGEST_GAP_MS = 120_000;

/**
 * The portal said that we are too fast: for an hour its look-ups keep a distance, over all logins and hosts. Told
 * again within a day, the distance doubles.
 * @param firstGapMs the distance to begin with.
 */
export async function learnPace(tx: Query, portal: string, firstGapMs: number, now: Date): Promise<void> {
  await tx.query(
    `insert into portal_health as h (portal, gap_ms, gap_until) values ($1, $2, $3::timestamptz + interval '1 hour')
     on conflict (portal) do update set gap_until = excluded.gap_until,
       gap_ms = case when h.gap_until > $3::timestamptz - interval '1 day' then least(greatest(h.gap_ms * 2, $2), $4) else $2 end`,
    [portal, firstGapMs, now, LONGEST_GAP_MS],
  );
}

/** Takes the next place in the pace that the portal taught us. @returns when it is; null where it taught none. */
export async function takeTurn(db: Query, portal: string, now: Date): Promise<Date | null> {
  const { rows } = await db.query<{ turn: Date }>(
    `update portal_health h set next_at = greatest(coalesce(h.next_at, $2), $2) + h.gap_ms * interval '1 millisecond'
     from portal_health before where h.portal = $1 and before.portal = $1 and h.gap_until > $2
     returning greatest(coalesce(before.next_at, $2), $2) as turn`,
    [portal, now],
  );
  return rows[0]?.turn ?? null;
}

/** @returns the code a portal is paused for, or null; and whether it keeps a pace that it taught us. */
export async function portalHealth(db: Query, portal: string, now: Date) {
  const { rows } = await db.query<{ pausedCode: string | null; isSlowed: boolean }>(
    `select paused_code as "pausedCode", coalesce(gap_until > $2, false) as "isSlowed" from portal_health where portal = $1`,
    [portal, now],
  );
  return rows[0] ?? { pausedCode: null, isSlowed: false };
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

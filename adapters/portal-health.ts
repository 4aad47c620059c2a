/** A portal's health over all hosts: faults in a row, the pause that follows, the pace it taught us, and which selectors drift. */
import type { WorkKind } from '../domain/work-item.ts';
import type { Query } from './query.ts';

/** Faults in a row that pause a portal. */
const STREAK_LIMIT = 3;

export interface PortalFault {
  readonly portal: string;
  /** Faults of one key count once. */
  readonly key: string;
  readonly kind: WorkKind;
  readonly code: string;
}

/**
 * @param trialMs how long after a pause it is first tried whether the portal works again.
 * @returns `pauses`: this fault was one too many; `paused`: another was before; `runs`: the portal goes on.
 */
export async function noteFault(
  tx: Query,
  { portal, key, kind, code }: PortalFault,
  trialMs: number,
  now: Date,
): Promise<'runs' | 'pauses' | 'paused'> {
  const { rows } = await tx.query<{ streak: number; paused: string | null }>(
    `insert into portal_health as h (portal, fault_streak, fault_keys, fault_kinds) values ($1, 1, array[$2::text], array[$3::text])
     on conflict (portal) do update set
       fault_keys = case when $2::text = any(h.fault_keys) or h.paused_code is not null then h.fault_keys else h.fault_keys || $2::text end,
       fault_kinds = case when $3::text = any(h.fault_kinds) then h.fault_kinds else h.fault_kinds || $3::text end,
       fault_streak = h.fault_streak + case when $2::text = any(h.fault_keys) or h.paused_code is not null then 0 else 1 end
     returning fault_streak as streak, paused_code as paused`,
    [portal, key, kind],
  );
  if (rows[0]?.paused) return 'paused';
  if ((rows[0]?.streak ?? 0) < STREAK_LIMIT) return 'runs';
  await pausePortal(tx, portal, code, trialMs, now);
  return 'pauses';
}

/**
 * Stops a portal on all hosts.
 * @param trialMs how long until it is tried; four times as long for each time that it went on by itself in the last day.
 * @returns false when it was paused before.
 */
export async function pausePortal(
  tx: Query,
  portal: string,
  code: string,
  trialMs: number,
  now: Date,
): Promise<boolean> {
  await tx.query('insert into portal_health (portal) values ($1) on conflict (portal) do nothing', [portal]);
  const { rowCount } = await tx.query(
    `update portal_health set paused_code = $2, paused_at = $3, canary_tries = 0,
       canary_at = $3::timestamptz + $4::float8 * interval '1 millisecond'
         * power(4, case when resumed_at > $3::timestamptz - interval '1 day' then least(resumes, 5) else 0 end)
     where portal = $1 and paused_code is null`,
    [portal, code, now, trialMs],
  );
  return rowCount === 1;
}

/** Stops a portal on all hosts until a person lets it go on: no canary does. @returns false when it was paused before. */
export async function pausePortalByHand(tx: Query, portal: string, now: Date): Promise<boolean> {
  if (!(await pausePortal(tx, portal, 'by-hand', 0, now))) return false;
  await tx.query('update portal_health set canary_at = null where portal = $1', [portal]);
  return true;
}

/** The portal works again, by a person's word or because a canary passed. */
export async function resumePortal(tx: Query, portal: string, by: 'person' | 'canary', now: Date): Promise<void> {
  await tx.query(
    `update portal_health set paused_code = null, paused_at = null, fault_streak = 0, fault_keys = '{}', fault_kinds = '{}',
       not_found_streak = 0, not_found_since = null, canary_at = null, canary_tries = 0,
       resumes = case when $2 = 'person' then 0 when resumed_at > $3::timestamptz - interval '1 day' then resumes + 1 else 1 end,
       resumed_at = $3 where portal = $1`,
    [portal, by, now],
  );
}

/** The portal answered: whatever faults there were, they were not in a row. */
export async function noteAnswered(tx: Query, portal: string): Promise<void> {
  await tx.query(
    `update portal_health set fault_streak = 0, fault_keys = '{}', fault_kinds = '{}', not_found_streak = 0, not_found_since = null
     where portal = $1 and (fault_streak > 0 or not_found_streak > 0) and paused_code is null`,
    [portal],
  );
}

/** @returns how many times in a row the portal has now said "not found". */
export async function noteNotFound(tx: Query, portal: string, now: Date): Promise<number> {
  const { rows } = await tx.query<{ streak: number }>(
    `insert into portal_health as h (portal, not_found_streak, not_found_since) values ($1, 1, $2)
     on conflict (portal) do update set not_found_streak = h.not_found_streak + 1,
       not_found_since = coalesce(h.not_found_since, excluded.not_found_since), fault_streak = 0, fault_keys = '{}', fault_kinds = '{}'
     returning not_found_streak as streak`,
    [portal, now],
  );
  return rows[0]?.streak ?? 0;
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

export interface PortalHealth {
  /** The code the portal is paused for, or null. */
  readonly pausedCode: string | null;
  /** Whether it keeps a pace that it taught us. */
  readonly isSlowed: boolean;
  /** Whether a known member must be asked about before anything else. */
  readonly isCanaryDue: boolean;
}

/** @returns how a portal is for one of its logins. */
export async function portalHealth(db: Query, portal: string, loginId: string, now: Date): Promise<PortalHealth> {
  const { rows } = await db.query<PortalHealth>(
    `select h.paused_code as "pausedCode", coalesce(h.gap_until > $3, false) as "isSlowed",
       exists (select 1 from canary where login_id = $2 and due_at <= $3) as "isCanaryDue"
     from (values ($1::text)) as one (portal) left join portal_health h on h.portal = one.portal`,
    [portal, loginId, now],
  );
  return rows[0] ?? { pausedCode: null, isSlowed: false, isCanaryDue: false };
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

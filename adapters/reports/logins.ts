/** Each login as its owner should know it: paused or not, how often it may still try, when it was used. No secret. */
import type { Query } from '../query.ts';

export interface LoginFigures {
  readonly id: string;
  readonly portal: string;
  readonly label: string;
  readonly pausedCode: string | null;
  readonly pausedAt: Date | null;
  readonly rejectedSubmits: number;
  readonly unseenSubmits: number;
  readonly submitBudget: number;
  readonly portalRejections: number;
  readonly signIns: number;
  readonly secretAt: Date | null;
  readonly confirmedAt: Date | null;
  readonly usedAt: Date | null;
  /** Look-ups on the portal's day. */
  readonly lookups: number;
}

/** @param days the day that it is at each portal, by name. */
export async function loginFigures(db: Query, days: Readonly<Record<string, string>>): Promise<LoginFigures[]> {
  const { rows } = await db.query<LoginFigures>(
    `select l.id, l.portal, l.label, l.paused_code as "pausedCode", l.paused_at as "pausedAt", l.rejected_submits as "rejectedSubmits",
       l.unseen_submits as "unseenSubmits", l.submit_budget as "submitBudget", l.portal_rejections as "portalRejections",
       l.sign_ins as "signIns", l.secret_at as "secretAt", l.confirmed_at as "confirmedAt", l.last_used_at as "usedAt",
       coalesce(d.lookups, 0) as lookups
     from login l left join login_day d on d.login_id = l.id and d.day = ($1::jsonb ->> l.portal)::date
     order by l.portal, l.label`,
    [JSON.stringify(days)],
  );
  return rows;
}

/** Canaries: for each login a member and a claim that its portal is known to find, sealed; when they are due and how they ended. */
import { inquirySchema } from '../domain/work-item.ts';
import type { Inquiry, WorkKind } from '../domain/work-item.ts';
import type { Query } from './query.ts';
import type { Vault } from './vault.ts';

export interface Canary {
  readonly loginId: string;
  readonly kind: WorkKind;
  readonly payer: string;
  readonly inquiry: Inquiry;
}

/** A canary without what it asks. */
export interface CanaryState {
  readonly portal: string;
  readonly login: string;
  readonly kind: WorkKind;
  readonly origin: 'set' | 'learned';
  readonly setAt: Date;
  readonly isDue: boolean;
  readonly askedAt: Date | null;
  readonly passedAt: Date | null;
  readonly code: string | null;
}

const purpose = (loginId: string, kind: WorkKind): string => `canary ${loginId} ${kind}`;

export function openCanaries(vault: Vault) {
  const sealed = ({ loginId, kind, inquiry }: Canary): Buffer =>
    vault.seal(JSON.stringify(inquiry), purpose(loginId, kind));

  return {
    /** A person names a canary; it replaces what was learned. */
    async set(db: Query, canary: Canary, now: Date): Promise<void> {
      await db.query(
        `insert into canary (login_id, kind, origin, payer, sealed, set_at) values ($1, $2, 'set', $3, $4, $5)
         on conflict (login_id, kind) do update set origin = 'set', payer = excluded.payer, sealed = excluded.sealed,
           set_at = excluded.set_at, asked_at = null, passed_at = null, code = null, due_at = null`,
        [canary.loginId, canary.kind, canary.payer, sealed(canary), now],
      );
    },

    /** A good answer: its question is the login's canary from now on, unless a person has set one. */
    async learn(db: Query, canary: Canary, now: Date): Promise<void> {
      await db.query(
        `insert into canary (login_id, kind, origin, payer, sealed, set_at) values ($1, $2, 'learned', $3, $4, $5)
         on conflict (login_id, kind) do update set payer = excluded.payer, sealed = excluded.sealed, set_at = excluded.set_at
           where canary.origin = 'learned' and canary.due_at is null`,
        [canary.loginId, canary.kind, canary.payer, sealed(canary), now],
      );
    },

    /** @returns a login's canaries; one that was sealed with another key counts as none. */
    async of(db: Query, loginId: string): Promise<Canary[]> {
      const { rows } = await db.query<{ kind: WorkKind; payer: string; sealed: Uint8Array }>(
        'select kind, payer, sealed from canary where login_id = $1 order by kind desc',
        [loginId],
      );
      return rows.flatMap(({ kind, payer, sealed: box }) => {
        const inquiry = readInquiry(vault, box, purpose(loginId, kind));
        return inquiry ? [{ loginId, kind, payer, inquiry }] : [];
      });
    },
  };
}

function readInquiry(vault: Vault, sealed: Uint8Array, why: string): Inquiry | null {
  try {
    return inquirySchema.parse(JSON.parse(vault.open(sealed, why).toString()));
  } catch {
    return null;
  }
}

/** The canaries of a portal's logins are asked before anything else, but for those that passed since. */
export async function markDue(db: Query, portals: readonly string[], since: Date, now: Date): Promise<void> {
  await db.query(
    `update canary c set due_at = $3 from login l where l.id = c.login_id and l.portal = any($1::text[]) and c.due_at is null
       and (c.passed_at is null or c.passed_at < $2)`,
    [portals, since, now],
  );
}

/** @param code what it ended with; null: passed. */
export async function noteCanary(
  db: Query,
  { loginId, kind }: Pick<Canary, 'loginId' | 'kind'>,
  code: string | null,
  now: Date,
): Promise<void> {
  await db.query(
    `update canary set asked_at = $4, code = $3, due_at = null, passed_at = case when $3::text is null then $4 else passed_at end
     where login_id = $1 and kind = $2`,
    [loginId, kind, code, now],
  );
}

/** What a canary could not find out, a wait of the portal's say: it is asked again then. */
export async function postponeCanaries(db: Query, loginId: string, until: Date): Promise<void> {
  await db.query('update canary set due_at = $2 where login_id = $1 and due_at is not null', [loginId, until]);
}

/** Takes the turn to ask by the timer, for one process of all. @returns whether it is this one's. */
export async function claimTimer(db: Query, loginId: string, before: Date, now: Date): Promise<boolean> {
  const { rowCount } = await db.query(
    `update canary set asked_at = $3 where login_id = $1 and coalesce(asked_at, set_at) < $2 and due_at is null`,
    [loginId, before, now],
  );
  return rowCount > 0;
}

/** Takes the turn to try a paused portal. @param next when it is tried after this. */
export async function claimTrial(db: Query, portal: string, next: Date, now: Date): Promise<boolean> {
  const { rowCount } = await db.query(
    `update portal_health set canary_at = $2, canary_tries = canary_tries + 1
     where portal = $1 and paused_code is not null and canary_at <= $3`,
    [portal, next, now],
  );
  return rowCount === 1;
}

/** @returns every canary, without what it asks. */
export async function listCanaries(db: Query, portal: string): Promise<CanaryState[]> {
  const { rows } = await db.query<CanaryState>(
    `select l.portal, l.label as login, c.kind, c.origin, c.set_at as "setAt", c.due_at is not null as "isDue",
       c.asked_at as "askedAt", c.passed_at as "passedAt", c.code
     from canary c join login l on l.id = c.login_id where l.portal = $1 order by l.label, c.kind`,
    [portal],
  );
  return rows;
}

/** @returns how many were forgotten. */
export async function forgetCanaries(db: Query, loginId: string): Promise<number> {
  return (await db.query('delete from canary where login_id = $1', [loginId])).rowCount;
}

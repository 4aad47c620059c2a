/** Logins: secrets in the vault, the sign-in budget, the pause, the kept session. */
import { randomUUID } from 'node:crypto';
import { WorkException } from '../domain/exceptions.ts';
import { credentialsSchema } from '../domain/login.ts';
import type { Credentials, Login } from '../domain/login.ts';
import type { Query } from './query.ts';
import type { Vault } from './vault.ts';

const COLUMNS = `id, portal, label, provider_npi as "providerNpi", paused_code as "pausedCode",
  rejected_submits as "rejectedSubmits", unseen_submits as "unseenSubmits", submit_budget as "submitBudget", sign_ins as "signIns"`;

export type Logins = ReturnType<typeof openLogins>;

export function openLogins(db: Query, vault: Vault) {
  const one = async (where: string, params: unknown[]): Promise<Login | null> =>
    (await db.query<Login>(`select ${COLUMNS} from login where ${where} order by label limit 1`, params)).rows[0] ??
    null;

  return {
    get: (id: string) => one('id = $1', [id]),
    find: (portal: string, label?: string) =>
      label ? one('portal = $1 and label = $2', [portal, label]) : one('portal = $1', [portal]),

    async list(): Promise<Login[]> {
      return (await db.query<Login>(`select ${COLUMNS} from login order by portal, label`)).rows;
    },

    /** Adds a login, or gives a known one (same portal and label) its new secret and with it a fresh budget. */
    async add(
      login: { portal: string; label: string; credentials: Credentials; providerNpi: string | null },
      now: Date,
    ) {
      const known = await one('portal = $1 and label = $2', [login.portal, login.label]);
      const id = known?.id ?? randomUUID();
      const secret = vault.seal(JSON.stringify(login.credentials), `login ${id}`);
      await db.query(
        `insert into login (id, portal, label, secret, provider_npi, created_at) values ($1, $2, $3, $4, $5, $6)
         on conflict (portal, label) do update set secret = excluded.secret, provider_npi = excluded.provider_npi,
           secret_version = login.secret_version + 1, rejected_submits = 0, unseen_submits = 0, session = null`,
        [id, login.portal, login.label, secret, login.providerNpi, now],
      );
      return { id, isNew: !known };
    },

    async credentials(id: string): Promise<Credentials> {
      const { rows } = await db.query<{ secret: Uint8Array }>('select secret from login where id = $1', [id]);
      if (!rows[0]) throw new Error(`There is no login ${id}.`);
      return credentialsSchema.parse(JSON.parse(vault.open(rows[0].secret, `login ${id}`).toString()));
    },

    /**
     * Spends one submit before the password is sent, so that a worker killed in between has still counted it.
     * @throws WorkException credentials-rejected when the budget is used up: then nothing may be submitted.
     */
    async spendSubmit(id: string): Promise<void> {
      const { rowCount } = await db.query(
        `update login set unseen_submits = unseen_submits + 1
         where id = $1 and paused_code is null and rejected_submits + unseen_submits < submit_budget`,
        [id],
      );
      if (rowCount === 0) {
        throw new WorkException(
          'credentials-rejected',
          'The sign-in budget of this login is used up or the login is paused, so the password was not sent. Check it by hand on the portal, then give the right one with "claimwright login add" and resolve this item.',
        );
      }
    },

    async noteSignedIn(id: string, session: string, now: Date): Promise<void> {
      await db.query(
        `update login set rejected_submits = 0, unseen_submits = 0, sign_ins = sign_ins + 1, session = $2, session_at = $3, last_used_at = $3
         where id = $1`,
        [id, vault.seal(session, `session ${id}`), now],
      );
    },

    /** The submit that was just spent was answered: by a rejection, or by something that is no verdict on the password. */
    async noteSubmitSeen(id: string, isRejected: boolean): Promise<void> {
      await db.query(
        `update login set unseen_submits = greatest(unseen_submits - 1, 0), rejected_submits = rejected_submits + $2 where id = $1`,
        [id, isRejected ? 1 : 0],
      );
    },

    /** @returns the kept storage state as JSON, or null; a session sealed with another key counts as none. */
    async session(id: string): Promise<string | null> {
      const { rows } = await db.query<{ session: Uint8Array | null }>('select session from login where id = $1', [id]);
      const sealed = rows[0]?.session;
      return sealed ? vault.open(sealed, `session ${id}`).toString() : null;
    },

    async dropSession(id: string): Promise<void> {
      await db.query('update login set session = null, session_at = null where id = $1', [id]);
    },

    async pause(id: string, code: string, now: Date): Promise<void> {
      await db.query('update login set paused_code = $2, paused_at = $3 where id = $1 and paused_code is null', [
        id,
        code,
        now,
      ]);
    },

    /** A person vouches for the login: submits that nobody saw are forgiven, rejected ones only by a new secret. */
    async resume(id: string): Promise<void> {
      await db.query('update login set paused_code = null, paused_at = null, unseen_submits = 0 where id = $1', [id]);
    },
  };
}

/** Logins: secrets in the vault, the sign-in budget, the pause, the kept session, the dates that come due. */
import { randomUUID } from 'node:crypto';
import { WorkException } from '../domain/exceptions.ts';
import { credentialsSchema } from '../domain/login.ts';
import type { CredentialChanges, Credentials, Login, SignInMeans } from '../domain/login.ts';
import type { Query } from './query.ts';
import { VaultError } from './vault.ts';
import type { Vault } from './vault.ts';

const COLUMNS = `id, portal, label, provider_npi as "providerNpi", paused_code as "pausedCode",
  rejected_submits as "rejectedSubmits", unseen_submits as "unseenSubmits", submit_budget as "submitBudget", sign_ins as "signIns",
  portal_rejections as "portalRejections", secret_at as "secretAt", confirmed_at as "confirmedAt", last_used_at as "usedAt"`;

interface Sealed {
  readonly secret: Uint8Array;
  /** Raised by each change of the secret. */
  readonly version: number;
}

export type Logins = ReturnType<typeof openLogins>;

export function openLogins(db: Query, vault: Vault) {
  const one = async (where: string, params: unknown[]): Promise<Login | null> =>
    (await db.query<Login>(`select ${COLUMNS} from login where ${where} order by label limit 1`, params)).rows[0] ??
    null;

  const sealedOf = async (id: string): Promise<Sealed> => {
    const { rows } = await db.query<Sealed>('select secret, secret_version as version from login where id = $1', [id]);
    if (!rows[0]) throw new Error(`There is no login ${id}.`);
    return rows[0];
  };
  const unseal = (id: string, { secret }: Sealed): Credentials =>
    credentialsSchema.parse(JSON.parse(vault.open(secret, `login ${id}`).toString()));
  const opened = async (id: string): Promise<Credentials> => unseal(id, await sealedOf(id));

  /** A passkey is the user's: another user name comes without it. */
  const withPasskey = (given: Credentials, id: string, sealed: Sealed): Credentials => {
    const kept = unlessSealedOtherwise(() => unseal(id, sealed));
    const isSameUser = kept?.passkey !== undefined && kept.username === given.username;
    return isSameUser && !given.passkey ? { ...given, passkey: kept.passkey } : given;
  };

  return {
    get: (id: string) => one('id = $1', [id]),
    find: (portal: string, label?: string) =>
      label ? one('portal = $1 and label = $2', [portal, label]) : one('portal = $1', [portal]),

    async list(): Promise<Login[]> {
      return (await db.query<Login>(`select ${COLUMNS} from login order by portal, label`)).rows;
    },

    /**
     * Adds a login, or gives a known one (same portal and label) its new secret and with it a fresh budget. Its passkey stays:
     * nobody can type it again.
     */
    async add(
      login: { portal: string; label: string; credentials: Credentials; providerNpi: string | null },
      now: Date,
    ) {
      return untilWritten(async () => {
        const known = await one('portal = $1 and label = $2', [login.portal, login.label]);
        const id = known?.id ?? randomUUID();
        const before = known && (await sealedOf(id));
        const credentials = before ? withPasskey(login.credentials, id, before) : login.credentials;
        const secret = vault.seal(JSON.stringify(credentials), `login ${id}`);
        const { rowCount } = await db.query(
          `insert into login (id, portal, label, secret, provider_npi, created_at, secret_at, confirmed_at)
         values ($1, $2, $3, $4, $5, $6, $6, $6)
         on conflict (portal, label) do update set secret = excluded.secret, provider_npi = excluded.provider_npi,
           secret_at = excluded.secret_at, secret_version = login.secret_version + 1, rejected_submits = 0, unseen_submits = 0, session = null,
           passkey_refused = login.passkey_refused and not $7
         where login.secret_version = $8::integer`,
          [
            id,
            login.portal,
            login.label,
            secret,
            login.providerNpi,
            now,
            login.credentials.passkey !== undefined,
            before?.version ?? null,
          ],
        );
        return rowCount === 1 ? { id, isNew: !known } : null;
      });
    },

    credentials: opened,

    /** @returns what it signs in with, nothing of it in the clear. @throws VaultError when it does not open. */
    async means(id: string): Promise<SignInMeans> {
      const { answers, totpSecret, backupCodes, passkey, mailbox } = await opened(id);
      return {
        answers: Object.keys(answers).length,
        hasTotp: totpSecret !== undefined,
        backupCodes: backupCodes?.length ?? 0,
        hasPasskey: passkey !== undefined,
        hasMailbox: mailbox !== undefined,
      };
    },

    /** Changes what is named and keeps the rest. A new user name or password gets a fresh budget, as with `add`. */
    async renew(id: string, changes: CredentialChanges, now: Date): Promise<void> {
      await untilWritten(async () => {
        const before = await sealedOf(id);
        const kept = Object.entries({ ...unseal(id, before), ...changes });
        const credentials = credentialsSchema.parse(
          Object.fromEntries(kept.filter(([, value]) => value !== null && value !== undefined)),
        );
        const isNewWord = changes.username !== undefined || changes.password !== undefined;
        const { rowCount } = await db.query(
          `update login set secret = $2, secret_version = secret_version + 1, session = null,
           secret_at = case when $5 then $3 else secret_at end,
           rejected_submits = case when $4 then 0 else rejected_submits end,
           unseen_submits = case when $4 then 0 else unseen_submits end,
           passkey_refused = passkey_refused and not $6 where id = $1 and secret_version = $7`,
          [
            id,
            vault.seal(JSON.stringify(credentials), `login ${id}`),
            now,
            isNewWord,
            changes.password !== undefined,
            changes.passkey !== undefined,
            before.version,
          ],
        );
        return rowCount === 1 ? true : null;
      });
    },

    /**
     * Spends one submit before the password is sent, so that a worker killed in between has still counted it.
     * @param lockoutAfter bad passwords after which the portal locks: over all secrets one less is sent, until it lets us in.
     * @throws WorkException credentials-rejected when the budget is used up: then nothing may be submitted.
     */
    async spendSubmit(id: string, lockoutAfter: number): Promise<void> {
      const { rowCount } = await db.query(
        `update login set unseen_submits = unseen_submits + 1
         where id = $1 and paused_code is null and rejected_submits + unseen_submits < submit_budget
           and portal_rejections + unseen_submits < $2`,
        [id, lockoutAfter - 1],
      );
      if (rowCount === 1) return;
      const login = await one('id = $1', [id]);
      const isNearLock = login && login.portalRejections + login.unseenSubmits >= lockoutAfter - 1;
      throw new WorkException(
        'credentials-rejected',
        isNearLock
          ? 'One more wrong password could lock this login on the portal, so none was sent. Sign in by hand with the stored password, then run "claimwright login resume" with --signed-in.'
          : 'The sign-in budget of this login is used up or the login is paused, so the password was not sent. Check it by hand on the portal, then give the right one with "claimwright login add" and resolve this item.',
      );
    },

    async noteSignedIn(id: string, now: Date): Promise<void> {
      await db.query(
        `update login set rejected_submits = 0, unseen_submits = 0, portal_rejections = 0, sign_ins = sign_ins + 1, last_used_at = $2
         where id = $1`,
        [id, now],
      );
    },

    /** The submit that was just spent was answered: by a rejection, or by something that is no verdict on the password. */
    async noteSubmitSeen(id: string, isRejected: boolean): Promise<void> {
      await db.query(
        `update login set unseen_submits = greatest(unseen_submits - 1, 0), rejected_submits = rejected_submits + $2,
           portal_rejections = portal_rejections + $2 where id = $1`,
        [id, isRejected ? 1 : 0],
      );
    },

    /** Keeps a session's state for other processes; that of a holder who has lost the lease is not kept. */
    async keepSession(id: string, by: { holder: string; fence: number }, state: string, now: Date): Promise<void> {
      await db.query(
        `update login set session = $2, session_at = $3 where id = $1
           and exists (select 1 from login_lease where login_id = $1 and holder = $4 and fence = $5)`,
        [id, vault.seal(state, `session ${id}`), now, by.holder, by.fence],
      );
    },

    /** @returns the kept storage state as JSON, or null; a session sealed with another key counts as none. */
    async session(id: string): Promise<string | null> {
      const { rows } = await db.query<{ session: Uint8Array | null }>('select session from login where id = $1', [id]);
      const sealed = rows[0]?.session;
      return sealed ? vault.open(sealed, `session ${id}`).toString() : null;
    },

    async dropSession(id: string, holder: string): Promise<void> {
      await db.query(
        `update login set session = null, session_at = null where id = $1
           and exists (select 1 from login_lease where login_id = $1 and holder = $2)`,
        [id, holder],
      );
    },

    pause: (id: string, code: string, now: Date): Promise<void> => pauseLogin(db, id, code, now),

    /** A person vouches for the login: submits that nobody saw are forgiven, rejected ones only by a new secret. */
    async resume(id: string): Promise<void> {
      await db.query('update login set paused_code = null, paused_at = null, unseen_submits = 0 where id = $1', [id]);
    },

    /** A person has just signed in by hand with the stored secret: the portal counts from nought again, and so do we. */
    async noteSignedInByHand(id: string): Promise<void> {
      await db.query(
        'update login set portal_rejections = 0, rejected_submits = 0, passkey_refused = false where id = $1',
        [id],
      );
    },

    /** The portal's administrator has confirmed the user of this login. */
    async noteConfirmed(id: string, now: Date): Promise<void> {
      await db.query('update login set confirmed_at = $2 where id = $1', [id, now]);
    },

    /** Claims the sign-in that keeps a login alive: at most one a day over all hosts, none while the login is paused. */
    async claimKeepAlive(id: string, now: Date): Promise<boolean> {
      const { rowCount } = await db.query(
        `update login set keep_alive_at = $2 where id = $1 and paused_code is null
           and (keep_alive_at is null or keep_alive_at <= $2::timestamptz - interval '1 day')`,
        [id, now],
      );
      return rowCount === 1;
    },
  };
}

/** Sealed with an older key: what is given now is all there is. */
function unlessSealedOtherwise<T>(open: () => T): T | null {
  try {
    return open();
  } catch (error) {
    if (error instanceof VaultError) return null;
    throw error;
  }
}

const MOST_TRIES = 20;

/** Null: somebody else has changed the secret since it was read. It is read again, so that neither change is lost. */
async function untilWritten<T>(write: () => Promise<T | null>): Promise<T> {
  for (let tries = 0; tries < MOST_TRIES; tries += 1) {
    const written = await write();
    if (written !== null) return written;
  }
  throw new WorkException('adapter-unavailable', 'Others change this login at the same time. Try again.');
}

/** In the transaction of what stopped it. A login that is paused already keeps its reason. */
export async function pauseLogin(tx: Query, id: string, code: string, now: Date): Promise<void> {
  await tx.query('update login set paused_code = $2, paused_at = $3 where id = $1 and paused_code is null', [
    id,
    code,
    now,
  ]);
}

/** Codes that a portal has mailed, or was asked to mail, by login: over hosts and days, sealed. */
import type { Mark } from './mailbox.ts';
import type { Query } from './query.ts';
import type { Vault } from './vault.ts';

const HOUR_MS = 3_600_000;

export interface AskedMail {
  readonly requestedAt: Date;
  readonly mark: Mark;
}

const purpose = (loginId: string): string => `mailed code ${loginId}`;

export function openMailedCodes(db: Query, vault: Vault) {
  return {
    /** @returns the code that the portal still takes, or null. */
    async valid(loginId: string, now: Date): Promise<string | null> {
      const { rows } = await db.query<{ code: Uint8Array }>(
        'select code from mailed_code where login_id = $1 and code is not null and good_until > $2',
        [loginId, now],
      );
      return rows[0] ? vault.open(rows[0].code, purpose(loginId)).toString() : null;
    },

    /** @returns when the portal was last asked for a mail that was not found since, and where the mailbox stood then. */
    async awaited(loginId: string): Promise<AskedMail | null> {
      const { rows } = await db.query<{ at: Date; generation: string; uid: number }>(
        `select requested_at as at, mailbox_generation as generation, last_uid as uid from mailed_code
         where login_id = $1 and code is null`,
        [loginId],
      );
      const row = rows[0];
      return row ? { requestedAt: row.at, mark: { generation: row.generation, lastUid: row.uid } } : null;
    },

    /** The portal is about to be asked: what it mailed before is no longer good. */
    async noteRequest(loginId: string, mark: Mark, now: Date): Promise<void> {
      await db.query(
        `insert into mailed_code (login_id, requested_at, mailbox_generation, last_uid) values ($1, $2, $3, $4)
         on conflict (login_id) do update set requested_at = excluded.requested_at,
           mailbox_generation = excluded.mailbox_generation, last_uid = excluded.last_uid, code = null, good_until = null`,
        [loginId, now, mark.generation, mark.lastUid],
      );
    },

    /** @param validHours counted from the request, which is earlier than the mail; 0: the code is good for one use and not kept. */
    async keep(loginId: string, code: string, validHours: number): Promise<void> {
      if (validHours <= 0) return this.forget(loginId);
      await db.query(
        `update mailed_code set code = $2, good_until = requested_at + $3 * interval '1 millisecond' where login_id = $1`,
        [loginId, vault.seal(code, purpose(loginId)), validHours * HOUR_MS],
      );
    },

    async forget(loginId: string): Promise<void> {
      await db.query('delete from mailed_code where login_id = $1', [loginId]);
    },
  };
}

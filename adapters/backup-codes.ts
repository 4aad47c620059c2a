/** A login's backup codes: each is spent in the database before it is given to the portal. */
import { WorkException } from '../domain/exceptions.ts';
import type { Query } from './query.ts';
import { sha256 } from './vault.ts';

/** @returns the first code that was never given. @throws WorkException `mfa-required` when none is left. */
export async function spendBackupCode(
  db: Query,
  loginId: string,
  codes: readonly string[],
  now: Date,
): Promise<string> {
  for (const code of codes) {
    const { rowCount } = await db.query(
      'insert into spent_backup_code (login_id, mark, spent_at) values ($1, $2, $3) on conflict do nothing',
      [loginId, sha256(`${loginId} ${code}`), now],
    );
    if (rowCount === 1) return code;
  }
  throw new WorkException(
    'mfa-required',
    codes.length === 0
      ? 'The portal asks for a backup code, and this login has none. Make some on the portal, add them with "claimwright login add", then resolve this item.'
      : 'Every backup code of this login is spent. Make new ones on the portal, add them with "claimwright login add", then resolve this item.',
  );
}

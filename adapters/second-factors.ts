/** A person's second factor: an authenticator (TOTP, RFC 6238) whose secret is sealed, and recovery codes for when it is lost. */
import { Secret, TOTP } from 'otpauth';
import { encode } from 'uqr';
import { readableCode } from './passwords.ts';
import type { Query } from './query.ts';

/** What a second factor is kept by: `seal`, `unseal` and `mark` of the vault. */
export interface Keys {
  readonly seal: (plain: string, purpose: string) => Buffer;
  readonly unseal: (sealed: Uint8Array, purpose: string) => string;
  readonly mark: (text: string, purpose: string) => string;
}

export interface Offer {
  /** Base 32, for who types it. */
  readonly secret: string;
  /** The same as a QR code: `size` modules a side, `path` the dark ones as an SVG path of unit squares. */
  readonly qr: { readonly size: number; readonly path: string };
}

const PERIOD_S = 30;
/** A clock may be half a minute off either way. */
const WINDOW = 1;
const OFFER_MINUTES = 15;
const RECOVERY_CODES = 10;
const ISSUER = 'Claimwright';

const purposeOf = (id: string): string => `second-factor ${id}`;
const markOf = (keys: Keys, id: string, code: string): string =>
  keys.mark(code.toLowerCase().replaceAll(/[\s-]/g, ''), `recovery-code ${id}`);

/** Makes a secret; it counts only once a code of it was given. The one before goes on until then. */
export async function offerSecondFactor(
  tx: Query,
  keys: Keys,
  person: { id: string; name: string },
  now: Date,
): Promise<Offer> {
  const totp = new TOTP({ issuer: ISSUER, label: person.name, secret: new Secret({ size: 20 }), period: PERIOD_S });
  await tx.query('update reviewer set totp_offered = $2, totp_offered_at = $3 where id = $1', [
    person.id,
    keys.seal(totp.secret.base32, purposeOf(person.id)),
    now,
  ]);
  return { secret: totp.secret.base32, qr: qrOf(totp.toString()) };
}

function qrOf(text: string): Offer['qr'] {
  const { size, data } = encode(text, { ecc: 'M', border: 2 });
  const path = data.flatMap((row, y) => row.flatMap((isDark, x) => (isDark ? [`M${x} ${y}h1v1h-1z`] : []))).join('');
  return { size, path };
}

/**
 * Takes the offered authenticator in place of the one before.
 * @returns recovery codes, to be shown once and kept nowhere; null when the code is not one of it, or the offer is old.
 */
export async function confirmSecondFactor(
  tx: Query,
  keys: Keys,
  id: string,
  code: string,
  now: Date,
): Promise<string[] | null> {
  const { rows } = await tx.query<{ offered: Uint8Array }>(
    'select totp_offered as offered from reviewer where id = $1 and totp_offered is not null and totp_offered_at > $2 for update',
    [id, new Date(now.getTime() - OFFER_MINUTES * 60_000)],
  );
  const step = rows[0] ? stepOf(keys.unseal(rows[0].offered, purposeOf(id)), code, now) : null;
  if (step === null) return null;
  await tx.query(
    `update reviewer set totp_secret = totp_offered, totp_step = $2, totp_offered = null, totp_offered_at = null where id = $1`,
    [id, step],
  );
  return renewRecoveryCodes(tx, keys, id);
}

/** @returns new codes, to be shown once and kept nowhere; those of before are void. */
export async function renewRecoveryCodes(tx: Query, keys: Keys, id: string): Promise<string[]> {
  await tx.query('delete from recovery_code where reviewer_id = $1', [id]);
  const codes = Array.from({ length: RECOVERY_CODES }, () => readableCode(2, 5));
  for (const code of codes)
    await tx.query('insert into recovery_code (reviewer_id, mark) values ($1, $2)', [id, markOf(keys, id, code)]);
  return codes;
}

/** Takes a code of the authenticator, or a recovery code; each once. @returns which it was; null: neither, or not again. */
export async function takeSecondFactor(
  db: Query,
  keys: Keys,
  id: string,
  code: string,
  now: Date,
): Promise<'authenticator' | 'recovery-code' | null> {
  if (/^\d{6}$/.test(code.replaceAll(/\s/g, '')))
    return (await takeTotp(db, keys, id, code, now)) ? 'authenticator' : null;
  const { rowCount } = await db.query(
    'update recovery_code set spent_at = $3 where reviewer_id = $1 and mark = $2 and spent_at is null',
    [id, markOf(keys, id, code), now],
  );
  return rowCount === 1 ? 'recovery-code' : null;
}

async function takeTotp(db: Query, keys: Keys, id: string, code: string, now: Date): Promise<boolean> {
  const { rows } = await db.query<{ secret: Uint8Array | null }>(
    'select totp_secret as secret from reviewer where id = $1',
    [id],
  );
  const step = rows[0]?.secret ? stepOf(keys.unseal(rows[0].secret, purposeOf(id)), code, now) : null;
  if (step === null) return false;
  const { rowCount } = await db.query(
    'update reviewer set totp_step = $2 where id = $1 and (totp_step is null or totp_step < $2)',
    [id, step],
  );
  return rowCount === 1;
}

/** @returns the time step whose code this is; null when it is none near now. */
function stepOf(secret: string, code: string, now: Date): number | null {
  const totp = new TOTP({ secret: Secret.fromBase32(secret), period: PERIOD_S });
  const token = code.replaceAll(/\s/g, '');
  const delta = /^\d{6}$/.test(token) ? totp.validate({ token, timestamp: now.getTime(), window: WINDOW }) : null;
  return delta === null ? null : Math.floor(now.getTime() / 1000 / PERIOD_S) + delta;
}

/** @returns false when there was none. */
export async function dropSecondFactor(tx: Query, id: string): Promise<boolean> {
  await tx.query('delete from recovery_code where reviewer_id = $1', [id]);
  const { rowCount } = await tx.query(
    `update reviewer set totp_secret = null, totp_offered = null, totp_offered_at = null, totp_step = null
     where id = $1 and totp_secret is not null`,
    [id],
  );
  return rowCount === 1;
}

export async function recoveryCodesLeft(db: Query, id: string): Promise<number> {
  const { rows } = await db.query<{ left: number }>(
    'select count(*)::int as left from recovery_code where reviewer_id = $1 and spent_at is null',
    [id],
  );
  return rows[0]?.left ?? 0;
}

/** Codes of a login's authenticator (TOTP, RFC 6238): never one twice, never one that runs out while it is typed. */
import { setTimeout as passTime } from 'node:timers/promises';
import { Secret, TOTP, URI } from 'otpauth';
import { WorkException } from '../domain/exceptions.ts';
import type { Clock } from './clock.ts';
import type { Query } from './query.ts';

/** Seconds that must be left of a code's time. */
const LEAST_LEFT_S = 5;

/** @param secret base 32, blanks allowed, or a whole otpauth:// address. @throws WorkException `mfa-required`; never quotes it. */
function readSecret(secret: string): TOTP {
  try {
    const read = /^otpauth:\/\//i.test(secret.trim())
      ? URI.parse(secret.trim())
      : new TOTP({ secret: Secret.fromBase32(secret.replace(/[\s-]/g, '').replace(/=+$/, '').toUpperCase()) });
    if (read instanceof TOTP && read.secret.bytes.length > 0) return read;
  } catch {
    // Said below: its own error could quote the secret.
  }
  throw new WorkException(
    'mfa-required',
    'The authenticator secret of this login cannot be read. Give the base 32 text or the otpauth:// address with "claimwright login add", then resolve this item.',
  );
}

export interface TotpOptions {
  readonly clock: Clock;
  /** Waits; a test's own does not. */
  readonly wait?: (ms: number) => Promise<unknown>;
}

/** @returns the next code that no worker has given to the portal yet; waits for the next time step when it must. */
export async function nextTotp(
  db: Query,
  loginId: string,
  secret: string,
  { clock, wait = passTime }: TotpOptions,
): Promise<string> {
  const totp = readSecret(secret);
  for (;;) {
    const ms = clock.now().getTime();
    const step = Math.floor(ms / 1000 / totp.period);
    const leftMs = (step + 1) * totp.period * 1000 - ms;
    if (leftMs >= LEAST_LEFT_S * 1000 && (await claimStep(db, loginId, step))) return totp.generate({ timestamp: ms });
    await wait(leftMs);
  }
}

async function claimStep(db: Query, loginId: string, step: number): Promise<boolean> {
  const { rowCount } = await db.query(
    'update login set totp_step = $2 where id = $1 and (totp_step is null or totp_step < $2)',
    [loginId, step],
  );
  return rowCount === 1;
}

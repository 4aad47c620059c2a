import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { nextTotp } from '../../adapters/authenticator.ts';
import { spendBackupCode } from '../../adapters/backup-codes.ts';
import { fixedClock } from '../../adapters/clock.ts';
import { ownStores } from '../stores.ts';
import { addLogin } from '../workers/shop.ts';

/** RFC 6238, appendix B: the secret `12345678901234567890`. */
const SECRET = 'GEZDGNBVGY3TQOJQGEZDGNBVGY3TQOJQ';

describe.each(['embedded', 'PostgreSQL alone'] as const)('second factors of a login (%s)', (combination) => {
  let own: Awaited<ReturnType<typeof ownStores>>;
  let loginId: string;
  let waited: number[];
  const clock = fixedClock('1970-01-01T00:00:59Z');

  beforeAll(async () => void (own = await ownStores(combination)));
  afterAll(() => own.close());
  beforeEach(async () => {
    loginId = await addLogin(own.stores, `desk ${performance.now()}`);
    waited = [];
  });
  const next = (secret: string, at: string) => {
    const mine = fixedClock(at);
    const wait = async (ms: number) => {
      waited.push(ms);
      mine.advance(ms);
    };
    return nextTotp(own.stores.db, loginId, secret, { clock: mine, wait });
  };

  it('are codes as RFC 6238 gives them, from base 32 or an otpauth address', async () => {
    // The RFC prints eight digits: 07081804 at 1111111109 s, 14050471 at 1111111111 s.
    expect(await next(SECRET.toLowerCase().replace(/(.{4})/g, '$1 '), '2005-03-18T01:58:23Z')).toBe('081804');
    const address = `otpauth://totp/desk?secret=${SECRET}&digits=8&period=30&algorithm=SHA1`;
    expect(await next(address, '2005-03-18T01:58:31Z')).toBe('14050471');
    expect(waited).toEqual([]);
  });

  it('never the same code twice, however many ask at once', async () => {
    const codes = await Promise.all([1, 2, 3, 4].map(() => next(SECRET, '2026-11-23T12:00:00Z')));
    expect(new Set(codes).size).toBe(4);
    expect(waited.length).toBeGreaterThanOrEqual(3);
  });

  it('never a code with less than five seconds left', async () => {
    const late = await next(SECRET, '2026-11-23T12:00:25.500Z');
    expect(waited).toEqual([4_500]);
    const login = await own.stores.db.query('select totp_step as step from login where id = $1', [loginId]);
    expect(login.rows[0]).toEqual({ step: Date.parse('2026-11-23T12:00:30Z') / 30_000 });
    expect(late).toMatch(/^\d{6}$/);
  });

  it('refuse a secret that is none without quoting it', async () => {
    for (const secret of ['not base 32!', 'otpauth://hotp/x?secret=GEZDGNBV&counter=1', ''])
      await expect(next(secret, '2026-11-23T12:00:00Z')).rejects.toMatchObject({
        code: 'mfa-required',
        message: expect.not.stringContaining(secret || 'undefined'),
      });
  });

  it('are backup codes, each given once', async () => {
    const codes = ['1111-2222', '3333-4444', '5555-6666'];
    const spend = () => spendBackupCode(own.stores.db, loginId, codes, clock.now());
    expect((await Promise.all([spend(), spend(), spend()])).toSorted()).toEqual(codes);
    await expect(spend()).rejects.toMatchObject({ code: 'mfa-required' });
    await expect(spendBackupCode(own.stores.db, loginId, [], clock.now())).rejects.toMatchObject({
      code: 'mfa-required',
      message: expect.stringContaining('has none'),
    });
  });
});

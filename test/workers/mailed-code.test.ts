import { ImapFlow } from 'imapflow';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { fixedClock } from '../../adapters/clock.ts';
import { openMailbox } from '../../adapters/mailbox.ts';
import type { Mailbox, MailboxSettings } from '../../adapters/mailbox.ts';
import type { MailedCode } from '../../flows/portal.ts';
import { mailedCode } from '../../workers/mailed-code.ts';
import { startImap } from '../servers.ts';
import type { ImapServer } from '../servers.ts';
import { ownStores } from '../stores.ts';
import { addLogin } from './shop.ts';

const PORTAL = 'Pinecrest Portal <no-reply@pinecrest.example>';
const HOUR = 3_600_000;

describe('a code that the portal mails', () => {
  const clock = fixedClock('2026-11-23T12:00:00Z');
  let own: Awaited<ReturnType<typeof ownStores>>;
  let server: ImapServer;
  let settings: MailboxSettings;
  let mailbox: Mailbox;
  let sender: ImapFlow;
  let loginId: string;
  let requests: number;

  beforeAll(async () => {
    [own, server] = await Promise.all([ownStores('embedded', { clock }), startImap()]);
    const { host, port, user, password } = server;
    settings = { host, port, user, password, isTls: false, from: 'PINECREST.example' };
    mailbox = await openMailbox(settings);
    sender = new ImapFlow({ host, port, secure: false, auth: { user, pass: password }, logger: false });
    await sender.connect();
  });
  beforeEach(async () => {
    loginId = await addLogin(own.stores, `desk ${performance.now()}`);
    requests = 0;
  });
  afterAll(async () => {
    await sender.logout();
    await mailbox.close();
    await server.close();
    await own.close();
  });

  const deliver = (from: string, body: string, type = 'text/plain', encoding = '8bit') =>
    sender.append(
      'INBOX',
      [
        `From: ${from}`,
        'To: desk@practice.example',
        'Subject: Your security code',
        'MIME-Version: 1.0',
        `Content-Type: ${type}; charset=utf-8`,
        `Content-Transfer-Encoding: ${encoding}`,
        '',
        body,
      ].join('\r\n'),
    );
  /** The desk as a flow uses it; `mail` is what the portal sends when asked. */
  const ask = (mail: (() => Promise<unknown>) | null, extra: Partial<MailedCode> = {}) =>
    mailedCode(
      own.stores,
      { loginId, mailbox: async () => mailbox },
      {
        digits: 8,
        validHours: 8,
        patienceMs: 400,
        request: async () => {
          requests += 1;
          await mail?.();
        },
        ...extra,
      },
    );

  it('is taken from the newest mail of its sender since it was asked for, whatever form that has', async () => {
    await deliver(PORTAL, 'An old code: 11111111');
    const html = Buffer.from('<p style="x">Your code is <b>48213907</b>, call 8005551234.</p>').toString('base64');
    expect(
      await ask(async () => {
        await deliver('Someone <else@example.com>', 'Your code is 22222222');
        await deliver(PORTAL, html, 'text/html', 'base64');
      }),
    ).toBe('48213907');
  });

  it('is waited for while it is on its way', { timeout: 10_000 }, async () => {
    const soon = async () => void setTimeout(() => void deliver(PORTAL, 'Code: 30303030'), 300);
    expect(await ask(soon, { patienceMs: 5_000 })).toBe('30303030');
  });

  it('is remembered sealed for as long as it is good, then asked for anew', async () => {
    expect(await ask(() => deliver(PORTAL, 'Code: 40404040'))).toBe('40404040');
    clock.advance(7 * HOUR);
    expect(await ask(null)).toBe('40404040');
    expect(requests).toBe(1);
    const { rows } = await own.stores.db.query<{ code: Uint8Array }>(
      'select code from mailed_code where login_id = $1',
      [loginId],
    );
    expect(Buffer.from(rows[0]!.code).includes('40404040')).toBe(false);
    clock.advance(HOUR);
    expect(await ask(() => deliver(PORTAL, 'Code: 50505050'))).toBe('50505050');
    expect(requests).toBe(2);
  });

  it('is forgotten when the portal refuses it, and kept nowhere when it is good for one use', async () => {
    expect(await ask(() => deliver(PORTAL, 'Code: 60606060'))).toBe('60606060');
    expect(await ask(() => deliver(PORTAL, 'Code: 70707070'), { isRefused: true })).toBe('70707070');
    expect(await ask(() => deliver(PORTAL, 'Code: 80808080'), { isRefused: true, validHours: 0 })).toBe('80808080');
    const { rows } = await own.stores.db.query('select 1 from mailed_code where login_id = $1', [loginId]);
    expect(rows).toEqual([]);
  });

  it('that comes too late is found later, and nobody asks again while it may be on its way', async () => {
    await expect(ask(null)).rejects.toMatchObject({ code: 'code-late' });
    clock.advance(5 * 60_000);
    await expect(ask(null)).rejects.toMatchObject({ code: 'code-late' });
    expect(requests).toBe(1);
    await deliver(PORTAL, 'Code: 90909090');
    clock.advance(60_000);
    expect(await ask(null)).toBe('90909090');
    expect(requests).toBe(1);
  });

  it('that never came is asked for again after a quarter of an hour', async () => {
    await expect(ask(null)).rejects.toMatchObject({ code: 'code-late' });
    clock.advance(16 * 60_000);
    expect(await ask(() => deliver(PORTAL, 'Code: 12121212'))).toBe('12121212');
    expect(requests).toBe(2);
  });

  it('says clearly what is wrong with the mailbox', async () => {
    await expect(openMailbox({ ...settings, password: 'wrong' })).rejects.toMatchObject({
      code: 'mfa-required',
      message: expect.stringContaining('refused our name or password'),
    });
    for (const gone of [{ port: 1 }, { host: 'mail.invalid' }])
      await expect(openMailbox({ ...settings, ...gone })).rejects.toMatchObject({
        code: 'adapter-unavailable',
        message: expect.stringContaining('cannot be reached'),
      });
  });
});

/** What a hostile sender meets: headers, cookies, addresses of files, files. */
import { mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { request as httpRequest } from 'node:http';
import type { AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { deflateRawSync } from 'node:zlib';
import type { FastifyInstance } from 'fastify';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { startSession } from '../../adapters/reviewer-sessions.ts';
import { buildApi } from '../../review/api/index.ts';
import { client, OURS, type Cookies } from './client.ts';
import { eligibility, openOffice, PASSWORD, type Office } from './office.ts';

const SECRET = 'kept out of the web';

describe('the doors of the review app', () => {
  let office: Office;
  let app: FastifyInstance;
  let folder: string;
  let cookies: Cookies;

  beforeAll(async () => {
    office = await openOffice();
    const { id } = await office.person('dana');
    cookies = { claimwright: await startSession(office.db, id, office.clock.now()) };
    folder = await mkdtemp(join(tmpdir(), 'claimwright-doors-'));
    await mkdir(join(folder, 'dist/assets'), { recursive: true });
    await writeFile(join(folder, 'dist/index.html'), '<meta nonce="__CSP_NONCE__"><title>app</title>');
    await writeFile(join(folder, 'dist/assets/app.js'), 'export {}');
    await writeFile(join(folder, 'dist/secret.txt'), SECRET);
    await writeFile(join(folder, 'secret.txt'), SECRET);
    app = await buildApi(office.desk, { webFolder: join(folder, 'dist') });
    await app.listen({ port: 0, host: '127.0.0.1' });
  });
  afterAll(async () => {
    await app.close();
    await office.close();
    await rm(folder, { recursive: true, force: true });
  });

  /** As it is written: ordinary clients tidy an address before they send it. */
  const getRaw = (path: string) =>
    new Promise<{ status: number; body: string }>((resolve, reject) => {
      const { port } = app.server.address() as AddressInfo;
      httpRequest({ port, host: '127.0.0.1', path }, (answer) => {
        let body = '';
        answer.setEncoding('utf8').on('data', (part: string) => void (body += part));
        answer.on('end', () => resolve({ status: answer.statusCode ?? 0, body }));
      })
        .on('error', reject)
        .end();
    });

  it('sends every answer with strict headers, and allows no inline script or style anywhere', async () => {
    const urls = [
      '/',
      '/items/1',
      '/assets/app.js',
      '/assets/none.js',
      '/api/v1/session',
      '/api/v1/none',
      '/api/docs',
      '/api/v1/health',
    ];
    for (const url of urls) {
      const { headers } = await app.inject({ url });
      const policy = String(headers['content-security-policy']);
      for (const rule of [`default-src 'none'`, `frame-ancestors 'none'`, `base-uri 'none'`, `form-action 'self'`])
        expect([url, policy]).toEqual([url, expect.stringContaining(rule)]);
      expect([url, policy.includes('unsafe'), policy.includes('data:'), policy.includes('*')]).toEqual([
        url,
        false,
        false,
        false,
      ]);
      expect(headers, url).toMatchObject({
        'x-content-type-options': 'nosniff',
        'x-frame-options': 'SAMEORIGIN',
        'referrer-policy': 'no-referrer',
        'cross-origin-opener-policy': 'same-origin',
        'cross-origin-resource-policy': 'same-origin',
      });
      expect(headers['access-control-allow-origin'], url).toBeUndefined();
      expect(headers['x-powered-by'], url).toBeUndefined();
      const isKept = url === '/assets/app.js';
      expect([url, isKept || /no-store|no-cache/.test(String(headers['cache-control']))]).toEqual([url, true]);
    }
    const nonces = await Promise.all([1, 2].map(async () => (await app.inject({ url: '/' })).body));
    expect(nonces[0]).not.toBe(nonces[1]);
  });

  it('binds its cookies to the host over HTTPS, and lets no script read them', async () => {
    const secure = await buildApi(office.desk, { webFolder: '/nowhere', isSecure: true });
    const answer = await client(secure).signIn('dana');
    expect(answer.cookies).toHaveLength(2);
    for (const cookie of answer.cookies)
      expect(cookie).toMatchObject({
        name: expect.stringMatching(/^__Host-claimwright/),
        httpOnly: true,
        secure: true,
        sameSite: 'Strict',
        path: '/',
      });
    expect(answer.cookies[0]).not.toHaveProperty('maxAge');
    expect(answer.headers['strict-transport-security']).toContain('max-age=31536000');
    await secure.close();
  });

  it('never takes up a session that the browser brought along', async () => {
    const planted = 'a'.repeat(43);
    const answer = await app.inject({
      method: 'POST',
      url: '/api/v1/session',
      headers: OURS,
      cookies: { claimwright: planted },
      payload: { name: 'dana', password: PASSWORD },
    });
    expect(answer.cookies[0]!.value).not.toBe(planted);
    expect((await app.inject({ url: '/api/v1/session', cookies: { claimwright: planted } })).statusCode).toBe(401);
  });

  it('gives out no file but those of the built app, however the address is written', async () => {
    expect((await getRaw('/assets/app.js')).body).toBe('export {}');
    const tries = [
      '/assets/../secret.txt',
      '/assets/../../secret.txt',
      '/assets/..%2fsecret.txt',
      '/assets/%2e%2e/secret.txt',
      '/assets/%2e%2e%2f%2e%2e%2fsecret.txt',
      '/assets/..%5csecret.txt',
      '/assets/..\\secret.txt',
      '/assets/....//secret.txt',
      '/assets/%252e%252e%252fsecret.txt',
      '/assets/app.js%00.txt',
      '/assets//etc/passwd',
      '/assets/%c0%ae%c0%ae/secret.txt',
      '/secret.txt',
      '/../secret.txt',
      '//etc/passwd',
      '/api/v1/../../secret.txt',
    ];
    for (const path of tries) {
      const { status, body } = await getRaw(path);
      expect([path, status < 500, body.includes(SECRET), body.includes('root:')]).toEqual([path, true, false, false]);
    }
  });

  it('shows the same page for an address of script, with nothing of the address in it', async () => {
    const { body, status } = await getRaw('/%3Cscript%3Ealert(1)%3C/script%3E?%3Cscript%3E=%3Cscript%3Ealert(2)');
    expect([status, /alert|<script/i.test(body)]).toEqual([200, false]);
  });

  it.each(['a\0b', 'half \ud83d of one'])('takes no character that is no text: %j', async (text) => {
    const { itemId } = await office.stopped(await office.login(), eligibility(), 'member-not-found');
    const asks = client(app);
    const answers = await Promise.all([
      asks.post(`/review-items/${itemId}/notes`, cookies, { text }),
      asks.post(`/review-items/${itemId}/resolve`, cookies, { note: text }),
      asks.post('/inbox/views', cookies, { name: 'odd', filter: { portal: text } }),
      asks.post('/review-items/search', cookies, { text }),
      asks.get('/review-items?portal=%00', cookies),
      asks.signIn(text),
    ]);
    expect(answers.map(({ statusCode }) => statusCode)).toEqual([400, 400, 400, 400, 400, 400]);
  });

  const upload = (payload: Buffer, headers: Record<string, string>) =>
    app.inject({ method: 'POST', url: '/api/v1/remittances', cookies, headers: { ...OURS, ...headers }, payload });
  /** Ten megabytes of nothing in ten kilobytes. */
  const bomb = () => deflateRawSync(Buffer.alloc(10_000_000));
  const HOSTILE: readonly [string, Buffer, Record<string, string>][] = [
    ['nothing', Buffer.alloc(0), { 'content-type': 'application/pdf', 'x-file-name': 'a.pdf' }],
    [
      'a page of script',
      Buffer.from('<script>alert(1)</script>'),
      { 'content-type': 'application/pdf', 'x-file-name': 'a.pdf' },
    ],
    [
      'a picture of script',
      Buffer.from('<svg xmlns="http://www.w3.org/2000/svg" onload="alert(1)"/>'),
      { 'content-type': 'image/png', 'x-file-name': 'a.png' },
    ],
    [
      'a program',
      Buffer.concat([Buffer.from('MZ'), Buffer.alloc(500)]),
      { 'content-type': 'application/octet-stream', 'x-file-name': 'a.exe' },
    ],
    [
      'a broken PDF',
      Buffer.from('%PDF-1.7\n1 0 obj << /JS (app.alert(1)) >>'),
      { 'content-type': 'text/html', 'x-file-name': 'a.pdf' },
    ],
    [
      'packed nothing',
      Buffer.concat([Buffer.from('PK\u0003\u0004'), bomb()]),
      { 'content-type': 'application/octet-stream', 'x-file-name': 'a.zip' },
    ],
    ['too much', Buffer.alloc(1024 * 1024 + 1), { 'content-type': 'application/pdf', 'x-file-name': 'a.pdf' }],
    [
      'a name that is a path and not text',
      Buffer.from('x'),
      { 'content-type': 'application/pdf', 'x-file-name': '..%2f..%2fetc%2fpasswd%E0%A4%A' },
    ],
  ];
  it.each(HOSTILE)('refuses %s plainly, and keeps nothing of it', async (_what, payload, headers) => {
    const answer = await upload(payload, headers);
    expect([400, 413, 415, 422]).toContain(answer.statusCode);
    expect(answer.headers['content-type']).toContain('application/problem+json');
    expect(answer.json().detail).toMatch(/^[A-Z].+\.$/);
    expect(answer.body).not.toMatch(/script|passwd|node_modules|\bat \//);
    const { rows } = await office.db.query<{ count: number }>('select count(*)::int as count from remittance_document');
    expect(rows[0]).toEqual({ count: 0 });
  });
});

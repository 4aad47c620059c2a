/** Every way in which a portal hands out a PDF, against a small server: the exact bytes, and nothing left behind. */
import { createHash } from 'node:crypto';
import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import type { Browser, BrowserContext, Page } from 'playwright';
import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import { downloadPdf } from '../../adapters/portal-download.ts';
import { launchBrowser } from '../browser.ts';

/** Every byte value, so that a text conversion on the way shows. */
const PDF = Buffer.concat([
  Buffer.from('%PDF-1.4\n'),
  Buffer.from(Array.from({ length: 40_000 }, (_, i) => (i * 7 + (i >> 8)) % 256)),
  Buffer.from('\n%%EOF\n'),
]);
const hashOf = (bytes: Uint8Array): string => createHash('sha256').update(bytes).digest('hex');

const PORTAL = `<link rel="icon" href="data:,"><h1>Documents</h1><iframe name="part" src="/empty"></iframe>
<a id="attachment" href="/pdf?as=attachment">x</a>
<a id="attachment-window" href="/pdf?as=attachment" target="_blank">x</a>
<a id="inline" href="/pdf">x</a>
<a id="inline-window" href="/pdf" target="_blank">x</a>
<a id="inline-frame" href="/pdf" target="part">x</a>
<a id="redirected" href="/moved" target="_blank">x</a>
<a id="saved-link" href="/pdf" download="letter.pdf">x</a>
<form method="post" action="/pdf" target="_blank"><input name="claim" value="7"><button id="form-window">x</button></form>
<form method="post" action="/pdf"><input name="claim" value="7"><button id="form">x</button></form>
<a id="page" href="/empty" target="_blank">x</a>
<a id="error" href="/error" target="_blank">x</a>
<a id="broken" href="/broken">x</a>
<button id="blob-download">x</button><button id="blob-window">x</button><button id="blob-late-window">x</button>
<button id="blob-text">x</button><button id="busy">x</button><button id="nothing">x</button>
<script>
const on = (id, work) => { document.getElementById(id).onclick = work; };
const blob = async () => (await fetch('/pdf', { headers: { authorization: 'Bearer t' } })).blob();
const save = (made, name) => {
  const a = document.createElement('a');
  a.href = URL.createObjectURL(made); a.download = name; a.click(); URL.revokeObjectURL(a.href);
};
on('blob-download', async () => save(await blob(), 'eob.pdf'));
on('blob-window', async () => window.open(URL.createObjectURL(await blob())));
on('blob-late-window', () => { const w = window.open(''); blob().then((b) => { w.location.href = URL.createObjectURL(b); }); });
on('blob-text', () => save(new Blob(['Please wait']), 'note.txt'));
on('busy', () => fetch('/busy'));
</script>`;

let server: Server;
let browser: Browser;
let context: BrowserContext;
let page: Page;
let url: string;
let asked: string[] = [];

beforeAll(async () => {
  server = createServer((request, response) => {
    const { pathname, searchParams } = new URL(request.url ?? '/', 'http://portal.test');
    if (pathname !== '/' && pathname !== '/empty') asked.push(`${request.method} ${pathname}`);
    const send = (status: number, headers: Record<string, string>, body: string | Buffer) =>
      void response.writeHead(status, headers).end(body);
    // The session's cookie must be there, as on a portal.
    if (pathname === '/pdf' && !request.headers.cookie?.includes('session=1')) return send(403, {}, 'no session');
    if (pathname === '/pdf') {
      const attachment = { 'content-disposition': `attachment; filename="EOB 0001.pdf"` };
      const isAttachment = searchParams.get('as') === 'attachment';
      return send(200, { 'content-type': 'application/pdf', ...(isAttachment ? attachment : {}) }, PDF);
    }
    if (pathname === '/moved') return send(302, { location: '/pdf' }, '');
    if (pathname === '/error') return send(503, { 'content-type': 'text/html' }, 'sorry');
    if (pathname === '/busy') return send(429, {}, '');
    if (pathname === '/broken') {
      response.writeHead(200, { 'content-type': 'application/pdf', 'content-length': String(PDF.length) });
      response.write(PDF.subarray(0, 900), () => response.destroy());
      return undefined;
    }
    return send(200, { 'content-type': 'text/html', 'set-cookie': 'session=1' }, pathname === '/' ? PORTAL : 'empty');
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  url = `http://127.0.0.1:${(server.address() as AddressInfo).port}/`;
  browser = await launchBrowser();
  // As adapters/browser.ts opens it: what is not caught is not saved.
  context = await browser.newContext({ acceptDownloads: false });
  page = await context.newPage();
  await page.goto(url);
});
beforeEach(() => void (asked = []));
afterAll(async () => {
  await browser.close();
  server.closeAllConnections();
  await new Promise((resolve) => server.close(resolve));
});

const press = (id: string, timeoutMs = 8_000) => downloadPdf(page, () => page.click(`#${id}`), timeoutMs);

describe('a PDF is caught whole', () => {
  test.each([
    ['attachment', 'EOB 0001.pdf', ['GET /pdf']],
    ['attachment-window', 'EOB 0001.pdf', ['GET /pdf']],
    ['inline', null, ['GET /pdf']],
    ['inline-window', null, ['GET /pdf']],
    ['inline-frame', null, ['GET /pdf']],
    ['redirected', null, ['GET /moved', 'GET /pdf']],
    ['form', null, ['POST /pdf']],
    ['form-window', null, ['POST /pdf']],
    ['blob-download', 'eob.pdf', ['GET /pdf']],
    ['blob-window', null, ['GET /pdf']],
    ['blob-late-window', null, ['GET /pdf']],
  ])('%s: one request, the same bytes, the page where it was, no window left', async (id, fileName, requests) => {
    const file = await press(id);
    expect({ length: file.bytes.length, hash: hashOf(file.bytes), fileName: file.fileName }).toEqual({
      length: PDF.length,
      hash: hashOf(PDF),
      fileName,
    });
    expect(asked).toEqual(requests);
    expect(context.pages()).toEqual([page]);
    expect(page.url()).toBe(url);
    expect(await page.evaluate('document.querySelector("h1").innerText + typeof globalThis.keptBlobs')).toBe(
      'Documentsundefined',
    );
  });
  test('a link with `download` is fetched again by its address', async () => {
    const file = await press('saved-link');
    expect([file.fileName, hashOf(file.bytes)]).toEqual(['letter.pdf', hashOf(PDF)]);
    expect(page.url()).toBe(url);
  });
});

describe('what is no PDF is never taken for one', () => {
  test.each([
    ['page', 'result-unreadable'],
    ['blob-text', 'result-unreadable'],
    ['nothing', 'result-unreadable'],
    ['error', 'portal-error'],
    ['busy', 'rate-limited'],
  ])('%s is %s', async (id, code) => {
    await expect(press(id, 700)).rejects.toMatchObject({ code });
    expect(context.pages()).toEqual([page]);
  });
  test('a PDF that breaks off is not taken', async () => {
    await expect(press('broken', 1_500)).rejects.toMatchObject({ code: expect.stringMatching(/unreadable|error/) });
  });
});

/** A small portal that is none of ours, as the recorder meets one: sign-in, member search with a list, claims in a frame. */
import { createServer, type IncomingMessage } from 'node:http';
import type { AddressInfo } from 'node:net';

export const MEMBER = {
  id: 'QX4417720933',
  last: 'Delacroix',
  first: 'Marguerite',
  birth: '1967-04-09',
  claim: '2026081100457',
};
export const LOGIN = { user: 'MGREEN77', password: 'Thimble-9081-orchard' };

export interface ForeignSite {
  readonly url: string;
  /** Passwords that it was sent. */
  readonly passwords: readonly string[];
  close(): Promise<void>;
}

export async function startForeignSite(): Promise<ForeignSite> {
  const passwords: string[] = [];
  const server = createServer((request, response) => {
    void (async () => {
      const url = new URL(request.url ?? '/', 'http://here');
      const form = new URLSearchParams(await bodyOf(request));
      const isIn = (request.headers.cookie ?? '').includes('clinic=in');
      const send = (html: string, headers: Record<string, string> = {}): void =>
        void response.writeHead(200, { 'content-type': 'text/html; charset=utf-8', ...headers }).end(html);
      const turn = (to: string, headers: Record<string, string> = {}): void =>
        void response.writeHead(303, { location: to, ...headers }).end();
      if (url.pathname === '/enter' && request.method === 'POST') {
        passwords.push(form.get('pw') ?? '');
        if (form.get('pw') === LOGIN.password) return turn('/desk', { 'set-cookie': 'clinic=in; Path=/' });
        return send(signIn('<p class="oops">That sign-in did not match our records.</p>'));
      }
      if (url.pathname === '/enter') return send(signIn(''));
      if (!isIn) return turn('/enter');
      const page = PAGES[url.pathname];
      return page ? send(page(url.searchParams)) : turn('/desk');
    })();
  });
  await new Promise<void>((done) => void server.listen(0, '127.0.0.1', done));
  const { port } = server.address() as AddressInfo;
  return {
    url: `http://127.0.0.1:${port}`,
    passwords,
    close: async () => {
      server.closeAllConnections();
      await new Promise((done) => void server.close(done));
    },
  };
}

async function bodyOf(request: IncomingMessage): Promise<string> {
  let text = '';
  for await (const chunk of request) text += String(chunk);
  return text;
}

const shell = (title: string, body: string): string => `<!doctype html><html><head><title>${title}</title>
<link rel="stylesheet" href="https://cdn.example/site.css"><script>window.tracked = true;</script></head>
<body onload="void 0"><h1>${title}</h1>${body}</body></html>`;

const signedIn = (title: string, body: string): string =>
  shell(
    title,
    `<nav>Signed in as ${LOGIN.user} <a href="/members">Find a member</a> <a href="/claims">Find a claim</a></nav>${body}`,
  );

const signIn = (message: string): string =>
  shell(
    'Clinic Gateway',
    `${message}<form method="post" action="/enter"><input type="hidden" name="csrf" value="a81kz93mmq20"><label for="u">Clinic user</label><input id="u" name="u">
<label>Pass phrase <input type="password" name="pw"></label><button>Enter</button></form>`,
  );

const NAME = `${MEMBER.first} ${MEMBER.last}`;

const PAGES: Readonly<Record<string, (query: URLSearchParams) => string>> = {
  '/desk': () => signedIn('Front desk', '<p>Messages for the clinic: none.</p>'),
  '/members': () =>
    signedIn(
      'Member finder',
      `<form action="/members/found"><label>Plan year <select name="year"><option>2025</option><option>This year</option></select></label>
<label>Card number <input name="card"></label><label>Born <input name="born" placeholder="MM/DD/YYYY"></label><button>Look up</button></form>`,
    ),
  '/members/found': (query) =>
    query.get('card') === MEMBER.id
      ? signedIn(
          'Members found',
          `<table><tr><th>Card</th><th>Member</th></tr><tr><td><a href="/members/one?card=${MEMBER.id}">${MEMBER.id}</a></td><td>${NAME}</td></tr></table>`,
        )
      : signedIn('Members found', '<p>Nobody on file has this card number.</p>'),
  '/members/one': () =>
    signedIn(
      'Coverage card',
      `<dl><dt>Member ID</dt><dd>${MEMBER.id}</dd><dt>Member Name</dt><dd>${NAME}</dd><dt>Date of Birth</dt><dd>04/09/1967</dd>
<dt>Coverage Status</dt><dd>Active</dd><dt>Plan</dt><dd>Harvest Choice</dd><dt>Effective Date</dt><dd>01/01/2026</dd><dt>Mailing Address</dt><dd>14 Tulip Lane</dd></dl>
<img src="https://cdn.example/card.png">`,
    ),
  '/claims': () => signedIn('Claim finder', '<iframe name="work" src="/claims/ask" width="700" height="500"></iframe>'),
  '/claims/ask':
    () => `<!doctype html><title>c</title><h2>Ask about a claim</h2><p>Type the number that stands on the letter, without blanks and without hyphens, and press the button below to see what became of the claim so far.</p>
<form action="/claims/one"><label>Claim number <input name="no"></label><input type="submit" value="Show"></form>`,
  '/claims/one':
    () => `<!doctype html><title>c</title><h2>What became of the claim</h2><p>Amounts are in US dollars. A claim that is still being worked on shows no amounts, and one that was replaced shows the number of the claim that took its place.</p>
<table><tr><th scope="row">Claim Number</th><td>${MEMBER.claim}</td></tr><tr><th scope="row">Patient Name</th><td>${NAME}</td></tr>
<tr><th scope="row">Claim Status</th><td>Paid</td></tr><tr><th scope="row">Service From</th><td>08/03/2026</td></tr><tr><th scope="row">Billed</th><td>$185.00</td></tr>
<tr><th scope="row">Paid Amount</th><td>$120.40</td></tr><tr><th scope="row">Check Number</th><td>0088231</td></tr></table>`,
};

/** A plain-HTTP visitor of the practice portal Stonebridge: keeps its cookie, posts forms with their one-time token. */
import { codeIn, CREDENTIALS, type TestSite } from '../flows/stonebridge-site.ts';

export interface Visitor {
  readonly html: () => string;
  readonly status: () => number;
  readonly title: () => string;
  readonly alert: () => string;
  readonly get: (path: string) => Promise<string>;
  /** Posts fields by name to the form's address; the token is the form's own unless given. */
  readonly post: (path: string, fields: Readonly<Record<string, string>>) => Promise<string>;
}

export function visit(base: string): Visitor {
  let cookie = '';
  let html = '';
  let status = 0;
  const go = async (path: string, init: RequestInit = {}): Promise<string> => {
    const response = await fetch(new URL(path, base), { ...init, headers: { cookie }, redirect: 'manual' });
    for (const line of response.headers.getSetCookie())
      cookie = /Max-Age=0|1970/.test(line) ? '' : (line.split(';')[0] ?? '');
    const location = response.headers.get('location');
    if (location) return go(location);
    status = response.status;
    html = await response.text();
    return html;
  };
  const first = (pattern: RegExp): string => pattern.exec(html)?.[1] ?? '';
  return {
    html: () => html,
    status: () => status,
    title: () => first(/<h1>(.*?)<\/h1>/),
    alert: () => first(/role="alert"><ul><li>(.*?)<\/li>/),
    get: go,
    post: (path, fields) =>
      go(path, {
        method: 'POST',
        body: new URLSearchParams({ token: first(/name="token" value="(\d+)"/), ...fields }),
      }),
  };
}

export const givePassword = async (visitor: Visitor, password = CREDENTIALS.password): Promise<string> => {
  await visitor.get('/portal/login');
  return visitor.post('/portal/login', { user: CREDENTIALS.username, password });
};

/** From the delivery page on: asks for a code and gives it. */
export async function giveCode(visitor: Visitor, { mails }: TestSite): Promise<void> {
  await visitor.post('/portal/mfa/delivery', { delivery: 'email', act: 'send-code' });
  await visitor.post('/portal/mfa/code', { code: codeIn(mails.at(-1)), act: 'submit-code' });
}

export async function signIn(visitor: Visitor, site: TestSite): Promise<void> {
  await givePassword(visitor);
  await giveCode(visitor, site);
}

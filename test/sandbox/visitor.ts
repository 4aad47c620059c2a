/** A plain-HTTP visitor of the practice portal: keeps its cookie, fills forms by label, posts back. */
import {
  DEMO_PROVIDER_NPI,
  makePopulation,
  type Northfield,
  type NorthfieldOptions,
  startNorthfield,
} from '../../sandbox/index.ts';

export const TODAY = '2026-11-23';
export const USER = {
  username: 'pkestrel',
  password: 'Fixture-Pass-1',
  answers: {
    'What was your first pet?': 'otter',
    'In what city were you born?': 'larkton',
    'What is your favorite color?': 'teal',
  },
  providerNpi: DEMO_PROVIDER_NPI,
};

/** A clock that the test moves. */
export function testClock(): { now: () => Date; pass: (ms: number) => void } {
  let ms = Date.parse(`${TODAY}T15:00:00Z`);
  return { now: () => new Date(ms), pass: (by) => void (ms += by) };
}

export const startPortal = (options: Partial<NorthfieldOptions> = {}): Promise<Northfield> =>
  startNorthfield({
    population: makePopulation({ seed: 7, today: TODAY }),
    today: TODAY,
    seed: 7,
    now: testClock().now,
    users: [USER],
    ...options,
  });

export interface Visitor {
  readonly html: () => string;
  readonly status: () => number;
  readonly heading: () => string;
  readonly get: (path: string) => Promise<string>;
  /** Values by label, then the button's text. */
  readonly submit: (button: string, values?: Readonly<Record<string, string>>) => Promise<string>;
  /** Follows a `__doPostBack` link by its text or label; `isPartial` as an UpdatePanel does. */
  readonly follow: (link: string, isPartial?: boolean) => Promise<string>;
  readonly post: (
    fields: Readonly<Record<string, string>>,
    headers?: Readonly<Record<string, string>>,
  ) => Promise<string>;
  readonly hidden: () => Record<string, string>;
}

export function visit(base: string): Visitor {
  let cookie = '';
  let html = '';
  let status = 0;
  const go = async (path: string, init: RequestInit = {}): Promise<string> => {
    const headers = { ...(init.headers as Record<string, string> | undefined), ...(cookie && { cookie }) };
    const response = await fetch(new URL(path, base), { ...init, headers, redirect: 'manual' });
    for (const line of response.headers.getSetCookie())
      cookie = /Max-Age=0|1970/.test(line) ? '' : (line.split(';')[0] ?? '');
    const location = response.headers.get('location');
    if (location) return go(location);
    status = response.status;
    const text = await response.text();
    if (response.headers.get('content-type')?.startsWith('text/html')) html = text;
    return text;
  };
  const hidden = (): Record<string, string> =>
    Object.fromEntries(
      [...html.matchAll(/<input type="hidden" name="(\w+)" id="\w+" value="([^"]*)"/g)].map((m) => [m[1]!, m[2]!]),
    );
  const action = (): string => /<form method="post" action="([^"]+)"/.exec(html)?.[1] ?? '/';
  const post: Visitor['post'] = (fields, headers = {}) =>
    go(action(), { method: 'POST', headers, body: new URLSearchParams({ ...hidden(), ...fields }) });
  return {
    html: () => html,
    status: () => status,
    heading: () => /<h1>(.*?)<\/h1>/.exec(html)?.[1] ?? '',
    get: go,
    hidden,
    post,
    submit: (button, values = {}) => {
      const fields = Object.entries(values).map(([label, value]) => fieldOf(html, label, value));
      return post({ ...Object.fromEntries(fields), [nameOf(html, `value="${button}"`)]: button });
    },
    follow: (link, isPartial = false) => {
      const found = [
        ...html.matchAll(/href="javascript:__doPostBack\(&#39;(.*?)&#39;,&#39;(.*?)&#39;\)"([^>]*)>(.*?)<\/a>/g),
      ].find((m) => m[4] === link || m[3]!.includes(`aria-label="${link}"`));
      if (!found) throw new Error(`No link "${link}" on this page.`);
      const fields = { __EVENTTARGET: found[1]!, __EVENTARGUMENT: found[2]! };
      return isPartial ? post({ ...fields, __ASYNCPOST: 'true' }, { 'x-microsoftajax': 'Delta=true' }) : post(fields);
    },
  };
}

const nameOf = (html: string, mark: string): string => {
  const tag = html.match(/<input[^>]*>/g)?.find((input) => input.includes(mark));
  const name = /name="([^"]+)"/.exec(tag ?? '')?.[1];
  if (!name) throw new Error(`No control with ${mark} on this page.`);
  return name;
};

/** A text box by its label; a radio by its label, whatever the value. */
function fieldOf(html: string, label: string, value: string): [string, string] {
  const escaped = label.replace(/[.*+?^${}()|[\]\\]/g, '\\$&');
  const id = new RegExp(`<label for="([^"]+)"[^>]*>${escaped}</label>`).exec(html)?.[1];
  if (!id) throw new Error(`No label "${label}" on this page.`);
  const tag = html.match(/<input[^>]*>/g)?.find((input) => input.includes(`id="${id}"`)) ?? '';
  return [nameOf(html, `id="${id}"`), tag.includes('type="radio"') ? (/value="([^"]*)"/.exec(tag)?.[1] ?? '') : value];
}

export const answerTo = (html: string): string => {
  const question = /class="challenge-question">(.*?)<\/span>/.exec(html)?.[1]?.replaceAll('&#39;', "'") ?? '';
  return new Map(Object.entries(USER.answers)).get(question) ?? '';
};

/** Up to the password page. */
export async function identify(visitor: Visitor): Promise<void> {
  await visitor.get('/');
  await visitor.submit('Log In', { 'User ID': USER.username });
  await visitor.submit('Continue', {
    'Your Answer': answerTo(visitor.html()),
    'This is a public computer. Do not register it.': 'on',
  });
}

/** Up to the home page, working for the login's own provider. */
export async function signIn(visitor: Visitor): Promise<void> {
  await identify(visitor);
  await visitor.submit('Sign In', { Password: USER.password });
  await chooseProvider(visitor, USER.providerNpi);
}

export async function chooseProvider(visitor: Visitor, npi: string): Promise<void> {
  const radio = /name="([^"]+ProviderRow)"/.exec(visitor.html())?.[1] ?? '';
  await visitor.post({ [radio]: npi, [nameOf(visitor.html(), 'value="Submit"')]: 'Submit' });
}

export const ELIGIBILITY = '/hcp/provider/Eligibility/EligibilityVerification/tabid/142/Default.aspx';
export const CLAIMS = '/hcp/provider/Claims/SearchClaims/tabid/151/Default.aspx';
export const HOME = '/hcp/provider/Home/tabid/135/Default.aspx';

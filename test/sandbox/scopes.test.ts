/** The switches of all five practice portals alike: by login, by page, by share. By HTTP alone. */
import { afterAll, afterEach, beforeAll, describe, expect, it, test } from 'vitest';
import { practiceUsers } from '../../cli/practice-login.ts';
import { claimStatusInquiry } from '../../domain/inquiries.ts';
import type { PortalFaults } from '../../sandbox/faults.ts';
import {
  DEMO_PROVIDER_NPI,
  makePopulation,
  PRACTICE_PORTAL_NAMES,
  type PracticePortalName,
  type RunningPortal,
  setFaults,
  startPracticePortal,
} from '../../sandbox/index.ts';
import { testClock, TODAY, visit as northfieldVisit } from './visitor.ts';
import { visit as stonebridgeVisit } from './stonebridge-visitor.ts';

const population = makePopulation({ seed: 5, today: TODAY, appointments: 10, claims: 120 });
const users = practiceUsers(2, DEMO_PROVIDER_NPI);
const [ours, theirs] = users.map(({ username }) => username) as [string, string];
const running: RunningPortal[] = [];

beforeAll(async () => {
  const options = { population, today: TODAY, seed: 5, users, now: testClock().now, onMail: () => undefined };
  for (const name of PRACTICE_PORTAL_NAMES) running.push(await startPracticePortal(name, options));
});
afterEach(() => {
  for (const { portal } of running) portal.faults.clear();
});
afterAll(() => Promise.all(running.map(({ portal }) => portal.close())));

const named = (name: PracticePortalName): RunningPortal => running.find((one) => one.name === name)!;
const passwordOf = (username: string): string => users.find((user) => user.username === username)!.password;

const postJson = async (url: string, body: object): Promise<string> => {
  const headers = { 'content-type': 'application/json' };
  const response = await fetch(url, { method: 'POST', headers, body: JSON.stringify(body) });
  return `${response.status} ${await response.text()}`;
};

/** What each portal answers to who sends a right password; `login` is its own name of that page. */
const SIGN_IN: Readonly<Record<PracticePortalName, (base: string, username: string) => Promise<string>>> = {
  async northfield(base, username) {
    const visitor = northfieldVisit(base);
    await visitor.get('/');
    await visitor.submit('Log In', { 'User ID': username });
    return `${visitor.status()} ${visitor.html()}`;
  },
  harborlink: (base, username) => postJson(`${base}/api/sign-in`, { userId: username, password: passwordOf(username) }),
  async stonebridge(base, username) {
    const visitor = stonebridgeVisit(base);
    await visitor.get('/portal/login');
    await visitor.post('/portal/login', { user: username, password: passwordOf(username) });
    return `${visitor.status()} ${visitor.html()}`;
  },
  brightwell: (base, username) => postJson(`${base}/api/v2/sign-in`, { username, password: passwordOf(username) }),
  async ashgrove(base, username) {
    const body = new URLSearchParams({ uid: username, pwd: passwordOf(username) });
    const response = await fetch(`${base}/aex/logon.do`, { method: 'POST', body, redirect: 'manual' });
    return `${response.status} ${await response.text()}`;
  },
};
const signIn = (name: PracticePortalName, username: string): Promise<string> =>
  SIGN_IN[name](named(name).portal.url, username);

/** Switches that strike at once, and what then comes: every portal says it in its own words. */
const AT_ONCE: readonly Partial<PortalFaults>[] = [{ rateLimit: true }, { down: true }];

describe.each(PRACTICE_PORTAL_NAMES)('%s', (name) => {
  test('a switch that is set for one login strikes it on its way in, and nobody else', async () => {
    for (const faults of AT_ONCE) {
      setFaults(running, { faults, scope: { portal: name, username: ours } });
      const [hit, spared] = [await signIn(name, ours), await signIn(name, theirs)];
      expect(hit).toMatch(/^(429|500) /);
      expect(spared).toMatch(/^(200|302|303) /);
      named(name).portal.faults.clear();
    }
  });

  test('is known by each of its pages; a page that it does not have is refused', () => {
    const { pages } = named(name);
    expect(pages.length).toBeGreaterThan(5);
    for (const page of pages) setFaults(running, { faults: { captcha: true }, scope: { portal: name, page } });
    expect(() =>
      setFaults(running, { faults: { captcha: true }, scope: { portal: name, page: 'no-such-page' } }),
    ).toThrow('There is no page "no-such-page"');
  });

  it('holds a share of its claims under another day, always the same ones, and the truth knows which', () => {
    const { portal } = named(name);
    const asked = population.claims.map(claimStatusInquiry);
    const tell = () => asked.map((inquiry) => JSON.stringify(portal.truth.claimStatus(inquiry)));
    const before = tell();
    setFaults(running, { faults: { otherDate: 0.3 }, scope: { portal: name } });
    const [once, again] = [tell(), tell()];
    expect(again).toEqual(once);
    const moved = once.filter((one, at) => one !== before[at]).length;
    expect(moved / asked.length).toBeGreaterThan(0.1);
    expect(moved / asked.length).toBeLessThan(0.5);
    setFaults(running, { faults: { otherDate: true }, scope: { portal: name } });
    expect(tell().filter((one, at) => one !== before[at]).length).toBeGreaterThan(moved);
  });
});

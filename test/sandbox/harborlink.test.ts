/** Harborlink itself: its lock-outs, codes, sessions, payer lists and polled answers, asked without a browser. */
import { afterAll, afterEach, beforeAll, describe, expect, test } from 'vitest';
import { formatUsDate } from '../../domain/dates.ts';
import { payerList, PRACTICE_PAYERS } from '../../sandbox/harborlink/payers.ts';
import { CREDENTIALS, nextCode, startSite, type TestSite } from '../flows/harborlink-site.ts';

let site: TestSite;
beforeAll(async () => {
  site = await startSite();
});
afterEach(() => {
  site.portal.faults.clear();
  site.portal.users.unlock(CREDENTIALS.username);
});
afterAll(() => site.portal.close());

interface Answer {
  readonly status: number;
  readonly body: {
    readonly errors?: readonly string[];
    readonly notice?: { readonly heading: string };
    readonly shell?: { readonly view: string };
    readonly transaction?: string;
    readonly result?: { readonly heading: string };
  };
}

/** A visitor with cookies of its own. */
function newVisitor() {
  const cookies = new Map<string, string>();
  const go = async (path: string, body?: object): Promise<Response> => {
    const response = await fetch(site.portal.url + path, {
      redirect: 'manual',
      headers: {
        cookie: [...cookies].map(([name, value]) => `${name}=${value}`).join('; '),
        'content-type': 'application/json',
      },
      ...(body && { method: 'POST', body: JSON.stringify(body) }),
    });
    for (const each of response.headers.getSetCookie()) {
      const [name = '', value = ''] = each.split(';')[0]!.split('=');
      cookies.set(name, value);
    }
    return response;
  };
  const call = async (path: string, body?: object): Promise<Answer> => {
    const response = await go(path, body);
    return { status: response.status, body: (await response.json()) as Answer['body'] };
  };
  const signIn = (password = CREDENTIALS.password): Promise<Answer> =>
    call('/api/sign-in', { userId: CREDENTIALS.username, password });
  return {
    cookies,
    go,
    call,
    signIn,
    verify: (code: string, isBackup = false) => call('/api/verify', { code, isBackup }),
  };
}

async function signedIn() {
  const visitor = newVisitor();
  await visitor.signIn();
  await visitor.verify(nextCode(site.clock));
  return visitor;
}

describe('the way in', () => {
  test('wants a code of a browser that it does not know, and takes none twice', async () => {
    const visitor = newVisitor();
    expect((await visitor.signIn()).body.shell?.view).toBe('verify');
    const code = nextCode(site.clock);
    expect((await visitor.verify(code)).body.shell?.view).toBe('home');
    const other = newVisitor();
    await other.signIn();
    expect((await other.verify(code)).body.errors).toEqual(['The code you entered is not valid.']);
    expect((await visitor.signIn()).body.shell?.view).toBe('home');
  });
  test('takes a backup code once', async () => {
    const backup = CREDENTIALS.backupCodes[0]!;
    for (const view of ['home', undefined]) {
      const visitor = newVisitor();
      await visitor.signIn();
      expect((await visitor.verify(backup, true)).body.shell?.view).toBe(view);
    }
  });
  test('locks after five bad passwords, and counts what came after the first', async () => {
    const { counters, users } = site.portal;
    const before = { ...counters };
    const visitor = newVisitor();
    for (let at = 0; at < 5; at += 1) await visitor.signIn('wrong');
    expect((await visitor.signIn()).body.errors?.[0]).toMatch(/^Your account is locked\./);
    expect(counters.lockouts - before.lockouts).toBe(1);
    expect(counters.submitsAfterRejection - before.submitsAfterRejection).toBe(5);
    users.setPassword(CREDENTIALS.username, CREDENTIALS.password);
    users.unlock(CREDENTIALS.username);
    expect((await visitor.signIn()).body.shell?.view).toBe('verify');
  });
  test('locks after three bad codes', async () => {
    const visitor = newVisitor();
    await visitor.signIn();
    for (const locked of [false, false, true])
      expect((await visitor.verify('000000')).body.errors?.[0]?.startsWith('Your account is locked.')).toBe(locked);
  });
  test('shuts a session that nobody used', async () => {
    const visitor = await signedIn();
    expect((await visitor.go('/apps/eligibility')).status).toBe(200);
    site.clock.pass(31 * 60_000);
    expect((await visitor.go('/apps/eligibility')).status).toBe(401);
  });
  test('counts the live sessions of a login', async () => {
    await Promise.all([signedIn(), signedIn()]);
    expect(site.portal.counters.maxLiveSessions).toBeGreaterThanOrEqual(2);
  });
});

describe('payers', () => {
  test.each(['eligibility', 'claims'] as const)(
    'the list of %s has 200 entries, each payer once that works among look-alikes',
    (tool) => {
      const list = payerList(tool);
      expect(new Set(list).size).toBe(200);
      for (const { entries, name } of PRACTICE_PAYERS) {
        const word = name.split(' ')[0]!.toUpperCase();
        expect(list).toContain(entries[tool]);
        expect(list.filter((entry) => entry.startsWith(word)).length).toBeGreaterThan(3);
        expect(entries.eligibility).not.toBe(entries.claims);
      }
    },
  );
  test('an entry that only looks like the right one is refused', async () => {
    const visitor = await signedIn();
    const { body } = await visitor.call('/api/context', { tool: 'eligibility', payer: 'TIDEWATER HEALTH PLAN' });
    expect(body.errors?.[0]).toMatch(/^This payer entry is not available/);
  });
});

describe('searches', () => {
  async function asked() {
    const visitor = await signedIn();
    const payer = PRACTICE_PAYERS[0]!;
    await visitor.call('/api/context', { tool: 'eligibility', payer: payer.entries.eligibility });
    const member = site.population.members.find(({ memberId }) => site.portal.payerOf(memberId) === payer.key)!;
    const values = {
      patientId: member.memberId,
      birthDate: formatUsDate(member.birthDate!),
      relationship: 'Self',
      serviceType: 'Health Benefit Plan Coverage - 30',
      asOfDate: '11/23/2026',
    };
    const search = (changed: object = {}): Promise<Answer> =>
      visitor.call('/api/search', { tool: 'eligibility', form: 0, values: { ...values, ...changed } });
    return { visitor, search };
  }
  test('are answered 202 until the payer has answered', async () => {
    const { visitor, search } = await asked();
    const { transaction } = (await search()).body;
    const path = `/api/transactions/${transaction}`;
    expect((await visitor.call(path)).status).toBe(202);
    expect((await visitor.call(path)).body.result?.heading).toBe('Eligibility and Benefits Results');
  });
  test('say which box is empty or no date', async () => {
    const { search } = await asked();
    expect((await search({ patientId: '', birthDate: '13/45/2020' })).body.errors).toEqual([
      'Patient ID is required.',
      'Date of Birth is not a valid date.',
    ]);
  });
  test('that are sent twice are refused while that fault is on', async () => {
    const { visitor, search } = await asked();
    site.portal.faults.set({ doubleSubmit: true });
    await search();
    const { transaction } = (await search()).body;
    await visitor.call(`/api/transactions/${transaction}`);
    expect((await visitor.call(`/api/transactions/${transaction}`)).body.errors).toEqual([
      'This request was sent twice. Start a new inquiry.',
    ]);
  });
  test('a fault holds for the login and the page that it is set for', async () => {
    const { visitor, search } = await asked();
    site.portal.faults.set({ maintenance: true }, { username: 'somebody.else' });
    site.portal.faults.set({ rateLimit: true }, { page: 'eligibility-result', username: CREDENTIALS.username });
    expect((await search()).status).toBe(429);
    expect((await visitor.go('/apps/eligibility')).status).toBe(200);
  });
});

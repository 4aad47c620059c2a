/** The practice portal Brightwell itself: locks, sessions, matches, portions of rows, documents. */
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { addDays } from '../../domain/dates.ts';
import { type Brightwell, DEMO_PROVIDER_NPI, makePopulation, startBrightwell } from '../../sandbox/index.ts';
import { TODAY, testClock } from './visitor.ts';

const USER = { username: 'larkspur.billing', password: 'Fixture-Pass-4', providerNpi: DEMO_PROVIDER_NPI };
const population = makePopulation({ seed: 5, today: TODAY, appointments: 20, claims: 110 });

let portal: Brightwell;
let clock: ReturnType<typeof testClock>;
beforeEach(async () => {
  clock = testClock();
  portal = await startBrightwell({ population, today: TODAY, seed: 5, now: clock.now, users: [USER] });
});
afterEach(() => portal.close());

/** What the API may say; each answer has some of it. */
interface Answer {
  readonly code: string;
  readonly token: string;
  readonly total: number;
  readonly rows: readonly {
    readonly accountNumber: string;
    readonly claimNumber: string;
    readonly match: string;
    readonly address: string;
  }[];
  readonly exact: readonly { readonly memberId: string; readonly birthDate: string }[];
  readonly partial: readonly { readonly memberId: string }[];
}
interface Told {
  readonly status: number;
  readonly type: string;
  readonly body: Buffer;
  readonly json: () => Answer;
}
async function ask(name: string, body: object = {}, token = ''): Promise<Told> {
  const response = await fetch(`${portal.url}/api/v2/${name}`, {
    method: 'POST',
    headers: { 'content-type': 'application/json', authorization: token ? `Bearer ${token}` : '' },
    body: JSON.stringify(body),
  });
  const bytes = Buffer.from(await response.arrayBuffer());
  const type = response.headers.get('content-type') ?? '';
  return { status: response.status, type, body: bytes, json: () => JSON.parse(bytes.toString('utf8')) as Answer };
}
const codeOf = async (told: Promise<Told>): Promise<string> => (await told).json().code;
const submit = (password: string): Promise<Told> => ask('sign-in', { username: USER.username, password });
async function signIn(): Promise<string> {
  const { token } = (await submit(USER.password)).json();
  await ask('organization', { tin: '99-0000017' }, token);
  return token;
}

describe('signing in', () => {
  it('freezes a login at the fifth bad password, for the right one too', async () => {
    for (let tries = 1; tries <= 4; tries += 1) expect(await codeOf(submit('wrong'))).toBe('BAD_CREDENTIALS');
    expect(portal.counters).toMatchObject({ lockouts: 0, badPasswords: 4, submitsAfterRejection: 3 });
    expect(await codeOf(submit('wrong'))).toBe('LOCKED');
    expect(await codeOf(submit(USER.password))).toBe('LOCKED');
    expect(portal.counters).toMatchObject({ lockouts: 1, passwordSubmits: 6, signIns: 0 });
    portal.users.unlock(USER.username);
    portal.users.setPassword(USER.username, 'Another-1');
    expect((await submit('Another-1')).status).toBe(200);
  });
  it('answers nothing before the tax id is chosen, and nothing without a token', async () => {
    const { token } = (await submit(USER.password)).json();
    expect((await ask('claims', { by: 'claim', claimNumber: '1' }, token)).status).toBe(403);
    expect(await codeOf(ask('claims', { by: 'claim', claimNumber: '1' }))).toBe('SIGNED_OUT');
    expect(await codeOf(ask('organization', { tin: '11-1111111' }, token))).toBe('MISSING');
  });
  it('ends the first session at the second sign-in, and says so once to the first', async () => {
    const first = await signIn();
    const second = await signIn();
    expect(await codeOf(ask('guard', { page: 'home' }, first))).toBe('SESSION_SUPERSEDED');
    expect((await ask('guard', { page: 'home' }, second)).json()).toMatchObject({ stage: 'ready' });
    expect(portal.counters).toMatchObject({ signIns: 2, liveSessions: 1, maxLiveSessions: 1 });
  });
  it('ends a session that was idle for 20 minutes', async () => {
    const token = await signIn();
    clock.pass(19 * 60_000);
    expect((await ask('guard', { page: 'home' }, token)).status).toBe(200);
    clock.pass(20 * 60_000 + 1);
    expect(await codeOf(ask('guard', { page: 'home' }, token))).toBe('SESSION_EXPIRED');
    expect(portal.counters.liveSessions).toBe(0);
  });
});

describe('searching', () => {
  const [member] = population.members;
  const search = async (token: string, given: object): Promise<Answer> =>
    (await ask('members', { asOf: TODAY, ...given }, token)).json();

  it('calls exact what agrees in all that was given, and partial what is close', async () => {
    const token = await signIn();
    const { memberId, birthDate } = member!;
    const found = await search(token, { memberId, birthDate });
    expect(found.exact.map((row) => row.memberId)).toEqual([memberId]);
    // The namesake of the population: same name and birth date, the next id.
    expect(found.partial.map((row) => row.memberId)).toContain(String(Number(memberId) + 1));
    const wrongDay = await search(token, { memberId, birthDate: addDays(birthDate!, 1) });
    expect([wrongDay.exact, wrongDay.partial[0]?.memberId]).toEqual([[], memberId]);
    expect(await codeOf(ask('members', { memberId, asOf: TODAY }, token))).toBe('MISSING');
  });
  it('puts a namesake before the member when the switch is on', async () => {
    const token = await signIn();
    portal.faults.set({ namesakes: true });
    const { exact } = await search(token, { memberId: member!.memberId, birthDate: member!.birthDate });
    expect(exact.map((row) => row.birthDate)).toEqual([addDays(member!.birthDate!, 400), member!.birthDate]);
  });
  it('lists account numbers that begin alike, in portions, and tells a button that was pressed twice', async () => {
    const token = await signIn();
    const by = { by: 'account', accountNumber: 'LK20000' };
    const { total } = (await ask('claims', by, token)).json();
    expect(total).toBeGreaterThan(12);
    const rows = async (from: number) => (await ask('claim-rows', { from, count: 12 }, token)).json().rows;
    const all = [...(await rows(0)), ...(await rows(12)), ...(await rows(24))];
    expect(all).toHaveLength(total);
    expect(all.filter(({ accountNumber }) => accountNumber === 'LK20000').length).toBeLessThanOrEqual(2);
    portal.faults.set({ doubleSubmit: true });
    await ask('claims', by, token);
    expect(await codeOf(ask('claims', by, token))).toBe('DUPLICATE');
    clock.pass(500);
    expect((await ask('claims', by, token)).status).toBe(200);
  });
});

describe('the document library', () => {
  it('searches 90 days at most, marks partial matches, and gives the same bytes by ticket and by token', async () => {
    const token = await signIn();
    const paid = portal.truth.records.find(({ shown }) => shown.checkDate && shown.checkDate > addDays(TODAY, -60))!;
    const { payerClaimControlNumber: claimNumber, checkDate } = paid.shown;
    const asked = { claimNumber, from: addDays(checkDate!, -45), to: addDays(checkDate!, 45) };
    expect(await codeOf(ask('documents', { ...asked, from: addDays(checkDate!, -46) }, token))).toBe('WINDOW');
    const { rows } = (await ask('documents', asked, token)).json();
    const at = rows.findIndex(({ match }) => match === 'Exact');
    expect(rows[at]?.claimNumber).toBe(claimNumber);
    expect(rows.filter(({ match }) => match === 'Exact')).toHaveLength(1);
    const bytes = portal.remittance(claimNumber!);
    const file = await ask('document', { row: at }, token);
    expect([file.type, file.body.equals(bytes!)]).toEqual(['application/pdf', true]);
    const ticketed = await fetch(portal.url + rows[at]!.address);
    expect(ticketed.headers.get('content-disposition')).toMatch(/^attachment; filename="PRA_/);
    expect(Buffer.from(await ticketed.arrayBuffer()).equals(bytes!)).toBe(true);
    clock.pass(61_000);
    expect((await fetch(portal.url + rows[at]!.address)).status).toBe(404);
  });
});

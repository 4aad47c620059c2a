import type { FastifyInstance } from 'fastify';
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { buildApi } from '../../review/api/index.ts';
import { unlockPerson } from '../../review/people.ts';
import { client, OURS, type Cookies } from './client.ts';
import { openOffice, PASSWORD, type Office } from './office.ts';

describe('guessing passwords', () => {
  let office: Office;
  let app: FastifyInstance;
  let asks: ReturnType<typeof client>;

  beforeAll(async () => {
    office = await openOffice();
    await office.person('dana');
  });
  beforeEach(async () => {
    await office.db.query('delete from sign_in_try');
    app = await buildApi(office.desk, { webFolder: '/nowhere' });
    asks = client(app);
  });
  afterEach(() => app.close());
  afterAll(() => office.close());

  const guess = async (name: string, address = '10.0.0.1') => (await asks.signIn(name, 'guess', address)).statusCode;
  const guesses = async (count: number, name: string, address?: string) => {
    const codes = [];
    for (let n = 0; n < count; n++) codes.push(await guess(name, address ?? `10.0.${n}.1`));
    return codes;
  };

  it('costs growing waits that hold over hosts and restarts, and never a lock', async () => {
    expect(await guesses(6, 'Dana')).toEqual([401, 401, 401, 401, 401, 429]);
    await app.close();
    app = await buildApi(office.desk, { webFolder: '/nowhere' });
    asks = client(app);
    const right = await asks.signIn('dana', PASSWORD, '10.7.7.7');
    expect([right.statusCode, right.headers['retry-after']]).toEqual([429, '30']);
    expect(right.json().detail).toBe(
      'Too many wrong tries; wait 30 seconds and try again, or ask an administrator to unlock you.',
    );
    const waits = [];
    for (let n = 0; n < 7; n++) {
      const wait = Number((await asks.signIn('dana', 'guess', '10.7.7.8')).headers['retry-after']);
      waits.push(wait);
      office.clock.advance(wait * 1000);
      await guess('dana', `10.8.${n}.1`);
    }
    expect(waits).toEqual([30, 60, 120, 240, 480, 900, 900]);
    office.clock.advance(900_000);
    expect((await asks.signIn('dana', PASSWORD, '10.7.7.7')).statusCode).toBe(201);
    expect(await guesses(2, 'dana')).toEqual([401, 401]);
  });

  it('treats a name that nobody has as one that somebody has', async () => {
    await guesses(5, 'nobody');
    await guesses(5, 'dana');
    const [unknown, known] = [await asks.signIn('nobody', 'guess'), await asks.signIn('dana', 'guess')];
    expect([unknown.statusCode, unknown.body]).toEqual([429, known.body]);
    expect(unknown.headers['retry-after']).toBe(known.headers['retry-after']);
    const { rows } = await office.db.query('select mark, whose from sign_in_try');
    expect(JSON.stringify(rows)).not.toMatch(/nobody|dana|10\.0/);
  });

  it('does not take more guesses at once than one after the other', async () => {
    const codes = await Promise.all(Array.from({ length: 12 }, (_, n) => guess('dana', `10.2.${n}.1`)));
    expect(codes.filter((code) => code === 401)).toHaveLength(5);
  });

  it('lets a person in on a browser of theirs while somebody guesses elsewhere', async () => {
    const { cookies } = await asks.signIn('dana');
    const known: Cookies = Object.fromEntries(
      cookies.filter(({ name }) => name.includes('known')).map(({ name, value }) => [name, value]),
    );
    expect(Object.keys(known)).toHaveLength(1);
    await guesses(6, 'dana');
    const here = (cookie: Cookies, password: string) =>
      app.inject({
        method: 'POST',
        url: '/api/v1/session',
        headers: OURS,
        cookies: cookie,
        payload: { name: 'dana', password },
      });
    expect((await here({}, PASSWORD)).statusCode).toBe(429);
    const forged = Object.fromEntries(Object.keys(known).map((name) => [name, `x.${'0'.repeat(64)}`]));
    expect((await here(forged, PASSWORD)).statusCode).toBe(429);
    const codes = [];
    for (let n = 0; n < 6; n++) codes.push((await here(known, 'guess')).statusCode);
    expect(codes).toEqual([401, 401, 401, 401, 401, 429]);
    office.clock.advance(30_000);
    expect((await here(known, PASSWORD)).statusCode).toBe(201);
  });

  it('can be ended by an administrator, for that name alone', async () => {
    await guesses(6, 'dana');
    await guesses(6, 'nobody');
    const { rows } = await office.db.query<{ id: string }>(`select id from reviewer where name = 'dana'`);
    await unlockPerson(office.desk, { commandLine: 'root' }, rows[0]!.id);
    expect((await asks.signIn('dana')).statusCode).toBe(201);
    expect(await guess('nobody')).toBe(429);
  });

  it('slows down one address that tries many names, and its whole IPv6 network', async () => {
    for (let n = 0; n < 30; n++) expect(await guess(`name${n}`, `2001:db8:1:2::${n}`)).toBe(401);
    expect(await guess('other', '2001:db8:1:2:ffff::1')).toBe(429);
    expect(await guess('other', '2001:db8:1:3::1')).toBe(401);
    expect((await asks.signIn('dana', PASSWORD, '2001:db8:1:3::1')).statusCode).toBe(201);
  });
});

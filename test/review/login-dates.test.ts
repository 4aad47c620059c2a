/** Dates of logins that come: each told once, ahead of time, and closed when it is renewed. */
import { afterAll, beforeAll, expect, it } from 'vitest';
import { openLogins } from '../../adapters/logins.ts';
import { readRegisters } from '../../config/registers.ts';
import { buildApi } from '../../review/api/index.ts';
import type { Item } from '../../review/api/schema.ts';
import { tellLoginDates } from '../../workers/login-dates.ts';
import { client, type Cookies } from './client.ts';
import { openOffice, type Office } from './office.ts';

let office: Office;
let app: Awaited<ReturnType<typeof buildApi>>;
let ask: ReturnType<typeof client>;
let ada: Cookies;

beforeAll(async () => {
  office = await openOffice();
  app = await buildApi(office.desk);
  ask = client(app);
  await office.person('Ada');
  ada = await ask.cookieOf('Ada');
});
afterAll(async () => {
  await app.close();
  await office.close();
});

const kindsOf = async (id: string) =>
  (await ask.get(`/review-items/${id}`, ada)).json<Item>().actions.map(({ kind }) => kind);
const act = (id: string, verb: string, body: object) =>
  ask.post(`/review-items/${id}/${verb}`, ada, { attempt: 1, ...body });

it('each date of a login is told once, ahead of time, and closed when it is renewed', async () => {
  const { db, clock, vault } = office;
  const logins = openLogins(db, vault);
  const credentials = { username: 'dates', password: 'Old-one-1!', answers: {} };
  const added = { portal: 'stonebridge', label: 'dates', credentials, providerNpi: null };
  const { id } = await logins.add(added, clock.now());
  const registers = readRegisters();
  const warned: unknown[] = [];
  const quiet = { warn: (...line: unknown[]) => void warned.push(line) };
  // Where it is a day later than in UTC.
  const settings = { timeZone: 'Pacific/Guam' };
  const tell = () => tellLoginDates({ clock, db, logins, registers, settings, log: quiet as never });
  const open = async () =>
    (
      await db.query<{ id: string; code: string; kind: string; message: string }>(
        `select id, code, kind, message from review_item where login_id = $1 and resolution is null order by code`,
        [id],
      )
    ).rows;
  const daysAgo = (column: string, days: number) =>
    db.query(`update login set ${column} = $2 where id = $1`, [
      id,
      new Date(clock.now().getTime() - days * 86_400_000),
    ]);
  await daysAgo('secret_at', 49);
  await daysAgo('confirmed_at', 219);
  await daysAgo('last_used_at', 25);
  expect(await tell()).toEqual({ opened: 0, closed: 0 });
  await daysAgo('secret_at', 51);
  await daysAgo('confirmed_at', 221);
  // Robots keep this one alive; a person is told when they did not for some days.
  await daysAgo('last_used_at', 26);
  expect(await Promise.all([tell(), tell()])).toContainEqual({ opened: 3, closed: 0 });
  const [confirm, password, use] = await open();
  expect(confirm).toMatchObject({ code: 'confirmation-due', kind: 'login' });
  expect(password).toMatchObject({ code: 'password-due', message: expect.stringContaining('by 12/03/2026') });
  expect(use).toMatchObject({ code: 'use-due' });
  expect(await kindsOf(confirm!.id)).toEqual(['resolve']);
  expect(await kindsOf(password!.id)).toEqual(['fix-login', 'resolve']);
  expect((await act(use!.id, 'resolve', { note: 'not needed' })).statusCode).toBe(200);
  await logins.pause(id, 'captcha', clock.now());
  expect((await act(password!.id, 'login-secret', { password: 'New-one-2!' })).statusCode).toBe(200);
  expect(await logins.get(id)).toMatchObject({ pausedCode: 'captcha' });
  expect(await tell()).toEqual({ opened: 0, closed: 0 });
  await logins.noteConfirmed(id, clock.now());
  expect(await tell()).toEqual({ opened: 0, closed: 1 });
  expect(await open()).toEqual([]);
  expect(warned).toEqual([]);
});

/** The practice portals as somebody who measures a robot starts and commands them. */
import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, it, onTestFinished, vi } from 'vitest';
import { practiceCredentials, practiceUsers } from '../../cli/practice-login.ts';
import { openPractice, type Practice, registeredPort } from '../../cli/practice.ts';
import { loadProgram } from '../../cli/program.ts';
import { credentialsSchema } from '../../domain/login.ts';
import type { Inquiry } from '../../domain/work-item.ts';
import { DEMO_PROVIDER_NPI, makePopulation, PRACTICE_PORTAL_NAMES, readFault } from '../../sandbox/index.ts';
import { ashgroveUnderTest } from '../bench/portals/ashgrove.ts';
import { brightwellUnderTest } from '../bench/portals/brightwell.ts';
import { harborlinkUnderTest } from '../bench/portals/harborlink.ts';
import { northfieldUnderTest } from '../bench/portals/northfield.ts';
import { FAULTS } from '../bench/portals/portal-under-test.ts';
import { stonebridgeUnderTest } from '../bench/portals/stonebridge.ts';
import { claimwright } from '../faults/process.ts';
import { visit } from '../sandbox/stonebridge-visitor.ts';

interface Question {
  readonly payer: string;
  readonly inquiry: Inquiry;
  readonly expected: unknown;
}

const UNDER_TEST = [
  northfieldUnderTest,
  harborlinkUnderTest,
  stonebridgeUnderTest,
  brightwellUnderTest,
  ashgroveUnderTest,
];
const TODAY = '2026-11-23';
const USERS = practiceUsers(2, DEMO_PROVIDER_NPI);
const POPULATION = makePopulation({ seed: 7, today: TODAY, appointments: 12, claims: 8 });

const open = (changes: Partial<Parameters<typeof openPractice>[0]> = {}): Promise<Practice> =>
  openPractice({
    names: ['northfield', 'ashgrove', 'stonebridge'],
    port: 0,
    controlPort: 0,
    users: USERS,
    population: POPULATION,
    isInvented: true,
    today: TODAY,
    seed: 7,
    now: () => new Date(`${TODAY}T15:00:00Z`),
    faults: {},
    scopes: [{}],
    onMail: () => undefined,
    ...changes,
  });

let practice: Practice;
beforeAll(async () => {
  practice = await open();
});
afterAll(() => practice.close());

const control = (path: string, init?: RequestInit) => fetch(`${practice.controlUrl}/__practice/${path}`, init);
const order = (body: unknown) =>
  control('faults', {
    method: 'POST',
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify(body),
  });
const statusOf = async (name: string) => {
  const { url } = practice.running.find((one) => one.name === name)!.portal;
  return (await fetch(`${url}${name === 'ashgrove' ? '/aex/logon.jsp' : '/'}`)).status;
};

it('sets faults on what the scope names and nowhere else, until they are cleared', async () => {
  expect((await order({ faults: { down: true }, scope: { portal: 'northfield', page: 'sign-in' } })).status).toBe(204);
  expect([await statusOf('northfield'), await statusOf('ashgrove')]).toEqual([500, 200]);
  await order({ faults: { captcha: 1 }, scope: { username: USERS[1]!.username } });
  const at = (username: string) => practice.running.map(({ portal }) => portal.faults.at({ username }).captcha);
  expect(at(USERS[1]!.username)).toEqual([1, 1, 1]);
  expect(at(USERS[0]!.username)).toEqual([false, false, false]);
  expect((await control('faults', { method: 'DELETE' })).status).toBe(204);
  expect(await statusOf('northfield')).toBe(200);
});

it.each([
  [{ faults: { captcha: 1.5 } }, 'The fault captcha takes true, false or a share from 0 to 1.'],
  [{ faults: { slowMs: -1 } }, 'The fault slowMs takes milliseconds, 0 to 600000.'],
  [{ faults: { pdfForm: 'fax' } }, 'The fault pdfForm takes one of attachment, '],
  [{ faults: { gremlins: true } }, 'There is no fault "gremlins"; there are maintenance, '],
  [{ faults: {}, scope: { page: 'attic' } }, 'There is no page "attic"; northfield has sign-in, '],
  [{ faults: {}, scope: { portal: 'brightwell' } }, 'The portal "brightwell" does not run here, only '],
  [{ faults: {}, scope: { username: 'nobody' } }, 'No portal here has the user "nobody"; '],
  [{ fault: 'captcha' }, 'Send JSON as '],
])('refuses what would never be met: %j', async (body, says) => {
  const answer = await order(body);
  expect(answer.status).toBe(400);
  expect(await answer.json()).toEqual({ error: expect.stringContaining(says) });
});

it('does not listen to a page of another site', async () => {
  const asText = { method: 'POST', headers: { 'content-type': 'text/plain' }, body: '{"faults":{"down":true}}' };
  expect((await control('faults', asText)).status).toBe(400);
  expect(await statusOf('northfield')).toBe(200);
});

it('tells what there is to ask with the right answers, what was counted and what was mailed', async () => {
  const questions = (await (await control('questions/ashgrove')).json()) as Question[];
  expect(questions).toHaveLength(20);
  const { truth } = practice.running.find(({ name }) => name === 'ashgrove')!.portal;
  for (const { payer, inquiry, expected } of questions) {
    expect(['ashgrove-mutual', 'fernhollow-trust']).toContain(payer);
    const right = inquiry.kind === 'eligibility' ? truth.eligibility(inquiry) : truth.claimStatus(inquiry);
    expect(expected).toEqual(JSON.parse(JSON.stringify(right)));
  }
  expect(Object.keys((await (await control('counters')).json()) as object)).toEqual([
    'northfield',
    'ashgrove',
    'stonebridge',
  ]);
  expect(await (await control('mails')).json()).toEqual([]);
});

it('tells no questions about people who may live, and begins with the faults it was given', async () => {
  const own = await open({
    names: ['ashgrove'],
    isInvented: false,
    faults: { down: true },
    scopes: [{ page: 'logon' }],
  });
  const answer = await fetch(`${own.controlUrl}/__practice/questions/ashgrove`);
  const status = (await fetch(`${own.running[0]!.portal.url}/aex/logon.jsp`)).status;
  await own.close();
  expect([answer.status, status]).toEqual([400, 500]);
});

it('names the port that is taken, and leaves nothing running', async () => {
  const port = Number(new URL(practice.running[0]!.portal.url).port);
  const taken = open({ names: ['ashgrove'], controlPort: port });
  await expect(taken).rejects.toThrow(`Port ${port} is taken. Stop what uses it, or give another with --control-port.`);
});

it('is documented fault by fault, as the bench judges it', async () => {
  const page = await readFile(join(import.meta.dirname, '../../docs/practice-portals.md'), 'utf8');
  const told = new Map<string, string[]>();
  for (const [, name = '', endings = ''] of page.matchAll(/^\| `(\w+(?:=[\w-]+)?)` \|[^|]*\|([^|]*)\|[^|]*\|$/gm))
    told.set(nameInBench(name), [...endings.matchAll(/`([\w-]+)`/g)].map(([, code = '']) => code).toSorted());
  const defined = UNDER_TEST.flatMap(({ outcomes }) => Object.entries(outcomes));
  for (const name of Object.keys(FAULTS)) {
    const right = new Set(defined.filter(([fault]) => fault === name).flatMap(([, codes]) => codes));
    expect([name, told.get(name)]).toEqual([name, [...right].toSorted()]);
  }
});

/** The bench counts each kind of a fault as one of its own. */
const nameInBench = (name: string): string =>
  name
    .replace(/^drift=/, 'drift-')
    .replace(/^pdfForm=/, 'pdf-')
    .replace(/^slowMs=.*/, 'slowMs');

it('listens where the register files say, with logins that can be stored as they are', () => {
  expect(PRACTICE_PORTAL_NAMES.map(registeredPort)).toEqual([4190, 4191, 4192, 4193, 4194]);
  for (const name of PRACTICE_PORTAL_NAMES)
    for (const user of USERS) {
      const login = practiceCredentials(name, user);
      expect(credentialsSchema.strict().parse(login)).toEqual(login);
      expect('totpSecret' in login).toBe(name === 'harborlink');
    }
});

it.each([
  ['drift=labels', { drift: 'labels' }],
  ['captcha', { captcha: true }],
  ['rateLimit=0.2', { rateLimit: 0.2 }],
  ['slowMs=400', { slowMs: 400 }],
  ['drift=false', { drift: false }],
])('reads --fault %s', (text, faults) => expect(readFault(text)).toEqual(faults));

it.each([
  ['attic', /Allowed choices are northfield, harborlink/],
  ['northfield --fault gremlins', /There is no fault "gremlins"/],
  ['northfield --fault drift', /takes labels, ids, columns, redesign or false/],
  ['--logins 9', /Give a whole number from 1 to 8/],
  ['all --port 4290', /--port is for one portal/],
  ['--fault-page home', /say where a --fault holds; give one/],
])('refuses "sandbox %s"', async (line, says) => {
  const program = await loadProgram('sandbox');
  const quiet = { writeOut: () => undefined, writeErr: () => undefined };
  for (const command of [program, ...program.commands]) command.configureOutput(quiet);
  const error = await program
    .parseAsync(['sandbox', ...line.split(' ')], { from: 'user' })
    .catch((each: Error) => each);
  expect((error as Error).message).toMatch(says);
});

it('prints its address, its login and the codes that Stonebridge mails', { timeout: 60_000 }, async () => {
  const running = claimwright(['sandbox', 'stonebridge', '--port', '0', '--control-port', '0']);
  onTestFinished(() => running.kill('SIGKILL'));
  const hear = (pattern: RegExp) => vi.waitUntil(() => pattern.exec(running.out()), { timeout: 40_000, interval: 20 });
  const [, url = ''] = await hear(/^Practice portal stonebridge: (http:\S+) \(\d+ claims\)\nControl: http:\S+\n$/);
  const { username, password } = credentialsSchema.parse(JSON.parse(running.err().split('\n')[1]!));
  const visitor = visit(url);
  await visitor.get('/portal/login');
  await visitor.post('/portal/login', { user: username, password });
  await visitor.post('/portal/mfa/delivery', { delivery: 'email', act: 'send-code' });
  const [, code = ''] = await hear(/stonebridge mailed practice\.desk@\S+: .* (\d{8})\.\n/);
  await visitor.post('/portal/mfa/code', { code, act: 'submit-code' });
  expect(visitor.title()).toBe('Welcome to the Portal');
  running.kill('SIGTERM');
  expect((await running.ended).code).toBe(143);
});

import { readFileSync } from 'node:fs';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { openPractice } from '../faults/practice.ts';
import type { Practice } from '../faults/practice.ts';
import { expectOneSentence, ownOffice } from './own-office.ts';
import type { OwnOffice } from './own-office.ts';

let practice: Practice;
let office: OwnOffice;
beforeAll(async () => {
  practice = await openPractice({ appointments: 12, claims: 40 });
  office = await ownOffice(practice.environment);
});
afterAll(async () => {
  await office.remove();
  await practice.close();
});

/** The contract's keys of one inquiry's answer. */
const ANSWER = [
  'workItem',
  'outcome',
  'code',
  'message',
  'result',
  'fields',
  'askedAt',
  'answeredAt',
  'portal',
  'login',
];
const AN_ID: unknown = expect.stringMatching(/^[0-9a-f-]{36}$/);
const secretsOf = ({ login }: Practice): string[] => [login.password, ...Object.values(login.answers)];

describe('claimwright login add', () => {
  it('takes the secret from standard input and shows it nowhere', async () => {
    const args = ['login', 'add', 'northfield', '--label', 'desk', '--npi', practice.npi, '--file', '-'];
    const command = office.start(args, { input: JSON.stringify(practice.login) });
    const listed = ['cmdline', 'environ'].map((part) => readFileSync(`/proc/${command.pid}/${part}`, 'utf8')).join();
    const { code, out, err } = await command.ended;
    expect({ code, out, err }).toEqual({ code: 0, out: 'Added the login "desk" on northfield.\n', err: '' });
    expect(listed).toContain('northfield');
    for (const secret of secretsOf(practice)) expect(listed).not.toContain(secret);
  });

  it('takes a new secret from a file', async () => {
    const file = await office.file('login.json', JSON.stringify(practice.login));
    const { code, out } = await office.run([
      'login',
      'add',
      'northfield',
      '--label',
      'desk',
      '--npi',
      practice.npi,
      '--file',
      file,
    ]);
    expect(code).toBe(0);
    expect(out).toContain('has its new secret');
    for (const secret of secretsOf(practice)) expect(out).not.toContain(secret);
  });

  it.each([
    ['what is no JSON', 'password: Practice-portal-1'],
    ['a login without its password', '{"username":"practice.desk","pasword":"Practice-portal-1"}'],
  ])('refuses %s without repeating it', async (_what, input) => {
    const { code, out, err } = await office.run(['login', 'add', 'northfield', '--file', '-'], { input });
    expect({ code, out }).toEqual({ code: 2, out: '' });
    expect(err).not.toContain('Practice-portal-1');
    expect(err).toMatch(/shape: \{"username"/);
  });

  it('is listed without a secret', async () => {
    const { code, document } = await office.json(['login', 'list']);
    expect(code).toBe(0);
    expect(document).toMatchObject([{ portal: 'northfield', label: 'desk', pausedCode: null, signIns: 0 }]);
    expect(JSON.stringify(document)).not.toMatch(/password|answers|Biscuit/i);
  });
});

describe('claimwright check', () => {
  it('eligibility prints the answer of the contract and exits 0', { timeout: 120_000 }, async () => {
    const { memberId, birthDate } = practice.population.members[3]!;
    const who = ['--portal', 'northfield', '--member', memberId!, '--dob', birthDate!];
    const { code, document, err } = await office.json(
      ['check', 'eligibility', ...who, '--service-date', '2026-11-20'],
      { apart: true },
    );
    expect({ code, err }).toEqual({ code: 0, err: '' });
    expect(Object.keys(document as object)).toEqual(ANSWER);
    const { result, fields, ...rest } = document as { result: object; fields: Record<string, { evidence: string }> };
    expect(rest).toMatchObject({ outcome: 'done', code: null, portal: 'northfield', login: 'desk' });
    expect({ result }).toEqual(practice.portal.truth.coverage(memberId!, '2026-11-20'));
    for (const [field, from] of Object.entries(fields)) {
      expect({ field, from }).toMatchObject({ field, from: { confidence: 1, via: 'portal', evidence: AN_ID } });
    }
    expect(Object.keys(fields)).toContain('/plan');
  });

  it('eligibility of nobody goes to a person and exits 1', { timeout: 120_000 }, async () => {
    const { code, document } = await office.json([
      'check',
      'eligibility',
      '--portal',
      'northfield',
      '--member',
      '900000000001',
    ]);
    expect(code).toBe(1);
    expect(Object.keys(document as object)).toEqual(ANSWER);
    expect(document).toMatchObject({ outcome: 'review', code: 'member-not-found', result: null, fields: {} });
    const { document: waiting } = await office.json(['review', 'list']);
    const { workItem } = document as { workItem: string };
    expect(waiting).toMatchObject([{ code: 'member-not-found', workItem, subject: `work-item:${workItem}`, met: 1 }]);
  });

  it('claim answers a claim of an imported file as the portal holds it', { timeout: 120_000 }, async () => {
    expect(await office.json(['import', 'claims', practice.claimFile])).toMatchObject({
      code: 0,
      document: { files: [{ read: 40, new: 40, problems: [] }] },
    });
    const known = practice.population.claims.find(
      ({ patientControlNumber }) => 'result' in practice.portal.truth.claim(patientControlNumber),
    )!;
    const args = ['check', 'claim', '--portal', 'northfield', '--claim', known.patientControlNumber];
    const { code, document } = await office.json(args);
    expect(code).toBe(0);
    expect(Object.keys(document as object)).toEqual(ANSWER);
    const { result } = document as { result: unknown };
    expect({ result }).toEqual(
      JSON.parse(JSON.stringify(practice.portal.truth.claim(known.patientControlNumber, known.memberId!))),
    );
  });

  it.each([
    ['a day that does not exist', ['eligibility', '--member', '1', '--dob', '2026-02-30'], /takes a real day/],
    ['a claim that was never imported', ['claim', '--claim', 'X-1'], /Import it first/],
    [
      'days in the wrong order',
      ['claim', '--member', '1', '--from', '2026-09-02', '--to', '2026-09-01'],
      /before --from/,
    ],
  ])('of %s is bad usage', async (_what, args, says) => {
    const { code, out, err } = await office.run(['check', ...args, '--portal', 'northfield', '--json']);
    expect({ code, out }).toEqual({ code: 2, out: '' });
    expect(err).toMatch(says);
  });

  it('says at once that there is no browser, and keeps the question', { timeout: 60_000 }, async () => {
    const args = ['check', 'eligibility', '--portal', 'northfield', '--member', '100200399999', '--dob', '1980-02-03'];
    const { code, out, err } = await office.run(args, { environment: { CHROMIUM_PATH: '/usr/bin/false' } });
    expect({ code, out }).toEqual({ code: 3, out: '' });
    expect(err).toContain('claimwright doctor');
    expect(err).toContain('stays queued');
    expect(
      await office.look(
        async ({ db }) => (await db.query(`select 1 from work_item where code = 'browser-crashed'`)).rows,
      ),
    ).toHaveLength(1);
  });

  it('of a portal that nobody knows is bad usage', async () => {
    const { code, err } = await office.run(['check', 'eligibility', '--portal', 'southfield', '--member', '1']);
    expect(code).toBe(2);
    expect(err).toContain('There is no portal "southfield"');
  });
});

describe('claimwright sweep', () => {
  it('plans with a reason for every claim, and asks each question once a day', { timeout: 120_000 }, async () => {
    const planned = await office.json(['sweep', 'plan']);
    expect(planned.code).toBe(0);
    const { ask, skip } = planned.document as { ask: Planned[]; skip: Planned[] };
    expect(ask.length + skip.length).toBe(40);
    expect(ask.length).toBeGreaterThan(5);
    for (const { reason, claim, billedCents } of [...ask, ...skip]) {
      expect(reason).not.toBe('');
      expect(claim).toMatch(/^[0-9a-f-]{36}$/);
      expect(Number.isInteger(billedCents)).toBe(true);
    }
    const first = await office.json(['sweep', 'run']);
    expect(first).toMatchObject({ code: 0, document: { queued: ask.length } });
    const second = await office.json(['sweep', 'run']);
    expect(second).toMatchObject({ code: 0, document: { queued: 0, ask: [] } });
  });

  it('takes a moment to plan for, and refuses what is none', async () => {
    expect(await office.json(['sweep', 'plan', '--at', '2027-02-01'])).toMatchObject({
      code: 0,
      document: { today: '2027-02-01' },
    });
    const { code, err } = await office.run(['sweep', 'plan', '--at', 'tomorrow']);
    expect(code).toBe(2);
    expect(err).toContain('"tomorrow" is no time');
  });
});

interface Planned {
  readonly claim: string;
  readonly reason: string;
  readonly billedCents: number;
}

describe('claimwright doctor', () => {
  it('says that all is well', { timeout: 60_000 }, async () => {
    const { code, document } = await office.json(['doctor'], { apart: true });
    expect(code).toBe(0);
    expect(document).toMatchObject({
      findings: ['Node', 'settings', 'registers', 'browser', 'OCR', 'watched folder', 'stores'].map((what) => ({
        what,
        isGood: true,
      })),
    });
  });

  it('names what cannot be reached, with the remedy', { timeout: 60_000 }, async () => {
    const environment = { CHROMIUM_PATH: '/nowhere/chromium', DATABASE_URL: 'postgres://nobody@127.0.0.1:1/none' };
    const { code, out } = await office.run(['doctor'], {
      environment: { ...environment, CLAIMWRIGHT_MASTER_KEY: 'A'.repeat(43) + '=' },
    });
    expect(code).toBe(3);
    expect(out).toMatch(/BAD {2}browser: .*set CHROMIUM_PATH/);
    expect(out).toMatch(/BAD {2}stores: The database or Redis cannot be reached\. Check DATABASE_URL/);
  });
});

it('a database that cannot be reached is a system fault in one sentence', async () => {
  const environment = {
    DATABASE_URL: 'postgres://nobody:hunter2@127.0.0.1:1/none',
    CLAIMWRIGHT_MASTER_KEY: `${'A'.repeat(43)}=`,
  };
  const { code, out, err } = await office.run(['review', 'list', '--json'], { environment });
  expect({ code, out }).toEqual({ code: 3, out: '' });
  expect(err).not.toContain('hunter2');
  expect(err).toContain('cannot be reached');
  expectOneSentence(err);
});

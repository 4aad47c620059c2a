/** A visit to a portal that is none of ours, recorded by script in a real browser: what is written is whole, and holds nobody's data. */
import { execFile } from 'node:child_process';
import { readdir, readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { registerFiles } from '../../cli/portal-kit/draft/emit-files.ts';
import { requireTerms } from '../../cli/portal-kit/record/require-terms.ts';
import { loadProgram } from '../../cli/program.ts';
import type { PortalRegister } from '../../config/registers.ts';
import type { SavedIndex } from '../../domain/saved-pages.ts';
import { type Clone, cloneProgram } from './clone.ts';
import { type ForeignSite, LOGIN, MEMBER, startForeignSite } from './foreign-site.ts';

let site: ForeignSite;
let clone: Clone;

beforeAll(async () => {
  [site, clone] = await Promise.all([startForeignSite(), cloneProgram()]);
}, 60_000);
afterAll(() => Promise.all([site.close(), clone.remove()]));

const inClone = (...path: string[]): string => join(clone.folder, ...path);
const jsonOf = async <T>(...path: string[]): Promise<T> => JSON.parse(await readFile(inClone(...path), 'utf8')) as T;
/** As "portal new" writes it, with what a person has read in the terms. */
const registerOf = (name: string, url: string, automation = 'allowed'): PortalRegister => {
  const files = registerFiles({ name, title: 'Tulip Gate', url });
  const { policy, ...register } = JSON.parse(files[`config/portals/${name}.json`]!) as PortalRegister;
  const read = { ...policy, automation, readOn: '2026-11-20', readBy: 'A. Clerk' } as PortalRegister['policy'];
  return { ...register, policy: read };
};
const signIn = (password: object) => [
  { page: 'sign-in', when: 'Clinic Gateway' },
  { fill: 'Clinic user', with: LOGIN.user },
  { fill: 'Pass phrase', ...password },
  { click: 'Enter' },
];
const lookUp = (card: string) => [
  { page: 'eligibility', when: 'Member finder' },
  { choose: 'Plan year', option: 'This year' },
  { fill: 'Card number', with: card },
  { fill: 'Born', with: '04/09/1967' },
  { click: 'Look up' },
];

test('a visit becomes a portal whose pages are known and read', async () => {
  await writeFile(inClone('config/portals/tulip-gate.json'), JSON.stringify(registerOf('tulip-gate', site.url)));
  await writeFile(inClone('secret'), LOGIN.password);
  const { id: memberId, last: lastName, first: firstName, birth: birthDate, claim: claimNumber } = MEMBER;
  const steps = [
    ...signIn({ with: 'not the pass phrase' }),
    { page: 'rejected', when: 'did not match' },
    ...signIn({ fromFile: inClone('secret') }),
    { page: 'home', when: 'Front desk' },
    { click: 'Find a member' },
    ...lookUp('QX0000000000'),
    { page: 'member-not-found', when: 'Nobody on file' },
    { click: 'Find a member' },
    ...lookUp(memberId),
    { page: 'step', as: 'member-list', when: 'Members found' },
    { click: memberId },
    { page: 'coverage', when: 'Coverage Status' },
    { go: '/desk' },
    { page: 'home', when: 'Front desk' },
    { click: 'Find a claim' },
    { page: 'claim-status', when: 'Ask about a claim' },
    { fill: 'Claim number', with: claimNumber },
    { click: 'Show' },
    { page: 'claim', when: 'What became of the claim' },
  ];
  const asked = { memberId, lastName, firstName, birthDate, serviceDate: '2026-11-23', claimNumber };
  await writeFile(inClone('visit.json'), JSON.stringify({ asked, steps }));
  const recorded = await clone.claimwright(
    'portal',
    'record',
    'tulip-gate',
    '--url',
    `${site.url}/enter`,
    '--script',
    inClone('visit.json'),
    '--json',
  );
  const said =
    process.getuid?.() === 0 ? 'You are root, so the browser runs without its sandbox: use another user.\n' : '';
  expect({ code: recorded.code, err: recorded.err }).toEqual({ code: 0, err: said });
  expect((JSON.parse(recorded.out) as { cases: unknown }).cases).toEqual([
    { name: 'coverage-recorded', refusal: null },
    { name: 'claim-recorded', refusal: null },
  ]);
  expect(site.passwords).toEqual(['not the pass phrase', LOGIN.password]);
}, 90_000);

describe('what is written', () => {
  test('finds each element by role first, by others after it, by CSS last', async () => {
    const text = await readFile(inClone('selectors/tulip-gate/eligibility.ts'), 'utf8');
    expect(text).toMatch(
      /memberId: \[\s*\{ role: 'textbox', name: \/\^Card number\$\/ \},\s*\{ css: 'input\[name="card"\]'/,
    );
    expect(text).toContain('text: /^Nobody on file has this card number\\.$/');
  });
  test('reads the answers of the visit, about an invented person', async () => {
    const { inquiry, result } = await jsonOf<{ inquiry: { member: object }; result: object }>(
      'test/fixtures/tulip-gate/coverage-recorded.json',
    );
    expect(result).toMatchObject({ status: 'active', plan: 'Harvest Choice', copays: [] });
    expect(result).toHaveProperty('memberId', Reflect.get(inquiry.member, 'memberId'));
    const claim = await jsonOf<{ result: { claims: object[] } }>('test/fixtures/tulip-gate/claim-recorded.json');
    expect(claim.result.claims).toMatchObject([{ state: 'FINAL_PAID', billedCents: 18_500, paidCents: 12_040 }]);
  });
  test('holds no password, no user id, nothing of the member, no script and nothing from outside', async () => {
    const folders = [
      'selectors/tulip-gate',
      'flows/portals/tulip-gate',
      'test/fixtures/tulip-gate',
      'test/fixtures/tulip-gate/pages',
      'config/portals',
    ];
    const secrets = [
      ...Object.values(LOGIN),
      ...Object.values(MEMBER),
      '04/09/1967',
      'not the pass phrase',
      'a81kz93mmq20',
      'cdn.example',
      '<script',
      'onload',
    ];
    let seen = 0;
    for (const folder of folders)
      for (const entry of await readdir(inClone(folder), { withFileTypes: true })) {
        if (!entry.isFile()) continue;
        seen += 1;
        const text = (await readFile(inClone(folder, entry.name), 'utf8')).toLowerCase();
        expect([entry.name, secrets.filter((secret) => text.includes(secret.toLowerCase()))]).toEqual([entry.name, []]);
      }
    expect(seen).toBeGreaterThan(20);
  });
  test('compiles', async () => {
    const only = {
      extends: './tsconfig.json',
      include: ['selectors/tulip-gate', 'flows/portals/tulip-gate', 'flows/portals/index.ts'],
    };
    await writeFile(inClone('tsconfig.one.json'), JSON.stringify(only));
    const { stdout } = await promisify(execFile)(
      join(clone.folder, 'node_modules/.bin/tsc'),
      ['--noEmit', '-p', 'tsconfig.one.json'],
      {
        cwd: clone.folder,
      },
    );
    expect(stdout).toBe('');
  }, 60_000);
  test('is refused until a person has confirmed it, and stands then', async () => {
    const index = await jsonOf<SavedIndex>('test/fixtures/tulip-gate/saved.json');
    const confirmed = { by: 'A. Clerk', on: '2026-11-23' };
    const [first, ...others] = index.cases;
    const cases = [first, ...others.map((one) => ({ ...one, confirmed }))];
    await writeFile(inClone('test/fixtures/tulip-gate/saved.json'), JSON.stringify({ ...index, cases }));
    const before = await clone.claimwright('portal', 'check', 'tulip-gate', '--json');
    expect(before.code).toBe(1);
    expect(JSON.parse(before.out)).toMatchObject({
      ok: false,
      checked: { pages: 7, cases: 2, signals: 2, rejections: 1 },
      faults: [{ of: 'coverage-recorded', say: expect.stringContaining('Nobody has confirmed') as unknown }],
    });
  }, 60_000);
});

describe('a portal whose terms let no robot in', () => {
  const read = registerOf('tulip-gate', 'https://portal.example');
  test.each([
    ['forbidden', 'let no robot in', { ...read.policy, automation: 'forbidden' as const }],
    ['consent that nobody gave', 'let no robot in', { ...read.policy, automation: 'consent' as const }],
    ['terms that nobody has read', 'let no robot in', { ...read.policy, readOn: null }],
  ])('is not opened to be recorded: %s', (_why, says, policy) =>
    expect(() => requireTerms('tulip-gate', { ...read, policy })).toThrow(says),
  );
  test('is not opened when it is not registered at all', async () => {
    const program = await loadProgram('portal');
    const order = ['portal', 'record', 'no-such-portal', '--url', 'https://portal.example', '--visible'];
    await expect(program.parseAsync(order, { from: 'user' })).rejects.toThrow('Start with "claimwright portal new');
  });
  test('is opened with a consent that somebody gave', () =>
    expect(() =>
      requireTerms('tulip-gate', { ...read, policy: { ...read.policy, automation: 'consent', consentBy: 'Payer' } }),
    ).not.toThrow());
});

describe('a new portal', () => {
  test('is written and registered, and its check says what is missing', async () => {
    const made = await clone.claimwright(
      'portal',
      'new',
      'north-ridge',
      '--url',
      'https://portal.northridge.example/x?y=1',
    );
    expect({ code: made.code, err: made.err }).toEqual({ code: 0, err: '' });
    expect(await readFile(inClone('flows/portals/index.ts'), 'utf8')).toContain('northRidge, northfield');
    expect(await jsonOf('config/portals/north-ridge.json')).toMatchObject({
      url: 'https://portal.northridge.example',
      policy: { automation: 'forbidden', readOn: null },
    });
    const check = await clone.claimwright('portal', 'check', 'north-ridge');
    expect(check.code).toBe(1);
    expect(check.out).toContain('It has no fixtures: record a visit with "claimwright portal record north-ridge".');
  }, 60_000);
  test.each([
    ['northfield', 'There is a portal "northfield" already'],
    ['North_Ridge', 'cannot be the name of a portal'],
  ])('"%s" is refused before anything is written', async (name, sentence) => {
    const program = await loadProgram('portal');
    await expect(program.parseAsync(['portal', 'new', name], { from: 'user' })).rejects.toThrow(sentence);
  });
});

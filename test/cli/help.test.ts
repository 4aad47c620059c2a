import { describe, expect, it } from 'vitest';
import { claimwright } from '../faults/process.ts';
import { expectOneSentence } from './own-office.ts';

const COMMANDS = [
  'start',
  'doctor',
  'demo',
  'sandbox',
  'import claims',
  'import schedule',
  'import deposits',
  'check eligibility',
  'check claim',
  'sweep plan',
  'sweep run',
  'login add',
  'login list',
  'login test',
  'login pause',
  'login resume',
  'remit read',
  'remit post',
  'remit write',
  'export',
  'review list',
  'portal list',
  'portal show',
];

const run = (line: string) => claimwright(line.split(' ').filter(Boolean)).ended;

describe.concurrent('help', () => {
  it.each(COMMANDS)('of %s exits 0 and shows how it is used', { timeout: 120_000 }, async (command) => {
    const { code, out, err } = await run(`${command} --help`);
    expect({ code, err }).toEqual({ code: 0, err: '' });
    expect(out).toMatch(/^Usage: claimwright /);
    expect(out).toMatch(/Examples?:\n\s+(claimwright|npm run) /);
  });

  it('of the whole command names every command', async () => {
    const { code, out } = await run('--help');
    expect(code).toBe(0);
    for (const command of COMMANDS) expect(out).toContain(`\n  ${command.split(' ')[0]} `);
  });
});

describe.concurrent('bad usage exits 2 with what to do on standard error', () => {
  it.each([
    ['start --colour', /unknown option '--colour'/],
    ['import claims --colour x.csv', /unknown option/],
    ['import claims', /missing required argument/],
    ['start --only kitchen', /'kitchen' is invalid/],
    ['sing', /unknown command 'sing'/],
    ['login add northfield --password secret', /unknown option '--password'/],
    ['check eligibility --member 1', /required option '--portal <name>'/],
  ])('%s', { timeout: 120_000 }, async (line, says) => {
    const { code, out, err } = await run(line);
    expect({ code, out }).toEqual({ code: 2, out: '' });
    expect(err).toMatch(says);
    expect(err).toContain('--help');
  });

  it('a setting that cannot be used is named', async () => {
    const environment = { LOG_LEVEL: 'shouting' };
    const { code, out, err } = await claimwright(['review', 'list'], { environment }).ended;
    expect({ code, out }).toEqual({ code: 2, out: '' });
    expect(err).toContain('LOG_LEVEL');
    expect(err).not.toContain('shouting');
    expectOneSentence(err);
  });
});

import { type Command, CommanderError, type OutputConfiguration } from 'commander';
import { describe, expect, it } from 'vitest';
import { loadProgram } from '../../cli/program.ts';
import { claimwright, installedClaimwright } from '../faults/process.ts';
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
  'login confirmed',
  'remit read',
  'remit post',
  'remit write',
  'export',
  'audit verify',
  'audit head',
  'review list',
  'portal list',
  'portal show',
];

/** As `cli/main.ts` does it, without a process of its own: thirty of them take a minute. */
async function run(line: string) {
  const args = line.split(' ').filter(Boolean);
  const program = await loadProgram(args[0]);
  const said = { out: '', err: '' };
  hear(program, { writeOut: (text) => (said.out += text), writeErr: (text) => (said.err += text) });
  const thrown: unknown = await program.parseAsync(args, { from: 'user' }).catch((error: unknown) => error);
  return { isUsage: thrown instanceof CommanderError, isFault: (thrown as CommanderError).exitCode !== 0, ...said };
}

/** Subcommands that were made elsewhere inherit nothing. */
function hear(command: Command, output: OutputConfiguration): void {
  command.configureOutput(output);
  for (const child of command.commands) hear(child, output);
}

const asProcess = (line: string) => installedClaimwright(line.split(' ').filter(Boolean)).ended;

describe('help', () => {
  it.each(COMMANDS)('of %s shows how it is used', async (command) => {
    const { isUsage, isFault, out, err } = await run(`${command} --help`);
    expect({ isUsage, isFault, err }).toEqual({ isUsage: true, isFault: false, err: '' });
    expect(out).toMatch(/^Usage: claimwright /);
    expect(out).toMatch(/Examples?:\n\s+(claimwright|npm run) /);
  });

  it('of the whole command names every command and exits 0', async () => {
    const { code, out, err } = await asProcess('--help');
    expect({ code, err }).toEqual({ code: 0, err: '' });
    for (const command of COMMANDS) expect(out).toContain(`\n  ${command.split(' ')[0]} `);
  });
});

describe('bad usage is refused with what to do on standard error', () => {
  it.each([
    ['start --colour', /unknown option '--colour'/],
    ['import claims --colour x.csv', /unknown option/],
    ['import claims', /missing required argument/],
    ['start --only kitchen', /'kitchen' is invalid/],
    ['sing', /unknown command 'sing'/],
    ['login add northfield --password secret', /unknown option '--password'/],
    ['check eligibility --member 1', /required option '--portal <name>'/],
  ])('%s', async (line, says) => {
    const { isUsage, isFault, out, err } = await run(line);
    expect({ isUsage, isFault, out }).toEqual({ isUsage: true, isFault: true, out: '' });
    expect(err).toMatch(says);
    expect(err).toContain('--help');
  });

  it('and exits 2', async () => {
    const { code, out, err } = await asProcess('import claims');
    expect({ code, out }).toEqual({ code: 2, out: '' });
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

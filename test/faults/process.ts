/** Processes of a test's own, with an environment of their own: heard, killed, and gone with the test. */
import { type ChildProcess, spawn } from 'node:child_process';
import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { builtProgram } from '../built-program.ts';

const ROOT = join(import.meta.dirname, '../..');
/** Benches start a program once and measure it long: they take the sources. */
const BUILT = process.env['VITEST'] ? await builtProgram() : null;

export interface Ended {
  readonly code: number | null;
  readonly signal: NodeJS.Signals | null;
  readonly out: string;
  readonly err: string;
}

export interface Started {
  readonly pid: number;
  /** What it has printed so far. */
  readonly out: () => string;
  readonly err: () => string;
  readonly isRunning: () => boolean;
  readonly kill: (signal: NodeJS.Signals) => void;
  readonly ended: Promise<Ended>;
}

export interface StartOptions {
  /** Settings of the program. Nothing of this process' own settings reaches it. */
  readonly environment?: Readonly<Record<string, string>>;
  /** Written to its standard input, which is empty otherwise. */
  readonly input?: string;
  readonly cwd?: string;
}

const running = new Set<ChildProcess>();
process.once('exit', () => {
  for (const child of running) child.kill('SIGKILL');
});

/** Runs Node on a TypeScript file of this project, whose path begins at its root. */
export const startProgram = (file: string, args: readonly string[], options?: StartOptions): Started =>
  startNode(BUILT ? [join(BUILT, file.replace(/ts$/, 'js')), ...args] : ['--import', 'tsx', file, ...args], options);

/** What every program needs of the machine. */
export function surroundings(): Record<string, string> {
  const { PATH = '', HOME = '/', CHROMIUM_PATH } = process.env;
  return { PATH, HOME, ...(CHROMIUM_PATH ? { CHROMIUM_PATH } : {}) };
}

/** Runs Node. */
export function startNode(args: readonly string[], options: StartOptions = {}): Started {
  const child = spawn(process.execPath, args, {
    cwd: options.cwd ?? ROOT,
    env: { ...surroundings(), ...options.environment },
    stdio: ['pipe', 'pipe', 'pipe'],
  });
  running.add(child);
  const printed = { out: '', err: '' };
  child.stdout.setEncoding('utf8').on('data', (text: string) => (printed.out += text));
  child.stderr.setEncoding('utf8').on('data', (text: string) => (printed.err += text));
  // It may end before it has read all.
  child.stdin.on('error', () => undefined).end(options.input ?? '');
  const ended = new Promise<Ended>((resolve, reject) => {
    child.once('error', reject);
    child.once('close', (code, signal) => {
      running.delete(child);
      resolve({ code, signal, ...printed });
    });
  });
  return {
    pid: child.pid ?? 0,
    out: () => printed.out,
    err: () => printed.err,
    isRunning: () => child.exitCode === null && child.signalCode === null,
    kill: (signal) => void child.kill(signal),
    ended,
  };
}

/** The `claimwright` command, whose program stands ready. */
export const claimwright = (args: readonly string[], options?: StartOptions): Started =>
  startProgram('cli/main.ts', args, options);

/** The `claimwright` command as users run it. */
export const installedClaimwright = (args: readonly string[], options?: StartOptions): Started =>
  startNode([join(ROOT, 'cli/claimwright.mjs'), ...args], options);

/** Child, grandchild and so on of a process (Linux). @returns process ids with their command lines. */
export function descendantsOf(pid: number): { pid: number; command: string }[] {
  const parents = readdirSync('/proc').flatMap((name) => {
    const id = Number(name);
    const stat = Number.isInteger(id) ? readProc(`${name}/stat`) : '';
    return stat ? [{ pid: id, parent: Number(stat.slice(stat.lastIndexOf(')') + 2).split(' ')[1]) }] : [];
  });
  const below = (parent: number): number[] =>
    parents.filter((one) => one.parent === parent).flatMap((one) => [one.pid, ...below(one.pid)]);
  return below(pid).map((id) => ({ pid: id, command: readProc(`${id}/cmdline`).replaceAll('\0', ' ') }));
}

/** Empty when the process has ended meanwhile. */
function readProc(path: string): string {
  try {
    return readFileSync(`/proc/${path}`, 'utf8');
  } catch {
    return '';
  }
}

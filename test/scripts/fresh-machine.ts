/** A machine for set-up to work on: a real folder for the checkout, invented programs, a record of what was run. */
import { existsSync, mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { onTestFinished } from 'vitest';
import { setUp } from '../../scripts/setup/run.mjs';
import type { Machine } from '../../scripts/setup/machine.mjs';

const LOCK = {
  packages: {
    '': { version: '0.1.0' },
    'node_modules/playwright': { version: '1.65.1', integrity: 'sha512-a' },
    'node_modules/fsevents': { version: '2.3.3', integrity: 'sha512-b', optional: true },
  },
};
const INSTALLED = { packages: { 'node_modules/playwright': LOCK.packages['node_modules/playwright'] } };

export const DOWNLOADED = '/cache/chromium-1255/chrome';

/** What the fresh machine's programs do; all work unless said otherwise. */
export interface Behaviour {
  readonly env?: Record<string, string>;
  readonly platform?: string;
  readonly nodeVersion?: string;
  readonly isRoot?: boolean;
  readonly sudo?: boolean;
  /** Programs that are there from the start. */
  readonly programs?: readonly string[];
  /** Folders that list names from the start. */
  readonly folders?: Readonly<Record<string, readonly string[]>>;
  /** Programs that are there and do not run. */
  readonly dead?: readonly string[];
  readonly npm?: 'works' | 'fails';
  readonly download?: 'works' | 'fails';
  readonly apt?: 'works' | 'fails' | 'absent';
  readonly vite?: 'works' | 'fails';
}

export interface FreshMachine {
  readonly folder: string;
  readonly machine: Machine;
  /** What was said since the last `forget`. */
  readonly said: () => string;
  /** What was run since the last `forget`, without the questions (`--version`, `sudo -n true`, where Playwright's is). */
  readonly ran: () => string[];
  readonly forget: () => void;
  /** Changes how its programs behave from now on. */
  readonly becomes: (change: Behaviour) => void;
}

const APT_BRINGS: Record<string, readonly string[]> = {
  chromium: ['/usr/bin/chromium'],
  'redis-server': ['/usr/bin/redis-server'],
  postgresql: ['/usr/lib/postgresql/15/bin/postgres', '/usr/lib/postgresql/15/bin/initdb'],
  'dovecot-imapd': ['/usr/sbin/dovecot'],
};

/** Removed when the test ends. */
export function freshMachine(given: Behaviour = {}): FreshMachine {
  let behaviour: Behaviour = given;
  const folder = mkdtempSync(join(tmpdir(), 'cw-setup-'));
  onTestFinished(() => rmSync(folder, { recursive: true, force: true }));
  writeFileSync(join(folder, 'package-lock.json'), JSON.stringify(LOCK));
  const programs = new Set(given.programs);
  const commands: string[] = [];
  const lines: string[] = [];
  const hasApt = () => (behaviour.apt ?? 'works') !== 'absent';
  const yes = { ok: true, output: '' };
  const no = (output: string) => ({ ok: false, output });

  const npm = () => {
    rmSync(join(folder, 'node_modules'), { recursive: true, force: true });
    mkdirSync(join(folder, 'node_modules', 'playwright'), { recursive: true });
    if (behaviour.npm === 'fails') return no('npm error network ENOTFOUND');
    writeFileSync(join(folder, 'node_modules', 'playwright', 'cli.js'), '');
    writeFileSync(join(folder, 'node_modules', '.package-lock.json'), JSON.stringify(INSTALLED));
    return yes;
  };
  const apt = (script: string) => {
    if (behaviour.apt === 'fails') return no('E: Unable to fetch some archives');
    for (const [name, brought] of Object.entries(APT_BRINGS))
      if (script.includes(`'${name}'`)) for (const path of brought) programs.add(path);
    return yes;
  };
  const vite = (target: string) => {
    mkdirSync(target, { recursive: true });
    if (behaviour.vite === 'fails') return no('error: no such module');
    writeFileSync(join(target, 'index.html'), '<html>');
    return yes;
  };

  const machine: Machine = {
    get env() {
      return { PATH: '/usr/bin', ...behaviour.env };
    },
    get platform() {
      return behaviour.platform ?? 'linux';
    },
    get nodeVersion() {
      return behaviour.nodeVersion ?? '20.19.0';
    },
    get isRoot() {
      return behaviour.isRoot ?? true;
    },
    isProgram: (path) => programs.has(path) || (path === '/usr/bin/apt-get' && hasApt()),
    list: (path) => {
      const seen = [...programs]
        .filter((each) => each.startsWith(`${path}/`))
        .map((each) => each.slice(path.length + 1));
      return [...(behaviour.folders?.[path] ?? []), ...new Set(seen.map((each) => each.split('/')[0] ?? ''))];
    },
    async run(command, args) {
      const line = [command, ...args].join(' ');
      if (line === 'sudo -n true') return behaviour.sudo ? yes : no('sudo: a password is required');
      if (args[0] === '--version')
        return behaviour.dead?.includes(command)
          ? no('Please install the snap')
          : { ok: true, output: 'Chromium 156.0.1' };
      if (line.includes('executablePath')) return { ok: true, output: `${DOWNLOADED}\n` };
      commands.push(line);
      if (command === 'npm') return npm();
      if (line.includes('playwright/cli.js install ')) {
        if (behaviour.download !== 'works') return no('getaddrinfo ENOTFOUND');
        programs.add(DOWNLOADED);
        return yes;
      }
      if (line.includes('install-deps')) {
        behaviour = { ...behaviour, dead: [] };
        return yes;
      }
      if (line.includes('vite.js')) return vite(args[args.indexOf('--outDir') + 1] ?? '');
      if (line.includes('apt-get')) return apt(line);
      throw new Error(`Nobody thought of: ${line}`);
    },
    say: (line) => void lines.push(line),
  };
  return {
    folder,
    machine,
    said: () => lines.join('\n'),
    ran: () => [...commands],
    forget: () => {
      lines.length = 0;
      commands.length = 0;
    },
    becomes: (change) => (behaviour = { ...behaviour, ...change }),
  };
}

/** @returns the exit code. */
export const run = (on: FreshMachine, mode: string | undefined = 'test'): Promise<number> =>
  setUp(mode, on.folder, on.machine);

/** @returns what set-up left for later processes; undefined when it left nothing. */
export function noteOf(on: FreshMachine, name: 'setup.json' | 'installed.json'): unknown {
  const file = join(on.folder, 'node_modules', '.claimwright', name);
  return existsSync(file) ? JSON.parse(readFileSync(file, 'utf8')) : undefined;
}

export const SERVERS = [
  '/usr/bin/redis-server',
  '/usr/lib/postgresql/15/bin/postgres',
  '/usr/lib/postgresql/15/bin/initdb',
  '/usr/sbin/dovecot',
];
/** Programs of a machine that lacks nothing but npm's packages. */
export const READY = ['/usr/bin/chromium', ...SERVERS];

import { existsSync, mkdirSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterEach, describe, expect, test } from 'vitest';
import { setUp } from '../../scripts/setup/run.mjs';
import { type Behaviour, DOWNLOADED, type FreshMachine, freshMachine } from './fresh-machine.ts';

const machines: FreshMachine[] = [];
afterEach(() => {
  for (const machine of machines.splice(0)) machine.remove();
});

function fresh(behaviour: Behaviour = {}): FreshMachine {
  const machine = freshMachine(behaviour);
  machines.push(machine);
  return machine;
}

const run = (on: FreshMachine, mode: string | undefined = 'test') => setUp(mode, on.folder, on.machine);
const noteOf = (on: FreshMachine, name: string): unknown => {
  const file = join(on.folder, 'node_modules', '.claimwright', name);
  return existsSync(file) ? JSON.parse(readFileSync(file, 'utf8')) : undefined;
};
const SERVERS = ['/usr/bin/redis-server', '/usr/lib/postgresql/15/bin/postgres', '/usr/lib/postgresql/15/bin/initdb'];
const READY = ['/usr/bin/chromium', ...SERVERS];

describe('what it refuses', () => {
  test('a mode that it does not know', async () => {
    const on = fresh();
    expect(await run(on, 'tests')).toBe(2);
    expect(on.said()).toContain('demo | test | start');
  });

  test.each(['18.20.0', '20.18.3', '20.9.0'])(
    'Node %s, with one sentence and before doing anything',
    async (nodeVersion) => {
      const on = fresh({ nodeVersion });
      expect(await run(on)).toBe(2);
      expect(on.said()).toBe(
        `Node.js 20.19 or newer is needed; this is ${nodeVersion}. Get one from https://nodejs.org/.`,
      );
      expect(on.ran()).toEqual([]);
    },
  );

  test.each(['20.19.0', '22.1.0', '24.0.0'])('not Node %s', async (nodeVersion) => {
    expect(await run(fresh({ nodeVersion, programs: READY }))).toBe(0);
  });

  test('a given browser that is not there, before anything is installed', async () => {
    const on = fresh({ env: { CHROMIUM_PATH: '/opt/nowhere' }, programs: READY });
    expect(await run(on)).toBe(2);
    expect(on.said()).toContain('CHROMIUM_PATH is /opt/nowhere');
    expect(on.ran()).toEqual([]);
  });

  test('a given program that is no browser', async () => {
    const on = fresh({
      env: { CHROMIUM_PATH: '/usr/bin/ls' },
      programs: [...READY, '/usr/bin/ls'],
      dead: ['/usr/bin/ls'],
    });
    expect(await run(on)).toBe(2);
    expect(on.said()).toContain('Correct it, or unset it');
    expect(noteOf(on, 'setup.json')).toBeUndefined();
  });

  test('Windows, with the way through WSL', async () => {
    const on = fresh({ platform: 'win32' });
    expect(await run(on)).toBe(3);
    expect(on.said()).toContain('WSL');
  });
});

describe('npm packages', () => {
  test('are installed from the lock file, without anyone’s install scripts', async () => {
    const on = fresh({ programs: READY });
    expect(await run(on)).toBe(0);
    expect(on.ran()).toEqual(['npm ci --ignore-scripts --include=dev --include=optional --no-audit --no-fund']);
    expect(noteOf(on, 'installed.json')).toMatchObject({ lock: expect.any(String) });
  });

  test('a second run does nothing and says nothing', async () => {
    const on = fresh({ programs: READY });
    await run(on);
    on.forget();
    expect(await run(on)).toBe(0);
    expect([on.ran(), on.said()]).toEqual([[], '']);
  });

  test('a changed lock file installs again', async () => {
    const on = fresh({ programs: READY });
    await run(on);
    on.forget();
    const changed = { packages: { 'node_modules/playwright': { version: '1.66.0', integrity: 'sha512-c' } } };
    writeFileSync(join(on.folder, 'package-lock.json'), JSON.stringify(changed));
    await run(on);
    expect(on.ran()[0]).toMatch(/^npm ci/);
  });

  test('a failed installation leaves no stamp, says why, and is done again', async () => {
    const on = fresh({ programs: READY, npm: 'fails' });
    expect(await run(on)).toBe(3);
    expect(on.said()).toContain('ENOTFOUND');
    expect(on.said()).toContain('The npm packages could not be prepared');
    expect(noteOf(on, 'installed.json')).toBeUndefined();
    on.becomes({ npm: 'works' });
    on.forget();
    expect(await run(on)).toBe(0);
    expect(on.ran()[0]).toMatch(/^npm ci/);
  });

  test('an installation broken off in the middle is done again', async () => {
    const on = fresh({ programs: READY });
    mkdirSync(join(on.folder, 'node_modules', 'playwright'), { recursive: true });
    await run(on);
    expect(on.ran()[0]).toMatch(/^npm ci/);
  });

  test('what `npm install` put there by hand is taken over when it is what the lock file asks for', async () => {
    const on = fresh({ programs: READY });
    await run(on);
    on.forget();
    const stamp = join(on.folder, 'node_modules', '.claimwright', 'installed.json');
    writeFileSync(stamp, JSON.stringify({ lock: 'of before', system: `${process.platform} ${process.arch}` }));
    expect(await run(on)).toBe(0);
    expect(on.ran()).toEqual([]);
  });

  test('a folder installed on another kind of system is installed anew', async () => {
    const on = fresh({ programs: READY });
    await run(on);
    on.forget();
    writeFileSync(
      join(on.folder, 'node_modules', '.claimwright', 'installed.json'),
      '{"lock":"x","system":"darwin arm64"}',
    );
    await run(on);
    expect(on.ran()[0]).toMatch(/^npm ci/);
  });
});

describe('the browser', () => {
  const chosen = async (behaviour: Behaviour) => {
    const on = fresh({ ...behaviour, programs: [...SERVERS, ...(behaviour.programs ?? [])] });
    const code = await run(on);
    return { on, code, note: noteOf(on, 'setup.json') };
  };

  test('given by setting comes first', async () => {
    const { note } = await chosen({
      env: { CHROMIUM_PATH: '/opt/mine' },
      programs: ['/opt/mine', DOWNLOADED, '/usr/bin/chromium'],
    });
    expect(note).toEqual({ chromiumPath: '/opt/mine', from: 'setting' });
  });

  test('of Playwright comes second', async () => {
    const { note } = await chosen({ programs: [DOWNLOADED, '/usr/bin/chromium'] });
    expect(note).toEqual({ chromiumPath: DOWNLOADED, from: 'playwright' });
  });

  test.each([
    '/usr/bin/chromium',
    '/usr/bin/google-chrome',
    '/usr/bin/microsoft-edge',
    '/opt/google/chrome/chrome',
    '/Applications/Google Chrome.app/Contents/MacOS/Google Chrome',
  ])('that is installed comes third: %s', async (path) => {
    const { note, on } = await chosen({ programs: [path] });
    expect(note).toEqual({ chromiumPath: path, from: 'installed' });
    expect(on.said()).toContain(`Browser: ${path}`);
  });

  test('a stand-in that only asks to install a snap is passed over', async () => {
    const { note } = await chosen({
      programs: ['/usr/bin/chromium-browser', '/usr/bin/google-chrome'],
      dead: ['/usr/bin/chromium-browser'],
    });
    expect(note).toMatchObject({ chromiumPath: '/usr/bin/google-chrome' });
  });

  test('is downloaded when there is none', async () => {
    const { note, on } = await chosen({ download: 'works' });
    expect(note).toEqual({ chromiumPath: DOWNLOADED, from: 'playwright' });
    expect(on.ran().at(-1)).toContain('playwright/cli.js install --no-shell chromium');
  });

  test('gets its system libraries when the downloaded one does not run without', async () => {
    const { note, on } = await chosen({ download: 'works', dead: [DOWNLOADED] });
    expect(note).toMatchObject({ chromiumPath: DOWNLOADED });
    expect(on.ran().at(-1)).toContain('install-deps chromium');
  });

  test('comes from the distribution when it cannot be downloaded', async () => {
    const { note, on } = await chosen({ download: 'fails' });
    expect(note).toEqual({ chromiumPath: '/usr/bin/chromium', from: 'installed' });
    expect(on.said()).toContain('Installing chromium with apt-get: done');
  });

  test('is looked for again when the noted one is gone, or the setting changes', async () => {
    const { on } = await chosen({ programs: ['/usr/bin/chromium', '/opt/mine'] });
    on.becomes({ env: { CHROMIUM_PATH: '/opt/mine' } });
    await run(on);
    expect(noteOf(on, 'setup.json')).toMatchObject({ chromiumPath: '/opt/mine' });
    on.becomes({ env: {} });
    await run(on);
    expect(noteOf(on, 'setup.json')).toMatchObject({ chromiumPath: '/usr/bin/chromium' });
  });
});

describe('servers for tests', () => {
  test('are installed together, as root, without being started', async () => {
    const on = fresh({ programs: ['/usr/bin/chromium'] });
    expect(await run(on)).toBe(0);
    const [, apt = ''] = on.ran();
    expect(apt).toMatch(/^\/usr\/bin\/env DEBIAN_FRONTEND=noninteractive \/bin\/sh -c/);
    expect(apt).toContain(`install -y --no-install-recommends 'redis-server' 'postgresql'`);
    expect(apt).toContain('policy-rc.d');
    expect(on.said()).toContain('never used here');
  });

  test('are installed through sudo when it asks no password', async () => {
    const on = fresh({ programs: ['/usr/bin/chromium'], isRoot: false, sudo: true });
    expect(await run(on)).toBe(0);
    expect(on.ran()[1]).toMatch(/^sudo -n \/usr\/bin\/env DEBIAN_FRONTEND=noninteractive/);
  });

  test('are not needed for the demo', async () => {
    const on = fresh({ programs: ['/usr/bin/chromium'] });
    expect(await run(on, 'demo')).toBe(0);
    expect(on.ran()).toHaveLength(1);
  });

  test('are not installed when running ones are named', async () => {
    const env = { TEST_REDIS_URL: 'redis://there', TEST_DATABASE_URL: 'postgres://there' };
    const on = fresh({ programs: ['/usr/bin/chromium'], env });
    expect(await run(on)).toBe(0);
    expect(on.ran()).toHaveLength(1);
  });
});

describe('a system that it cannot serve', () => {
  const lines = [
    'Debian:  sudo apt-get update && sudo apt-get install -y --no-install-recommends chromium redis-server postgresql',
    'Ubuntu:  sudo apt-get update && sudo apt-get install -y --no-install-recommends redis-server postgresql && npx playwright install --with-deps chromium',
    'Fedora:  sudo dnf install -y chromium valkey postgresql-server',
    'Alpine:  sudo apk add chromium redis postgresql',
    'macOS:   brew install --cask google-chrome && brew install redis postgresql@17',
  ];

  test.each([
    ['has no apt-get', { apt: 'absent' }],
    ['gives neither root nor sudo without a password', { isRoot: false }],
    ['could not install them', { apt: 'fails' }],
  ] as const)('%s: prints the exact commands', async (why, behaviour) => {
    const on = fresh({ ...behaviour, download: 'fails' });
    expect(await run(on)).toBe(3);
    expect(on.said()).toContain(why);
    for (const line of lines) expect(on.said()).toContain(line);
    expect(noteOf(on, 'setup.json')).toBeUndefined();
  });

  test('only what is missing is asked for', async () => {
    const on = fresh({ apt: 'absent', programs: ['/usr/bin/chromium', '/usr/bin/redis-server'] });
    await run(on);
    expect(on.said()).toContain('Alpine:  sudo apk add postgresql');
    expect(on.said()).not.toContain('redis');
  });

  test('goes on where it stopped once that was done by hand', async () => {
    const on = fresh({ apt: 'absent', programs: ['/usr/bin/chromium'] });
    expect(await run(on)).toBe(3);
    on.forget();
    on.becomes({ env: { TEST_REDIS_URL: 'redis://there', TEST_DATABASE_URL: 'postgres://there' } });
    expect(await run(on)).toBe(0);
    expect(on.ran()).toEqual([]);
  });
});

describe('the review app’s pages', () => {
  const withWeb = (behaviour: Behaviour = {}) => {
    const on = fresh({ programs: READY, ...behaviour });
    mkdirSync(join(on.folder, 'review', 'web'), { recursive: true });
    writeFileSync(join(on.folder, 'review', 'web', 'index.html'), '<html>');
    return on;
  };
  const built = (on: FreshMachine) => existsSync(join(on.folder, 'review', 'web', 'dist', 'index.html'));

  test('are built once', async () => {
    const on = withWeb();
    expect(await run(on, 'start')).toBe(0);
    expect(built(on)).toBe(true);
    on.forget();
    await run(on, 'start');
    expect(on.ran()).toEqual([]);
  });

  test('are built again when a source changes', async () => {
    const on = withWeb();
    await run(on, 'demo');
    on.forget();
    writeFileSync(join(on.folder, 'review', 'web', 'page.tsx'), 'export {};');
    await run(on, 'demo');
    expect(on.ran()).toHaveLength(1);
    expect(readdirSync(join(on.folder, 'review', 'web')).toSorted()).toEqual(['dist', 'index.html', 'page.tsx']);
  });

  test('a failed build leaves the old pages in place and is tried again', async () => {
    const on = withWeb();
    await run(on, 'demo');
    writeFileSync(join(on.folder, 'review', 'web', 'page.tsx'), 'export {};');
    on.becomes({ vite: 'fails' });
    expect(await run(on, 'demo')).toBe(3);
    expect(built(on)).toBe(true);
    on.becomes({ vite: 'works' });
    expect(await run(on, 'demo')).toBe(0);
  });
});

describe('two at once', () => {
  test('one works, the other waits and then has nothing to do', async () => {
    const on = fresh({ programs: READY });
    expect(await Promise.all([run(on), run(on)])).toEqual([0, 0]);
    expect(on.ran()).toHaveLength(1);
  });

  test('the lock of a process that died is taken over', async () => {
    const on = fresh({ programs: READY });
    mkdirSync(join(on.folder, '.setup-lock'));
    const dead = { pid: 2 ** 22 + 1, host: (await import('node:os')).hostname(), born: '1' };
    writeFileSync(join(on.folder, '.setup-lock', 'holder.json'), JSON.stringify(dead));
    expect(await run(on)).toBe(0);
  });

  test('the lock is given back, after a failure too', async () => {
    const on = fresh({ programs: READY, npm: 'fails' });
    await run(on);
    expect(readdirSync(on.folder).toSorted()).toEqual(['node_modules', 'package-lock.json']);
  });
});

import { spawn } from 'node:child_process';
import { existsSync, mkdirSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { hostname } from 'node:os';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { type Behaviour, type FreshMachine, freshMachine, noteOf, READY, run } from './fresh-machine.ts';

describe('what it refuses', () => {
  test('a mode that it does not know', async () => {
    const on = freshMachine();
    expect(await run(on, 'tests')).toBe(2);
    expect(on.said()).toContain('demo | test | start');
  });

  test.each(['18.20.0', '20.18.3', '20.9.0'])(
    'Node %s, with one sentence and before doing anything',
    async (nodeVersion) => {
      const on = freshMachine({ nodeVersion });
      expect(await run(on)).toBe(2);
      expect(on.said()).toBe(
        `Node.js 20.19 or newer is needed; this is ${nodeVersion}. Get one from https://nodejs.org/.`,
      );
      expect(on.ran()).toEqual([]);
    },
  );

  test.each(['20.19.0', '22.1.0', '24.0.0'])('not Node %s', async (nodeVersion) => {
    expect(await run(freshMachine({ nodeVersion, programs: READY }))).toBe(0);
  });

  test('a given browser that is not there, before anything is installed', async () => {
    const on = freshMachine({ env: { CHROMIUM_PATH: '/opt/nowhere' }, programs: READY });
    expect(await run(on)).toBe(2);
    expect(on.said()).toContain('CHROMIUM_PATH is /opt/nowhere');
    expect(on.ran()).toEqual([]);
  });

  test('a given program that is no browser', async () => {
    const on = freshMachine({
      env: { CHROMIUM_PATH: '/usr/bin/ls' },
      programs: [...READY, '/usr/bin/ls'],
      dead: ['/usr/bin/ls'],
    });
    expect(await run(on)).toBe(2);
    expect(on.said()).toContain('Correct it, or unset it');
    expect(noteOf(on, 'setup.json')).toBeUndefined();
  });

  test('Windows, with the way through WSL', async () => {
    const on = freshMachine({ platform: 'win32' });
    expect(await run(on)).toBe(3);
    expect(on.said()).toContain('WSL');
  });
});

describe('npm packages', () => {
  test('are installed from the lock file, without anyone’s install scripts', async () => {
    const on = freshMachine({ programs: READY });
    expect(await run(on)).toBe(0);
    expect(on.ran()).toEqual(['npm ci --ignore-scripts --include=dev --include=optional --no-audit --no-fund']);
    expect(noteOf(on, 'installed.json')).toMatchObject({ lock: expect.any(String) });
  });

  test('a second run does nothing and says nothing', async () => {
    const on = freshMachine({ programs: READY });
    await run(on);
    on.forget();
    expect(await run(on)).toBe(0);
    expect([on.ran(), on.said()]).toEqual([[], '']);
  });

  test('a changed lock file installs again', async () => {
    const on = freshMachine({ programs: READY });
    await run(on);
    on.forget();
    const changed = { packages: { 'node_modules/playwright': { version: '1.66.0', integrity: 'sha512-c' } } };
    writeFileSync(join(on.folder, 'package-lock.json'), JSON.stringify(changed));
    await run(on);
    expect(on.ran()[0]).toMatch(/^npm ci/);
  });

  test('a failed installation leaves no stamp, says why, and is done again', async () => {
    const on = freshMachine({ programs: READY, npm: 'fails' });
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
    const on = freshMachine({ programs: READY });
    mkdirSync(join(on.folder, 'node_modules', 'playwright'), { recursive: true });
    await run(on);
    expect(on.ran()[0]).toMatch(/^npm ci/);
  });

  test('what `npm install` put there by hand is taken over when it is what the lock file asks for', async () => {
    const on = freshMachine({ programs: READY });
    await run(on);
    on.forget();
    const stamp = join(on.folder, 'node_modules', '.claimwright', 'installed.json');
    writeFileSync(stamp, JSON.stringify({ lock: 'of before', system: `${process.platform} ${process.arch}` }));
    expect(await run(on)).toBe(0);
    expect(on.ran()).toEqual([]);
  });

  test('a folder installed on another kind of system is installed anew', async () => {
    const on = freshMachine({ programs: READY });
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

describe('the review app’s pages', () => {
  const withWeb = (behaviour: Behaviour = {}) => {
    const on = freshMachine({ programs: READY, ...behaviour });
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
    const on = freshMachine({ programs: READY });
    expect(await Promise.all([run(on), run(on)])).toEqual([0, 0]);
    expect(on.ran()).toHaveLength(1);
  });

  test('the lock of a process that died is taken over', async () => {
    const on = freshMachine({ programs: READY });
    mkdirSync(join(on.folder, '.setup-lock'));
    const dead = { pid: 2 ** 22 + 1, host: hostname(), born: '1' };
    writeFileSync(join(on.folder, '.setup-lock', 'holder.json'), JSON.stringify(dead));
    expect(await run(on)).toBe(0);
  });

  test('what a killed set-up has started is waited for', async () => {
    const on = freshMachine({ programs: READY });
    const from = performance.now();
    const orphan = spawn('sleep', ['0.4']);
    mkdirSync(join(on.folder, '.setup-lock'));
    const child = { pid: orphan.pid, born: startTimeOf(orphan.pid) };
    const holder = { pid: 2 ** 22 + 1, host: hostname(), born: '1', child };
    writeFileSync(join(on.folder, '.setup-lock', 'holder.json'), JSON.stringify(holder));
    expect(await run(on)).toBe(0);
    expect(performance.now() - from).toBeGreaterThan(350);
    expect(on.said()).toContain('waiting for it');
  });

  test('the lock is given back, after a failure too', async () => {
    const on = freshMachine({ programs: READY, npm: 'fails' });
    await run(on);
    expect(readdirSync(on.folder).toSorted()).toEqual(['node_modules', 'package-lock.json']);
  });
});

function startTimeOf(pid: number | undefined): string {
  const file = `/proc/${pid}/stat`;
  if (!existsSync(file)) return '';
  const stat = readFileSync(file, 'utf8');
  return stat.slice(stat.lastIndexOf(')') + 2).split(' ')[19] ?? '';
}

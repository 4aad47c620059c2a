import { describe, expect, test } from 'vitest';
import { type Behaviour, DOWNLOADED, freshMachine, noteOf, run, SERVERS } from './fresh-machine.ts';

describe('the browser', () => {
  const chosen = async (behaviour: Behaviour) => {
    const on = freshMachine({ ...behaviour, programs: [...SERVERS, ...(behaviour.programs ?? [])] });
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
    const on = freshMachine({ programs: ['/usr/bin/chromium'] });
    expect(await run(on)).toBe(0);
    const [, apt = ''] = on.ran();
    expect(apt).toMatch(/^\/usr\/bin\/env DEBIAN_FRONTEND=noninteractive \/bin\/sh -c/);
    expect(apt).toContain(`install -y --no-install-recommends 'redis-server' 'postgresql' 'dovecot-imapd'`);
    expect(apt).toContain(`for unit in 'redis-server' 'postgresql' 'dovecot'; do`);
    expect(apt).toContain('policy-rc.d');
    expect(on.said()).toContain('never used here');
  });

  test('are installed through sudo when it asks no password', async () => {
    const on = freshMachine({ programs: ['/usr/bin/chromium'], isRoot: false, sudo: true });
    expect(await run(on)).toBe(0);
    expect(on.ran()[1]).toMatch(/^sudo -n \/usr\/bin\/env DEBIAN_FRONTEND=noninteractive/);
  });

  test('are not needed for the demo', async () => {
    const on = freshMachine({ programs: ['/usr/bin/chromium'] });
    expect(await run(on, 'demo')).toBe(0);
    expect(on.ran()).toHaveLength(1);
  });

  test('are not installed when running ones are named', async () => {
    const env = {
      TEST_REDIS_URL: 'redis://there',
      TEST_DATABASE_URL: 'postgres://there',
      TEST_IMAP_URL: 'imap://there',
    };
    const on = freshMachine({ programs: ['/usr/bin/chromium'], env });
    expect(await run(on)).toBe(0);
    expect(on.ran()).toHaveLength(1);
  });
});

describe('a system that it cannot serve', () => {
  const lines = [
    'Debian:  sudo apt-get update && sudo apt-get install -y --no-install-recommends chromium redis-server postgresql dovecot-imapd',
    'Ubuntu:  sudo apt-get update && sudo apt-get install -y --no-install-recommends redis-server postgresql dovecot-imapd && npx playwright install --with-deps chromium',
    'Fedora:  sudo dnf install -y chromium valkey postgresql-server dovecot',
    'Alpine:  sudo apk add chromium redis postgresql dovecot',
    'macOS:   brew install --cask google-chrome && brew install redis postgresql@17 dovecot',
  ];

  test.each([
    ['has no apt-get', { apt: 'absent' }],
    ['gives neither root nor sudo without a password', { isRoot: false }],
    ['could not install them', { apt: 'fails' }],
  ] as const)('%s: prints the exact commands', async (why, behaviour) => {
    const on = freshMachine({ ...behaviour, download: 'fails' });
    expect(await run(on)).toBe(3);
    expect(on.said()).toContain(why);
    for (const line of lines) expect(on.said()).toContain(line);
    expect(noteOf(on, 'setup.json')).toBeUndefined();
  });

  test('only what is missing is asked for', async () => {
    const on = freshMachine({ apt: 'absent', programs: ['/usr/bin/chromium', '/usr/bin/redis-server'] });
    await run(on);
    expect(on.said()).toContain('Alpine:  sudo apk add postgresql dovecot');
    expect(on.said()).not.toContain('redis');
  });

  test('goes on where it stopped once that was done by hand', async () => {
    const on = freshMachine({ apt: 'absent', programs: ['/usr/bin/chromium'] });
    expect(await run(on)).toBe(3);
    on.forget();
    on.becomes({
      env: { TEST_REDIS_URL: 'redis://there', TEST_DATABASE_URL: 'postgres://there', TEST_IMAP_URL: 'imap://there' },
    });
    expect(await run(on)).toBe(0);
    expect(on.ran()).toEqual([]);
  });
});

import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { parse } from 'yaml';
import { z } from 'zod';
import { readSettings } from '../../config/settings.ts';

const ROOT = join(import.meta.dirname, '..', '..');
const read = (name: string) => readFileSync(join(ROOT, name), 'utf8');

const explained = new Map(
  [...read('.env.example').matchAll(/^([A-Z_]+)=(.*)$/gm)].map(([, name = '', value = '']) => [
    name,
    value.replaceAll('"', ''),
  ]),
);

describe('.env.example', () => {
  test('names every setting that config/settings.ts reads, and no other', () => {
    const sources = read('config/settings.ts') + read('config/access-settings.ts');
    const settings = [...sources.matchAll(/^ {2}([A-Z][A-Z_]+):/gm)].map(([, name = '']) => name);
    const others = ['POSTGRES_PASSWORD', 'REDIS_PASSWORD', 'TEST_DATABASE_URL', 'TEST_IMAP_URL', 'TEST_REDIS_URL'];
    expect([...explained.keys()].toSorted()).toEqual([...settings, ...others].toSorted());
  });

  test('can be used as it stands: its values are the defaults', () => {
    expect(readSettings(Object.fromEntries(explained))).toEqual(readSettings({}));
  });

  test('holds no secret', () => {
    const secrets = [...explained].filter(([name]) => /PASSWORD|KEY|SECRET$|_URL$/.test(name));
    expect(secrets.filter(([, value]) => value !== '')).toEqual([]);
  });
});

const composeSchema = z.object({
  services: z.record(
    z.string(),
    z.looseObject({
      image: z.string(),
      restart: z.string(),
      command: z.array(z.string()).optional(),
      environment: z.record(z.string(), z.string()),
      healthcheck: z.looseObject({}).optional(),
      networks: z.array(z.string()),
      ports: z.array(z.string()).optional(),
      security_opt: z.array(z.string()),
      volumes: z.array(z.string()).optional(),
    }),
  ),
  networks: z.record(z.string(), z.object({ internal: z.boolean().optional() })),
});

describe('docker-compose.yml', () => {
  const text = read('docker-compose.yml');
  const { services, networks } = composeSchema.parse(parse(text, { merge: true }));
  const { api, worker, scheduler, redis, postgres } = services;

  test('runs API, workers and scheduler apart, on Redis and PostgreSQL', () => {
    expect(Object.keys(services)).toEqual(['api', 'worker', 'scheduler', 'redis', 'postgres']);
    for (const [name, service] of Object.entries({ api, worker, scheduler }))
      expect(service?.command).toEqual(['node', 'cli/claimwright.mjs', 'start', '--only', name]);
  });

  test('every value from outside has a default or says what to set, and .env.example explains it', () => {
    const asked = [...text.matchAll(/(?<!\$)\$\{([A-Z_]+)([^}]*)\}/g)];
    expect(asked.length).toBeGreaterThan(5);
    for (const [whole, name = '', rest = ''] of asked) {
      expect(rest, whole).toMatch(/^:(-.*|\?Set .+)/);
      expect(explained.has(name), name).toBe(true);
    }
  });

  test('no password and no key has a default', () => {
    const secrets = [...text.matchAll(/(?<!\$)\$\{[A-Z_]*(?:PASSWORD|KEY)[A-Z_]*:(.)/g)].map(([, after]) => after);
    expect(new Set(secrets)).toEqual(new Set(['?']));
  });

  test('its defaults are those of the settings', () => {
    for (const [, name = '', value] of text.matchAll(/(?<!\$)\$\{([A-Z_]+):-([^}]*)\}/g))
      expect(explained.get(name), name).toBe(value);
  });

  test('stores are reached from inside only', () => {
    for (const store of [redis, postgres]) {
      expect(store?.ports).toBeUndefined();
      expect(store?.networks).toEqual(['stores']);
    }
    expect(networks['stores']?.internal).toBe(true);
    expect(api?.ports).toEqual([expect.stringMatching(/^127\.0\.0\.1:/)]);
  });

  test('Redis keeps an append-only file, asks for a password and evicts nothing', () => {
    const command = redis?.command?.join(' ') ?? '';
    for (const setting of ['requirepass', 'appendonly yes', 'maxmemory-policy noeviction'])
      expect(command).toContain(setting);
    expect(redis?.volumes).toEqual(['redis:/data']);
  });

  test('everything is started again and watched; what serves no HTTP says so', () => {
    for (const [name, service] of Object.entries(services)) {
      expect(service.restart, name).toBe('unless-stopped');
      expect(service.security_opt, name).toContain('no-new-privileges:true');
      // The API's check is the image's own.
      expect(service.healthcheck !== undefined || name === 'api', name).toBe(true);
    }
  });

  test('Chromium’s sandbox is allowed by a profile that still refuses what Docker refuses', () => {
    expect(worker?.security_opt).toContain('seccomp:docker-seccomp.json');
    const profile = z
      .object({ syscalls: z.array(z.object({ names: z.array(z.string()), action: z.string() })) })
      .parse(JSON.parse(read('docker-seccomp.json')));
    const refused = profile.syscalls.flatMap(({ names }) => names);
    for (const name of ['mount', 'ptrace', 'bpf', 'keyctl', 'init_module']) expect(refused).toContain(name);
    for (const name of ['clone', 'clone3', 'unshare', 'chroot']) expect(refused).not.toContain(name);
  });
});

describe('Dockerfile', () => {
  const text = read('Dockerfile');
  const folders = readdirSync(ROOT, { withFileTypes: true })
    .filter((entry) => entry.isDirectory() && !entry.name.startsWith('.'))
    .map(({ name }) => name)
    .filter((name) => !['node_modules', 'data', 'docs', 'scripts', 'test'].includes(name));

  test('takes every folder that runs, past the ignore file', () => {
    const ignore = read('.dockerignore').split('\n');
    for (const folder of folders) {
      expect(text, folder).toContain(`COPY --from=build /app/${folder} ./${folder}\n`);
      expect(ignore, folder).toContain(`!${folder}`);
    }
    expect(text.match(/COPY --from=build/g)).toHaveLength(folders.length + 2);
  });

  test('gets what the build needs beside the folders', () => {
    const ignore = read('.dockerignore').split('\n');
    for (const file of ['package.json', 'package-lock.json', 'tsconfig.json'])
      expect(ignore, file).toContain(`!${file}`);
  });

  test('runs as a normal user, answers for its health, starts the whole', () => {
    expect(text).toMatch(/\nUSER node\n/);
    expect(text).toContain('/api/v1/health');
    expect(text).toContain('CMD ["node", "cli/claimwright.mjs", "start"]');
  });
});

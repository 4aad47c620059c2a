import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { completed } from '../../scripts/setup/lock-file.mjs';

const LOCK = join(import.meta.dirname, '..', '..', 'package-lock.json');

test('the lock file lists the builds for every system; if not, run: node scripts/complete-lock.mjs', () => {
  expect(completed(JSON.parse(readFileSync(LOCK, 'utf8'))).added).toEqual([]);
});

describe('completing a lock file', () => {
  const asker = { version: '1.0.0', dev: true };
  const added = (optionalDependencies: Record<string, string>, others = {}) =>
    completed({ packages: { '': {}, 'node_modules/asker': { ...asker, optionalDependencies }, ...others } });

  test.each([
    ['@a/cli-darwin-arm64', { os: ['darwin'], cpu: ['arm64'] }],
    ['@a/binding-linux-x64-musl', { os: ['linux'], cpu: ['x64'], libc: ['musl'] }],
    ['@a/binding-linux-arm-gnueabihf', { os: ['linux'], cpu: ['arm'], libc: ['glibc'] }],
    ['@a/binding-win32-ia32-msvc', { os: ['win32'], cpu: ['ia32'] }],
  ])('adds %s for its system only', (name, system) => {
    const { lock } = added({ [name]: '1.0.0' });
    expect(lock.packages[`node_modules/${name}`]).toEqual({ version: '1.0.0', dev: true, optional: true, ...system });
  });

  test('leaves what is listed, wherever Node would find it', () => {
    const below = { 'node_modules/asker/node_modules/b-linux-x64': { version: '1.0.0' } };
    expect(added({ 'b-linux-x64': '1.0.0' }, below).added).toEqual([]);
    expect(added({ 'b-linux-x64': '1.0.0' }, { 'node_modules/b-linux-x64': { version: '1.0.0' } }).added).toEqual([]);
  });

  test('guesses nothing: no range, no name without a system', () => {
    expect(added({ 'b-linux-x64': '^1.0.0', fsevents: '2.3.3' }).added).toEqual([]);
  });
});

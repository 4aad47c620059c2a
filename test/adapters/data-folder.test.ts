import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { hostname, tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, it } from 'vitest';
import { DataFolderHeld, holdDataFolder } from '../../adapters/data-folder.ts';

const NOW = new Date('2026-11-23T15:00:00Z');
let folder: string;
beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'claimwright-folder-'));
});
afterEach(() => rm(folder, { recursive: true }));

const holdBy = (holder: object) => writeFile(join(folder, 'held-by.json'), JSON.stringify(holder));

it('one process holds the folder; the second is told who and since when', async () => {
  const release = await holdDataFolder(folder, 'start', NOW);
  const error = await holdDataFolder(folder, 'sweep run', NOW).catch((thrown: unknown) => thrown);
  expect(error).toBeInstanceOf(DataFolderHeld);
  expect(String(error)).toContain(`"claimwright start" (process ${process.pid}, since 2026-11-23T15:00:00.000Z)`);
  await release();
  await (await holdDataFolder(folder, 'sweep run', NOW))();
});

it('a holder that died, or a process number that was given to another, does not hold', async () => {
  const child = spawn(process.execPath, ['-e', '0']);
  await once(child, 'exit');
  await holdBy({ pid: child.pid, host: hostname(), born: '1', command: 'start', since: '' });
  const release = await holdDataFolder(folder, 'start', NOW);
  await expect(holdDataFolder(folder, 'start', NOW)).rejects.toThrow(String(process.pid));
  await release();
  await holdBy({ pid: process.pid, host: hostname(), born: 'another birth', command: 'start', since: '' });
  await (await holdDataFolder(folder, 'start', NOW))();
});

it('a holder on another host is believed, for nobody here can see whether it lives', async () => {
  await holdBy({ pid: 1, host: 'elsewhere', born: null, command: 'start', since: 'yesterday' });
  await expect(holdDataFolder(folder, 'start', NOW)).rejects.toThrow('in use');
});

it('of many that come at once, one gets it', async () => {
  await holdBy({ pid: 999_999_999, host: hostname(), born: '1', command: 'start', since: '' });
  const tries = await Promise.allSettled(Array.from({ length: 8 }, () => holdDataFolder(folder, 'start', NOW)));
  expect(tries.filter((one) => one.status === 'fulfilled')).toHaveLength(1);
});

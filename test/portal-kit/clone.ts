/** A copy of the program's own source, in which a portal is written as in an office's checkout: nothing of this one is touched. */
import { cp, mkdtemp, rm, symlink } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { ROOT } from '../../cli/portal-kit/root.ts';
import { type Ended, startNode } from '../faults/process.ts';

const CHROMIUM_PATH = process.env['CHROMIUM_PATH'] ?? '/usr/bin/chromium';
const COPIED = [
  'adapters',
  'cli',
  'config',
  'domain',
  'flows',
  'sandbox',
  'selectors',
  'workers',
  'package.json',
  'tsconfig.json',
  'biome.json',
  '.gitignore',
];

export interface Clone {
  readonly folder: string;
  claimwright(...args: readonly string[]): Promise<Ended>;
  remove(): Promise<void>;
}

export async function cloneProgram(): Promise<Clone> {
  const folder = await mkdtemp(join(tmpdir(), 'claimwright-clone-'));
  await Promise.all(COPIED.map((name) => cp(join(ROOT, name), join(folder, name), { recursive: true })));
  await cp(join(ROOT, 'review'), join(folder, 'review'), {
    recursive: true,
    filter: (from) => !from.includes('/review/web'),
  });
  await symlink(join(ROOT, 'node_modules'), join(folder, 'node_modules'));
  return {
    folder,
    claimwright: (...args) =>
      startNode(['cli/claimwright.mjs', ...args], { cwd: folder, environment: { CHROMIUM_PATH } }).ended,
    remove: () => rm(folder, { recursive: true, force: true }),
  };
}

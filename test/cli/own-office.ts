/** The command line on the embedded stores, in a data folder of a test's own. */
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect } from 'vitest';
import { readSettings } from '../../config/settings.ts';
import { openStores } from '../../workers/stores.ts';
import type { Stores } from '../../workers/stores.ts';
import { copyTemplate } from '../database-templates.ts';
import { claimwright } from '../faults/process.ts';
import type { Ended, Started, StartOptions } from '../faults/process.ts';
import { runHere } from './run-here.ts';

export interface RunOptions extends StartOptions {
  /** In a process of its own, as when it has standard input: shows too that the process ends by itself. */
  readonly apart?: boolean;
}

export interface OwnOffice {
  readonly folder: string;
  readonly environment: Readonly<Record<string, string>>;
  /** Starts a command in a process of its own. */
  start(args: readonly string[], options?: StartOptions): Started;
  /** Runs a command to its end. */
  run(args: readonly string[], options?: RunOptions): Promise<Ended>;
  /** Runs a command with `--json`. @returns its exit code, its one document, and standard error. */
  json(args: readonly string[], options?: RunOptions): Promise<{ code: number | null; document: unknown; err: string }>;
  /** Writes a file beside the data folder. @returns its path. */
  file(name: string, content: string | Buffer): Promise<string>;
  /** Looks into the stores while no command holds them. */
  look<T>(at: (stores: Stores) => Promise<T>): Promise<T>;
  remove(): Promise<void>;
}

export async function ownOffice(settings: Readonly<Record<string, string>> = {}): Promise<OwnOffice> {
  const folder = await mkdtemp(join(tmpdir(), 'claimwright-cli-'));
  await copyTemplate(join(folder, 'data', 'database'));
  const environment = { DATA_FOLDER: join(folder, 'data'), API_PORT: '0', ...settings };
  const start: OwnOffice['start'] = (args, options = {}) =>
    claimwright(args, { ...options, environment: { ...environment, ...options.environment } });
  const run: OwnOffice['run'] = (args, options = {}) =>
    options.apart || options.input !== undefined
      ? start(args, options).ended
      : runHere(args, { ...environment, ...options.environment });
  return {
    folder,
    environment,
    start,
    run,
    async json(args, options) {
      const { code, out, err } = await run([...args, '--json'], options);
      return { code, document: JSON.parse(out) as unknown, err };
    },
    async file(name, content) {
      const path = join(folder, name);
      await writeFile(path, content);
      return path;
    },
    async look(at) {
      const stores = await openStores(readSettings({ ...environment, LOG_LEVEL: 'silent' }), { command: 'test' });
      try {
        return await at(stores);
      } finally {
        await stores.close();
      }
    },
    remove: () => rm(folder, { recursive: true, force: true }),
  };
}

/** One sentence that says what to do: one line, a full stop, no stack. */
export function expectOneSentence(err: string): void {
  expect(err).toMatch(/^[^\n]+\.\n$/);
  expect(err).not.toMatch(/\bat .*:\d+|Error:/);
}

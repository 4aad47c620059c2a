/** Starts one Redis and one PostgreSQL for all system tests, unless the environment names running ones; makes one empty database. */
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { TestProject } from 'vitest/node';
import { makeTemplates } from './database-templates.ts';
import { startPostgres, startRedis, type Server } from './servers.ts';

export default async function setup(project: TestProject): Promise<() => Promise<void>> {
  const started: Server[] = [];
  const urlOf = async (given: string | undefined, start: () => Promise<Server>): Promise<string> => {
    if (given) return given;
    const server = await start();
    started.push(server);
    return server.url;
  };
  let removeFiles = async () => {};
  const stop = async () => {
    await removeFiles();
    await Promise.all(started.map((server) => server.close()));
  };
  try {
    const [redisUrl, databaseUrl] = await Promise.all([
      urlOf(process.env['TEST_REDIS_URL'], startRedis),
      urlOf(process.env['TEST_DATABASE_URL'], startPostgres),
    ]);
    project.provide('redisUrl', redisUrl);
    project.provide('databaseUrl', databaseUrl);
    const templates = await makeTemplates(databaseUrl);
    removeFiles = () => templates.remove();
    project.provide('embeddedTemplate', templates.archive);
    project.provide('databaseTemplate', templates.databaseName);
    const madeFolder = await mkdtemp(join(tmpdir(), 'claimwright-made-'));
    project.provide('madeFolder', madeFolder);
    removeFiles = async () => {
      await Promise.all([templates.remove(), rm(madeFolder, { recursive: true, force: true })]);
    };
  } catch (error) {
    await stop();
    throw error;
  }
  return stop;
}

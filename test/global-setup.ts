/** Starts one Redis and one PostgreSQL for all system tests, unless the environment names running ones. */
import type { TestProject } from 'vitest/node';
import { startPostgres, startRedis, type Server } from './servers.ts';

export default async function setup(project: TestProject): Promise<() => Promise<void>> {
  const started: Server[] = [];
  const urlOf = async (given: string | undefined, start: () => Promise<Server>): Promise<string> => {
    if (given) return given;
    const server = await start();
    started.push(server);
    return server.url;
  };
  const stop = async () => void (await Promise.all(started.map((server) => server.close())));
  try {
    const [redisUrl, databaseUrl] = await Promise.all([
      urlOf(process.env['TEST_REDIS_URL'], startRedis),
      urlOf(process.env['TEST_DATABASE_URL'], startPostgres),
    ]);
    project.provide('redisUrl', redisUrl);
    project.provide('databaseUrl', databaseUrl);
  } catch (error) {
    await stop();
    throw error;
  }
  return stop;
}

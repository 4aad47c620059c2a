/** Real servers for tests: the shared ones by `inject`, or one of the test's own to stop, kill and start again. */
export { type ImapServer, startImap } from './servers/imap.ts';
export { freshDatabase, startPostgres } from './servers/postgres.ts';
export type { Server } from './servers/process.ts';
export { startRedis } from './servers/redis.ts';

declare module 'vitest' {
  interface ProvidedContext {
    /** A running Redis, shared by all test files: use names of your own in it. */
    redisUrl: string;
    /** A running PostgreSQL, shared by all test files: work in a `freshDatabase` of it. */
    databaseUrl: string;
    /** The name of an empty, migrated database on it, and a `tar` of an embedded one: copied, never opened. */
    databaseTemplate: string;
    embeddedTemplate: string;
    /** Where the first test of a run that needs it puts what it makes for all. */
    madeFolder: string;
  }
}

/** Where the servers are on this machine: the same search as the set-up script's. */
import { findDovecot, findPostgresBin, findRedisServer } from '../../scripts/setup/find.mjs';
import { machine } from '../../scripts/setup/machine.mjs';

export const hint = 'Run: node scripts/setup.mjs test';

/** @returns the path of redis-server, or undefined. */
export const findRedis = (): string | undefined => findRedisServer(machine);

/** @returns the path of dovecot, the IMAP server, or undefined. */
export const findImap = (): string | undefined => findDovecot(machine);

/** @returns the folder that holds `postgres` and `initdb`, or undefined. */
export const findPostgres = (): string | undefined => findPostgresBin(machine);

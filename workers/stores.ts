/** Opens everything durable that every process of Claimwright stands on, and closes it in reverse. */
import { join } from 'node:path';
import { auditKeyOf, padsOf } from '../adapters/audit-chain.ts';
import { openTrail } from '../adapters/audit-heads.ts';
import type { Trail } from '../adapters/audit-heads.ts';
import { systemClock } from '../adapters/clock.ts';
import type { Clock } from '../adapters/clock.ts';
import { holdDataFolder } from '../adapters/data-folder.ts';
import { openDatabase } from '../adapters/database.ts';
import type { Database } from '../adapters/database.ts';
import { openDocuments } from '../adapters/documents.ts';
import type { Documents } from '../adapters/documents.ts';
import { openEvidence } from '../adapters/evidence.ts';
import type { Evidence } from '../adapters/evidence.ts';
import { faultOf, openLog } from '../adapters/log.ts';
import type { Log } from '../adapters/log.ts';
import { openLogins } from '../adapters/logins.ts';
import type { Logins } from '../adapters/logins.ts';
import { openQueues } from '../adapters/queues.ts';
import type { Queues } from '../adapters/queues.ts';
import { openVault } from '../adapters/vault.ts';
import type { Vault } from '../adapters/vault.ts';
import type { Registers } from '../config/registers.ts';
import { readRegisters } from '../config/registers.ts';
import type { Settings } from '../config/settings.ts';

export interface Stores {
  readonly settings: Settings;
  readonly registers: Registers;
  readonly clock: Clock;
  readonly log: Log;
  readonly db: Database;
  readonly vault: Vault;
  readonly logins: Logins;
  readonly queues: Queues;
  readonly evidence: Evidence;
  readonly documents: Documents;
  readonly trail: Trail;
  close(): Promise<void>;
}

export interface StoresOptions {
  /** What holds the embedded data folder, for the one who comes second. */
  readonly command: string;
  readonly clock?: Clock;
  readonly log?: Log;
  readonly registers?: Registers;
  /** Of Redis keys; tests give each run its own. */
  readonly prefix?: string;
}

/** @throws DataFolderHeld, VaultError or the database's and Redis' own errors; what was opened is closed again. */
export async function openStores(settings: Settings, options: StoresOptions): Promise<Stores> {
  const clock = options.clock ?? systemClock;
  const log = options.log ?? openLog(settings.logLevel);
  const closing: (() => Promise<void>)[] = [];
  const close = async () => {
    for (const step of closing.splice(0).reverse())
      await step().catch((error) => log.warn({ fault: faultOf(error) }, 'closing failed'));
  };
  try {
    const isEmbedded = !settings.databaseUrl;
    if (isEmbedded) closing.push(await holdDataFolder(settings.dataFolder, options.command, clock.now()));
    const vault = await openVault({ ...settings, mayMakeKey: isEmbedded });
    if (vault.madeKeyFile)
      log.warn(
        { file: vault.madeKeyFile },
        'made a master key: back this file up, without it nothing kept can be read',
      );
    const auditKey = auditKeyOf(vault);
    const db = await openDatabase({
      url: settings.databaseUrl,
      folder: join(settings.dataFolder, 'database'),
      auditPads: padsOf(auditKey),
      onError: (error) =>
        log.warn({ fault: faultOf(error) }, 'a database connection was lost; it is opened again when needed'),
    });
    closing.push(() => db.close());
    const queues = await openQueues({
      redisUrl: settings.redisUrl,
      database: db,
      clock,
      log,
      ...(options.prefix ? { prefix: options.prefix } : {}),
    });
    closing.push(() => queues.close());
    const evidence = openEvidence({
      folder: join(settings.dataFolder, 'evidence'),
      vault,
      keepDays: settings.evidenceDays,
    });
    const documents = openDocuments({
      folder: join(settings.dataFolder, 'documents'),
      vault,
      keepDays: settings.documentDays,
    });
    const registers = options.registers ?? readRegisters();
    const logins = openLogins(db, vault);
    const trail = openTrail({ db, key: auditKey, folder: settings.dataFolder, clock, log });
    return { settings, registers, clock, log, db, vault, logins, queues, evidence, documents, trail, close };
  } catch (error) {
    await close();
    throw error;
  }
}

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
import { openLiveOffice } from './live-office.ts';
import type { LiveOffice } from './live-office.ts';
import { repeat } from './repeat.ts';

export interface Stores {
  /** As the environment says them, and an administrator has set them: ask each time. */
  readonly settings: Settings;
  /** As the files say them, and an administrator has changed them: ask each time. */
  readonly registers: Registers;
  readonly live: LiveOffice;
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

/** How soon every host follows what an administrator sets. */
const FOLLOW_MS = 3_000;

/** @throws DataFolderHeld, VaultError or the database's and Redis' own errors; what was opened is closed again. */
export async function openStores(given: Settings, options: StoresOptions): Promise<Stores> {
  const clock = options.clock ?? systemClock;
  const log = options.log ?? openLog(given.logLevel);
  const closing: (() => Promise<void>)[] = [];
  const close = async () => {
    for (const step of closing.splice(0).reverse())
      await step().catch((error) => log.warn({ fault: faultOf(error) }, 'closing failed'));
  };
  try {
    const isEmbedded = !given.databaseUrl;
    if (isEmbedded) closing.push(await holdDataFolder(given.dataFolder, options.command, clock.now()));
    const vault = await openVault({ ...given, mayMakeKey: isEmbedded });
    if (vault.madeKeyFile)
      log.warn(
        { file: vault.madeKeyFile },
        'made a master key: back this file up, without it nothing kept can be read',
      );
    const auditKey = auditKeyOf(vault);
    const db = await openDatabase({
      url: given.databaseUrl,
      folder: join(given.dataFolder, 'database'),
      auditPads: padsOf(auditKey),
      onError: (error) =>
        log.warn({ fault: faultOf(error) }, 'a database connection was lost; it is opened again when needed'),
    });
    closing.push(() => db.close());
    const live = await openLiveOffice(db, given, options.registers ?? readRegisters());
    const { settings, registers } = live;
    // Out of reach, the database keeps what was last known; whoever needs it says so.
    const following = repeat(
      () => live.refresh(),
      FOLLOW_MS,
      () => undefined,
    );
    closing.push(() => following.stop());
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
      // Asked for each exhibit: an administrator may have set it meanwhile.
      get keepDays() {
        return settings.evidenceDays;
      },
    });
    const documents = openDocuments({
      folder: join(settings.dataFolder, 'documents'),
      vault,
      get keepDays() {
        return settings.documentDays;
      },
    });
    const logins = openLogins(db, vault);
    const trail = openTrail({ db, key: auditKey, folder: settings.dataFolder, clock, log });
    return { settings, registers, live, clock, log, db, vault, logins, queues, evidence, documents, trail, close };
  } catch (error) {
    await close();
    throw error;
  }
}

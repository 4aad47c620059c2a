/** Sealed heads of the audit trail, kept outside of the database: what was deleted at its end, or made anew, shows against them. */
import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { z } from 'zod';
import { FIRST_PREVIOUS, isOurs, sealHead } from './audit-chain.ts';
import type { SealedHead } from './audit-chain.ts';
import { checkTrail, walk } from './audit-check.ts';
import type { TrailReport } from './audit-check.ts';
import type { Clock } from './clock.ts';
import type { Log } from './log.ts';
import { writePrivately } from './private-file.ts';
import type { Query } from './query.ts';

/** One head a day is kept for a year, and the newest. */
const MOST_HEADS = 400;
const FILE = 'audit-heads.json';

const sealedHeadSchema = z.object({
  seq: z.number().int().positive(),
  hash: z.string().regex(/^[0-9a-f]{64}$/),
  at: z.iso.datetime(),
  mac: z.string().regex(/^[0-9a-f]{64}$/),
});
const headsFileSchema = z.object({ heads: z.array(sealedHeadSchema) });

/** A file that cannot be read counts as one forged head: somebody changed it. */
const BROKEN: SealedHead = { seq: 1, hash: '', at: '1970-01-01T00:00:00Z', mac: '' };

/** @param text as `audit-heads.json` or `claimwright audit head --json` hold it. */
export function readHeads(text: string): SealedHead[] {
  try {
    return headsFileSchema.parse(JSON.parse(text)).heads;
  } catch {
    return [BROKEN];
  }
}

export interface Trail {
  /** @param more heads that were kept elsewhere. */
  check(more?: readonly SealedHead[]): Promise<TrailReport>;
  /**
   * Seals the newest link, after a look at all that came since the last sealed one.
   * @returns the newest head; null when there is nothing to seal, or when what came since was tampered with: then the old head stays.
   */
  seal(): Promise<SealedHead | null>;
  /** @returns the kept heads, the oldest first. */
  heads(): Promise<readonly SealedHead[]>;
}

export function openTrail(options: { db: Query; key: Buffer; folder: string; clock: Clock; log: Log }): Trail {
  const { db, key, folder, clock, log } = options;
  let isTold = false;

  const heads = async (): Promise<SealedHead[]> => {
    const text = await readFile(join(folder, FILE), 'utf8').catch((error: NodeJS.ErrnoException) => {
      if (error.code === 'ENOENT') return null;
      throw error;
    });
    return text === null ? [] : readHeads(text);
  };

  const seal = async (): Promise<SealedHead | null> => {
    const kept = await heads();
    const last = kept.at(-1);
    const from = last ? { seq: last.seq, hash: last.hash } : { seq: 0, hash: FIRST_PREVIOUS };
    const stands = !last || (isOurs(key, last) && (await hashOf(db, last.seq)) === last.hash);
    let faults = stands ? 0 : 1;
    const newest = stands ? await walk(db, key, from, () => void (faults += 1)) : from;
    if (faults > 0) {
      if (!isTold) log.error({}, 'the audit trail was changed: run "claimwright audit verify"; no new head is sealed');
      isTold = true;
      return null;
    }
    if (newest.seq === from.seq) return last ?? null;
    if (!last && newest.seq > 1)
      log.warn({ links: newest.seq }, 'no sealed head of the audit trail was kept here; the first one is made now');
    const head = sealHead(key, { seq: newest.seq, hash: newest.hash, at: clock.now().toISOString() });
    const others = last && last.at.slice(0, 10) === head.at.slice(0, 10) ? kept.slice(0, -1) : kept;
    const text = JSON.stringify({ heads: [...others, head].slice(-MOST_HEADS) }, null, 1);
    await writePrivately(folder, FILE, Buffer.from(`${text}\n`), 'data');
    return head;
  };

  return {
    heads,
    seal,
    check: async (more = []) => checkTrail(db, key, [...(await heads()), ...more]),
  };
}

async function hashOf(db: Query, seq: number): Promise<string | null> {
  const { rows } = await db.query<{ hash: string }>(
    `select encode(hash, 'hex') as hash from audit_link where seq = $1`,
    [seq],
  );
  return rows[0]?.hash ?? null;
}

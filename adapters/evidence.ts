/** Evidence: a screenshot and the trail of what was read, encrypted, kept for as long as the setting says. */
import { randomUUID } from 'node:crypto';
import { readFile, rm } from 'node:fs/promises';
import { join } from 'node:path';
import type { PortalCandidate } from '../domain/portal-candidate.ts';
import type { Fields } from '../domain/provenance.ts';
import { removeStrays, writePrivately } from './private-file.ts';
import type { Query } from './query.ts';
import { sha256 } from './vault.ts';
import type { Vault } from './vault.ts';

/** What a flow left behind: the values read with their boxes and selectors, the steps with their times. */
export interface Trail {
  readonly fields: Fields;
  /** What the fields' JSON pointers lead into on an exception; an answer is in its result row. */
  readonly values: unknown;
  readonly steps: readonly { readonly at: string; readonly what: string }[];
  /** What the portal printed on an exception. */
  readonly seen: string | null;
  /** What the portal listed where it found several; absent from trails of before. */
  readonly candidates?: readonly PortalCandidate[];
}

export interface Exhibit {
  readonly id: string;
  readonly workItemId: string;
  readonly attempt: number;
  readonly fileName: string | null;
  readonly sha256: string | null;
  readonly mediaType: string | null;
  readonly trail: Buffer;
  readonly takenAt: Date;
}

export interface OpenedEvidence {
  readonly mediaType: string | null;
  readonly image: Buffer | null;
  readonly trail: Trail | null;
  readonly takenAt: Date;
}

export type Evidence = ReturnType<typeof openEvidence>;

const DAY_MS = 86_400_000;
const purpose = (id: string, part: string): string => `evidence ${id} ${part}`;

/** @param folder shared by every host that reads or writes evidence. */
export function openEvidence(options: { folder: string; vault: Vault; keepDays: number }) {
  const { folder, vault } = options;
  const path = (name: string): string => join(folder, name);

  return {
    /**
     * Writes the file; the row is inserted by `insertEvidence` in the transaction of the outcome.
     * @throws WorkException adapter-unavailable when the disk is full or the folder cannot be written.
     */
    async keep(
      found: { workItemId: string; attempt: number; image: Buffer | null; trail: Trail },
      now: Date,
    ): Promise<Exhibit> {
      const id = randomUUID();
      const fileName = found.image ? `${id}.bin` : null;
      if (found.image)
        await writePrivately(folder, `${id}.bin`, vault.seal(found.image, purpose(id, 'image')), 'evidence');
      return {
        id,
        workItemId: found.workItemId,
        attempt: found.attempt,
        fileName,
        sha256: found.image ? sha256(found.image) : null,
        mediaType: found.image ? 'image/jpeg' : null,
        trail: vault.seal(JSON.stringify(found.trail), purpose(id, 'trail')),
        takenAt: now,
      };
    },

    /** The row of a kept exhibit, in the transaction that ends the work item. */
    async insert(tx: Query, exhibit: Exhibit): Promise<void> {
      await tx.query(
        `insert into evidence (id, work_item_id, attempt, file_name, sha256, media_type, trail, taken_at, keep_until)
         values ($1, $2, $3, $4, $5, $6, $7, $8, $9)`,
        [
          exhibit.id,
          exhibit.workItemId,
          exhibit.attempt,
          exhibit.fileName,
          exhibit.sha256,
          exhibit.mediaType,
          exhibit.trail,
          exhibit.takenAt,
          new Date(exhibit.takenAt.getTime() + options.keepDays * DAY_MS),
        ],
      );
    },

    /** Takes back a file whose outcome was not written after all. */
    discard: async (exhibit: Exhibit): Promise<void> => {
      if (exhibit.fileName) await rm(path(exhibit.fileName), { force: true });
    },

    /** @returns null when there is no such evidence; parts are null once their retention has ended. */
    async open(db: Query, id: string): Promise<OpenedEvidence | null> {
      const { rows } = await db.query<{
        file: string | null;
        media: string | null;
        trail: Uint8Array | null;
        at: Date;
      }>('select file_name as file, media_type as media, trail, taken_at as at from evidence where id = $1', [id]);
      const row = rows[0];
      if (!row) return null;
      const sealed = row.file ? await readFile(path(row.file)).catch(() => null) : null;
      return {
        mediaType: row.media,
        image: sealed ? vault.open(sealed, purpose(id, 'image')) : null,
        trail: row.trail ? (JSON.parse(vault.open(row.trail, purpose(id, 'trail')).toString()) as Trail) : null,
        takenAt: row.at,
      };
    },

    /** Removes what is past its time, and files of a day ago that no row knows (a worker died in between). */
    async expire(db: Query, now: Date): Promise<{ expired: number; strays: number }> {
      const { rows } = await db.query<{ id: string; file: string | null }>(
        'select id, file_name as file from evidence where keep_until < $1 and (file_name is not null or trail is not null)',
        [now],
      );
      for (const row of rows) {
        if (row.file) await rm(path(row.file), { force: true });
        await db.query('update evidence set file_name = null, trail = null where id = $1', [row.id]);
      }
      const isKnown = async (name: string) =>
        (await db.query('select 1 from evidence where file_name = $1', [name])).rows.length > 0;
      return { expired: rows.length, strays: await removeStrays(folder, isKnown, now) };
    },
  };
}

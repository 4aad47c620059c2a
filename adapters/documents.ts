/** Remittance files and the pictures of their pages, encrypted in the data folder; a file is known by its hash. */
import { readFile, rm } from 'node:fs/promises';
import { join } from 'node:path';
import { removeStrays, writePrivately } from './private-file.ts';
import type { Query } from './query.ts';
import type { Vault } from './vault.ts';

export type Documents = ReturnType<typeof openDocuments>;

const DAY_MS = 86_400_000;

/** The name of a page's picture; each attempt has its own, so that a worker that lost its page overwrites nothing. */
const imageName = (documentId: string, page: number, attempt: number): string => `${documentId}-${page}-${attempt}.bin`;

/** @param folder shared by every host that takes in, reads or shows documents. */
export function openDocuments(options: { folder: string; vault: Vault; keepDays: number }) {
  const { folder, vault } = options;
  const path = (name: string): string => join(folder, name);
  const read = (name: string) =>
    readFile(path(name)).catch((error: NodeJS.ErrnoException) => {
      if (error.code === 'ENOENT') return null;
      throw error;
    });

  return {
    /**
     * Keeps a file's bytes; the same bytes again change nothing.
     * @throws WorkException adapter-unavailable when there is no room.
     */
    keep: (sha256: string, bytes: Uint8Array): Promise<void> =>
      writePrivately(folder, `${sha256}.bin`, vault.seal(bytes, `document ${sha256}`), 'documents'),

    /** @returns null when the file is not there: its keeping time is over. @throws VaultError with another key. */
    async open(sha256: string): Promise<Buffer | null> {
      const sealed = await read(`${sha256}.bin`);
      return sealed && vault.open(sealed, `document ${sha256}`);
    },

    /** @returns the name under which the picture is kept, for the page's row. */
    async keepImage(documentId: string, page: number, attempt: number, image: Uint8Array): Promise<string> {
      const name = imageName(documentId, page, attempt);
      await writePrivately(folder, name, vault.seal(image, `page image ${name}`), 'documents');
      return name;
    },

    async openImage(name: string): Promise<Buffer | null> {
      const sealed = await read(name);
      return sealed && vault.open(sealed, `page image ${name}`);
    },

    discardImage: (name: string): Promise<void> => rm(path(name), { force: true }),

    /** File names can hold patients' names: they are kept sealed. */
    sealName: (id: string, fileName: string): Buffer => vault.seal(fileName, `document name ${id}`),
    openName: (id: string, sealed: Uint8Array): string => vault.open(sealed, `document name ${id}`).toString(),

    /** Removes the files of documents that are past their time, and strays. The rows stay: a duplicate is still known. */
    async expire(db: Query, now: Date): Promise<{ documents: number; strays: number }> {
      const { rows } = await db.query<{ id: string; sha256: string }>(
        `select id, sha256 from remittance_document
         where received_at < $1 and state in ('posted', 'review', 'refused', 'failed', 'arranged') and file_name <> ''`,
        [new Date(now.getTime() - options.keepDays * DAY_MS)],
      );
      for (const { id, sha256 } of rows) {
        await rm(path(`${sha256}.bin`), { force: true });
        const pages = await db.query<{ file: string }>(
          // A part shows the same pictures as the document that it was made of.
          `select image_file as file from remittance_page p where document_id = $1 and image_file is not null
             and not exists (select 1 from remittance_page o where o.image_file = p.image_file and o.document_id <> $1)`,
          [id],
        );
        for (const { file } of pages.rows) await rm(path(file), { force: true });
        await db.query('update remittance_page set image_file = null, sight = null where document_id = $1', [id]);
        await db.query(`update remittance_document set file_name = '' where id = $1`, [id]);
      }
      const isKnown = async (name: string) =>
        (
          await db.query(
            `select 1 from remittance_document where sha256 || '.bin' = $1
             union all select 1 from remittance_page where image_file = $1`,
            [name],
          )
        ).rows.length > 0;
      return { documents: rows.length, strays: await removeStrays(folder, isKnown, now) };
    },
  };
}

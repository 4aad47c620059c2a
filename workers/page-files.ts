/** Files that this process reads pages of: opened once for many pages, closed when others are needed. */
import type { Documents } from '../adapters/documents.ts';
import type { OcrPool } from '../adapters/ocr/index.ts';
import { openPages } from '../adapters/pages/index.ts';
import type { PageFile } from '../adapters/pages/index.ts';
import { WorkException } from '../domain/exceptions.ts';

/** Scans are large: only so many stay open when nobody reads them. */
const KEPT_OPEN = 1;

interface Opened {
  readonly file: Promise<PageFile>;
  users: number;
}

export interface PageFiles {
  /** Lends the file of a document by its hash. @throws WorkException file-refused when it is no longer kept. */
  use<T>(sha256: string, body: (file: PageFile) => Promise<T>): Promise<T>;
  close(): Promise<void>;
}

export function openPageFiles(documents: Documents, pool: OcrPool): PageFiles {
  const opened = new Map<string, Opened>();

  const open = async (sha256: string): Promise<PageFile> => {
    const bytes = await documents.open(sha256);
    if (!bytes)
      throw new WorkException('file-refused', 'The file is no longer kept; its keeping time is over. Send it in anew.');
    return openPages(bytes, { pool });
  };
  const lend = (sha256: string): Opened => {
    const known = opened.get(sha256);
    if (known) return known;
    const entry: Opened = { file: open(sha256), users: 0 };
    entry.file.catch(() => opened.delete(sha256));
    opened.set(sha256, entry);
    return entry;
  };
  const shut = async (keep: number): Promise<void> => {
    const idle = [...opened].filter(([, entry]) => entry.users === 0);
    for (const [sha256, entry] of idle.slice(0, Math.max(0, idle.length - keep))) {
      opened.delete(sha256);
      await entry.file.then((file) => file.close()).catch(() => undefined);
    }
  };

  return {
    async use(sha256, body) {
      const entry = lend(sha256);
      entry.users += 1;
      try {
        return await body(await entry.file);
      } finally {
        entry.users -= 1;
        await shut(KEPT_OPEN);
      }
    },
    close: () => shut(0),
  };
}

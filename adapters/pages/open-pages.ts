/** A scan or PDF as pages that can be read: limits first, then each page on request. */
import sharp from 'sharp';
import type { OcrPool } from '../ocr/index.ts';
import { type PageFileKind, fileKind } from './file-kind.ts';
import { openImageFile } from './image-file.ts';
import { fileRefused, PAGE_LIMITS, type PageLimits, refuseTooMany } from './limits.ts';
import { openPdfFile } from './pdf-file.ts';
import type { RawPage } from './raw-page.ts';
import type { PreparedPage } from './prepare.ts';
import { type SeenPage, seePage } from './sight.ts';
import { NO_TEXT_LAYER, type TextLayer } from './text-trust.ts';

// No two pages are the same picture: what sharp would keep of one is only memory.
sharp.cache(false);

export interface PageFile {
  readonly kind: PageFileKind;
  readonly count: number;
  /**
   * From 1; pages may be asked for side by side.
   * @param turn clockwise, from how the page lies in its file, as a person set it; found out when left out.
   * @throws WorkException file-refused when this page cannot be drawn.
   */
  sight(page: number, turn?: PreparedPage['turned'] | null): Promise<SeenPage>;
  close(): Promise<void>;
}

export interface OpenPagesOptions {
  readonly pool: OcrPool;
  readonly limits?: Partial<PageLimits>;
}

/** @throws WorkException file-refused: empty, no known kind, protected, broken, too many pages, too many bytes or pixels. */
export async function openPages(bytes: Buffer, { pool, limits: given }: OpenPagesOptions): Promise<PageFile> {
  const limits = { ...PAGE_LIMITS, ...given };
  const kind = fileKind(bytes, limits);
  const source = await sourceOf(kind, bytes, limits);
  try {
    refuseTooMany(source.count, limits);
    if (source.count < 1) throw fileRefused('The file has no pages: send it again.');
  } catch (error) {
    await source.close();
    throw error;
  }
  return {
    kind,
    count: source.count,
    async sight(number, turn = null) {
      const { raw, layer } = await source.page(number);
      return seePage(number, raw, turn === null ? layer : NO_TEXT_LAYER, pool, turn);
    },
    close: () => source.close(),
  };
}

interface Source {
  readonly count: number;
  page(number: number): Promise<{ raw: RawPage; layer: TextLayer }>;
  close(): Promise<void>;
}

async function sourceOf(kind: PageFileKind, bytes: Buffer, limits: PageLimits): Promise<Source> {
  if (kind !== 'pdf') {
    const file = await openImageFile(bytes, limits);
    return {
      count: file.pages,
      page: async (number) => ({ raw: await file.page(number), layer: NO_TEXT_LAYER }),
      close: () => Promise.resolve(),
    };
  }
  const file = await openPdfFile(bytes, limits);
  return {
    count: file.pages,
    async page(number) {
      const { raw, blankImage, ...layer } = await file.page(number);
      if (blankImage) throw fileRefused(`Page ${number} holds an image that cannot be drawn: scan it to a new file.`);
      return { raw: { ...raw, grey: Buffer.from(raw.grey.buffer, raw.grey.byteOffset, raw.grey.length) }, layer };
    },
    close: () => file.close(),
  };
}

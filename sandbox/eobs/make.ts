/** One invented document, from its seed to the bytes of a file; kept in a folder, when one is given, for repeated runs. */
import { existsSync, mkdirSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { hashText } from '../random.ts';
import { type Form, formed } from './broken.ts';
import { degrade, type Quality, type Turn } from './degrade.ts';
import { type Container, extensionOf, pack } from './pack.ts';
import { countPages, type Press } from './print.ts';
import type { AnswerKey, EobTruth, Layout } from './truth.ts';

export interface DocumentOptions {
  readonly layout: Layout;
  readonly seed: number;
  readonly quality: Quality;
  readonly form?: Form;
  /** Only claims that a right system posts. */
  readonly isCalm?: boolean;
  readonly turn?: Turn;
  /** The usual one of the quality when left out. */
  readonly container?: Container;
}

export interface EobDocument {
  /** `medicare-7-office.pdf`. */
  readonly name: string;
  readonly bytes: Buffer;
  readonly key: AnswerKey;
  readonly truth: EobTruth;
}

export interface Workshop {
  readonly press: Press;
  /** Outside the project; holds invented data only. */
  readonly cacheFolder?: string;
}

/** Part of cached names: raise it when degrading changes. */
const CACHE_VERSION = 1;

const USUAL: Readonly<Record<Quality, Container>> = {
  text: 'pdf',
  clean300: 'pdf',
  office: 'pdf',
  scan200: 'pdf',
  faint: 'tiff-lzw',
  stamp: 'pdf',
  photo: 'tiff-jpeg',
  faxfine: 'tiff-g4',
  faxstd: 'tiff-g4',
  faxhard: 'tiff-g4',
};
const JPEG_QUALITY: Readonly<Partial<Record<Quality, number>>> = { clean300: 92, photo: 80, scan200: 70 };

export async function makeDocument(options: DocumentOptions, { press, cacheFolder }: Workshop): Promise<EobDocument> {
  const { layout, seed, form = 'sound', turn = 0 } = options;
  const made = formed({ ...options, form });
  const { key, truth } = made;
  /** A PDF with a page twice cannot be printed: it is put together from images. */
  const quality = options.quality === 'text' && form === 'duplicate-page' ? 'clean300' : options.quality;
  const container = options.container ?? USUAL[quality];
  const stem = [layout.name, seed, form === 'sound' ? '' : form, options.isCalm ? 'calm' : '', quality, turn || '']
    .filter((part) => part !== '')
    .join('-');
  const name = `${stem}.${extensionOf(container)}`;
  const cache = openCache(cacheFolder);
  const sheetId = `${layout.name}-${seed}-${form}-${hashText(made.html).toString(16)}`;
  const bytes = await cache(`v${CACHE_VERSION}-${sheetId}-${quality}-${turn}-${container}`, async () => {
    const pdf = await cache(`${sheetId}.pdf`, () => press.print(made.html));
    const chosen = made.pages?.(countPages(pdf));
    if (quality === 'text') return chosen ? press.print(made.html, chosen.join(',')) : pdf;
    const images = await cachedImages(press, pdf, { folder: cacheFolder, stem: sheetId });
    const pages = chosen ? chosen.flatMap((page) => images[page - 1] ?? []) : images;
    return pack(await degrade(pages, { quality, seed, turn }), container, press, JPEG_QUALITY[quality]);
  });
  return { name, bytes, key: { ...key, quality }, truth };
}

/** @returns what is kept under a name, made and kept when it is not there yet. */
function openCache(folder: string | undefined): (name: string, make: () => Promise<Buffer>) => Promise<Buffer> {
  if (folder) mkdirSync(folder, { recursive: true });
  return async (name, make) => {
    const path = folder ? join(folder, name) : null;
    if (path && existsSync(path)) return readFileSync(path);
    const made = await make();
    if (path) writeFileSync(path, made);
    return made;
  };
}

async function cachedImages(
  press: Press,
  pdf: Buffer,
  { folder, stem }: { folder: string | undefined; stem: string },
): Promise<Buffer[]> {
  const prefix = `${stem}-page-`;
  const count = countPages(pdf);
  const kept = folder ? readdirSync(folder).filter((name) => name.startsWith(prefix)) : [];
  const pathOf = (page: number): string => join(folder ?? '', `${prefix}${page}.png`);
  if (kept.length === count) return kept.map((_, i) => readFileSync(pathOf(i + 1)));
  const images = await press.pageImages(pdf, 300);
  if (folder) for (const [i, image] of images.entries()) writeFileSync(pathOf(i + 1), image);
  return [...images];
}

/** Writes documents and, beside each, its key as JSON. @returns the names of the files. */
export async function writeBatch(
  folder: string,
  batch: readonly DocumentOptions[],
  workshop: Workshop,
): Promise<string[]> {
  mkdirSync(folder, { recursive: true });
  const names: string[] = [];
  for (const options of batch) {
    const { name, bytes, key } = await makeDocument(options, workshop);
    writeFileSync(join(folder, name), bytes);
    writeFileSync(join(folder, `${name}.key.json`), `${JSON.stringify(key, null, 2)}\n`);
    names.push(name);
  }
  return names;
}

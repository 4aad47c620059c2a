/** One page from its raw pixels to what the reader sees: prepared, read by OCR or from its text layer, its kind told. */
import sharp from 'sharp';
import type { PageSight, Word } from '../../domain/page.ts';
import type { OcrPool } from '../ocr/index.ts';
import { pnm } from './pnm.ts';
import { isBare, kindOf } from './page-kind.ts';
import { type PreparedPage, preparePage, turnsOf } from './prepare.ts';
import type { RawPage } from './raw-page.ts';
import { fingerprintOf } from './repeats.ts';
import { believedWords, type TextLayer } from './text-trust.ts';
import { withSecondSight } from './second-sight.ts';
import { readsUpright, uprightTurn } from './upright.ts';

/** A page box in wrong units says less than this; the print is as large as ever. */
const LEAST_DPI = 150;

export interface SeenPage {
  readonly sight: PageSight;
  /** The stored page image: grey PNG. */
  readonly image: Buffer;
  /** For `markRepeats`; hexadecimal. */
  readonly fingerprint: string;
}

/**
 * @param turn as a person set it; null: found out.
 * @throws OcrFault when the engines fail.
 */
export async function seePage(
  page: number,
  raw: RawPage,
  layer: TextLayer,
  pool: OcrPool,
  turn: PreparedPage['turned'] | null = null,
): Promise<SeenPage> {
  const asItLies = layer.items.length > 0 ? await preparePage(raw, { asItLies: true }) : undefined;
  const offered = asItLies && believedWords(layer, asItLies);
  const { prepared, words } = offered ? { prepared: asItLies, words: offered } : await readTwice(raw, pool, turn);
  const image = packed(prepared);
  const { width, height, dpi, turned, skewDegrees } = prepared;
  const kind = kindOf(words, prepared.ink);
  return {
    sight: {
      page,
      width,
      height,
      dpi,
      kind,
      turned,
      skewDegrees,
      source: offered ? 'text-layer' : 'ocr',
      words: kind === 'printed' || kind === 'separator' ? words : [],
      remarks: remarksOf(prepared, words, raw),
    },
    image: await image,
    fingerprint: await fingerprintOf(prepared),
  };
}

interface ReadPage {
  readonly prepared: PreparedPage;
  readonly words: readonly Word[];
}

async function readTwice(raw: RawPage, pool: OcrPool, turn: PreparedPage['turned'] | null): Promise<ReadPage> {
  const { prepared, words } = await readByOcr(raw, pool, turn);
  return words.length === 0
    ? { prepared, words }
    : { prepared, words: await withSecondSight(prepared, words, pool, prepared.bilevel) };
}

async function readByOcr(raw: RawPage, pool: OcrPool, turn: PreparedPage['turned'] | null): Promise<ReadPage> {
  const first = await preparePage(raw, turn === null ? {} : { turn });
  if (isBare(first.ink)) return { prepared: first, words: [] };
  if (turn !== null) return { prepared: first, words: await readPrepared(first, pool) };
  // Which of two ways a page on its side is to be turned shows before it is read; upside down shows by how it reads.
  const sideways = first.turned !== raw.turn;
  const prepared = sideways ? await turnedUpright(raw, first, pool) : first;
  const words = await readPrepared(prepared, pool);
  if (sideways || readsUpright(words)) return { prepared, words };
  const upright = await turnedUpright(raw, prepared, pool);
  return upright === prepared ? { prepared, words } : { prepared: upright, words: await readPrepared(upright, pool) };
}

async function turnedUpright(raw: RawPage, page: PreparedPage, pool: OcrPool): Promise<PreparedPage> {
  const turn = await uprightTurn(page, pool);
  // What reads no way stays as its file has it.
  const turned = turn === undefined ? raw.turn : turnsOf(page.turned + turn);
  return turned === page.turned ? page : preparePage(raw, { turn: turned });
}

function readPrepared(prepared: PreparedPage, pool: OcrPool): Promise<readonly Word[]> {
  return pool.read({
    image: pnm(prepared),
    layout: 'column',
    dpi: Math.max(LEAST_DPI, prepared.dpi),
    bilevel: prepared.bilevel,
  });
}

/** Fast rather than small: the store compresses no further, and pages are many. */
function packed({ grey, width, height }: PreparedPage): Promise<Buffer> {
  return sharp(grey, { raw: { width, height, channels: 1 } })
    .toColourspace('b-w')
    .png({ compressionLevel: 1, adaptiveFiltering: false })
    .toBuffer();
}

function remarksOf({ light }: PreparedPage, words: readonly Word[], raw: RawPage): string[] {
  const remarks: string[] = [];
  if (!raw.bilevel && light.white - light.black < 90) remarks.push('The print is very faint.');
  if (light.uneven) remarks.push('The light on the page is uneven, as on a photograph.');
  if (raw.bilevel && raw.dpiY < 120) remarks.push('The page is a fax of standard resolution.');
  const poor = words.filter((word) => word.confidence < 0.5).length;
  if (words.length > 20 && poor > words.length * 0.4) remarks.push('Much of the page is hard to read.');
  return remarks;
}

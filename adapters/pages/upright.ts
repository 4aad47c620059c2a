/** Whether a page stands on its feet: told by how well it reads, on a part of it, one way and the others. */
import sharp from 'sharp';
import type { Word } from '../../domain/page.ts';
import type { OcrPool } from '../ocr/index.ts';
import { pnm } from './pnm.ts';
import type { PreparedPage } from './prepare.ts';

/** The probe: a part of the page with much text, in inches. */
const PROBE = { width: 4.5, height: 1.6 };
/** A page that reads this well stands upright. */
const GOOD = 0.62;
/** A probe that reads worse than this says nothing. */
const LEGIBLE = 0.3;

type QuarterTurn = PreparedPage['turned'];

export function readsUpright(words: readonly Word[]): boolean {
  return words.length >= 8 && legibility(words) >= GOOD;
}

/** Mean confidence over characters of words of letters and digits; upside down, few words are that. */
function legibility(words: readonly Word[]): number {
  let [sum, all] = [0, 0];
  for (const { text, confidence } of words) {
    all += text.length;
    if (/^[\p{L}\p{N}$(][\p{L}\p{N}.,/$():#&'%*-]*$/u.test(text) && text.length > 1) sum += confidence * text.length;
  }
  return all === 0 ? 0 : sum / all;
}

/** Clockwise degrees that would set the page on its feet; undefined when it reads no way. */
export async function uprightTurn(page: PreparedPage, pool: OcrPool): Promise<QuarterTurn | undefined> {
  const probe = await probeOf(page);
  const tried = await scores(probe, [0, 180], page, pool);
  // Bars of a code look like lines on their side: when neither way reads, the page may have been level.
  if (Math.max(...tried.values()) < LEGIBLE) {
    for (const [turn, score] of await scores(probe, [90, 270], page, pool)) tried.set(turn, score);
  }
  const asIs = tried.get(0) ?? 0;
  const [[turn, score] = [0, 0] as const] = [...tried].sort(([, one], [, other]) => other - one);
  if (score < LEGIBLE) return undefined;
  return score > asIs * 1.15 ? turn : 0;
}

async function scores(
  probe: Probe,
  turns: readonly QuarterTurn[],
  { bilevel }: PreparedPage,
  pool: OcrPool,
): Promise<Map<QuarterTurn, number>> {
  const found = turns.map(async (turn) => [turn, await scoreOf(await turnedBy(probe, turn), bilevel, pool)] as const);
  return new Map(await Promise.all(found));
}

interface Probe {
  readonly grey: Buffer;
  readonly width: number;
  readonly height: number;
}

async function scoreOf(probe: Probe, bilevel: boolean, pool: OcrPool): Promise<number> {
  const words = await pool.read({ image: pnm(probe), layout: 'column', bilevel });
  return legibility(words) * Math.min(1, words.length / 6);
}

async function turnedBy({ grey, width, height }: Probe, turn: QuarterTurn): Promise<Probe> {
  const { data, info } = await sharp(grey, { raw: { width, height, channels: 1 } })
    .rotate(turn)
    .toColourspace('b-w')
    .raw()
    .toBuffer({ resolveWithObject: true });
  return { grey: data, width: info.width, height: info.height };
}

async function probeOf(page: PreparedPage): Promise<Probe> {
  const width = Math.min(page.width, Math.round(PROBE.width * page.dpi));
  const height = Math.min(page.height, Math.round(PROBE.height * page.dpi));
  const { left, top } = busiest(page, width, height);
  const { data } = await sharp(page.grey, { raw: { width: page.width, height: page.height, channels: 1 } })
    .extract({ left, top, width, height })
    .toColourspace('b-w')
    .raw()
    .toBuffer({ resolveWithObject: true });
  return { grey: data, width, height };
}

/** Where the ink has most edges along the lines: letters, not bars and pictures. */
function busiest(page: PreparedPage, width: number, height: number): { left: number; top: number } {
  let best = { left: 0, top: 0, edges: -1 };
  for (const across of [0, 0.5, 1]) {
    for (let down = 0; down <= 1; down += 0.125) {
      const left = Math.round((page.width - width) * across);
      const top = Math.round((page.height - height) * down);
      const edges = edgesIn(page, left, top, width, height);
      if (edges > best.edges) best = { left, top, edges };
    }
  }
  return best;
}

function edgesIn(page: PreparedPage, left: number, top: number, width: number, height: number): number {
  let edges = 0;
  for (let y = top; y < top + height; y += 6) {
    let dark = false;
    for (let x = left; x < left + width; x += 1) {
      const now = (page.grey[y * page.width + x] ?? 255) < 128;
      if (now !== dark) edges += 1;
      dark = now;
    }
  }
  return edges;
}

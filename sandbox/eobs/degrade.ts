/** What scanners, fax machines and cameras do to paper. The same pages, quality and seed give the same pixels. */
import sharp from 'sharp';
import { type Random, seededRandom } from '../random.ts';
import { marksOf } from './marks.ts';
import { imageOf, noiseTable, type Raster, rasterOf, shaded, skewed, specked, withLostRows } from './raster.ts';

/** `text` is the printed PDF itself. */
export const QUALITIES = [
  'text',
  'clean300',
  'office',
  'scan200',
  'faint',
  'stamp',
  'photo',
  'faxfine',
  'faxstd',
  'faxhard',
] as const;
export type Quality = (typeof QUALITIES)[number];
export type Turn = 0 | 90 | 180 | 270;

export interface DegradeOptions {
  readonly quality: Exclude<Quality, 'text'>;
  readonly seed: number;
  /** Clockwise, as the sheet lay in the feeder. */
  readonly turn?: Turn;
}

/** @param pages PNG at 300 dpi. */
export async function degrade(pages: readonly Buffer[], options: DegradeOptions): Promise<Raster[]> {
  const random = seededRandom(options.seed, `degrade-${options.quality}`);
  const table = noiseTable(random);
  const made: Raster[] = [];
  for (const page of pages) {
    const spoilt = await SPOILERS[options.quality](page, random, table);
    made.push(options.turn ? await turned(spoilt, options.turn) : spoilt);
  }
  return made;
}

type Spoiler = (page: Buffer, random: Random, table: Float32Array) => Promise<Raster>;

const between = (random: Random, low: number, high: number): number => low + random.next() * (high - low);
const either = (random: Random, low: number, high: number): number =>
  between(random, low, high) * (random.chance(0.5) ? 1 : -1);

/** Resampled from 300 dpi. */
async function sized(page: Raster, dpi: readonly [number, number]): Promise<Raster> {
  if (dpi[0] === 300 && dpi[1] === 300) return page;
  const [width, height] = [Math.round((page.width * dpi[0]) / 300), Math.round((page.height * dpi[1]) / 300)];
  const isColour = page.channels === 3;
  return rasterOf(imageOf(page).resize(width, height, { fit: 'fill' }), { dpi, isColour });
}

const SPOILERS: Readonly<Record<DegradeOptions['quality'], Spoiler>> = {
  clean300: (page) => rasterOf(sharp(page).flatten({ background: '#fff' }), { dpi: [300, 300] }),
  office: async (page, random, table) => {
    const raster = await sized(await skewed(page, either(random, 0.1, 1)), [300, 300]);
    const [lift, gain] = [between(random, -6, 10), between(random, 0.86, 0.97)];
    return shaded(raster, table, random, (value, noise) => 250 - (255 - value) * gain + lift / 2 + noise * 7);
  },
  scan200: async (page, random, table) => {
    const raster = await sized(await skewed(page, either(random, 0.1, 0.8)), [200, 200]);
    return shaded(raster, table, random, (value, noise) => 248 - (255 - value) * 0.93 + noise * 7);
  },
  faint: async (page, random, table) => {
    const raster = await sized(await skewed(page, either(random, 0.1, 0.7)), [300, 300]);
    const gain = between(random, 0.22, 0.32);
    return shaded(raster, table, random, (value, noise) => 246 - (255 - value) * gain + noise * 6);
  },
  stamp: async (page, random, table) => {
    const straight = await skewed(page, either(random, 0.1, 0.7), true);
    const marks = Buffer.from(marksOf(random, straight.width, straight.height));
    const marked = imageOf(straight).composite([{ input: marks, blend: 'multiply' }]);
    const raster = await rasterOf(marked, { dpi: [300, 300], isColour: true });
    return shaded(raster, table, random, (value, noise) => 250 - (255 - value) * 0.93 + noise * 6);
  },
  photo: async (page, random, table) => {
    const straight = await skewed(page, either(random, 0.3, 1.8), true);
    const soft = await rasterOf(imageOf(straight).blur(1.1), { dpi: [300, 300], isColour: true });
    const raster = await sized(soft, [240, 240]);
    const [cx, cy] = [between(random, 0.2, 0.8), between(random, 0.2, 0.8)];
    return shaded(raster, table, random, (value, noise, x, y) => {
      const light = 0.96 - 0.42 * ((x - cx) ** 2 + (y - cy) ** 2);
      return (20 + value * 0.9) * light + noise * 5;
    });
  },
  faxfine: (page, random, table) =>
    fax(page, random, { table, dpi: [204, 196], skew: 0.5, noise: 14, specks: 60, lost: 0 }),
  faxstd: (page, random, table) =>
    fax(page, random, { table, dpi: [204, 98], skew: 0.6, noise: 14, specks: 60, lost: 2 }),
  faxhard: (page, random, table) =>
    fax(page, random, { table, dpi: [204, 98], skew: 1.6, noise: 34, specks: 1500, lost: 14 }),
};

interface Machine {
  readonly table: Float32Array;
  readonly dpi: readonly [number, number];
  readonly skew: number;
  readonly noise: number;
  readonly specks: number;
  readonly lost: number;
}

async function fax(page: Buffer, random: Random, machine: Machine): Promise<Raster> {
  const grey = await sized(await skewed(page, either(random, 0.1, machine.skew)), machine.dpi);
  const threshold = between(random, 140, 168);
  const black = shaded(grey, machine.table, random, (value, noise) =>
    value + noise * machine.noise < threshold ? 0 : 255,
  );
  return { ...withLostRows(specked(black, random, machine.specks), random, machine.lost), isBilevel: true };
}

async function turned(raster: Raster, turn: Turn): Promise<Raster> {
  const dpi: [number, number] = turn === 180 ? [raster.dpi[0], raster.dpi[1]] : [raster.dpi[1], raster.dpi[0]];
  const made = await rasterOf(imageOf(raster).rotate(turn), { dpi, isColour: raster.channels === 3 });
  return { ...made, isBilevel: raster.isBilevel };
}

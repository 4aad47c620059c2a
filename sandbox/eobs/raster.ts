/** Page images in plain pixels, and the seeded dirt that is laid on them. */
import sharp, { type Sharp } from 'sharp';
import type { Random } from '../random.ts';

/** Rows of pixels from the top; 1 channel grey or 3 colour, 8 bit each. */
export interface Raster {
  readonly data: Uint8Array;
  readonly width: number;
  readonly height: number;
  readonly channels: 1 | 3;
  /** Pixels an inch across and down: a fax has oblong pixels. */
  readonly dpi: readonly [number, number];
  readonly isBilevel: boolean;
}

export const imageOf = ({ data, width, height, channels }: Raster): Sharp =>
  sharp(data, { raw: { width, height, channels } });

/** @param shape resolution to resample to; the picture is 300 dpi. */
export async function rasterOf(
  picture: Sharp,
  { dpi, isColour = false }: { dpi: readonly [number, number]; isColour?: boolean },
): Promise<Raster> {
  const coloured = isColour ? picture.removeAlpha().toColourspace('srgb') : picture.removeAlpha().greyscale();
  const { data, info } = await coloured.raw().toBuffer({ resolveWithObject: true });
  const channels = info.channels === 3 ? 3 : 1;
  return {
    data: new Uint8Array(data.buffer, data.byteOffset, data.length),
    width: info.width,
    height: info.height,
    channels,
    dpi,
    isBilevel: false,
  };
}

const NOISE_SIZE = 65_536;

/** Bell-shaped noise of deviation 1, in 1/16 steps; made once a seed, read from another place in every row. */
export function noiseTable(random: Random): Float32Array {
  const table = new Float32Array(NOISE_SIZE);
  for (let i = 0; i < NOISE_SIZE; i += 1)
    table[i] = (random.next() + random.next() + random.next() + random.next() - 2) * 1.732;
  return table;
}

/** New value of a pixel. @param noise deviation 1. @param x,y 0 to 1 over the page. */
type Shade = (value: number, noise: number, x: number, y: number) => number;

/** Changes every pixel in place of a copy. */
export function shaded(raster: Raster, table: Float32Array, random: Random, shade: Shade): Raster {
  const { width, height, channels } = raster;
  const data = new Uint8Array(raster.data.length);
  let at = 0;
  for (let y = 0; y < height; y += 1) {
    let from = random.int(0, NOISE_SIZE - 1);
    for (let x = 0; x < width; x += 1) {
      const noise = table[from & (NOISE_SIZE - 1)]!;
      from += 1;
      for (let c = 0; c < channels; c += 1) {
        const value = shade(raster.data[at]!, noise, x / width, y / height);
        data[at] = value < 0 ? 0 : value > 255 ? 255 : value;
        at += 1;
      }
    }
  }
  return { ...raster, data };
}

/** Dark or light specks of 1 to 3 pixels. */
export function specked(raster: Raster, random: Random, count: number): Raster {
  const data = Uint8Array.from(raster.data);
  for (let i = 0; i < count; i += 1) {
    const [x, y] = [random.int(0, raster.width - 4), random.int(0, raster.height - 2)];
    const value = random.chance(0.75) ? 0 : 255;
    for (let k = 0; k < random.int(1, 3); k += 1) data[y * raster.width + x + k] = value;
  }
  return { ...raster, data };
}

/** Lines that a fax machine lost: each repeats the one above it. */
export function withLostRows(raster: Raster, random: Random, count: number): Raster {
  const data = Uint8Array.from(raster.data);
  for (let i = 0; i < count; i += 1) {
    const y = random.int(1, raster.height - 1) * raster.width;
    data.copyWithin(y, y - raster.width, y);
  }
  return { ...raster, data };
}

/** Turned by a small angle, same size, white corners. Grey unless colour is asked for. */
export async function skewed(page: Buffer, degrees: number, isColour = false): Promise<Raster> {
  const { width, height } = await sharp(page).metadata();
  const flat = await rasterOf(sharp(page).flatten({ background: '#fff' }), { dpi: [300, 300], isColour });
  const turned = await rasterOf(imageOf(flat).rotate(degrees, { background: '#fff' }), { dpi: [300, 300], isColour });
  const left = Math.floor((turned.width - width) / 2);
  const top = Math.floor((turned.height - height) / 2);
  return rasterOf(imageOf(turned).extract({ left, top, width, height }), { dpi: [300, 300], isColour });
}

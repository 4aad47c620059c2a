/** Makes a page fit to be read: upright, level, evenly lit, full contrast, 300 dpi both ways. Never black and white only, never without its lines. */
import sharp, { type Sharp } from 'sharp';
import { type Light, lightOf, TILE } from './light.ts';
import type { RawPage } from './raw-page.ts';
import { type Ink, inkOf, lieOf } from './skew.ts';
import { smallPage, type SmallPage } from './small-page.ts';

/** The stored page image before it is packed. */
export interface PreparedPage {
  readonly grey: Buffer;
  readonly width: number;
  readonly height: number;
  readonly dpi: number;
  readonly turned: 0 | 90 | 180 | 270;
  readonly skewDegrees: number;
  readonly bilevel: boolean;
  /** Of the page as it lay in its file. */
  readonly light: Light;
  readonly small: SmallPage;
  readonly ink: Ink;
}

const TARGET_DPI = 300;
/** Of a sheet of 11 x 17 inches; a sheet beyond is a wrong measure and is stored smaller. */
const LONGEST_SIDE = 5280;
/** Less skew than this blurs more by turning than it gains. */
const LEAST_SKEW = 0.06;
/** Dots of a fine fax are joined before it is enlarged. */
const FAX_BLUR = 0.6;
/** Standard faxes are enlarged three times downwards: the steps this leaves are smoothed afterwards. */
const COARSE_FAX_DPI = 120;
const STEPS_BLUR = 1.8;

export interface Preparation {
  /** Clockwise quarter turns in all; found out when left out. */
  readonly turn?: 0 | 90 | 180 | 270;
  /** Neither turned nor straightened: the boxes of a text layer must hold. */
  readonly asItLies?: boolean;
}

export async function preparePage(raw: RawPage, { turn, asItLies }: Preparation = {}): Promise<PreparedPage> {
  const small = await smallPage(raw);
  const light = lightOf(small);
  const ink = inkOf(small, light);
  const lie = lieOf(ink);
  const turned = asItLies ? 0 : (turn ?? turnsOf(fileTurn(raw.turn, lie.sideways)));
  const skew = asItLies || Math.abs(lie.skewDegrees) < LEAST_SKEW ? 0 : lie.skewDegrees;
  const lit = light.uneven && !raw.bilevel ? { ...raw, grey: flattened(raw, light, small) } : raw;
  const dpi = targetDpi(raw);
  const levelled = await levelPage(lit, { turned, skew, dpi });
  const image = light.uneven || raw.bilevel ? levelled : await stretched(levelled, light);
  return { ...image, dpi: Math.round(dpi), turned, skewDegrees: skew, bilevel: raw.bilevel, light, small, ink };
}

/** The file says how to turn its page; the lines on it decide whether that can be. */
function fileTurn(turn: RawPage['turn'], sideways: boolean | undefined): number {
  const settles = turn === 90 || turn === 270;
  if (sideways === undefined || sideways === settles) return turn;
  return sideways ? 90 : 0;
}

export function turnsOf(degrees: number): 0 | 90 | 180 | 270 {
  return (((degrees % 360) + 360) % 360) as 0 | 90 | 180 | 270;
}

function targetDpi(raw: RawPage): number {
  if (raw.rendered) return raw.dpiX;
  const inches = Math.max(raw.width / raw.dpiX, raw.height / raw.dpiY);
  return Math.min(TARGET_DPI, LONGEST_SIDE / inches);
}

interface Pixels {
  readonly grey: Buffer;
  readonly width: number;
  readonly height: number;
}

function open({ grey, width, height }: Pixels): Sharp {
  return sharp(grey, { raw: { width, height, channels: 1 }, limitInputPixels: false });
}

async function pixelsOf(image: Sharp): Promise<Pixels> {
  const { data, info } = await image.toColourspace('b-w').raw().toBuffer({ resolveWithObject: true });
  return { grey: data, width: info.width, height: info.height };
}

interface Level {
  readonly turned: 0 | 90 | 180 | 270;
  readonly skew: number;
  readonly dpi: number;
}

/** Turned by quarters, resampled to square pixels, then straightened; nothing at all where nothing is due. */
async function levelPage(raw: RawPage, { turned, skew, dpi }: Level): Promise<Pixels> {
  const width = Math.max(1, Math.round((raw.width / raw.dpiX) * dpi));
  const height = Math.max(1, Math.round((raw.height / raw.dpiY) * dpi));
  const fits = near(width, raw.width) && near(height, raw.height);
  if (fits && turned === 0 && skew === 0) return raw;
  const isFax = raw.bilevel && !fits;
  const isCoarse = isFax && Math.min(raw.dpiX, raw.dpiY) < COARSE_FAX_DPI;
  const source = isFax && !isCoarse ? await pixelsOf(open(raw).blur(FAX_BLUR)) : raw;
  // Enlarging and straightening are one step; reducing needs the averages that only a resize takes.
  const enlarges = !fits && !isCoarse && skew !== 0 && width >= raw.width && height >= raw.height;
  const sized = fits || enlarges ? source : await pixelsOf(open(source).resize(width, height, FILL));
  const scale: Scale = enlarges ? [width / raw.width, height / raw.height] : [1, 1];
  const smooth = isCoarse ? await pixelsOf(open(sized).blur(STEPS_BLUR)) : sized;
  const level = skew === 0 ? smooth : await straightened(smooth, skew, scale);
  return turned === 0 ? level : pixelsOf(open(level).rotate(turned));
}

const FILL = { fit: 'fill', kernel: 'cubic' } as const;
type Scale = readonly [number, number];

/** Scanners are out by a pixel or two; such pages are not resampled. */
function near(wanted: number, actual: number): boolean {
  return Math.abs(wanted - actual) <= wanted * 0.01;
}

/** Turned by the skew, and enlarged; the page grows by its corners. */
function straightened(page: Pixels, degrees: number, [across, down]: Scale): Promise<Pixels> {
  const angle = (-degrees * Math.PI) / 180;
  const [cos, sin] = [Math.cos(angle), Math.sin(angle)];
  return pixelsOf(
    open(page).affine([cos * across, -sin * down, sin * across, cos * down], {
      background: 'white',
      interpolator: 'bicubic',
    }),
  );
}

/** Every pixel against the paper around it, interpolated between the middles of the tiles. */
function flattened(raw: RawPage, light: Light, small: SmallPage): Buffer {
  const out = Buffer.allocUnsafe(raw.grey.length);
  const [tileX, tileY] = [(TILE * raw.width) / small.width, (TILE * raw.height) / small.height];
  const range = Math.max(40, light.white - light.black);
  const at = (column: number, row: number): number =>
    light.paper[
      Math.min(light.rows - 1, Math.max(0, row)) * light.columns + Math.min(light.columns - 1, Math.max(0, column))
    ] ?? light.white;
  for (let y = 0; y < raw.height; y += 1) {
    const v = y / tileY - 0.5;
    const row = Math.floor(v);
    for (let x = 0; x < raw.width; x += 1) {
      const u = x / tileX - 0.5;
      const column = Math.floor(u);
      const [fx, fy] = [u - column, v - row];
      const above = at(column, row) * (1 - fx) + at(column + 1, row) * fx;
      const below = at(column, row + 1) * (1 - fx) + at(column + 1, row + 1) * fx;
      const paper = above * (1 - fy) + below * fy;
      const depth = ((paper * 0.96 - (raw.grey[y * raw.width + x] ?? 255)) * light.white) / Math.max(1, paper);
      out[y * raw.width + x] = Math.max(0, Math.min(255, 255 - (depth / range) * 255));
    }
  }
  return out;
}

/** Paper to white, ink to black, by one straight line; pages that have the full range stay as they are. */
async function stretched(page: Pixels, { white, black }: Light): Promise<Pixels> {
  if (white >= 250 && black <= 70) return page;
  const [from, to] = [Math.min(black, white - 40), white * 0.97];
  const slope = 255 / Math.max(20, to - from);
  return pixelsOf(open(page).linear(slope, -from * slope));
}

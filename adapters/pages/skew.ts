/** Which way lines of text run, and by how much they are askew: projection profiles over points of ink. Pure. */
import type { Light } from './light.ts';
import { TILE } from './light.ts';
import type { SmallPage } from './small-page.ts';

/** Points of ink, as x and y in pixels of the small page. */
export interface Ink {
  readonly xs: Float32Array;
  readonly ys: Float32Array;
  /** How many there were before they were thinned out. */
  readonly found: number;
  readonly width: number;
  readonly height: number;
}

export interface Lie {
  /** Lines run down the page: it lies on its side. Undefined when it cannot be told. */
  readonly sideways: boolean | undefined;
  /** Clockwise, of the lines of text; -5 to 5. */
  readonly skewDegrees: number;
}

const MAX_POINTS = 40_000;
/** Margins where scanners leave shadows and punch holes, in parts of the page. */
const MARGIN = 0.03;
const WIDEST = 5;
const CLEAR = 1.6;
const DEGREE = Math.PI / 180;

/** Dark points away from the margins, thinned out evenly when there are many. */
export function inkOf(page: SmallPage, light: Light): Ink {
  const found: number[] = [];
  const [mx, my] = [Math.round(page.width * MARGIN), Math.round(page.height * MARGIN)];
  for (let y = my; y < page.height - my; y += 1) {
    const tiles = Math.floor(y / TILE) * light.columns;
    for (let x = mx; x < page.width - mx; x += 1) {
      const paper = light.paper[tiles + Math.floor(x / TILE)] ?? light.white;
      const cut = paper - Math.max(12, (paper - Math.min(light.black, paper)) * 0.45);
      if ((page.grey[y * page.width + x] ?? 255) < cut) found.push(y * page.width + x);
    }
  }
  const step = Math.max(1, found.length / MAX_POINTS);
  const count = Math.floor(found.length / step);
  const xs = new Float32Array(count);
  const ys = new Float32Array(count);
  for (let i = 0; i < count; i += 1) {
    const at = found[Math.floor(i * step)] ?? 0;
    xs[i] = at % page.width;
    ys[i] = Math.floor(at / page.width);
  }
  return { xs, ys, found: found.length, width: page.width, height: page.height };
}

/** Level when there is too little ink to tell. */
export function lieOf(ink: Ink): Lie {
  if (ink.xs.length < 200) return { sideways: undefined, skewDegrees: 0 };
  const flipped: Ink = { ...ink, xs: ink.ys, ys: ink.xs, width: ink.height, height: ink.width };
  const level = bestAngle(ink);
  const upended = bestAngle(flipped);
  // Ruled columns are as sharp as lines of text; only a clear win says how the page lies.
  if (upended.sharpness > level.sharpness * CLEAR) return { sideways: true, skewDegrees: -upended.angle };
  return { sideways: level.sharpness > upended.sharpness * CLEAR ? false : undefined, skewDegrees: level.angle };
}

function bestAngle(ink: Ink): { angle: number; sharpness: number } {
  let best = { angle: 0, sharpness: sharpnessAt(ink, 0) };
  for (const step of [0.5, 0.1, 0.02]) {
    const centre = best.angle;
    const reach = step === 0.5 ? WIDEST : step * 5;
    for (let angle = centre - reach; angle <= centre + reach + 1e-9; angle += step) {
      const sharpness = sharpnessAt(ink, angle);
      if (sharpness > best.sharpness * 1.0001) best = { angle, sharpness };
    }
  }
  return { angle: Math.round(best.angle * 100) / 100, sharpness: best.sharpness };
}

/** Sum of squared differences of neighbouring rows of the profile along lines at the angle, per point. */
function sharpnessAt({ xs, ys, width, height }: Ink, angle: number): number {
  const slope = Math.tan(angle * DEGREE);
  const offset = Math.ceil(width * Math.abs(slope)) + 2;
  const profile = new Float32Array(height + 2 * offset + 2);
  for (let i = 0; i < xs.length; i += 1) {
    const y = (ys[i] ?? 0) - (xs[i] ?? 0) * slope + offset;
    const row = Math.floor(y);
    const part = y - row;
    profile[row] = (profile[row] ?? 0) + 1 - part;
    profile[row + 1] = (profile[row + 1] ?? 0) + part;
  }
  let sum = 0;
  for (let i = 1; i < profile.length; i += 1) {
    const difference = (profile[i] ?? 0) - (profile[i - 1] ?? 0);
    sum += difference * difference;
  }
  return sum / xs.length;
}

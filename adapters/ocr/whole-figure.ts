/** A box drawn around all of a figure of which the engine saw a part. Pure. */
import type { Box } from '../../domain/provenance.ts';
import type { Picture } from '../pages/ink-share.ts';

const DARK = 140;
/** Figures of one amount stand no farther apart, in heights of the box; columns do. */
const GAP = 0.5;
/** It grows by no more, in heights. */
const MOST = 3;
/** Less of a column of pixels is a speck. */
const SPECK = 0.06;
/** A column of pixels that is dark for so much of its height is a rule. */
const RULE = 0.9;

/** @returns the box with the ink that goes on beside it, up to white or a rule. */
export function wholeFigure(picture: Picture, [x, y, width, height]: Box): Box {
  const left = reach(picture, [x, y, width, height], -1);
  const right = reach(picture, [x, y, width, height], 1);
  return [x - left, y, width + left + right, height];
}

function reach(picture: Picture, [x, y, width, height]: Box, way: 1 | -1): number {
  const from = way > 0 ? Math.round(x + width) : Math.round(x) - 1;
  let [grown, gap] = [0, 0];
  for (let step = 0; step < MOST * height && gap <= GAP * height; step += 1) {
    const share = darkShare(picture, from + way * step, y, height);
    if (share >= RULE) return grown;
    const isInk = share > SPECK;
    gap = isInk ? 0 : gap + 1;
    if (isInk) grown = step + 1;
  }
  return grown;
}

function darkShare({ grey, width, height }: Picture, x: number, top: number, tall: number): number {
  if (x < 0 || x >= width) return 1;
  const [from, to] = [Math.max(0, Math.floor(top)), Math.min(height, Math.ceil(top + tall))];
  let dark = 0;
  for (let y = from; y < to; y += 1) if ((grey[y * width + x] ?? 255) < DARK) dark += 1;
  return dark / Math.max(1, to - from);
}

import { describe, expect, it } from 'vitest';
import { type ColourPixels, fadeStamps } from '../../../adapters/pages/stamp-ink.ts';

const [WIDTH, HEIGHT] = [400, 300];
type Colour = readonly [number, number, number];
const [RED, BLACK]: readonly Colour[] = [
  [205, 100, 90],
  [20, 20, 20],
];

/** White paper on which boxes of colour lie, those that come later over those before. */
function paperWith(boxes: readonly { at: readonly [number, number, number, number]; colour: Colour }[]) {
  const data = new Uint8Array(WIDTH * HEIGHT * 3).fill(255);
  for (const { at, colour } of boxes)
    for (let y = at[1]; y < at[1] + at[3]; y += 1)
      for (let x = at[0]; x < at[0] + at[2]; x += 1) data.set(colour, (y * WIDTH + x) * 3);
  const grey = Buffer.from(
    Array.from({ length: WIDTH * HEIGHT }, (_, i) => Math.round((data[i * 3]! + data[i * 3 + 1]! * 2) / 3)),
  );
  const pixels: ColourPixels = { data, step: 3, width: WIDTH, height: HEIGHT };
  const before = Buffer.from(grey);
  fadeStamps(grey, pixels);
  return { before, after: grey, at: (x: number, y: number) => grey[y * WIDTH + x]! };
}

const frame = (colour: Colour) => [
  { at: [60, 40, 240, 7] as const, colour },
  { at: [60, 193, 240, 7] as const, colour },
  { at: [60, 40, 7, 160] as const, colour },
  { at: [293, 40, 7, 160] as const, colour },
];
const print = { at: [100, 30, 8, 180] as const, colour: BLACK! };

describe('fadeStamps', () => {
  it('makes the strokes of a stamp pale and keeps the print that they cross', () => {
    const { at } = paperWith([...frame(RED!), print]);
    expect(at(200, 43)).toBeGreaterThan(200);
    expect(at(63, 120)).toBeGreaterThan(200);
    expect(at(103, 43)).toBeLessThan(60);
  });

  it('leaves coloured amounts, bars and pictures as they are', () => {
    const { before, after } = paperWith([
      { at: [20, 100, 6, 40], colour: RED! },
      { at: [120, 60, 200, 90], colour: RED! },
      { at: [140, 80, 8, 30], colour: BLACK! },
    ]);
    expect(after.equals(before)).toBe(true);
  });

  it('leaves a black stamp alone: it cannot be told from print', () => {
    const { before, after } = paperWith([...frame(BLACK!), print]);
    expect(after.equals(before)).toBe(true);
  });
});

import { expect, test } from 'vitest';
import { doubtfulPlaces } from '../../../adapters/pages/doubts.ts';
import type { Box } from '../../../domain/provenance.ts';
import type { Word } from '../../../domain/page.ts';

const [WIDTH, HEIGHT] = [800, 400];

function pictureOf(inked: readonly Box[]) {
  const grey = Buffer.alloc(WIDTH * HEIGHT, 255);
  for (const [x, y, width, height] of inked)
    for (let row = y; row < y + height; row += 1) grey.fill(0, row * WIDTH + x, row * WIDTH + x + width);
  return { grey, width: WIDTH, height: HEIGHT };
}

const word = (text: string, box: Box, confidence = 0.95): Word => ({ text, box, confidence });
const READ = [word('Amount', [40, 40, 120, 24]), word('12.40', [200, 40, 90, 24])];
const holds = (place: Box, [x, y, width, height]: Box): boolean =>
  place[0] <= x && place[1] <= y && place[0] + place[2] >= x + width && place[1] + place[3] >= y + height;

test('finds ink that no word covers, and words that were read badly', () => {
  const left: Box = [500, 200, 100, 24];
  const picture = pictureOf([...READ.map(({ box }) => box), left]);
  const poor = word('cine', [40, 300, 100, 24], 0.2);
  const places = doubtfulPlaces(picture, [...READ, poor]);
  expect(places).toHaveLength(2);
  expect(places.some((place) => holds(place, left))).toBe(true);
  expect(places.some((place) => holds(place, poor.box))).toBe(true);
});

test('passes over rules, specks and pictures, and cuts no word that it touches', () => {
  const picture = pictureOf([...READ.map(({ box }) => box), [0, 120, 800, 4], [700, 300, 5, 5], [400, 200, 300, 120]]);
  expect(doubtfulPlaces(picture, READ)).toEqual([]);
  const beside = word('e', [280, 40, 40, 24], 0.3);
  const [place] = doubtfulPlaces(pictureOf([]), [...READ, beside]);
  expect(holds(place!, READ[1]!.box)).toBe(true);
});

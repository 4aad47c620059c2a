import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { openOcrPool, type OcrPool } from '../../../adapters/ocr/index.ts';
import { openEyes, openPages } from '../../../adapters/pages/index.ts';
import { bestLooks } from '../../../adapters/ocr/looks.ts';
import { wordsOf } from '../../../adapters/ocr/words.ts';
import type { Eyes, PageSight } from '../../../domain/page.ts';
import { amountsOf, printed, tableOf } from '../pages/paper.ts';

let pool: OcrPool;
let eyes: Eyes;
let sight: PageSight;
let image: Buffer;

beforeAll(async () => {
  pool = openOcrPool({ size: 1 });
  const file = await openPages(printed(1), { pool });
  ({ sight, image } = await file.sight(1));
  await file.close();
  eyes = openEyes({ pool, image: () => Promise.resolve(image) });
});
afterAll(() => pool.close());

describe('second looks', () => {
  test('read amounts again with the characters of amounts only', async () => {
    const places = sight.words.filter(({ text }) => /^[\d,]+\.\d\d$/.test(text)).slice(0, 12);
    const looks = await eyes.lookAgain(
      1,
      places.map(({ box }) => ({ box, alphabet: 'money' })),
    );
    expect(looks.map(([best]) => best?.text)).toEqual(places.map(({ text }) => text));
  });

  test('see the whole of an amount of which the first pass saw a part', async () => {
    const [whole] = sight.words.filter(({ text }) => /^[\d,]{5,}\.\d\d$/.test(text));
    const [x = 0, y = 0, width = 0, height = 0] = whole?.box ?? [];
    const [looks] = await eyes.lookAgain(1, [{ box: [x, y, width / 2, height], alphabet: 'money' }]);
    expect(looks?.[0]?.text).toBe(whole?.text);
  });

  test('see nothing on bare paper, and say so for a place off the page', async () => {
    const looks = await eyes.lookAgain(1, [
      { box: [1800, 2900, 300, 60], alphabet: 'money' },
      { box: [9000, 9000, 50, 50], alphabet: 'text' },
    ]);
    expect(looks).toEqual([[], []]);
  });

  test('read the whole page whatever its text layer says', async () => {
    expect(amountsOf(await eyes.recognize(1))).toEqual(amountsOf(tableOf(1)));
  });

  test('tell a cell with ink from an empty one', async () => {
    const [filled = 0, empty = 1] = await eyes.ink(1, [sight.words[0]?.box ?? [0, 0, 1, 1], [1800, 2900, 300, 60]]);
    expect(filled).toBeGreaterThan(0.05);
    expect(empty).toBe(0);
  });

  test('that agree come before a lone surer one', () => {
    const looks = [
      { text: '88.00', confidence: 0.8 },
      { text: '83.00', confidence: 0.9 },
      { text: '88.00', confidence: 0.7 },
    ];
    expect(bestLooks(looks).map(({ text }) => text)).toEqual(['88.00', '83.00']);
  });
});

test('a dotted rule that the engine takes for flat letters is no word', () => {
  const row = (top: number, height: number, text: string) =>
    ['5', 1, 1, 1, 1, 1, 100, top, 120, height, 40, text].join('\t');
  expect(wordsOf([row(10, 3, 'essssesser'), row(40, 28, '12.00')].join('\n')).map(({ text }) => text)).toEqual([
    '12.00',
  ]);
});

describe('the pool', () => {
  test('refuses what is no image and reads on', async () => {
    await expect(pool.read({ image: Buffer.from('not an image'), layout: 'column' })).rejects.toMatchObject({
      name: 'OcrFault',
      transient: false,
    });
    expect((await pool.read({ image, layout: 'column' })).length).toBeGreaterThan(50);
  });

  test('gives up a reading that takes too long, twice, instead of waiting', async () => {
    const hasty = openOcrPool({ size: 1, timeoutMs: 5 });
    await expect(hasty.read({ image, layout: 'column' })).rejects.toThrow('took too long');
    await hasty.close();
  });

  test('settles what is in flight and what waits when it is closed', async () => {
    const closing = openOcrPool({ size: 1 });
    const reads = Promise.allSettled([1, 2].map(() => closing.read({ image, layout: 'column' })));
    await closing.close();
    expect((await reads).map(({ status }) => status)).toEqual(['rejected', 'rejected']);
  });
});

import { expect, test } from 'vitest';
import { isPlausibleText, type TextItem, wordsOfItems } from '../../../adapters/pages/text-layer.ts';

const run = (text: string, x: number, over: Partial<TextItem> = {}): TextItem => ({
  text,
  x,
  y: 100,
  along: 0,
  width: text.length * 20,
  height: 40,
  ascent: 0.8,
  descent: -0.2,
  ...over,
});
const texts = (items: readonly TextItem[]): string[] => wordsOfItems(items).map((word) => word.text);

test('a run of several words is taken apart at its blanks, each with its share of the width', () => {
  const [first, second] = wordsOfItems([run('1,204.50 88.00', 0)]);
  expect(second?.text).toBe('88.00');
  expect(first && first.box[0] + first.box[2]).toBeLessThan(second?.box[0] ?? 0);
});

test('runs that touch are one word', () => {
  expect(texts([run('1,2', 0), run('04.50', 60)])).toEqual(['1,204.50']);
});

test('text drawn twice, as for bold, is there once', () => {
  expect(texts([run('Billed', 0), run('Paid', 400), run('Billed', 2), run('Paid', 402)])).toEqual(['Billed', 'Paid']);
});

test('the same figure in two places is there twice', () => {
  expect(texts([run('88.00', 0), run('88.00', 400)])).toHaveLength(2);
});

test('a watermark across the page is no text', () => {
  expect(texts([run('COPY', 0, { along: 0.8 })])).toEqual([]);
});

test('letters that a font map leaves unnamed are marked as such, and nothing is in a word that no database takes', () => {
  expect(texts([run('12\0.50', 0), run('Re\ud83dmit', 400)])).toEqual(['12\ufffd.50', 'Re\ufffdmit']);
});

test('letters of a broken font map are not believed', () => {
  expect(isPlausibleText(wordsOfItems([run('\u0003\u0011\u0024\u0013', 0)]))).toBe(false);
  expect(isPlausibleText(wordsOfItems([run('\uE001\uE002 \uE003', 0)]))).toBe(false);
  expect(isPlausibleText(wordsOfItems([run('Patient responsibility 88.00', 0)]))).toBe(true);
});

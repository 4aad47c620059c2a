import { expect, test } from 'vitest';
import type { PageSight, Word } from '../../../domain/page.ts';
import { withMendedWords } from '../../../flows/remittance/mend-words.ts';

const rowOf = (texts: readonly string[], top = 100, confidence = 0.6): Word[] =>
  texts.map((text, at) => ({ text, confidence, box: [100 + at * 200, top, 120, 24] }));

const pageOf = (words: readonly Word[], source: PageSight['source'] = 'ocr'): PageSight => ({
  page: 1,
  width: 2550,
  height: 3300,
  dpi: 300,
  kind: 'printed',
  turned: 0,
  skewDegrees: 0,
  source,
  words,
  remarks: [],
});

const textsOf = (words: readonly Word[], source?: PageSight['source']): string[] =>
  withMendedWords(pageOf(words, source)).words.map((word) => word.text);

test('parts headings that ran together and sets right those misread by a letter', () => {
  const heads = rowOf(['SVCTHRU', 'CHARGE', 'COPAY', 'CO-1INS', 'NETPAID', 'BENEFIT']);
  expect(textsOf(heads)).toEqual(['SVC', 'THRU', 'CHARGE', 'COPAY', 'COINS', 'NET', 'PAID', 'BENEFIT']);
});

test('parts short words from the end of a heading, and knows a J by its hook', () => {
  const heads = rowOf(['PATIENT', 'CLAIM', 'MEMBERID', 'CLAIMNO', 'CHARGES', 'AD)', 'PAID']);
  expect(textsOf(heads)).toEqual(['PATIENT', 'CLAIM', 'MEMBER', 'ID', 'CLAIM', 'NO', 'CHARGES', 'ADJ', 'PAID']);
});

test('leaves words that are joined on purpose, names and rows of amounts as they are', () => {
  const joined = rowOf(['Charge', 'Copay', 'Grp/Rsn', 'Benefit']);
  expect(textsOf(joined)).toEqual(['Charge', 'Copay', 'Grp/Rsn', 'Benefit']);
  const row = rowOf(['CLAIM', 'TOTAL', 'PAID', 'NETPAID', '12.40']);
  expect(textsOf(row)).toEqual(['CLAIM', 'TOTAL', 'PAID', 'NETPAID', '12.40']);
  expect(textsOf(rowOf(['Nettie', 'Chargeway', 'Paidge']))).toEqual(['Nettie', 'Chargeway', 'Paidge']);
});

test('takes the rules of a box from words, and gives noughts their point where the form prints it', () => {
  expect(textsOf(rowOf(['|2026-08-06', '0.00]', '5435.42|', '0.00(']))).toEqual([
    '2026-08-06',
    '0.00',
    '5435.42',
    '0.00',
  ]);
  expect(textsOf(rowOf(['.00', '.00', '.00', '00']))).toEqual(['.00', '.00', '.00', '.00']);
  expect(textsOf(rowOf(['0.00', '0.00', '.00', '00']))).toContain('00');
});

/** Each under the other, ending at one edge. */
const columnOf = (texts: readonly string[]): Word[] =>
  texts.map((text, at) => ({
    text,
    confidence: 0.9,
    box: [900 - text.length * 15, 100 + at * 60, text.length * 15, 24],
  }));

test('gives amounts of a column the points that a scan blurs or doubles, and leaves numbers as they are', () => {
  const read = textsOf(columnOf(['12.40', '108.15', '1,204.00', '20:75', '1377', '94395383', '99396']));
  expect(read).toEqual(['12.40', '108.15', '1,204.00', '20.75', '13.77', '94395383', '99396']);
  const far = columnOf(['12.40', '108.15', '1,204.00', ...Array<string>(9).fill('Note'), '0425']);
  expect(textsOf(far)).toContain('0425');
});

test('takes the end of an amount that stars hide for no whole amount', () => {
  const words: Word[] = [
    { text: '*xkq,', confidence: 0.24, box: [2063, 397, 127, 45] },
    { text: '235.72', confidence: 0.96, box: [2198, 397, 185, 38] },
  ];
  expect(withMendedWords(pageOf(words)).words).toEqual([
    { text: '235.72', confidence: expect.closeTo(0.19, 2), box: [2063, 397, 320, 45] },
  ]);
});

test('believes a text layer', () => {
  const heads = rowOf(['SVCTHRU', 'CHARGE', 'COPAY', 'BENEFIT', '|x|']);
  expect(textsOf(heads, 'text-layer')).toEqual(['SVCTHRU', 'CHARGE', 'COPAY', 'BENEFIT', '|x|']);
});

test('puts an amount together that stands in pieces, and takes a blurred point for one', () => {
  const pieces = (texts: readonly string[]): string[] => {
    let x = 100;
    const words = texts.map((text): Word => {
      const word: Word = { text, confidence: 0.9, box: [x, 100, text.length * 15, 24] };
      x += text.length * 15 + 8;
      return word;
    });
    return textsOf(words);
  };
  expect(pieces(['$402.', '24'])).toEqual(['$402.24']);
  expect(pieces(['$2,', '166.', '90'])).toEqual(['$2,166.90']);
  expect(pieces(['12.', 'Visits', '24'])).toEqual(['12.', 'Visits', '24']);
  expect(textsOf(columnOf(['122.35', '62¢32', '982.15', '178.96']))).toContain('62.32');
});

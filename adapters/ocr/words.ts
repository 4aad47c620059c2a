/** The words in the engine's answer, without what is not text: rules, specks, edges of boxes. */
import type { Word } from '../../domain/page.ts';

/** Confidence 0 to 1; box in pixels of the image that was read. */
export type OcrWord = Word;

const SAYS_SOMETHING = /[\p{L}\p{N}$%#*]/u;
/** Below this, marks without a letter or digit are rules and specks. */
const JUNK_CONFIDENCE = 0.6;

/** No letter or figure is as low as this, in pixels. */
const FLATTEST = 4;

/** A row of the answer: level, page, block, paragraph, line, word, left, top, width, height, confidence in percent, text. */
const COLUMNS = 12;
const WORD_LEVEL = '5';

/** In the engine's reading order, line by line. The answer as tab-separated text is an eighth of the one as a tree. */
export function wordsOf(answer: string): OcrWord[] {
  const words: OcrWord[] = [];
  for (const row of answer.split('\n')) {
    const cells = row.split('\t');
    if (cells.length !== COLUMNS || cells[0] !== WORD_LEVEL) continue;
    const [left = 0, top = 0, width = 0, height = 0, percent = 0] = cells.slice(6, 11).map(Number);
    const word: OcrWord = {
      text: (cells[11] ?? '').trim(),
      confidence: Math.min(1, Math.max(0, percent / 100)),
      box: [left, top, width, height],
    };
    if (isText(word)) words.push(word);
  }
  return words;
}

function isText({ text, confidence, box: [, , width, height] }: OcrWord): boolean {
  if (text === '' || width < 2 || height < 2) return false;
  // Dotted rules are read as words of flat letters.
  if (SAYS_SOMETHING.test(text)) return height > FLATTEST;
  // A lone dash may be an empty amount, brackets and points may be parts of one.
  return confidence >= JUNK_CONFIDENCE && /^[-–—().,:;/&'"+=<>]{1,3}$/.test(text);
}

/** The words in the engine's answer, without what is not text: rules, specks, edges of boxes. */
import type { RecognizeResult } from 'tesseract.js';
import type { Word } from '../../domain/page.ts';

/** Confidence 0 to 1; box in pixels of the image that was read. */
export type OcrWord = Word;

const SAYS_SOMETHING = /[\p{L}\p{N}$%#*]/u;
/** Below this, marks without a letter or digit are rules and specks. */
const JUNK_CONFIDENCE = 0.6;

/** In the engine's reading order, line by line. */
export function wordsOf(result: RecognizeResult): OcrWord[] {
  const words: OcrWord[] = [];
  for (const block of result.data.blocks ?? []) {
    for (const paragraph of block.paragraphs) {
      for (const line of paragraph.lines) {
        for (const { text, confidence, bbox } of line.words) {
          const word: OcrWord = {
            text: text.trim(),
            confidence: Math.min(1, Math.max(0, confidence / 100)),
            box: [bbox.x0, bbox.y0, bbox.x1 - bbox.x0, bbox.y1 - bbox.y0],
          };
          if (isText(word)) words.push(word);
        }
      }
    }
  }
  return words;
}

function isText({ text, confidence, box: [, , width, height] }: OcrWord): boolean {
  if (text === '' || width < 2 || height < 2) return false;
  if (SAYS_SOMETHING.test(text)) return true;
  // A lone dash may be an empty amount, brackets and points may be parts of one.
  return confidence >= JUNK_CONFIDENCE && /^[-–—().,:;/&'"+=<>]{1,3}$/.test(text);
}

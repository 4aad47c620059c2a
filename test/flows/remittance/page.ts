/** Pages drawn with the keyboard: each character is a cell of the page, so that a test shows what it reads. */
import type { Eyes, PageSight, Word } from '../../../domain/page.ts';
import type { RemittanceDocument } from '../../../domain/remittance.ts';
import { readPaper } from '../../../flows/remittance/index.ts';

const CELL = 18;
const HEIGHT = 28;
const PITCH = 40;

/** @param text a page; blanks part words, as on paper. */
export function pageOf(text: string, page = 1): PageSight {
  const lines = text.split('\n');
  const words = lines.flatMap((line, row) =>
    [...line.matchAll(/\S+/g)].map(
      (match): Word => ({
        text: match[0],
        confidence: 1,
        box: [100 + match.index * CELL, 100 + row * PITCH, match[0].length * CELL, HEIGHT],
      }),
    ),
  );
  return {
    page,
    width: 2550,
    height: 3300,
    dpi: 300,
    kind: 'printed',
    turned: 0,
    skewDegrees: 0,
    source: 'text-layer',
    words,
    remarks: [],
  };
}

/** Sees what the pages say, and nothing more. */
export const eyesOn = (pages: readonly PageSight[]): Eyes => ({
  recognize: (page) => Promise.resolve(pages[page - 1]?.words ?? []),
  lookAgain: (_page, places) => Promise.resolve(places.map(() => [])),
  wordsIn: (_page, boxes) => Promise.resolve(boxes.map(() => [])),
  ink: (_page, boxes) => Promise.resolve(boxes.map(() => 0)),
});

export function readPages(...texts: readonly string[]): Promise<RemittanceDocument> {
  const pages = texts.map((text, at) => pageOf(text, at + 1));
  return readPaper({ source: { file: 'eob.pdf', sha256: 'ab' }, pages, eyes: eyesOn(pages), today: '2026-11-23' });
}

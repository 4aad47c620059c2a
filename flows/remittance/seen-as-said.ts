/** Whether the eye sees on a page what its text layer says: then paper that does not add up is what it is. */
import type { PageSight, Word } from '../../domain/page.ts';
import { amountOf } from './amount-text.ts';

/** Of the amounts; the engine misreads a few, a broken text layer is wrong in most or has them elsewhere. */
const MOST = 0.9;

/** @param seen the words of the same page by OCR. */
export function isSeenAsSaid({ words }: PageSight, seen: readonly Word[]): boolean {
  const said = words.filter(({ text }) => amountOf(text) !== null);
  const found = said.filter((word) =>
    seen.some((each) => amountOf(each.text) === amountOf(word.text) && isOver(each, word)),
  );
  return found.length >= said.length * MOST;
}

/** The middle of one lies in the box of the other. */
function isOver({ box }: Word, other: Word): boolean {
  const [x, y] = [box[0] + box[2] / 2, box[1] + box[3] / 2];
  const [left, top, width, height] = other.box;
  return x > left - height && x < left + width + height && y > top - height / 2 && y < top + height * 1.5;
}

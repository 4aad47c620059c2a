/** Whether a text layer is offered to the reader in place of OCR: its words must be letters, and stand where ink is. Pure. */
import type { Word } from '../../domain/page.ts';
import { inkShare, type Picture } from './ink-share.ts';
import { isPlausibleText, type TextItem, wordsOfItems } from './text-layer.ts';

export interface TextLayer {
  readonly items: readonly TextItem[];
  readonly visibleGlyphs: number;
  readonly invisibleGlyphs: number;
  /** Share of the page that images cover. */
  readonly imageShare: number;
}

export const NO_TEXT_LAYER: TextLayer = { items: [], visibleGlyphs: 0, invisibleGlyphs: 0, imageShare: 0 };

/** A word of print darkens at least so much of its box. */
const LEAST_INK = 0.02;
/** More words than this without ink: the layer is shifted, or belongs to something that is not shown. */
const MAX_HIDDEN = 0.1;
const COVERING = 0.5;
/** On a page that an image covers, so much of the ink must be in the text's own boxes. */
const LEAST_EXPLAINED = 0.75;

/** Undefined when the page is to be read by OCR. */
export function believedWords(layer: TextLayer, picture: Picture): Word[] | undefined {
  if (layer.items.length === 0 || layer.invisibleGlyphs > layer.visibleGlyphs * 0.02) return undefined;
  const words = wordsOfItems(layer.items).filter((word) => liesOn(word, picture));
  if (!isPlausibleText(words)) return undefined;
  const shown = words.filter((word) => inkShare(picture, word.box) >= LEAST_INK || /^[-.,_'"]+$/.test(word.text));
  if (shown.length === 0 || words.length - shown.length > words.length * MAX_HIDDEN) return undefined;
  if (layer.imageShare > COVERING && explained(shown, picture) < LEAST_EXPLAINED) return undefined;
  return shown;
}

function liesOn({ box: [x, y, width, height] }: Word, picture: Picture): boolean {
  return x >= -1 && y >= -1 && x + width <= picture.width + 1 && y + height <= picture.height + 1;
}

/** Share of the page's ink that lies in the boxes. */
function explained(words: readonly Word[], picture: Picture): number {
  const area = ([, , width, height]: Word['box']): number => width * height;
  const inside = words.reduce((sum, word) => sum + inkShare(picture, word.box) * area(word.box), 0);
  const whole: Word['box'] = [0, 0, picture.width, picture.height];
  const all = inkShare(picture, whole) * area(whole);
  return all === 0 ? 1 : inside / all;
}

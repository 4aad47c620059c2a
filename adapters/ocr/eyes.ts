/** Second looks at stored page images: places cropped, enlarged and read again in a few variants. */
import sharp from 'sharp';
import type { Eyes, Look, LookAt, Word } from '../../domain/page.ts';
import type { Box } from '../../domain/provenance.ts';
import { inkShare, type Picture } from '../pages/ink-share.ts';
import { pnm } from '../pages/pnm.ts';
import { bestLooks } from './looks.ts';
import type { OcrPool } from './ocr-pool.ts';
import { cropOf, type Variant, VARIANTS, variantOf } from './variants.ts';
import { wholeFigure } from './whole-figure.ts';

export interface EyesOptions {
  readonly pool: OcrPool;
  /** The stored image of a page, from 1: grey PNG. */
  readonly image: (page: number) => Promise<Buffer>;
}

const ALPHABETS: Record<LookAt['alphabet'], string | undefined> = {
  money: '0123456789.,$-()CR*',
  digits: '0123456789',
  code: 'ABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789-',
  text: undefined,
};
/** Pictures kept unpacked: second looks at a page come together. */
const KEPT = 2;

export function openEyes({ pool, image }: EyesOptions): Eyes {
  const kept = new Map<number, Promise<Picture>>();
  const picture = (page: number): Promise<Picture> => {
    const known = kept.get(page) ?? unpacked(image(page));
    kept.delete(page);
    kept.set(page, known);
    known.catch(() => kept.delete(page));
    for (const old of [...kept.keys()].slice(0, Math.max(0, kept.size - KEPT))) kept.delete(old);
    return known;
  };

  return {
    async recognize(page): Promise<readonly Word[]> {
      return pool.read({ image: pnm(await picture(page)), layout: 'column' });
    },
    async lookAgain(page, places) {
      const from = await picture(page);
      return Promise.all(places.map((place) => looksAt(from, place, pool)));
    },
    async wordsIn(page, boxes: readonly Box[]) {
      const from = await picture(page);
      return Promise.all(boxes.map((box) => wordsOf(from, box, pool)));
    },
    async ink(page, boxes: readonly Box[]) {
      const from = await picture(page);
      return boxes.map((box) => inkShare(from, box));
    },
  };
}

async function unpacked(image: Promise<Buffer>): Promise<Picture> {
  const { data, info } = await sharp(await image)
    .toColourspace('b-w')
    .raw()
    .toBuffer({ resolveWithObject: true });
  return { grey: data, width: info.width, height: info.height };
}

async function looksAt(picture: Picture, { box, alphabet, isEnough }: LookAt, pool: OcrPool): Promise<readonly Look[]> {
  const characters = ALPHABETS[alphabet];
  const place = alphabet === 'money' ? wholeFigure(picture, box) : box;
  const look = async (variant: Variant): Promise<Look | undefined> => {
    const crop = await variantOf(picture, place, variant);
    if (!crop) return undefined;
    const words = await pool.read({
      image: pnm(crop),
      layout: 'line',
      ...(characters === undefined ? {} : { alphabet: characters }),
    });
    return lookOf(words);
  };
  const [first, ...others] = VARIANTS;
  const one = await look(first);
  if (one && isEnough?.(one.text)) return [one];
  const looks = [one, ...(await Promise.all(others.map(look)))];
  return bestLooks(looks.filter((each) => each !== undefined));
}

async function wordsOf(picture: Picture, box: Box, pool: OcrPool): Promise<Word[]> {
  const crop = await cropOf(picture, box);
  if (!crop) return [];
  const words = await pool.read({ image: pnm(crop), layout: 'column' });
  return words.map((word) => ({
    ...word,
    box: [
      crop.left + word.box[0] / crop.scale,
      crop.top + word.box[1] / crop.scale,
      word.box[2] / crop.scale,
      word.box[3] / crop.scale,
    ],
  }));
}

function lookOf(words: readonly Word[]): Look | undefined {
  const characters = words.reduce((sum, word) => sum + word.text.length, 0);
  if (characters === 0) return undefined;
  const confidence = words.reduce((sum, word) => sum + word.confidence * word.text.length, 0) / characters;
  return { text: words.map((word) => word.text).join(' '), confidence };
}

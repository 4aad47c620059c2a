/** One place of a page, cropped and enlarged, in the guises in which it is read again. */
import sharp, { type Sharp } from 'sharp';
import type { Box } from '../../domain/provenance.ts';
import type { Picture } from '../pages/ink-share.ts';

export type Variant = 'plain' | 'soft' | 'bold';

export const VARIANTS = ['plain', 'soft', 'bold'] as const satisfies readonly Variant[];

/** Letters are read best about this tall, with white around them. */
const LINE_HEIGHT = 64;
const MOST_ENLARGED = 2.5;
const MARGIN = 8;
const BORDER = 20;

/** Undefined when the box lies outside the page. */
export async function variantOf(picture: Picture, box: Box, variant: Variant): Promise<Picture | undefined> {
  const left = Math.max(0, Math.floor(box[0] - MARGIN));
  const top = Math.max(0, Math.floor(box[1] - MARGIN / 2));
  const width = Math.min(picture.width, Math.ceil(box[0] + box[2] + MARGIN)) - left;
  const height = Math.min(picture.height, Math.ceil(box[1] + box[3] + MARGIN / 2)) - top;
  if (width < 4 || height < 4) return undefined;
  const enlarged = Math.min(MOST_ENLARGED, Math.max(1, LINE_HEIGHT / height));
  const [wide, tall] = [Math.round(width * enlarged), Math.round(height * enlarged)];
  const crop = sharp(cropped(picture, left, top, width, height), { raw: { width, height, channels: 1 } });
  const guised = guise(crop.resize(wide, tall, { fit: 'fill', kernel: 'cubic' }), variant);
  const { data, info } = await guised
    .extend({ top: BORDER, bottom: BORDER, left: BORDER, right: BORDER, background: 'white' })
    .toColourspace('b-w')
    .raw()
    .toBuffer({ resolveWithObject: true });
  return { grey: data, width: info.width, height: info.height };
}

/** A part of a page with white around it. `left` and `top` are the page's pixels of the crop's corner, white included. */
export interface Crop extends Picture {
  readonly left: number;
  readonly top: number;
  /** Pixels of the crop for one of the page. */
  readonly scale: number;
}

const SMALL_PAGE = 1.5;

/** A box of the page, a little enlarged. Undefined when it lies outside the page. */
export async function cropOf(picture: Picture, box: Box): Promise<Crop | undefined> {
  const left = Math.max(0, Math.floor(box[0]));
  const top = Math.max(0, Math.floor(box[1]));
  const width = Math.min(picture.width, Math.ceil(box[0] + box[2])) - left;
  const height = Math.min(picture.height, Math.ceil(box[1] + box[3])) - top;
  if (width < 4 || height < 4) return undefined;
  const { data, info } = await sharp(cropped(picture, left, top, width, height), {
    raw: { width, height, channels: 1 },
  })
    .resize(Math.round(width * SMALL_PAGE), Math.round(height * SMALL_PAGE), { fit: 'fill', kernel: 'cubic' })
    .extend({ top: BORDER, bottom: BORDER, left: BORDER, right: BORDER, background: 'white' })
    .toColourspace('b-w')
    .raw()
    .toBuffer({ resolveWithObject: true });
  const corner = { left: left - BORDER / SMALL_PAGE, top: top - BORDER / SMALL_PAGE, scale: SMALL_PAGE };
  return { grey: data, width: info.width, height: info.height, ...corner };
}

function cropped(picture: Picture, left: number, top: number, width: number, height: number): Buffer {
  const out = Buffer.allocUnsafe(width * height);
  for (let y = 0; y < height; y += 1) {
    const start = (top + y) * picture.width + left;
    picture.grey.copy(out, y * width, start, start + width);
  }
  return out;
}

/** Soft joins the dots of a fax; bold fills faint strokes by pressing the greys apart. */
function guise(image: Sharp, variant: Variant): Sharp {
  if (variant === 'soft') return image.blur(1.4);
  if (variant === 'bold') return image.blur(0.8).linear(2.2, -150);
  return image;
}

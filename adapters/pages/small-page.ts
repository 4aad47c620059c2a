/** A page made small (about 100 dpi, square pixels), on which light, skew and kind are judged cheaply. */
import sharp from 'sharp';
import type { RawPage } from './raw-page.ts';

export interface SmallPage {
  /** One byte a pixel. */
  readonly grey: Buffer;
  readonly width: number;
  readonly height: number;
  readonly dpi: number;
}

const SMALL_DPI = 100;
/** Of a sheet of 11 x 17 inches: a page box in wrong units must not blow the small page up. */
const LONGEST_SIDE = 1760;

/** As the page lies in its file: not turned yet. */
export async function smallPage(raw: RawPage): Promise<SmallPage> {
  const inches = Math.max(raw.width / raw.dpiX, raw.height / raw.dpiY);
  const dpi = Math.min(SMALL_DPI, LONGEST_SIDE / inches);
  const width = Math.max(1, Math.round((raw.width / raw.dpiX) * dpi));
  const height = Math.max(1, Math.round((raw.height / raw.dpiY) * dpi));
  const { data } = await sharp(raw.grey, { raw: { width: raw.width, height: raw.height, channels: 1 } })
    .resize(width, height, { fit: 'fill', kernel: 'linear' })
    .toColourspace('b-w')
    .raw()
    .toBuffer({ resolveWithObject: true });
  return { grey: data, width, height, dpi };
}

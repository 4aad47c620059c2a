/** A page's picture small enough for a strip of pages. */
import sharp from 'sharp';

const WIDTH = 128;

/** @param image a stored page picture. @returns WebP. */
export const thumbnailOf = (image: Buffer): Promise<Buffer> =>
  sharp(image).resize({ width: WIDTH, withoutEnlargement: true }).webp({ quality: 60 }).toBuffer();

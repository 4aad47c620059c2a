/** Page images into the files that offices send. */
import sharp from 'sharp';
import type { Press } from './print.ts';
import { imageOf, type Raster } from './raster.ts';

export type Container = 'pdf' | 'tiff-g4' | 'tiff-lzw' | 'tiff-deflate' | 'tiff-jpeg' | 'png' | 'jpeg';

export const extensionOf = (container: Container): string =>
  container.startsWith('tiff') ? 'tif' : container === 'jpeg' ? 'jpg' : container;

/** @param jpegQuality of JPEG pages in whatever file. @throws when a file of one page gets several. */
export async function pack(
  pages: readonly Raster[],
  container: Container,
  press: Press,
  jpegQuality = 68,
): Promise<Buffer> {
  const [first] = pages;
  if (!first) throw new Error('There is no page to put into a file: give at least one.');
  if (container === 'pdf') return press.print(await imagePages(pages, jpegQuality));
  if (container === 'png' || container === 'jpeg') {
    if (pages.length > 1) throw new Error('A PNG or JPEG holds one page: use a PDF or TIFF for several.');
    const image = imageOf(first).withMetadata({ density: first.dpi[0] });
    return container === 'png'
      ? image.png({ compressionLevel: 4 }).toBuffer()
      : image.jpeg({ quality: jpegQuality }).toBuffer();
  }
  return tiff(pages, container, jpegQuality);
}

async function tiff(pages: readonly Raster[], container: Container, quality: number): Promise<Buffer> {
  const [first] = pages;
  const stored = await Promise.all(pages.map((page) => imageOf(page).png({ compressionLevel: 1 }).toBuffer()));
  const isGrey = first?.channels === 1;
  const joined = stored.length > 1 ? sharp(stored, { join: { animated: true } }) : sharp(stored[0]);
  const image = isGrey ? joined.toColourspace('b-w') : joined;
  const [across, down] = first?.dpi ?? [300, 300];
  const resolution = { xres: across / 25.4, yres: down / 25.4, predictor: 'none' as const };
  if (container === 'tiff-g4')
    return image
      .threshold(128)
      .toColourspace('b-w')
      .tiff({ ...resolution, compression: 'ccittfax4', bitdepth: 1 })
      .toBuffer();
  if (container === 'tiff-jpeg') return image.tiff({ ...resolution, compression: 'jpeg', quality }).toBuffer();
  return image.tiff({ ...resolution, compression: container === 'tiff-deflate' ? 'deflate' : 'lzw' }).toBuffer();
}

/** One image fills each page; the browser keeps JPEG data as it is. */
async function imagePages(pages: readonly Raster[], quality: number): Promise<string> {
  const sheets = await Promise.all(
    pages.map(async (page, i) => {
      const [wide, high] = [page.width / page.dpi[0], page.height / page.dpi[1]];
      const bytes = page.isBilevel
        ? await imageOf(page).png({ palette: true, colours: 2 }).toBuffer()
        : await imageOf(page).jpeg({ quality }).toBuffer();
      const type = page.isBilevel ? 'png' : 'jpeg';
      return {
        css: `@page p${i} { size: ${wide.toFixed(3)}in ${high.toFixed(3)}in; margin: 0 } .p${i} { page: p${i}; width: ${wide.toFixed(3)}in; height: ${(high - 0.01).toFixed(3)}in; }`,
        html: `<img class="p${i}" alt="" src="data:image/${type};base64,${bytes.toString('base64')}">`,
      };
    }),
  );
  return `<!doctype html><html lang="en"><style>body { margin: 0 } img { display: block; break-inside: avoid }${sheets.map((each) => each.css).join('')}</style><body>${sheets.map((each) => each.html).join('')}</body></html>`;
}

/** TIFF (all pages), PNG and JPEG files as pages of grey pixels, by sharp. */
import sharp, { type Metadata, type OutputInfo } from 'sharp';
import { WorkException } from '../../domain/exceptions.ts';
import { fileRefused, type PageLimits, refuseTooLarge } from './limits.ts';
import { greyOfColour } from './pdf-grey.ts';
import { isBilevel, plausibleDpi, type RawPage } from './raw-page.ts';
import { type TiffDirectory, tiffDirectories } from './tiff-directory.ts';

export interface ImageFile {
  readonly pages: number;
  /** @throws WorkException file-refused when the page is broken or too large. */
  page(number: number): Promise<RawPage>;
}

/** Pixels across of a group 3 fax on letter, B4 and A3 paper (ITU-T T.4). */
const FAX_WIDTHS = [1728, 2048, 2432];
const FAX_DPI_ACROSS = 204;
const FAX_DPI_DOWN = [98, 196, 391];

/** @throws WorkException file-refused when the file is broken, or an image is larger than allowed. */
export async function openImageFile(bytes: Buffer, limits: PageLimits): Promise<ImageFile> {
  const directories = tiffDirectories(bytes, limits.pages);
  const metadata = await metadataOf(bytes);
  const pages = Math.max(metadata.pages ?? 1, directories.length);
  refuseTooLarge(metadata.width, metadata.height, limits);
  for (const { width, height } of directories) refuseTooLarge(width, height, limits);
  return { pages, page: (number) => pageOf(bytes, number, directories[number - 1], limits) };
}

async function metadataOf(bytes: Buffer): Promise<Metadata> {
  try {
    return await sharp(bytes, { limitInputPixels: false }).metadata();
  } catch {
    throw broken();
  }
}

async function pageOf(
  bytes: Buffer,
  number: number,
  directory: TiffDirectory | undefined,
  limits: PageLimits,
): Promise<RawPage> {
  try {
    const source = sharp(bytes, { page: number - 1, limitInputPixels: limits.pixels, failOn: 'error' });
    const { density = 0, orientation = 1, channels } = await source.metadata();
    const { data, info } = await source
      .autoOrient()
      .flatten({ background: 'white' })
      .toColourspace(channels >= 3 ? 'srgb' : 'b-w')
      .raw({ depth: 'uchar' })
      .toBuffer({ resolveWithObject: true });
    const grey = greyOf(data, info);
    const bilevel = isBilevel(grey);
    const sideways = orientation >= 5;
    const declared: [number, number] = directory ? [directory.dpiX, directory.dpiY] : [density, density];
    const [across, down] = sideways ? [declared[1], declared[0]] : declared;
    const [dpiX, dpiY] = faxDpi(info.width, info.height, bilevel, across, down);
    return { grey, width: info.width, height: info.height, dpiX, dpiY, bilevel, rendered: false, turn: 0 };
  } catch (error) {
    if (error instanceof WorkException) throw error;
    throw broken();
  }
}

/** Many fax servers write no resolution, or one for both directions: width and page shape tell. */
function faxDpi(width: number, height: number, bilevel: boolean, across: number, down: number): [number, number] {
  const believed = plausibleDpi(width, height, across, down);
  if (!bilevel || !FAX_WIDTHS.includes(width) || across !== down) return believed;
  const shape = (dpi: number): number => Math.abs(Math.log(height / dpi / (width / FAX_DPI_ACROSS) / (11 / 8.5)));
  const best = [...FAX_DPI_DOWN].sort((a, b) => shape(a) - shape(b))[0] ?? FAX_DPI_ACROSS;
  return [FAX_DPI_ACROSS, best];
}

function greyOf(data: Buffer, { channels, width, height }: OutputInfo): Buffer {
  if (channels === 3 || channels === 4) return greyOfColour({ data, step: channels, width, height });
  return channels === 1 ? data : everyNth(data, channels);
}

function everyNth(data: Buffer, step: number): Buffer {
  const out = Buffer.allocUnsafe(Math.floor(data.length / step));
  for (let i = 0; i < out.length; i += 1) out[i] = data[i * step] ?? 255;
  return out;
}

function broken(): WorkException {
  return fileRefused('The image is broken and cannot be read: scan the page again.');
}

/** Paper for the page tests: one remittance table as print, scan and fax. All names and figures are invented. */
import sharp from 'sharp';
import type { PageSight, Word } from '../../../domain/page.ts';
import { aPdf, type Ink } from '../../builders/pdf.ts';

const COLUMNS = [40, 130, 200, 290, 380, 470];
const HEADER = ['Service', 'Code', 'Billed', 'Allowed', 'Deductible', 'Paid'];

const money = (cents: number): string => (cents / 100).toLocaleString('en-US', { minimumFractionDigits: 2 });

/** Rows of figures that differ by `seed`. */
export function tableOf(seed: number, rows = 8): Ink[] {
  const texts = [HEADER];
  for (let row = 0; row < rows; row += 1) {
    const billed = 10_000 + ((row * 7919 + seed * 104_729) % 180_000);
    const allowed = Math.floor(billed * 0.61);
    const deductible = Math.floor(allowed * 0.17);
    const day = `0${(row % 9) + 1}/1${row % 10}/2026`;
    texts.push([day, `992${10 + row}`, ...[billed, allowed, deductible, allowed - deductible].map(money)]);
  }
  const body = texts.flatMap((cells, row) =>
    cells.map((text, column): Ink => ({ x: COLUMNS[column] ?? 0, y: 150 + row * 24, text, size: 11 })),
  );
  return [
    { x: 40, y: 70, text: 'NORTHFIELD MUTUAL HEALTH PLAN', size: 16 },
    { x: 40, y: 100, text: 'Explanation of payment for Lakeshore Family Clinic, check number 004417823', size: 11 },
    ...body,
  ];
}

export const printed = (...seeds: number[]): Buffer => aPdf(seeds.map((seed) => tableOf(seed)));

/** The amounts of a page, sorted: what was read without regard to order. */
export const amountsOf = (source: readonly Ink[] | readonly Word[]): string[] =>
  source
    .map(({ text }) => text)
    .filter((text) => /^[\d,]+\.\d\d$/.test(text))
    .sort();

export const rightAmounts = (sight: PageSight, seed: number): number => {
  const left = amountsOf(tableOf(seed));
  let right = 0;
  for (const amount of amountsOf(sight.words)) {
    const at = left.indexOf(amount);
    if (at < 0) continue;
    left.splice(at, 1);
    right += 1;
  }
  return right;
};

/** As a fax machine sends it: 204 dots an inch across, black and white only. */
export async function faxOf(page: Buffer, down: 98 | 196): Promise<Buffer> {
  const dots = await sharp(page)
    .resize(1728, down * 11, { fit: 'fill' })
    .threshold(150)
    .png()
    .toBuffer();
  return sharp(dots)
    .toColourspace('b-w')
    .tiff({ compression: 'ccittfax4', bitdepth: 1, predictor: 'none', xres: 204 / 25.4, yres: down / 25.4 })
    .toBuffer();
}

export interface ScanPdf {
  /** JPEG; none for a page of drawing only. */
  readonly image?: Buffer;
  readonly rotate?: number;
  /** Page box in points. */
  readonly box?: readonly [number, number];
  /** Drawn after the image. */
  readonly over?: string;
}

/** A PDF whose one page is a JPEG from edge to edge, grey or in colours as its data is. */
export async function scanPdf({ image, rotate = 0, box = [612, 792], over = '' }: ScanPdf): Promise<Buffer> {
  const { width, height, channels } = image ? await sharp(image).metadata() : { width: 0, height: 0, channels: 1 };
  const colours = channels === 3 ? 'DeviceRGB' : 'DeviceGray';
  const content = `${image ? `q ${box[0]} 0 0 ${box[1]} 0 0 cm /Im Do Q ` : ''}${over}`;
  return pdfOf([
    '<< /Type /Catalog /Pages 2 0 R >>',
    '<< /Type /Pages /Kids [3 0 R] /Count 1 >>',
    `<< /Type /Page /Parent 2 0 R /Rotate ${rotate} /MediaBox [0 0 ${box[0]} ${box[1]}] /Resources << /XObject << /Im 5 0 R >> /Font << /F1 6 0 R >> >> /Contents 4 0 R >>`,
    `<< /Length ${content.length} >>\nstream\n${content}\nendstream`,
    `<< /Type /XObject /Subtype /Image /Width ${width} /Height ${height} /ColorSpace /${colours} /BitsPerComponent 8 /Filter /DCTDecode /Length ${image?.length ?? 0} >>\nstream\n${image?.toString('latin1') ?? ''}\nendstream`,
    '<< /Type /Font /Subtype /Type1 /BaseFont /Helvetica /Encoding /WinAnsiEncoding >>',
  ]);
}

/** A PDF that asks for a password: its keys fit none, not the empty one either. */
export const lockedPdf = (): Buffer =>
  pdfOf(
    [
      '<< /Type /Catalog /Pages 2 0 R >>',
      '<< /Type /Pages /Kids [] /Count 0 >>',
      `<< /Filter /Standard /V 1 /R 2 /P -4 /O <${'a5'.repeat(32)}> /U <${'5a'.repeat(32)}> >>`,
    ],
    `/Encrypt 3 0 R /ID [<${'01'.repeat(16)}> <${'01'.repeat(16)}>]`,
  );

export function pdfOf(objects: readonly string[], trailer = ''): Buffer {
  let body = '%PDF-1.4\n';
  const rows = objects.map((object, index) => {
    const at = String(body.length).padStart(10, '0');
    body += `${index + 1} 0 obj\n${object}\nendobj\n`;
    return `${at} 00000 n `;
  });
  const start = body.length;
  const table = ['0000000000 65535 f ', ...rows].join('\n');
  const size = objects.length + 1;
  return Buffer.from(
    `${body}xref\n0 ${size}\n${table}\ntrailer\n<< /Size ${size} /Root 1 0 R ${trailer} >>\nstartxref\n${start}\n%%EOF\n`,
    'latin1',
  );
}

/** The first bytes of an image of any size: all that a limit may look at. */
export function pngHeader(width: number, height: number): Buffer {
  const header = Buffer.alloc(33);
  Buffer.from('89504e470d0a1a0a0000000d49484452', 'hex').copy(header);
  header.writeUInt32BE(width, 16);
  header.writeUInt32BE(height, 20);
  header.set([8, 0, 0, 0, 0], 24);
  header.writeUInt32BE(crc32(header.subarray(12, 29)), 29);
  return Buffer.concat([header, Buffer.from('0000000049444154', 'hex')]);
}

function crc32(bytes: Buffer): number {
  let crc = 0xffffffff;
  for (const byte of bytes) {
    crc ^= byte;
    for (let bit = 0; bit < 8; bit += 1) crc = crc & 1 ? (crc >>> 1) ^ 0xedb88320 : crc >>> 1;
  }
  return (crc ^ 0xffffffff) >>> 0;
}

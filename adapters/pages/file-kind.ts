/** What a file is, by its first bytes and never by its name. */
import { fileRefused, type PageLimits } from './limits.ts';

export type PageFileKind = 'pdf' | 'tiff' | 'png' | 'jpeg';

/** A PDF may be preceded by up to so many bytes of something else (ISO 32000, annex H). */
const PDF_HEADER_WITHIN = 1024;

/** @throws WorkException file-refused when the file is empty, too large, or nothing that has pages. */
export function fileKind(bytes: Buffer, limits: PageLimits): PageFileKind {
  if (bytes.length === 0) throw fileRefused('The file is empty: send it again.');
  if (bytes.length > limits.bytes) {
    const [size, most] = [bytes.length, limits.bytes].map((n) => Math.ceil(n / 1e6));
    throw fileRefused(`The file has ${size} MB and at most ${most} MB are taken: split it and send the parts.`);
  }
  if (bytes.subarray(0, 8).equals(Buffer.from('89504e470d0a1a0a', 'hex'))) return 'png';
  if (bytes.subarray(0, 3).equals(Buffer.from('ffd8ff', 'hex'))) return 'jpeg';
  const order = bytes.toString('latin1', 0, 4);
  if (order === 'II*\0' || order === 'MM\0*') return 'tiff';
  if (bytes.subarray(0, PDF_HEADER_WITHIN).includes('%PDF-')) return 'pdf';
  throw fileRefused('The file is neither PDF, TIFF, PNG nor JPEG: send the scan in one of these.');
}

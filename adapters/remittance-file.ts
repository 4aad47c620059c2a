/** What a remittance file is, by its first bytes: a scan or an 835. */
import { decodeText, FileRefusal } from './input-file.ts';

/** Media types that remittances come in. */
export const REMITTANCE_TYPES = [
  'application/pdf',
  'image/tiff',
  'image/png',
  'image/jpeg',
  'application/edi-x12',
] as const;
export type RemittanceType = (typeof REMITTANCE_TYPES)[number];

const MAGIC: readonly (readonly [start: string, type: RemittanceType])[] = [
  ['89504e470d0a1a0a', 'image/png'],
  ['ffd8ff', 'image/jpeg'],
  ['49492a00', 'image/tiff'],
  ['4d4d002a', 'image/tiff'],
  ['49492b00', 'image/tiff'],
  ['4d4d002b', 'image/tiff'],
];
/** Some senders put a mail's or a printer's lines before a PDF. */
const PDF_WITHIN = 1024;

/** @returns null when it is nothing that a remittance comes in. */
export function remittanceTypeOf(bytes: Uint8Array): RemittanceType | null {
  const head = Buffer.from(bytes.subarray(0, PDF_WITHIN));
  const magic = head.subarray(0, 8).toString('hex');
  const image = MAGIC.find(([start]) => magic.startsWith(start));
  if (image) return image[1];
  if (head.includes('%PDF-')) return 'application/pdf';
  const text = decodeText(head, { isBeginning: true }).text.replace(/^[\s\ufeff]+/, '');
  return /^ISA[^A-Za-z0-9\s]|^(GS|ST|BPR|TA1)[*|~^]/.test(text) ? 'application/edi-x12' : null;
}

/** @throws FileRefusal, one plain sentence, when it is empty or nothing that a remittance comes in. */
export function requireRemittance(file: { fileName: string; bytes: Uint8Array }): RemittanceType {
  if (file.bytes.length === 0) throw new FileRefusal(`${file.fileName} is empty; scan or download it again.`);
  const type = remittanceTypeOf(file.bytes);
  if (type) return type;
  throw new FileRefusal(
    `${file.fileName} is neither a scan (PDF, TIFF, PNG, JPEG) nor an 835; hand in one of these instead.`,
  );
}

/** A file that a person hands in: opened with guards, told apart by its content (never by its name), decoded to text. */
import { createHash } from 'node:crypto';
import { readFile, stat } from 'node:fs/promises';
import { basename } from 'node:path';

const MOST_BYTES = 64 * 1024 * 1024;

/** A file that cannot be taken. The message is one plain sentence with the remedy and holds no patient data. */
export class FileRefusal extends Error {
  override readonly name = 'FileRefusal';
  /** Bad input, by the contract of the command line. */
  readonly exitCode = 2;
}

export interface InputFile {
  readonly fileName: string;
  readonly bytes: Buffer;
  readonly sha256: string;
}

export type ContentKind = 'x12' | 'xlsx' | 'text';

/** A path, or a file that came over HTTP and never touches the disk. */
export type FileSource = string | { readonly fileName: string; readonly bytes: Buffer };

/** @throws FileRefusal when it is missing, unreadable, a folder, empty or too large. */
export async function openInputFile(source: FileSource): Promise<InputFile> {
  if (typeof source !== 'string') return inputFile(source.fileName, source.bytes);
  const path = source;
  const fileName = basename(path);
  const about = await stat(path).catch((error: unknown) => refuseUnreadable(fileName, error));
  if (about.isDirectory())
    throw new FileRefusal(`${fileName} is a folder; name the files in it, for example ${fileName}/*.`);
  if (!about.isFile()) throw new FileRefusal(`${fileName} is no ordinary file; save it to disk and name it again.`);
  if (about.size > MOST_BYTES) {
    throw new FileRefusal(
      `${fileName} is larger than ${MOST_BYTES / 1024 / 1024} MiB; split it, for example by month.`,
    );
  }
  const bytes = await readFile(path).catch((error: unknown) => refuseUnreadable(fileName, error));
  return inputFile(fileName, bytes);
}

function inputFile(fileName: string, bytes: Buffer): InputFile {
  if (bytes.length === 0) throw new FileRefusal(`${fileName} is empty; export it again.`);
  return { fileName, bytes, sha256: createHash('sha256').update(bytes).digest('hex') };
}

function refuseUnreadable(fileName: string, error: unknown): never {
  const code = error instanceof Error && 'code' in error ? error.code : null;
  if (code === 'ENOENT' || code === 'ENOTDIR') throw new FileRefusal(`There is no file ${fileName}; check the path.`);
  if (code === 'EACCES' || code === 'EPERM')
    throw new FileRefusal(`${fileName} may not be read by this user; give it read permission.`);
  throw new FileRefusal(
    `${fileName} cannot be read${typeof code === 'string' ? ` (${code})` : ''}; check the disk and try again.`,
    { cause: error },
  );
}

/** What a file's first bytes say it is, where that is nothing we read. */
const FOREIGN: readonly (readonly [string, string])[] = [
  ['25504446', 'a PDF'],
  ['d0cf11e0', 'an old Excel file (.xls)'],
  ['89504e47', 'an image'],
  ['ffd8ff', 'an image'],
  ['47494638', 'an image'],
  ['49492a00', 'an image (TIFF)'],
  ['4d4d002a', 'an image (TIFF)'],
  ['1f8b', 'a compressed file'],
  ['377abcaf', 'a compressed file'],
  ['52617221', 'a compressed file'],
  ['7b5c727466', 'a Word document'],
];
const ZIP = '504b0304';

/**
 * @param accepted what to hand in instead, e.g. `an 837, CSV or XLSX file`.
 * @throws FileRefusal for a PDF, an image, an archive or another binary, HTML, XML, JSON, or nothing but blanks.
 */
export function contentKind(file: InputFile, accepted: string): ContentKind {
  const { bytes, fileName } = file;
  const refuse = (what: string): never => {
    throw new FileRefusal(`${fileName} is ${what}; hand in ${accepted} instead.`);
  };
  const magic = bytes.subarray(0, 8).toString('hex');
  const foreign = FOREIGN.find(([start]) => magic.startsWith(start));
  if (foreign) return refuse(foreign[1]);
  if (magic.startsWith(ZIP)) return 'xlsx';
  const text = decodeText(bytes.subarray(0, 4096), { isBeginning: true }).text.replace(/^[\s\ufeff]+/, '');
  if (Array.from(text, (character) => character.charCodeAt(0)).some(isBinary)) return refuse('a binary file');
  if (text === '' && file.bytes.length <= 4096) return refuse('blank');
  if (/^<[!?a-z]/i.test(text)) return refuse('a web page or XML');
  if (/^(\{|\[\s*[{"\]])/.test(text)) return refuse('JSON');
  // without its header an X12 file is known by `*`, which no table has for a delimiter
  return /^ISA[^A-Za-z0-9\s,;"]|^(GS|ST|BHT)\*/.test(text) ? 'x12' : 'text';
}

/** Codes that no text has; 28 to 31 are delimiters of some X12 files. */
const isBinary = (code: number): boolean => code < 9 || (code > 13 && code < 26);

/** UTF-8 or UTF-16 by its mark; what is no UTF-8 is read as Windows-1252, as older Excel saves CSV. */
export function decodeText(bytes: Uint8Array, { isBeginning = false } = {}): { text: string; isGuessed: boolean } {
  if (bytes[0] === 0xff && bytes[1] === 0xfe)
    return { text: new TextDecoder('utf-16le').decode(bytes), isGuessed: false };
  if (bytes[0] === 0xfe && bytes[1] === 0xff)
    return { text: new TextDecoder('utf-16be').decode(bytes), isGuessed: false };
  try {
    return { text: new TextDecoder('utf-8', { fatal: true }).decode(bytes, { stream: isBeginning }), isGuessed: false };
  } catch {
    return { text: new TextDecoder('windows-1252').decode(bytes), isGuessed: true };
  }
}

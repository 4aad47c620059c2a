/** The language data as the command line of Tesseract wants it: unpacked, in a folder that nobody else can write to. */
import { lstat, mkdir, readFile, rename, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { gunzip } from 'node:zlib';
import type { OcrModel } from './model.ts';

const FILE = 'eng.traineddata';
/** The end of a gzip file: checksum and length of what is in it. */
const TRAILER = 8;

/**
 * Unpacked once a machine and user, in the folder for temporary files.
 * @returns the folder; null where it cannot be told to be our own.
 */
export async function unpackedModel({ folder, gzip }: OcrModel): Promise<string | null> {
  if (!gzip) return folder;
  const uid = process.getuid?.();
  if (uid === undefined) return null;
  const packed = await readFile(join(folder, `${FILE}.gz`));
  const own = join(tmpdir(), `claimwright-ocr-${uid}`);
  await mkdir(own, { mode: 0o700, recursive: true });
  const state = await lstat(own);
  // Another user of the machine may have been here first, with language data of theirs.
  if (!state.isDirectory() || state.uid !== uid || (state.mode & 0o077) !== 0) return null;
  const home = join(own, packed.subarray(-TRAILER).toString('hex'));
  if (!(await isWhole(join(home, FILE), packed))) await unpack(packed, home);
  return home;
}

async function isWhole(file: string, packed: Buffer): Promise<boolean> {
  const length = packed.readUInt32LE(packed.length - 4);
  return lstat(file).then(
    ({ size }) => size === length,
    () => false,
  );
}

/** Renamed into its place: two that start at once do not see halves. */
async function unpack(packed: Buffer, home: string): Promise<void> {
  await mkdir(home, { mode: 0o700, recursive: true });
  const part = join(home, `${process.pid}-${process.hrtime.bigint()}.part`);
  await writeFile(part, await promisify(gunzip)(packed), { mode: 0o600 });
  await rename(part, join(home, FILE));
}

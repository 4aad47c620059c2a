import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import sharp from 'sharp';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { openOcrPool } from '../../../adapters/ocr/index.ts';
import { packagedModel } from '../../../adapters/ocr/model.ts';
import { findNative, isWorthStarting, type NativeReader } from '../../../adapters/ocr/native.ts';
import type { OcrRequest } from '../../../adapters/ocr/reader.ts';
import { openPages } from '../../../adapters/pages/index.ts';
import { pnm } from '../../../adapters/pages/pnm.ts';
import { amountsOf, printed, tableOf } from '../pages/paper.ts';

const MODEL = packagedModel();
const never = new AbortController().signal;
let folder: string;
/** A printed page of 300 dpi. */
let page: OcrRequest;

beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'native-ocr-'));
  const pool = openOcrPool({ size: 1 });
  const file = await openPages(printed(1), { pool });
  const { image } = await file.sight(1);
  await file.close();
  await pool.close();
  const { data, info } = await sharp(image).toColourspace('b-w').raw().toBuffer({ resolveWithObject: true });
  page = { image: pnm({ grey: data, width: info.width, height: info.height }), layout: 'column', dpi: 300 };
});
afterAll(() => rm(folder, { recursive: true }));

/** A command in the place of Tesseract: what it says of its version, and what it does with a page. */
async function command(version: string, body: string): Promise<string> {
  const path = join(folder, `tesseract-${Math.random().toString(36).slice(2)}`);
  await writeFile(path, `#!/bin/sh\nif [ "$1" = --version ]; then echo "${version}"; exit 0; fi\n${body}\n`, {
    mode: 0o755,
  });
  return path;
}
const standIn = async (body: string): Promise<NativeReader> =>
  (await findNative(MODEL, await command('tesseract 5.3.0', body)))!;

describe('the command line of Tesseract', () => {
  test.each([
    ['none at all', () => Promise.resolve(join(folder, 'nowhere'))],
    ['one before 5', () => command('tesseract 4.1.1', 'exit 0')],
    ['another program of that name', () => command('usage: tesseract FILE', 'exit 0')],
  ])('is left alone: %s', async (_, path) => {
    expect(await findNative(MODEL, await path())).toBeNull();
  });

  test('gets the page through a pipe, and the words of its answer are taken', async () => {
    const row = (...cells: unknown[]) => cells.join('\\t');
    const answer = [
      row('level page_num block_num par_num line_num word_num left top width height conf text'.split(' ').join('\\t')),
      row(5, 1, 1, 1, 1, 1, 100, 200, 90, 30, 96.5, '88.00'),
    ].join('\\n');
    const reader = await standIn(`size=$(wc -c); printf '${answer}\\n'; [ "$size" -gt 1000000 ]`);
    expect(await reader.read(page, 20_000, never)).toMatchObject([{ text: '88.00', box: [100, 200, 90, 30] }]);
  });

  test.each([
    ['fails', 'exit 1', 20_000, false],
    ['hangs', 'exec sleep 30', 300, true],
    ['is killed', 'kill -9 $$', 20_000, true],
  ])('that %s is a fault, and whether another may succeed', async (_, body, timeoutMs, transient) => {
    const reader = await standIn(body);
    await expect(reader.read(page, timeoutMs, never)).rejects.toMatchObject({ name: 'OcrFault', transient });
  });

  test('is ended by the signal', async () => {
    const reader = await standIn('exec sleep 30');
    await expect(reader.read(page, 20_000, AbortSignal.timeout(200))).rejects.toMatchObject({ transient: true });
  });

  test('is for whole grey pages only: not for words, nor for what might name files', () => {
    expect(isWorthStarting(page)).toBe(true);
    expect(isWorthStarting({ ...page, alphabet: '0123' })).toBe(false);
    expect(isWorthStarting({ ...page, image: page.image.subarray(0, 9_000) })).toBe(false);
    expect(isWorthStarting({ ...page, image: Buffer.alloc(2_000_000, '/etc/passwd\n') })).toBe(false);
  });
});

test.each(['auto', 'packaged'] as const)('a page is read whole by the engine "%s"', async (engine) => {
  const pool = openOcrPool({ size: 1, engine });
  try {
    expect(amountsOf(await pool.read(page))).toEqual(amountsOf(tableOf(1)));
  } finally {
    await pool.close();
  }
});

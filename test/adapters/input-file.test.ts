import { chmod, mkdir, mkdtemp, rm, truncate, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { FileRefusal, readClaimFile } from '../../adapters/claim-files.ts';
import { interchange, smallest837 } from '../builders/x12.ts';

const TODAY = '2026-11-23';

let folder = '';
beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'claim-files-'));
});
afterAll(() => rm(folder, { recursive: true }));

async function saved(name: string, content: string | Uint8Array): Promise<string> {
  const path = join(folder, name);
  await writeFile(path, content);
  return path;
}
const claimsIn = async (name: string, content: string | Uint8Array): ReturnType<typeof readClaimFile> =>
  readClaimFile(await saved(name, content), { today: TODAY });

describe('a file that cannot be taken is refused with one sentence that says what to do', () => {
  test.each([
    ['a.pdf', '%PDF-1.7\n', 'a.pdf is a PDF; hand in an 837P or 837I, a CSV or an XLSX file of claims instead.'],
    ['a.xls', Buffer.from('d0cf11e0a1b11ae1', 'hex'), 'is an old Excel file (.xls)'],
    ['a.png', Buffer.from('89504e470d0a1a0a', 'hex'), 'is an image'],
    ['a.jpg', Buffer.from('ffd8ffe000104a46', 'hex'), 'is an image'],
    ['a.tif', Buffer.from('49492a0008000000', 'hex'), 'is an image (TIFF)'],
    ['a.gz', Buffer.from('1f8b080000000000', 'hex'), 'is a compressed file'],
    ['a.bin', Buffer.from([1, 2, 3, 0, 5]), 'is a binary file'],
    ['a.html', '<!doctype html><p>', 'is a web page or XML'],
    ['a.json', '{"a": 1}', 'is JSON'],
    ['blank.csv', ' \r\n\t', 'blank.csv is blank'],
    ['empty.csv', '', 'empty.csv is empty; export it again.'],
    [
      '835.txt',
      interchange([['BPR*I*0*C*NON']], { groupVersion: '005010X221A1', groupCode: 'HP' }, '835'),
      '835.txt: Segment 3 (ST): this is a remittance (835): read it with `claimwright remit read`.',
    ],
    [
      'headless.837',
      smallest837().slice(107),
      'headless.837: Segment 1 (GS): an interchange header (ISA) is expected here',
    ],
  ])('%s', async (name, content, message) => {
    const reading = claimsIn(name, content);
    await expect(reading).rejects.toBeInstanceOf(FileRefusal);
    await expect(reading).rejects.toMatchObject({ exitCode: 2, message: expect.stringContaining(message) });
  });

  test('a missing file', async () => {
    await expect(readClaimFile(join(folder, 'none.837'), { today: TODAY })).rejects.toThrow(
      'There is no file none.837; check the path.',
    );
  });

  test('a folder', async () => {
    await mkdir(join(folder, 'inbox'));
    await expect(readClaimFile(join(folder, 'inbox'), { today: TODAY })).rejects.toThrow(
      'inbox is a folder; name the files in it, for example inbox/*.',
    );
  });

  test('a file that is too large, before it is read', async () => {
    const path = await saved('large.837', 'ISA');
    await truncate(path, 65 * 1024 * 1024);
    await expect(readClaimFile(path, { today: TODAY })).rejects.toThrow(
      'large.837 is larger than 64 MiB; split it, for example by month.',
    );
  });

  test('a device', async () => {
    await expect(readClaimFile('/dev/null', { today: TODAY })).rejects.toThrow('null is no ordinary file');
  });

  test('a file without read permission, unless root reads it all the same', async () => {
    const path = await saved('closed.837', smallest837());
    await chmod(path, 0o000);
    const outcome = await readClaimFile(path, { today: TODAY }).then(
      ({ claims }) => `${claims.length} claim`,
      (error: unknown) => (error instanceof FileRefusal ? error.message : 'another error'),
    );
    expect(outcome).toBe(
      process.getuid?.() === 0 ? '1 claim' : 'closed.837 may not be read by this user; give it read permission.',
    );
  });
});

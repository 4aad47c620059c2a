/**
 * A process of its own that reads files from their bytes to the remittance, so that its processor time and memory can be told:
 * pool size, pages to read (0: each file once), folder for prepared images ('' for none), files.
 */
import { readFile, writeFile } from 'node:fs/promises';
import { openOcrPool } from '../../adapters/ocr/index.ts';
import { openEyes, openPages, type SeenPage } from '../../adapters/pages/index.ts';
import { readPaper } from '../../flows/remittance/index.ts';
import { TODAY } from './eob/read.ts';

const [size = '1', least = '0', folder = '', ...files] = process.argv.slice(2);
const pool = openOcrPool({ size: Number(size) });
const memory: number[] = [];
const waiting = [...files];

/** Each engine's reader takes the next file when it is done with one. */
async function readOn(): Promise<void> {
  for (let path = next(); path !== undefined; path = next()) await read(path);
}

function next(): string | undefined {
  if (waiting.length === 0 && memory.length < Number(least)) waiting.push(...files);
  return waiting.shift();
}

async function read(path: string): Promise<void> {
  const file = await openPages(await readFile(path), { pool });
  const seen: SeenPage[] = [];
  for (let page = 1; page <= file.count; page += 1) {
    const sight = await file.sight(page);
    seen.push(sight);
    if (folder !== '') await writeFile(`${folder}/prepared-${memory.length}.png`, sight.image);
    memory.push(process.memoryUsage.rss() / 1e6);
  }
  await file.close();
  await readPaper({
    source: { file: path, sha256: '' },
    pages: seen.map(({ sight }) => sight),
    eyes: openEyes({ pool, image: (page) => Promise.resolve(seen[page - 1]!.image) }),
    today: TODAY,
  });
}

const started = performance.now();
await Promise.all(Array.from({ length: Number(size) }, readOn));
const wallMs = performance.now() - started;
await pool.close();
process.stdout.write(`${JSON.stringify({ pages: memory.length, wallMs, memory })}\n`);

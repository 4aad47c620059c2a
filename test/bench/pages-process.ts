/** A process of its own that reads files of pages, so that its processor time and memory can be told: pool size, folder for prepared images ('' for none), files. */
import { readFile, writeFile } from 'node:fs/promises';
import { openOcrPool } from '../../adapters/ocr/index.ts';
import { openPages } from '../../adapters/pages/index.ts';

const [size = '1', folder = '', ...files] = process.argv.slice(2);
const pool = openOcrPool({ size: Number(size) });
const memory: number[] = [];
const waiting = [...files];
const started = performance.now();

/** Each takes the next file when it is done with one; the images are dropped, or kept for the native reading. */
async function readOn(): Promise<void> {
  for (let path = waiting.shift(); path !== undefined; path = waiting.shift()) {
    const file = await openPages(await readFile(path), { pool });
    for (let page = 1; page <= file.count; page += 1) {
      const { image } = await file.sight(page);
      if (folder !== '') await keep(image);
      memory.push(process.memoryUsage.rss() / 1e6);
    }
    await file.close();
  }
}

async function keep(image: Buffer): Promise<void> {
  await writeFile(`${folder}/prepared-${memory.length}.png`, image);
}

await Promise.all(Array.from({ length: Number(size) }, readOn));
const wallMs = performance.now() - started;
await pool.close();
process.stdout.write(`${JSON.stringify({ pages: memory.length, wallMs, memory })}\n`);

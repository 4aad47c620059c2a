/**
 * Processor time a page, from the file to the read remittance, against one pass of the native command line over the same
 * prepared pages with the same model. The native part is left out where no `tesseract` is installed.
 */
import { spawnSync } from 'node:child_process';
import { mkdir, mkdtemp, readdir, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { gunzipSync } from 'node:zlib';
import { packagedModel } from '../../adapters/ocr/model.ts';
import type { Quality } from '../../sandbox/eobs/degrade.ts';
import { BUILDING_LAYOUTS } from '../../sandbox/eobs/layouts/building/index.ts';
import { makeDocument } from '../../sandbox/eobs/make.ts';
import { openPress } from '../sandbox/eobs/press.ts';

const SEED = 5001;

export interface PageCost {
  readonly pages: number;
  readonly secondsPerPage: number;
  /** Undefined where no `tesseract` is installed. */
  readonly nativeSecondsPerPage: number | undefined;
}

/** What a process of its own said of the pages it read. */
export interface Reading {
  readonly pages: number;
  readonly wallMs: number;
  /** Resident megabytes after each page. */
  readonly memory: readonly number[];
}

export interface CostBench {
  costOf(quality: Quality): Promise<PageCost>;
  /** Reads the documents of a quality over and over, until so many pages are read, on so many engines. */
  read(quality: Quality, engines: number, pages: number): Promise<Reading>;
  close(): Promise<void>;
}

/** @param layouts of those that serve for building, from the first. */
export async function openCostBench(layouts: number): Promise<CostBench> {
  const folder = await mkdtemp(join(tmpdir(), 'bench-pages-'));
  const model = gunzipSync(await readFile(join(packagedModel().folder, 'eng.traineddata.gz')));
  await writeFile(join(folder, 'eng.traineddata'), model);
  const made = new Map<Quality, Promise<string[]>>();
  const filesOf = (quality: Quality): Promise<string[]> => {
    const known = made.get(quality) ?? printed(folder, quality, layouts);
    made.set(quality, known);
    return known;
  };
  return {
    async costOf(quality) {
      const files = await filesOf(quality);
      const images = join(folder, quality);
      await mkdir(images);
      // Twice against once: what starting costs, and compiling the engine, is not a page's.
      const once = timed(processOf(1, 0, images, files));
      const twice = timed(processOf(1, 0, '', [...files, ...files]));
      const { pages } = JSON.parse(once.output) as Reading;
      const native = await nativeSeconds(images, folder);
      return {
        pages,
        secondsPerPage: (twice.cpuSeconds - once.cpuSeconds) / pages,
        nativeSecondsPerPage: native === undefined ? undefined : native / pages,
      };
    },
    async read(quality, engines, pages) {
      return JSON.parse(timed(processOf(engines, pages, '', await filesOf(quality))).output) as Reading;
    },
    close: () => rm(folder, { recursive: true }),
  };
}

async function printed(folder: string, quality: Quality, layouts: number): Promise<string[]> {
  const press = await openPress();
  try {
    const files: string[] = [];
    for (const layout of BUILDING_LAYOUTS.slice(0, layouts)) {
      const { name, bytes } = await makeDocument({ layout, quality, seed: SEED }, { press });
      await writeFile(join(folder, name), bytes);
      files.push(join(folder, name));
    }
    return files;
  } finally {
    await press.close();
  }
}

async function nativeSeconds(images: string, folder: string): Promise<number | undefined> {
  if (spawnSync('tesseract', ['--version']).error) return undefined;
  let seconds = 0;
  for (const image of await readdir(images)) {
    const options = ['--dpi', '300', '--psm', '4', '--oem', '1', '--tessdata-dir', folder, '-l', 'eng'];
    seconds += timed(['tesseract', join(images, image), join(folder, 'out'), ...options]).cpuSeconds;
  }
  return seconds;
}

const processOf = (engines: number, pages: number, images: string, files: readonly string[]): string[] => [
  process.execPath,
  '--import',
  'tsx',
  'test/bench/pages-process.ts',
  String(engines),
  String(pages),
  images,
  ...files,
];

/** Processor time of a command and all that it started, as the shell tells it. */
function timed(command: readonly string[]): { readonly cpuSeconds: number; readonly output: string } {
  const { stdout, stderr, status } = spawnSync('bash', ['-c', 'TIMEFORMAT=\'%U %S\'; time "$@"', 'time', ...command], {
    env: { ...process.env, OMP_THREAD_LIMIT: '1' },
    encoding: 'utf8',
    maxBuffer: 64e6,
  });
  if (status !== 0) throw new Error(`A measured command failed: ${command.slice(0, 4).join(' ')}.`);
  const [user = 0, system = 0] = stderr.trim().split(/\s+/).slice(-2).map(Number);
  return { cpuSeconds: user + system, output: stdout };
}

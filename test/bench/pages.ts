/**
 * Cost of reading pages: processor time against the native command line on the same prepared pages with the same model,
 * two engines against one, memory over many pages. The native part is left out where no `tesseract` is installed.
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
import type { BenchResult } from './result.ts';

const environment = process.env;
const MOST: Readonly<Partial<Record<Quality, number>>> = { clean300: 1.5, office: 1.5, faxfine: 1.9 };
const LAYOUTS = Number(environment['PAGES_LAYOUTS'] ?? 3);
/** Pages read in one process to see its memory; 500 shows it best and takes half an hour. */
const MEMORY_PAGES = Number(environment['PAGES_MEMORY'] ?? 120);
const SEED = 5001;

interface Timed {
  readonly cpuSeconds: number;
  readonly output: string;
}
interface Reading {
  readonly pages: number;
  readonly wallMs: number;
  readonly memory: readonly number[];
}

export async function benchPages(): Promise<BenchResult> {
  const folder = await mkdtemp(join(tmpdir(), 'bench-pages-'));
  try {
    const files = await printed(folder);
    await writeFile(
      join(folder, 'eng.traineddata'),
      gunzipSync(await readFile(join(packagedModel().folder, 'eng.traineddata.gz'))),
    );
    const rows = [];
    for (const [quality, most] of Object.entries(MOST)) rows.push(await costOf(quality, most, files, folder));
    const office = files['office'] ?? [];
    const [one, two] = [readBy(1, [...office, ...office]), readBy(2, [...office, ...office])];
    const many = readBy(
      1,
      Array.from({ length: MEMORY_PAGES }, (_, index) => office[index % office.length] ?? ''),
    ).memory;
    const mature = many.slice(Math.floor(many.length * 0.4));
    return {
      summary: {
        pagesAMinuteByOne: (one.pages / one.wallMs) * 60_000,
        pagesAMinuteByTwo: (two.pages / two.wallMs) * 60_000,
        speedUpByTwo: one.wallMs / one.pages / (two.wallMs / two.pages),
        memoryPages: many.length,
        memoryMbLow: Math.min(...mature),
        memoryMbHigh: Math.max(...mature),
      },
      rows,
    };
  } finally {
    await rm(folder, { recursive: true });
  }
}

/** First pages of the layouts that serve for building, by quality. */
async function printed(folder: string): Promise<Record<string, string[]>> {
  const press = await openPress();
  const files: Record<string, string[]> = {};
  try {
    for (const quality of Object.keys(MOST) as Quality[]) {
      files[quality] = [];
      for (const layout of BUILDING_LAYOUTS.slice(0, LAYOUTS)) {
        const { name, bytes } = await makeDocument({ layout, quality, seed: SEED }, { press });
        await writeFile(join(folder, name), bytes);
        files[quality].push(join(folder, name));
      }
    }
    return files;
  } finally {
    await press.close();
  }
}

async function costOf(
  quality: string,
  most: number,
  files: Readonly<Record<string, string[]>>,
  folder: string,
): Promise<Record<string, number | string>> {
  const images = join(folder, quality);
  await mkdir(images);
  const set = files[quality] ?? [];
  // Twice against once: what starting costs, and compiling the engine, is not a page's.
  const once = timed(processOf(1, set, images));
  const twice = timed(processOf(1, [...set, ...set], ''));
  const { pages } = JSON.parse(once.output) as Reading;
  const native = await nativeSeconds(images, folder);
  const perPage = (twice.cpuSeconds - once.cpuSeconds) / pages;
  return {
    quality,
    pages,
    cpuSecondsAPage: perPage,
    nativeCpuSecondsAPage: native === undefined ? 'no tesseract here' : native / pages,
    timesNative: native === undefined ? '' : perPage / (native / pages),
    mostAllowed: most,
  };
}

async function nativeSeconds(images: string, folder: string): Promise<number | undefined> {
  if (spawnSync('tesseract', ['--version']).error) return undefined;
  let seconds = 0;
  for (const image of await readdir(images)) {
    const options = ['--dpi', '300', '--psm', '4', '--oem', '1', '--tessdata-dir', folder, '-l', 'eng', 'tsv'];
    seconds += timed(['tesseract', join(images, image), join(folder, 'out'), ...options]).cpuSeconds;
  }
  return seconds;
}

const processOf = (engines: number, files: readonly string[], images: string): string[] => [
  process.execPath,
  '--import',
  'tsx',
  'test/bench/pages-process.ts',
  String(engines),
  images,
  ...files,
];

const readBy = (engines: number, files: readonly string[]): Reading =>
  JSON.parse(timed(processOf(engines, files, '')).output) as Reading;

/** Processor time of a command and all that it started, as the shell tells it. */
function timed(command: readonly string[]): Timed {
  const { stdout, stderr, status } = spawnSync('bash', ['-c', 'TIMEFORMAT=\'%U %S\'; time "$@"', 'time', ...command], {
    env: { ...environment, OMP_THREAD_LIMIT: '1' },
    encoding: 'utf8',
    maxBuffer: 64e6,
  });
  if (status !== 0) throw new Error(`A measured command failed: ${command.slice(0, 4).join(' ')}.`);
  const [user = 0, system = 0] = stderr.trim().split(/\s+/).slice(-2).map(Number);
  return { cpuSeconds: user + system, output: stdout };
}

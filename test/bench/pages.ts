/**
 * `npm run bench -- pages`: cost of reading pages against the native command line, two engines against one, memory over many
 * pages of one process. PAGES_LAYOUTS, PAGES_QUALITIES and PAGES_MEMORY (pages) narrow it down or widen it.
 */
import type { Quality } from '../../sandbox/eobs/degrade.ts';
import { openCostBench } from './page-cost.ts';
import type { BenchResult } from './result.ts';

const environment = process.env;
const MOST: Readonly<Partial<Record<Quality, number>>> = { clean300: 1.5, office: 1.5, faxfine: 1.9 };
const QUALITIES = (environment['PAGES_QUALITIES']?.split(',') ?? Object.keys(MOST)) as Quality[];
const LAYOUTS = Number(environment['PAGES_LAYOUTS'] ?? 3);
/** 500 shows it best and takes half an hour. */
const MEMORY_PAGES = Number(environment['PAGES_MEMORY'] ?? 120);
/** From here on memory should be flat. */
const WARM_PAGES = 50;
const SPEED_PAGES = 12;

export async function benchPages(): Promise<BenchResult> {
  const bench = await openCostBench(LAYOUTS);
  try {
    const rows = [];
    for (const quality of QUALITIES) {
      const { pages, secondsPerPage, nativeSecondsPerPage } = await bench.costOf(quality);
      rows.push({
        quality,
        pages,
        secondsPerPage,
        nativeSecondsPerPage: nativeSecondsPerPage ?? 'no tesseract here',
        timesNative: nativeSecondsPerPage === undefined ? '' : secondsPerPage / nativeSecondsPerPage,
        mostAllowed: MOST[quality] ?? '',
      });
    }
    const one = await bench.read('office', 1, SPEED_PAGES);
    const two = await bench.read('office', 2, SPEED_PAGES);
    const { memory } = await bench.read('office', 1, MEMORY_PAGES);
    const warm = memory.slice(Math.min(WARM_PAGES, memory.length >> 1));
    const half = warm.length >> 1;
    return {
      summary: {
        pagesAMinuteByOne: (one.pages / one.wallMs) * 60_000,
        pagesAMinuteByTwo: (two.pages / two.wallMs) * 60_000,
        speedUpByTwo: one.wallMs / one.pages / (two.wallMs / two.pages),
        memoryPages: memory.length,
        memoryMbEarly: Math.max(...warm.slice(0, half)),
        memoryMbLate: Math.max(...warm.slice(half)),
        memoryLateOfEarly: Math.max(...warm.slice(half)) / Math.max(...warm.slice(0, half)),
      },
      rows,
    };
  } finally {
    await bench.close();
  }
}

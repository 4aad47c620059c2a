/**
 * `npm run bench -- eob`: how well paper is read, per quality and over layouts that were never tuned on.
 * EOB_SEEDS (documents of each layout and quality), EOB_QUALITIES, EOB_LAYOUTS and EOB_SPOILT (qualities of the spoilt
 * documents) narrow it down; EOB_DIFFERENCES=1 names every difference; EOB_COST_LAYOUTS (0 to 18) says over how many
 * layouts the processor time a page is taken.
 */
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { openOcrPool } from '../../../adapters/ocr/index.ts';
import { type Form, spoiltForms } from '../../../sandbox/eobs/broken.ts';
import { QUALITIES, type Quality } from '../../../sandbox/eobs/degrade.ts';
import { BUILDING_LAYOUTS } from '../../../sandbox/eobs/layouts/building/index.ts';
import { MEASURING_LAYOUTS } from '../../../sandbox/eobs/layouts/measuring/index.ts';
import { type DocumentOptions, makeDocument } from '../../../sandbox/eobs/make.ts';
import { type Score, scoreDocument } from '../../../sandbox/eobs/score.ts';
import {
  calibration,
  differences,
  shareRight,
  touchless,
  wrongAccepted,
  wrongPosts,
} from '../../../sandbox/eobs/tally.ts';
import { openPress } from '../../sandbox/eobs/press.ts';
import { openCostBench, type PageCost } from '../page-cost.ts';
import type { BenchResult } from '../result.ts';
import { readEob } from './read.ts';

const environment = process.env;
const SEEDS = Number(environment['EOB_SEEDS'] ?? 2);
/** Documents are drawn from other seeds than those that the tests and the tuning use. */
const FIRST_SEED = Number(environment['EOB_FIRST_SEED'] ?? 5001);
const chosen = <T>(all: readonly T[], name: string, text: (each: T) => string): readonly T[] => {
  const wanted = environment[name]?.split(',');
  return wanted ? all.filter((each) => wanted.includes(text(each))) : all;
};
const isMeasuring = (name: string): boolean => MEASURING_LAYOUTS.some((layout) => layout.name === name);
/** Spoilt documents and other papers are tried in the qualities that are read best: there a wrong post is likeliest. */
const SPOILT_QUALITIES: readonly string[] = (environment['EOB_SPOILT'] ?? 'text,office').split(',');

function* documents(): Generator<DocumentOptions> {
  const all = [...BUILDING_LAYOUTS, ...MEASURING_LAYOUTS];
  const layouts = chosen(all, 'EOB_LAYOUTS', (layout) => layout.name);
  const qualities = chosen(QUALITIES, 'EOB_QUALITIES', (quality) => quality);
  for (const quality of qualities)
    for (const layout of layouts) {
      for (let seed = 0; seed < SEEDS; seed += 1) yield { layout, quality, seed: FIRST_SEED + seed };
      if (SPOILT_QUALITIES.includes(quality))
        for (const form of spoiltForms(all.indexOf(layout))) yield { layout, quality, form, seed: FIRST_SEED };
    }
}

interface Measured {
  readonly score: Score;
  readonly pages: number;
  readonly layout: string;
  readonly quality: Quality;
  readonly form: Form;
  readonly why: readonly string[];
}

export async function benchEob(): Promise<BenchResult> {
  const press = await openPress();
  const pool = openOcrPool();
  const queue = documents();
  const measured: Measured[] = [];
  const worker = async () => {
    for (const options of queue) {
      const eob = await makeDocument(options, { press, cacheFolder: join(tmpdir(), 'claimwright-eobs') });
      const read = await readEob(eob, pool);
      const score = scoreDocument(read.document, eob.key);
      measured.push({
        score,
        pages: read.pages,
        layout: options.layout.name,
        quality: options.quality,
        form: options.form ?? 'sound',
        why: read.why,
      });
      report(measured.at(-1)!);
    }
  };
  try {
    await Promise.all([worker(), worker()]);
  } finally {
    await pool.close();
    await press.close();
  }
  return resultOf(measured, await costsOf(new Set(measured.map((each) => each.quality))));
}

/** Documents of so many layouts are read once more for what a page costs; 0 leaves that out. */
const COST_LAYOUTS = Number(environment['EOB_COST_LAYOUTS'] ?? 2);

async function costsOf(qualities: ReadonlySet<Quality>): Promise<Map<Quality, PageCost>> {
  const costs = new Map<Quality, PageCost>();
  if (COST_LAYOUTS === 0) return costs;
  const bench = await openCostBench(COST_LAYOUTS);
  try {
    for (const quality of qualities) costs.set(quality, await bench.costOf(quality));
    return costs;
  } finally {
    await bench.close();
  }
}

function report({ score, layout, quality, form, why }: Measured): void {
  if (!environment['EOB_DIFFERENCES']) return;
  const wrong = wrongPosts(score).length > 0 ? ' WRONG POST' : '';
  const { right, of } = touchless([score]);
  process.stderr.write(`${layout} ${quality} ${form}: ${right} of ${of}${wrong}\n`);
  for (const text of [...differences(score), ...why]) process.stderr.write(`    ${text}\n`);
}

const percent = ({ right, of }: { right: number; of: number }): number => (of === 0 ? Number.NaN : (100 * right) / of);

function figuresOf(all: readonly Measured[]): Record<string, number> {
  const scores = all.map((each) => each.score);
  const sound = all.filter((each) => each.form === 'sound').map((each) => each.score);
  const certain = calibration(scores).at(-1)!;
  return {
    documents: all.length,
    moneyRight: percent(shareRight(sound, ['money'])),
    idsRight: percent(shareRight(sound, ['id'])),
    touchless: percent(touchless(sound)),
    wrongPosts: scores.reduce((sum, score) => sum + wrongPosts(score).length, 0),
    wrongAccepted: scores.reduce((sum, score) => sum + wrongAccepted(score).length, 0),
    calibration99: percent(certain),
  };
}

function resultOf(measured: readonly Measured[], costs: ReadonlyMap<Quality, PageCost>): BenchResult {
  const rows: Record<string, number | string>[] = [];
  const summary: Record<string, unknown> = {};
  for (const quality of QUALITIES) {
    const all = measured.filter((each) => each.quality === quality);
    if (all.length === 0) continue;
    const building = figuresOf(all.filter((each) => !isMeasuring(each.layout)));
    const unseen = figuresOf(all.filter((each) => isMeasuring(each.layout)));
    rows.push({ quality, layouts: 'building', ...building }, { quality, layouts: 'measuring only', ...unseen });
    summary[quality] = {
      ...figuresOf(all),
      touchlessBuilding: building['touchless'],
      touchlessMeasuring: unseen['touchless'],
      secondsPerPage: costs.get(quality)?.secondsPerPage,
      nativeSecondsPerPage: costs.get(quality)?.nativeSecondsPerPage,
    };
  }
  for (const bucket of calibration(measured.map((each) => each.score)))
    rows.push({
      quality: 'all',
      layouts: `confidence ${bucket.from} to ${bucket.to}`,
      documents: bucket.of,
      calibration99: percent(bucket),
    });
  return { summary: { ...summary, measuringOnlyLayouts: MEASURING_LAYOUTS.map((layout) => layout.name) }, rows };
}

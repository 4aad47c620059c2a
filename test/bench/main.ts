/** `npm run bench [-- NAME...] [--json FILE] [--lookups N] [--portal P] [--fault F] [--items N] [--seconds S]`: ratios, each beside the two sides that were measured in the same run. */
import { writeFile } from 'node:fs/promises';
import { parseArgs } from 'node:util';
import { benchEob } from './eob/index.ts';
import { benchEra } from './era.ts';
import { benchInbox } from './inbox.ts';
import { benchLogins } from './logins.ts';
import { benchLookups } from './lookups.ts';
import { benchMemory } from './memory.ts';
import { benchPages } from './pages.ts';
import { benchPortals } from './portals/index.ts';
import { benchPosting } from './posting.ts';
import { benchQueue } from './queue.ts';
import { benchReports } from './reports.ts';
import type { BenchOptions, BenchResult } from './result.ts';
import { benchWorkers } from './workers.ts';

const BENCHES: Readonly<Record<string, (options: BenchOptions) => Promise<BenchResult>>> = {
  lookups: benchLookups,
  queue: benchQueue,
  eob: benchEob,
  pages: benchPages,
  era: benchEra,
  posting: benchPosting,
  portals: benchPortals,
  logins: benchLogins,
  workers: benchWorkers,
  memory: benchMemory,
  inbox: benchInbox,
  reports: benchReports,
};

const { values, positionals } = parseArgs({
  options: {
    json: { type: 'string' },
    lookups: { type: 'string' },
    portal: { type: 'string', multiple: true },
    fault: { type: 'string', multiple: true },
    items: { type: 'string' },
    seconds: { type: 'string' },
  },
  allowPositionals: true,
});
const options: BenchOptions = {
  ...(values.lookups ? { lookups: Number(values.lookups) } : {}),
  ...(values.portal ? { portals: values.portal } : {}),
  ...(values.fault ? { faults: values.fault } : {}),
  ...(values.items ? { items: Number(values.items) } : {}),
  ...(values.seconds ? { seconds: Number(values.seconds) } : {}),
};
const names = positionals.length > 0 ? positionals : Object.keys(BENCHES);
const unknown = names.filter((name) => !(name in BENCHES));
if (unknown.length > 0) {
  process.stderr.write(`There is no bench ${unknown.join(', ')}; there are: ${Object.keys(BENCHES).join(', ')}.\n`);
  process.exit(2);
}

const results: Record<string, BenchResult> = {};
for (const name of names) {
  const result = await BENCHES[name]!(options);
  results[name] = result;
  process.stdout.write(`${name}\n`);
  console.table(result.rows.map(rounded));
  console.table([rounded(figuresIn(result.summary))]);
}
if (values.json) await writeFile(values.json, `${JSON.stringify(results, null, 2)}\n`);

function rounded(row: Readonly<Record<string, number | string>>): Record<string, number | string> {
  return Object.fromEntries(
    Object.entries(row).map(([key, value]) => [key, typeof value === 'number' ? Math.round(value * 100) / 100 : value]),
  );
}

/** The figures of a summary that are no objects of their own: those stand in the rows. */
function figuresIn(summary: Readonly<Record<string, unknown>>): Record<string, number | string> {
  const figures: Record<string, number | string> = {};
  for (const [key, value] of Object.entries(summary)) {
    if (typeof value === 'number') figures[key] = value;
    else if (Array.isArray(value)) figures[key] = value.join(', ');
  }
  return figures;
}

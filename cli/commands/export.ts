/** `claimwright export`: worklists, results, postings and the rest as a file; every export leaves a trail. */
import { userInfo } from 'node:os';
import { Argument, Command, Option } from 'commander';
import { appendAudit } from '../../adapters/audit-trail.ts';
import { csvOf, jsonOf, requireFree, writeExport, xlsxOf } from '../../adapters/export-files.ts';
import { EXPORT_KINDS, exportTable } from '../../adapters/export-sets.ts';
import type { ExportKind, ExportTable } from '../../adapters/export-sets.ts';
import { dayIn, isIsoDate } from '../../domain/dates.ts';
import { export835 } from '../../workers/export-835.ts';
import type { Stores } from '../../workers/stores.ts';
import { UsageError } from '../failure.ts';
import { say, sayAside } from '../output.ts';
import { withStores } from '../with-stores.ts';

const FORMATS = ['csv', 'xlsx', '835', 'json'] as const;
type Format = (typeof FORMATS)[number];

interface Options {
  readonly format: Format;
  readonly from?: string;
  readonly to?: string;
  readonly out: string;
  readonly force?: boolean;
}

export const exportCommand = (): Command =>
  new Command('export')
    .description('Write worklists, results, postings, denials, aging or the audit trail to a file')
    .addArgument(new Argument('<kind>', 'what to write').choices(EXPORT_KINDS))
    .addOption(new Option('--format <format>', '835 is for postings only').choices(FORMATS).makeOptionMandatory())
    .option('--from <date>', 'first day, YYYY-MM-DD')
    .option('--to <date>', 'last day, YYYY-MM-DD')
    .requiredOption('--out <file>', 'where to write; only you may read it')
    .option('--force', 'replace a file that is there already')
    .addHelpText(
      'after',
      '\nExamples:\n  claimwright export denials --format xlsx --out denials.xlsx' +
        '\n  claimwright export postings --format 835 --from 2026-11-01 --to 2026-11-30 --out november.835',
    )
    .action(run);

async function run(kind: ExportKind, options: Options): Promise<void> {
  const { format, out, force = false } = options;
  if (format === '835' && kind !== 'postings')
    throw new UsageError(`Only postings can be written as 835; write ${kind} as csv, xlsx or json.`);
  const [from, to] = [day(options.from, '--from'), day(options.to, '--to')];
  if (from && to && to < from) throw new UsageError('--to is before --from.');
  await requireFree(out, force);
  await withStores('export', async (stores) => {
    const today = dayIn(stores.clock.now(), stores.settings.timeZone);
    const range = { from, to, timeZone: stores.settings.timeZone };
    const { bytes, rows, leftOut } =
      format === '835'
        ? await export835(stores, range)
        : await tableFile(await exportTable(stores.db, kind, range, today), format, kind);
    await note(stores, kind, { format, rows, from, to });
    await writeExport(out, bytes, force);
    say(
      `${rows} ${format === '835' ? (rows === 1 ? 'payment' : 'payments') : rows === 1 ? 'row' : 'rows'} written to ${out}.`,
    );
    for (const why of leftOut) sayAside(`Left out - ${why}`);
  });
}

function day(text: string | undefined, option: string): string | null {
  if (text === undefined) return null;
  if (!isIsoDate(text)) throw new UsageError(`${option} takes a real day as YYYY-MM-DD.`);
  return text;
}

const tableFile = async (table: ExportTable, format: Exclude<Format, '835'>, kind: ExportKind) => ({
  bytes: format === 'csv' ? csvOf(table) : format === 'json' ? jsonOf(table) : await xlsxOf(table, kind),
  rows: table.rows.length,
  leftOut: [],
});

/** Before the file is written: what left the house without a trail would be worse than a trail without a file. */
const note = ({ db, clock }: Stores, kind: ExportKind, detail: Record<string, unknown>) =>
  appendAudit(db, {
    at: clock.now(),
    actor: `command-line:${userInfo().username}`,
    action: 'exported',
    subject: `export:${kind}`,
    detail,
  });

/** `claimwright import claims|schedule|deposits FILE...` */
import { Command } from 'commander';
import { formatCents } from '../../domain/money.ts';
import { importClaimFile, importDepositFile, importScheduleFile } from '../../workers/import.ts';
import type { ImportOptions, ImportReport } from '../../workers/import.ts';
import { askSchedule } from '../../workers/schedule.ts';
import type { Stores } from '../../workers/stores.ts';
import { sayFailure, UsageError } from '../failure.ts';
import { say, sayAside, sayJson } from '../output.ts';
import { withStores } from '../with-stores.ts';

interface Options {
  readonly json?: boolean;
  readonly strict?: boolean;
  readonly portal?: string;
  readonly column?: string[];
  readonly ask?: boolean;
}
type Importer = (stores: Stores, path: string, options: ImportOptions) => Promise<ImportReport>;

export const importCommand = (): Command =>
  new Command('import')
    .description('Read claims, a schedule or deposits into Claimwright; the same file twice changes nothing')
    .addCommand(
      fileCommand('claims', '837P or 837I, CSV or XLSX files of claims')
        .option('--portal <name>', 'ask this portal, whatever payer the file names')
        .addHelpText(
          'after',
          '\nExamples:\n  claimwright import claims batch-1120.837\n  claimwright import claims open-ar.csv --column patientControlNumber="Acct #"',
        )
        .action((files: string[], options: Options) => run('import claims', files, options, importClaimFile)),
    )
    .addCommand(
      fileCommand('schedule', 'CSV, XLSX or 270 files of appointments')
        .option('--portal <name>', 'ask this portal, whatever payer the file names')
        .option('--ask', 'ask eligibility for every appointment kept, at once')
        .addHelpText(
          'after',
          '\nExamples:\n  claimwright import schedule tomorrow.csv\n  claimwright import schedule week.270 --ask',
        )
        .action((files: string[], options: Options) => run('import schedule', files, options, importScheduleFile)),
    )
    .addCommand(
      fileCommand('deposits', 'CSV or XLSX files of what the bank has: date, amount, check or EFT number')
        .addHelpText(
          'after',
          '\nFrom the first deposit on, payments of remittances are compared with them before they post.\n\nExamples:\n  claimwright import deposits bank-1120.csv\n  claimwright import deposits lockbox.xlsx --column reference="Item #"',
        )
        .action((files: string[], options: Options) => run('import deposits', files, options, importDepositFile)),
    );

const fileCommand = (name: string, what: string): Command =>
  new Command(name)
    .description(what)
    .argument('<file...>', what)
    .option(
      '--column <field=Header>',
      'where a field stands, when its column has a name of its own',
      (one: string, all: string[]) => [...all, one],
      [] as string[],
    )
    .option('--strict', 'exit with 1 when anything was left out')
    .option('--json', 'print one JSON document');

type ImportCommand = 'import claims' | 'import schedule' | 'import deposits';
const WHAT: Readonly<Record<ImportCommand, string>> = {
  'import claims': 'claims',
  'import schedule': 'appointments',
  'import deposits': 'deposits',
};

async function run(
  command: ImportCommand,
  files: readonly string[],
  options: Options,
  importer: Importer,
): Promise<void> {
  const importOptions = { ...mappingOf(options.column), ...(options.portal ? { portal: options.portal } : {}) };
  await withStores(command, async (stores) => {
    requireKnownPortal(stores, options.portal);
    const reports: (ImportReport | { file: string; refused: string })[] = [];
    for (const path of files) {
      try {
        const report = await importer(stores, path, importOptions);
        reports.push(report);
        if (!options.json) print(report, WHAT[command]);
        if (options.strict && report.problems.length > 0) process.exitCode ??= 1;
        if (report.read === 0 && report.problems.length > 0) {
          sayAside(`Nothing of ${report.file} could be taken: ${report.problems[0]}`);
          process.exitCode = 2;
        }
      } catch (error) {
        // One bad file does not keep the others out.
        process.exitCode = sayFailure(error);
        reports.push({ file: path, refused: (error as Error).message });
      }
    }
    if (options.ask) {
      const asked = await askSchedule(stores, 'all');
      sayAside(`${asked.created} eligibility questions were queued; "claimwright start" asks them.`);
    }
    if (options.json) sayJson({ files: reports });
  });
}

function requireKnownPortal({ registers }: Stores, portal: string | undefined): void {
  if (!portal || registers.portals.some((known) => known.name === portal)) return;
  throw new UsageError(`There is no portal "${portal}". "claimwright portal list" shows those there are.`);
}

function mappingOf(columns: readonly string[] = []): Pick<ImportOptions, 'mapping'> {
  if (columns.length === 0) return {};
  const pairs = columns.map((column) => {
    const at = column.indexOf('=');
    if (at < 1)
      throw new UsageError(
        `--column takes field=Header, for example --column memberId="Member #"; "${column}" has no "=".`,
      );
    return [column.slice(0, at), column.slice(at + 1)];
  });
  return { mapping: Object.fromEntries(pairs) };
}

function print(report: ImportReport, what: string): void {
  const total = formatCents(report.totalCents);
  const totals =
    report.lines > 0 ? `, ${report.lines} lines, ${total} billed` : report.totalCents > 0 ? `, ${total}` : '';
  say(
    `${report.file} (${report.format}): ${report.read} ${what} read${totals}; ${report.new} new, ${report.known} known already.`,
  );
  if (report.sameFileAsOf && report.new === 0)
    say(`  The same file was imported on ${report.sameFileAsOf}; nothing was changed.`);
  for (const problem of report.problems) say(`  Left out - ${problem}`);
  for (const warning of report.warnings) say(`  Note - ${warning}`);
  for (const payer of report.unknownPayers)
    say(
      `  No portal is registered for the payer "${payer}": its ${what} are kept but not asked about. Add it to config/payers.`,
    );
}

/** `claimwright audit verify|head` */
import { readFile } from 'node:fs/promises';
import { Command } from 'commander';
import { readHeads } from '../../adapters/audit-heads.ts';
import type { SealedHead } from '../../adapters/audit-chain.ts';
import type { TrailReport } from '../../adapters/audit-check.ts';
import { UsageError } from '../failure.ts';
import { say, sayAside, sayJson } from '../output.ts';
import { withStores } from '../with-stores.ts';

export const auditCommand = (): Command =>
  new Command('audit')
    .description('The trail of what people and robots did and saw: only ever added to, chained and sealed')
    .addCommand(
      new Command('verify')
        .description('check every entry: nothing edited, deleted, inserted, moved or made anew')
        .option('--head <file>', 'also check against a head that "claimwright audit head" printed')
        .option('--json', 'print one JSON document')
        .addHelpText(
          'after',
          '\nExits 1 when something was changed.\n\nExamples:\n  claimwright audit verify\n  claimwright audit verify --head /mnt/safe/head.json --json',
        )
        .action((options: { head?: string; json?: boolean }) => verify(options)),
    )
    .addCommand(
      new Command('head')
        .description('print the sealed heads, to be kept where nobody of this office can change them')
        .option('--json', 'print one JSON document: what "verify --head" reads')
        .addHelpText('after', '\nExample:\n  claimwright audit head --json > /mnt/safe/head.json')
        .action((options: { json?: boolean }) => head(options)),
    );

async function verify(options: { head?: string; json?: boolean }): Promise<void> {
  const more = options.head ? await givenHeads(options.head) : [];
  const report = await withStores('audit verify', ({ trail }) => trail.check(more), { isLooking: true });
  if (options.json) sayJson(report);
  else print(report);
  if (!report.isWhole) process.exitCode = 1;
}

async function givenHeads(file: string): Promise<SealedHead[]> {
  const text = await readFile(file, 'utf8').catch(() => {
    throw new UsageError('The file given with --head cannot be read; name one that "claimwright audit head" printed.');
  });
  return readHeads(text);
}

function print({ isWhole, entries, sealed, problems, found }: TrailReport): void {
  for (const { message } of problems) sayAside(message);
  if (found > problems.length) sayAside(`... and ${found - problems.length} more.`);
  const vouched = sealed ? `sealed up to link ${sealed.seq} at ${sealed.at}` : 'nothing of it is sealed';
  if (isWhole) say(`The audit trail is whole: ${entries} entries, ${vouched}.`);
  else say(`The audit trail was changed: ${found} finding(s) in ${entries} entries, ${vouched}.`);
}

async function head(options: { json?: boolean }): Promise<void> {
  const heads = await withStores('audit head', async ({ trail }) => {
    await trail.seal();
    return trail.heads();
  });
  if (options.json) return sayJson({ heads });
  const last = heads.at(-1);
  if (!last) return say('The audit trail is empty: there is nothing to seal yet.');
  say(`Link ${last.seq}, sealed at ${last.at}\nhash ${last.hash}\nmac  ${last.mac}`);
}

/** `claimwright demo`: the main job against the practice portal, on the embedded default. */
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { Command } from 'commander';
import { formatCents } from '../../domain/money.ts';
import type { Demo } from '../demo/run.ts';
import type { PortalFaults } from '../../sandbox/index.ts';
import { addFault } from '../fault-option.ts';
import { say, sayAside, table } from '../output.ts';
import { onStopSignal } from '../with-stores.ts';

interface Options {
  readonly once?: boolean;
  readonly json?: string;
  readonly seed: string;
  readonly claims?: string[];
  readonly fault: Partial<PortalFaults>;
}

export const demoCommand = (): Command =>
  new Command('demo')
    .description('Run the main job against the practice portal; prints a summary and leaves the review app running')
    .option('--once', 'without the review app: print the summary and exit')
    .option('--json <file>', 'also write the summary to a file')
    .option('--seed <number>', 'other people, other claims', '7')
    .option('--claims <file...>', 'the claims of these 837 files instead of invented ones')
    .option(
      '--fault <name[=value]>',
      'a fault of the practice portal: its share from 0 to 1, or its kind',
      addFault,
      {},
    )
    .addHelpText(
      'after',
      '\nExamples:\n  npm run demo\n  npm run demo -- --once --json summary.json\n  npm run demo -- --once --claims batch.837\n  npm run demo -- --fault drift=labels --fault rateLimit=0.02',
    )
    .action(run);

async function run(options: Options): Promise<void> {
  const folder = await mkdtemp(join(tmpdir(), 'claimwright-demo-'));
  const removeFolder = () => rm(folder, { recursive: true, force: true, maxRetries: 3 });
  let closeDemo = async () => {};
  const stop = onStopSignal(async () => {
    await closeDemo();
    await removeFolder();
  });
  try {
    const { seed, claims = [], fault: faults } = options;
    const demoOptions = { folder, seed: Number(seed), claimFiles: claims, faults, hasApi: !options.once };
    // The practice portal, its press and their data are the demo's alone.
    const { runDemo } = await import('../demo/run.ts');
    const demo = await runDemo(demoOptions, (close) => (closeDemo = close));
    const summary = summaryOf(demo);
    if (options.json) await writeFile(options.json, `${JSON.stringify(summary, null, 2)}\n`);
    print(demo, summary);
    if (!options.once) return invite(demo);
    stop.forget();
    await demo.close();
    await removeFolder();
    const { eligibility, claimStatus, remittances, reviewItems } = summary;
    const wrong = eligibility.wrong + claimStatus.wrong + remittances.wrong;
    // Under a fault a person is asked what the portal could have told: that is not wrong.
    const unexplained = Object.keys(faults).length > 0 ? 0 : reviewItems.unexplained;
    if (wrong + remittances.failed + unexplained > 0) process.exitCode = 3;
  } catch (error) {
    stop.forget();
    await removeFolder();
    throw error;
  }
}

/** The shape others rely on. */
const summaryOf = ({ score, remittances: { tally }, practice, seconds }: Demo) => ({
  seconds: Math.round(seconds * 10) / 10,
  eligibility: score.eligibility,
  claimStatus: score.claimStatus,
  remittances: tally,
  reviewItems: score.reviewItems,
  logins: { lockedOut: practice.portal.counters.lockouts, signIns: practice.portal.counters.signIns },
});

function print({ score, remittances }: Demo, summary: ReturnType<typeof summaryOf>): void {
  const row = (name: string, tally: typeof summary.eligibility) => [
    name,
    tally.asked,
    tally.answered,
    tally.review,
    tally.failed,
    tally.wrong,
  ];
  say(
    table(
      ['inquiries', 'asked', 'answered', 'review', 'failed', 'wrong'],
      [row('eligibility', summary.eligibility), row('claim status', summary.claimStatus)],
    ),
  );
  const { documents, claims, posted, review, failed, wrong } = summary.remittances;
  say(
    table(
      ['remittances', 'failed', 'claims', 'posted', 'review', 'wrong', 'deposit', 'posted $', 'unapplied $'],
      [
        [
          documents,
          failed,
          claims,
          posted,
          review,
          wrong,
          formatCents(summary.remittances.depositCents),
          formatCents(summary.remittances.postedCents),
          formatCents(summary.remittances.unappliedCents),
        ],
      ],
    ),
  );
  const codes = Object.entries(summary.reviewItems.byCode).map(([code, count]) => `${count} ${code}`);
  say(
    `Review items: ${summary.reviewItems.opened} (${codes.join(', ') || 'none'}); not explained by the portal's truth: ${summary.reviewItems.unexplained}.`,
  );
  say(
    `Sign-ins: ${summary.logins.signIns}; logins locked out: ${summary.logins.lockedOut}; ${summary.seconds} seconds.`,
  );
  for (const difference of remittances.differences) sayAside(`Posted otherwise than paid - ${difference}`);
  for (const difference of score.differences.slice(0, 20)) sayAside(`Differs from the portal's truth - ${difference}`);
}

function invite({ office }: Demo): void {
  say(`\nReview app: ${office.url}`);
  if (office.firstReviewer)
    say(`Sign in as ${office.firstReviewer.name} with the password ${office.firstReviewer.password}`);
  say('It runs until Ctrl-C; nothing of the demo is kept after that.');
}

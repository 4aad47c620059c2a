/** `claimwright sweep plan|run` */
import { Command } from 'commander';
import type { SweepClaim } from '../../domain/sweep.ts';
import { formatCents } from '../../domain/money.ts';
import { planToday, runSweep } from '../../workers/sweep.ts';
import type { TodaysPlan } from '../../workers/sweep.ts';
import { UsageError } from '../failure.ts';
import { say, sayJson, table } from '../output.ts';
import { withStores } from '../with-stores.ts';

export const sweepCommand = (): Command =>
  new Command('sweep')
    .description('Ask again about open claims by their age: what is due, in the order of what runs out first')
    .addCommand(
      new Command('plan')
        .description('what would be asked and why, and what not and why not')
        .option('--at <time>', 'plan for this moment (ISO time or day) instead of now')
        .option('--json', 'print one JSON document')
        .addHelpText('after', '\nExample:\n  claimwright sweep plan --at 2026-12-01')
        .action((options: { at?: string; json?: boolean }) =>
          withStores('sweep plan', async (stores) => {
            const plan = await planToday(stores, momentOf(options.at) ?? stores.clock.now());
            if (options.json) sayJson(planDocument(plan));
            else printPlan(plan);
          }),
        ),
    )
    .addCommand(
      new Command('run')
        .description('queue the questions of the plan; "claimwright start" asks them')
        .option('--json', 'print one JSON document')
        .addHelpText('after', '\nExample:\n  claimwright sweep run')
        .action((options: { json?: boolean }) =>
          withStores('sweep run', async (stores) => {
            const { plan, asked } = await runSweep(stores);
            if (options.json)
              sayJson({
                ...planDocument(plan),
                queued: asked.created,
                askedBeforeToday: asked.ids.length - asked.created,
              });
            else
              say(
                `${asked.created} questions queued, ${asked.ids.length - asked.created} were asked today already, ${plan.skip.length + plan.cannot.length} claims left alone ("claimwright sweep plan" says why).`,
              );
          }),
        ),
    );

function momentOf(text: string | undefined): Date | null {
  if (text === undefined) return null;
  // A bare day is meant as that day everywhere in America: noon UTC.
  const moment = new Date(/^\d{4}-\d{2}-\d{2}$/.test(text) ? `${text}T12:00:00Z` : text);
  if (Number.isNaN(moment.getTime()))
    throw new UsageError(`"${text}" is no time. Write a day as 2026-12-01 or a moment as 2026-12-01T09:00:00-05:00.`);
  return moment;
}

const claimOf = (claim: SweepClaim) => ({
  claim: claim.id,
  patientControlNumber: claim.patientControlNumber,
  payer: claim.payer,
  billedCents: claim.billedCents,
  state: claim.state,
});

const planDocument = (plan: TodaysPlan) => ({
  today: plan.today,
  ask: plan.ask.map(({ claim, bucket, deadline, reason }) => ({ ...claimOf(claim), bucket, deadline, reason })),
  skip: [
    ...plan.skip.map(({ claim, bucket, deadline, reason, askOn }) => ({
      ...claimOf(claim),
      bucket,
      deadline,
      reason,
      askOn,
    })),
    ...plan.cannot.map(({ claim, reason }) => ({
      ...claimOf(claim),
      bucket: null,
      deadline: null,
      reason,
      askOn: null,
    })),
  ],
});

const SHOWN = 40;

function printPlan(plan: TodaysPlan): void {
  say(
    `Sweep of ${plan.today}: ${plan.ask.length} claims to ask about, ${plan.skip.length + plan.cannot.length} left alone.`,
  );
  if (plan.ask.length > 0) {
    say(
      table(
        ['claim', 'bucket', 'deadline', 'billed', 'why'],
        plan.ask
          .slice(0, SHOWN)
          .map(({ claim, bucket, deadline, reason }) => [
            claim.patientControlNumber,
            bucket,
            deadline,
            formatCents(claim.billedCents),
            reason,
          ]),
      ),
    );
  }
  if (plan.ask.length > SHOWN) say(`... and ${plan.ask.length - SHOWN} more (--json prints all).`);
  for (const [reason, count] of countReasons(plan)) say(`  left alone: ${count} - ${reason}`);
}

function countReasons(plan: TodaysPlan): [string, number][] {
  const counts = new Map<string, number>();
  for (const { reason } of [...plan.skip, ...plan.cannot]) counts.set(reason, (counts.get(reason) ?? 0) + 1);
  return [...counts].sort((a, b) => b[1] - a[1]).slice(0, 20);
}

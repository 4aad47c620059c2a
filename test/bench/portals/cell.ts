/** One cell of the matrix: one portal under one fault, so many look-ups. */
import type { Chromium } from '../../../adapters/browser.ts';
import { policyOf } from '../../../domain/exceptions.ts';
import type { Portal } from '../../../flows/portal.ts';
import type { PortalFaults } from '../../../sandbox/faults.ts';
import { judge } from './judge.ts';
import type { Verdict } from './judge.ts';
import type { Outcome, PortalUnderTest, StartedPortal } from './portal-under-test.ts';
import { mixedQuestions, paidQuestions } from './questions.ts';
import { openRobot } from './robot.ts';

export interface Cell {
  readonly portal: string;
  readonly fault: string;
  readonly lookups: number;
  readonly answered: number;
  readonly review: number;
  readonly wait: number;
  readonly failed: number;
  readonly asDefined: number;
  readonly wrong: number;
  readonly signIns: number;
  readonly lockedOut: number;
  readonly submitsAfterRejection: number;
  /** Look-ups by outcome, for a person. */
  readonly outcomes: string;
  readonly seconds: number;
}

export interface CellPlan {
  readonly fault: string;
  readonly faults: Partial<PortalFaults>;
  readonly defined: readonly Outcome[];
  readonly lookups: number;
  /** Asks for remittances instead of coverage and claims. */
  readonly isPdf: boolean;
  /** Of the first question among the population's. */
  readonly from: number;
}

const SEED = 11;
const PATIENCE_MS = 15_000;
/** For a page that never comes, or that nobody knows. */
const IN_VAIN_MS = 3_000;

export async function runCell(
  chromium: Chromium,
  under: PortalUnderTest,
  flows: Portal,
  plan: CellPlan,
): Promise<Cell> {
  const startedAt = performance.now();
  const verdicts: Verdict[] = [];
  const counted = { signIns: 0, lockedOut: 0, submitsAfterRejection: 0 };
  // Logins whose sessions the fault has ended are not used again: the portal is started anew when all are spent.
  while (verdicts.length < plan.lookups) {
    const site = await under.start(SEED);
    site.portal.faults.set(plan.faults);
    const done = verdicts.length;
    const seen = await askAll(chromium, flows, site, plan, done);
    verdicts.push(...seen);
    counted.signIns += site.portal.counters.signIns;
    counted.lockedOut += site.portal.counters.lockouts;
    counted.submitsAfterRejection += site.portal.counters.submitsAfterRejection;
    await site.portal.close();
    if (verdicts.length === done) break;
  }
  return { portal: under.name, fault: plan.fault, ...tally(verdicts), ...counted, seconds: seconds(startedAt) };
}

async function askAll(
  chromium: Chromium,
  flows: Portal,
  site: StartedPortal,
  { faults, defined, lookups, isPdf, from }: CellPlan,
  done: number,
): Promise<Verdict[]> {
  const timeoutMs = faults.neverAnswers || faults.drift === 'redesign' ? IN_VAIN_MS : PATIENCE_MS;
  const robot = openRobot(chromium, flows, site, timeoutMs);
  const { truth } = site.portal;
  const verdicts: Verdict[] = [];
  const left = lookups - done;
  if (isPdf) {
    for (const inquiry of paidQuestions(site, lookups).slice(done)) {
      verdicts.push(judge(await robot.askForPdf(inquiry), inquiry, truth, defined));
      if (robot.isSpent()) break;
    }
  } else {
    for (const inquiry of mixedQuestions(site, from + done, left)) {
      verdicts.push(judge(await robot.ask(inquiry), inquiry, truth, defined));
      if (robot.isSpent()) break;
    }
  }
  await robot.close();
  return verdicts;
}

function tally(verdicts: readonly Verdict[]) {
  const count = (is: (verdict: Verdict) => boolean): number => verdicts.filter(is).length;
  const ended = (as: 'wait' | 'review' | 'failed'): number =>
    count(({ outcome }) => outcome !== 'answered' && outcome !== 'wrong' && policyOf(outcome).outcome === as);
  const names = [...new Set(verdicts.map(({ outcome }) => outcome))];
  return {
    lookups: verdicts.length,
    answered: count(({ outcome }) => outcome === 'answered'),
    review: ended('review'),
    wait: ended('wait'),
    failed: ended('failed'),
    asDefined: count(({ isAsDefined }) => isAsDefined),
    wrong: count(({ isWrong }) => isWrong),
    outcomes: names.map((name) => `${name} ${count(({ outcome }) => outcome === name)}`).join(', '),
  };
}

const seconds = (startedAt: number): number => (performance.now() - startedAt) / 1000;

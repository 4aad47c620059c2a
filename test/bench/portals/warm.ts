/** One warm eligibility look-up after the other: ours with its photograph, and a bare script, in turn on the same portal. */
import type { BrowserContext } from 'playwright';
import type { Chromium } from '../../../adapters/browser.ts';
import { photograph } from '../../../adapters/photographs.ts';
import type { Credentials } from '../../../domain/login.ts';
import type { Portal, Visit } from '../../../flows/portal.ts';
import { NO_SECOND_FACTOR, visitOf } from '../../flows/visits.ts';
import { BARE_SCRIPTS } from '../bare-portals.ts';
import type { PortalUnderTest, StartedPortal } from './portal-under-test.ts';
import { coveredQuestions } from './questions.ts';

export interface WarmRow {
  readonly portal: string;
  readonly fault: 'warm look-ups';
  readonly lookups: number;
  readonly bareMs: number;
  readonly oursMs: number;
  readonly ofBare: number;
}

const SEED = 11;
const WARM_UP = 2;
const TIMEOUT_MS = 15_000;

/** @returns null for a portal that has no bare script. */
export async function runWarm(
  chromium: Chromium,
  under: PortalUnderTest,
  flows: Portal,
  lookups: number,
): Promise<WarmRow | null> {
  const script = BARE_SCRIPTS[under.name];
  if (!script) return null;
  const site = await under.start(SEED);
  const open: BrowserContext[] = [];
  try {
    const asked = coveredQuestions(site, (inquiry) => script.takes(site.payerOf(inquiry)), lookups + WARM_UP);
    const ours = await signedIn(chromium, flows, site, site.logins[0]!, open);
    const bare = await signedIn(chromium, flows, site, site.logins[1]!, open);
    const [oursMs, bareMs]: number[][] = [[], []];
    for (const inquiry of asked) {
      bareMs!.push(
        await timed(async () => {
          const texts = await script.lookUp(bare.page, site.portal.url, inquiry, site.providerNpi ?? '');
          if (texts.length === 0) throw new Error(`The bare script of ${under.name} read nothing.`);
        }),
      );
      oursMs!.push(await timed(() => flows.eligibility({ ...ours, payer: site.payerOf(inquiry) }, inquiry)));
    }
    const [ourMedian, bareMedian] = [median(oursMs!.slice(WARM_UP)), median(bareMs!.slice(WARM_UP))];
    return {
      portal: under.name,
      fault: 'warm look-ups',
      lookups,
      bareMs: bareMedian,
      oursMs: ourMedian,
      ofBare: ourMedian / bareMedian,
    };
  } finally {
    for (const context of open) await chromium.release(context);
    await site.portal.close();
  }
}

/** A page of its own, signed in, with a photograph for evidence. */
export async function signedIn(
  chromium: Chromium,
  flows: Portal,
  site: StartedPortal,
  login: Credentials,
  open: BrowserContext[],
): Promise<Visit> {
  const context = await chromium.context();
  open.push(context);
  const page = await context.newPage();
  const { portal, providerNpi, secondFactorsOf } = site;
  const visit: Visit = {
    ...visitOf(page, { baseUrl: portal.url, providerNpi, timeoutMs: TIMEOUT_MS }),
    capture: async (window = page) => void (await photograph(window)),
  };
  const credentials = async () => login;
  const desk = { ...NO_SECOND_FACTOR, credentials, beforeSubmit: async () => undefined, ...secondFactorsOf?.(login) };
  await flows.signIn(visit, desk);
  return visit;
}

async function timed(work: () => Promise<unknown>): Promise<number> {
  const startedAt = performance.now();
  await work();
  return performance.now() - startedAt;
}

const median = (values: readonly number[]): number => values.toSorted((a, b) => a - b)[values.length >> 1] ?? 0;

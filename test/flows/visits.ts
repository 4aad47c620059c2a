/** Visits for tests: what a worker gives a flow, with what the flow said of itself kept to look at. */
import type { Browser, Page } from 'playwright';
import type { Visit } from '../../flows/portal.ts';

export interface TestVisit extends Visit {
  readonly drifts: string[];
  readonly steps: string[];
  /** Addresses of the pages that were kept as evidence. */
  readonly captured: string[];
}

export interface VisitOptions {
  readonly baseUrl: string;
  readonly today?: string;
  readonly providerNpi?: string | null;
  readonly timeoutMs?: number;
}

/** A visit in a context of its own; the caller closes the context. */
export async function startVisit(browser: Browser, options: VisitOptions): Promise<TestVisit> {
  const context = await browser.newContext();
  return visitOf(await context.newPage(), options);
}

export function visitOf(page: Page, options: VisitOptions): TestVisit {
  const { baseUrl, today = '2026-11-23', providerNpi = null, timeoutMs = 3_000 } = options;
  page.setDefaultTimeout(timeoutMs);
  const drifts: string[] = [];
  const steps: string[] = [];
  const captured: string[] = [];
  return {
    page,
    baseUrl,
    providerNpi,
    today,
    timeoutMs,
    onDrift: (file, element, alternative) => void drifts.push(`${file}.${element} #${alternative}`),
    onRead: () => undefined,
    step: (what) => void steps.push(what),
    capture: async () => void captured.push(page.url()),
    drifts,
    steps,
    captured,
  };
}

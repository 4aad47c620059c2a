/** Visits for tests: what a worker gives a flow, with what the flow said of itself kept to look at. */
import type { Browser, Page } from 'playwright';
import { downloadPdf } from '../../adapters/portal-download.ts';
import type { SignInDesk, Visit } from '../../flows/portal.ts';

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
  readonly payer?: string;
}

/** A visit in a context of its own; the caller closes the context. */
export async function startVisit(browser: Browser, options: VisitOptions): Promise<TestVisit> {
  const context = await browser.newContext();
  return visitOf(await context.newPage(), options);
}

export function visitOf(page: Page, options: VisitOptions): TestVisit {
  const {
    baseUrl,
    today = '2026-11-23',
    providerNpi = null,
    timeoutMs = 3_000,
    payer = 'northfield-medicaid',
  } = options;
  page.setDefaultTimeout(timeoutMs);
  const drifts: string[] = [];
  const steps: string[] = [];
  const captured: string[] = [];
  return {
    page,
    baseUrl,
    providerNpi,
    payer,
    today,
    timeoutMs,
    onDrift: (file, element, alternative) => void drifts.push(`${file}.${element} #${alternative}`),
    onRead: () => undefined,
    step: (what) => void steps.push(what),
    capture: async (window = page) => void captured.push(window.url()),
    downloadPdf: (press, window = page) => downloadPdf(window, press, timeoutMs),
    drifts,
    steps,
    captured,
  };
}

/** A desk without second factors: a flow that asks for one fails its test. Spread it and give what the portal needs. */
export const NO_SECOND_FACTOR: Omit<SignInDesk, 'credentials' | 'beforeSubmit'> = {
  totp: () => Promise.reject(new Error('The test gave no authenticator.')),
  backupCode: () => Promise.reject(new Error('The test gave no backup code.')),
  passkey: () => Promise.reject(new Error('The test gave no passkey.')),
  mailedCode: () => Promise.reject(new Error('The test gave no mailbox.')),
  personCode: () => Promise.reject(new Error('The test gave nobody to ask.')),
};

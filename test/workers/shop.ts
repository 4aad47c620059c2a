/** A small practice for executor tests: one login, scripted portal answers, a session double without a browser. */
import type { Chromium } from '../../adapters/browser.ts';
import { openLeases } from '../../adapters/leases.ts';
import { openSessions } from '../../adapters/sessions.ts';
import type { Sessions } from '../../adapters/sessions.ts';
import type { NewWorkItem } from '../../adapters/work-items.ts';
import type { Coverage } from '../../domain/coverage.ts';
import type { WorkException } from '../../domain/exceptions.ts';
import type { EligibilityInquiry } from '../../domain/work-item.ts';
import type { Portal, Reading, Visit } from '../../flows/portal.ts';
import { startPortalWorkers } from '../../workers/portal.worker.ts';
import { repeat } from '../../workers/main.ts';
import { reconcile } from '../../workers/reconcile.ts';
import type { Stores } from '../../workers/stores.ts';

export const inquiry = (number: number): EligibilityInquiry => ({
  kind: 'eligibility',
  member: {
    memberId: `M${String(number).padStart(6, '0')}`,
    lastName: 'Probst',
    firstName: 'Lena',
    birthDate: '1980-02-03',
  },
  serviceDate: '2026-11-24',
  providerNpi: '1993999998',
});

export const coverage = (memberId: string | null): Coverage => ({
  status: 'active',
  plan: 'FAMPL',
  planType: null,
  groupNumber: null,
  memberId,
  effectiveDate: '2026-01-01',
  terminationDate: null,
  serviceDate: '2026-11-24',
  copays: [],
  coinsurance: [],
  deductibles: [],
  outOfPocket: [],
  priorAuthRequired: [],
  otherPayers: [],
  primaryCare: null,
  limitations: [],
});

export const reading = (asked: EligibilityInquiry): Reading<Coverage> => ({
  result: coverage(asked.member.memberId),
  fields: { '/status': { confidence: 1, via: 'portal' } },
});

/** What the scripted portal does with an inquiry; throw a WorkException to stop it. */
export type Script = (asked: EligibilityInquiry, visit: Visit) => Promise<Reading<Coverage>>;

export interface ScriptedPortal extends Portal {
  readonly calls: { signIns: number; submits: number; lookups: string[] };
}

export function scriptedPortal(script: Script, signInFails?: () => WorkException | null): ScriptedPortal {
  const calls = { signIns: 0, submits: 0, lookups: [] as string[] };
  return {
    name: 'northfield',
    calls,
    isSignedIn: async () => true,
    async signIn(_visit, desk) {
      calls.signIns += 1;
      await desk.credentials();
      await desk.beforeSubmit();
      calls.submits += 1;
      const failure = signInFails?.();
      if (failure) throw failure;
    },
    async eligibility(visit, asked) {
      calls.lookups.push(asked.member.memberId ?? '');
      await visit.capture();
      return script(asked, visit);
    },
    claimStatus: () => Promise.reject(new Error('not scripted')),
  };
}

const SIZE = { x: 0, y: 0, width: 800, height: 600, clientWidth: 800, clientHeight: 600 };
/** What the browser itself is asked for a picture. */
const ANSWERS: Readonly<Record<string, unknown>> = {
  'Page.getLayoutMetrics': { cssContentSize: SIZE, cssLayoutViewport: SIZE },
  'Page.captureScreenshot': { data: Buffer.from('a picture').toString('base64') },
};

/** Browser contexts without a browser: pages that show nothing. */
export function chromiumDouble(): Chromium & { readonly opened: () => number } {
  let opened = 0;
  const context = () => {
    let isClosed = false;
    const page = {
      url: () => 'about:blank',
      on: () => page,
      isClosed: () => isClosed,
      frames: () => [],
      screenshot: async () => Buffer.from('a picture'),
      evaluate: async () => '',
      viewportSize: () => null,
      context: () => whole,
    };
    const whole = {
      newCDPSession: async () => ({ send: async (method: string) => ANSWERS[method] }),
      newPage: async () => page,
      pages: () => [page],
      browser: () => ({ isConnected: () => true }),
      storageState: async () => ({ cookies: [], origins: [] }),
      close: async () => void (isClosed = true),
    };
    return whole;
  };
  return {
    opened: () => opened,
    context: async () => {
      opened += 1;
      return context() as never;
    },
    isWorn: async () => false,
    release: (released) => released.close(),
    close: async () => undefined,
  };
}

/** The real sessions and leases of one process, without a browser. */
export function sessionDouble(
  stores: Stores,
): Sessions & { readonly dropped: string[]; readonly opened: () => number } {
  const chromium = chromiumDouble();
  const leases = openLeases(stores.db, stores.settings.jobLockMs);
  const sessions = openSessions(chromium, stores.logins, leases, stores.clock);
  const dropped: string[] = [];
  return {
    ...sessions,
    dropped,
    opened: chromium.opened,
    async drop(loginId, how) {
      dropped.push(loginId);
      await sessions.drop(loginId, how);
    },
  };
}

export async function addLogin(stores: Stores, label = 'front desk', portal = 'northfield'): Promise<string> {
  const credentials = { username: 'desk', password: 'right-password', answers: {} };
  return (await stores.logins.add({ portal, label, credentials, providerNpi: null }, stores.clock.now())).id;
}

export const questions = (loginId: string, count: number, portal = 'northfield'): NewWorkItem[] =>
  Array.from({ length: count }, (_, number) => ({
    portal,
    loginId,
    payer: 'northfield-medicaid',
    inquiry: inquiry(number),
  }));

export async function startShop(stores: Stores, portal: Portal) {
  const sessions = sessionDouble(stores);
  const stopping = new AbortController();
  const workers = await startPortalWorkers(stores, { sessions, portalNamed: () => portal, stopping: stopping.signal });
  const tending = repeat(
    () => sessions.tend(),
    stores.settings.jobLockMs / 3,
    () => undefined,
  );
  return {
    sessions,
    async wake() {
      await workers.refresh();
      return reconcile(stores);
    },
    async close() {
      stopping.abort();
      await workers.close();
      await tending.stop();
      await sessions.close();
    },
  };
}

/** @returns how many work items are in each state. */
export async function states(stores: Stores): Promise<Record<string, number>> {
  const { rows } = await stores.db.query<{ state: string; n: number }>(
    'select state, count(*)::int as n from work_item group by state',
  );
  return Object.fromEntries(rows.map((row) => [row.state, row.n]));
}

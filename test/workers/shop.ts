/** A small practice for executor tests: one login, scripted portal answers, a session double without a browser. */
import type { Session, Sessions } from '../../adapters/sessions.ts';
import type { NewWorkItem } from '../../adapters/work-items.ts';
import type { Coverage } from '../../domain/coverage.ts';
import type { WorkException } from '../../domain/exceptions.ts';
import type { EligibilityInquiry } from '../../domain/work-item.ts';
import type { Portal, Reading, Visit } from '../../flows/portal.ts';
import { startPortalWorkers } from '../../workers/portal.worker.ts';
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

/** Behaves as `openSessions` does, without a browser. */
export function sessionDouble(stores: Stores): Sessions & { readonly dropped: string[] } {
  const warm = new Set<string>();
  const dropped: string[] = [];
  return {
    dropped,
    async borrow(loginId): Promise<Session> {
      const origin = warm.has(loginId) ? 'warm' : (await stores.logins.session(loginId)) ? 'kept' : 'new';
      warm.add(loginId);
      const photograph = async () => Buffer.from('a picture');
      return {
        page: { url: () => 'about:blank' } as never,
        origin,
        photograph,
        photographSignIn: photograph,
        state: async () => '{}',
      };
    },
    async drop(loginId) {
      dropped.push(loginId);
      warm.delete(loginId);
      await stores.logins.dropSession(loginId);
    },
    close: async () => warm.clear(),
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
  const workers = await startPortalWorkers(stores, { sessions, portalNamed: () => portal });
  return { sessions, wake: () => reconcile(stores), close: () => workers.close() };
}

/** @returns how many work items are in each state. */
export async function states(stores: Stores): Promise<Record<string, number>> {
  const { rows } = await stores.db.query<{ state: string; n: number }>(
    'select state, count(*)::int as n from work_item group by state',
  );
  return Object.fromEntries(rows.map((row) => [row.state, row.n]));
}

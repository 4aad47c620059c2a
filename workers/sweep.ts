/** The sweep over our own stores: what would be asked today and why, and the asking. */
import { markDue } from '../adapters/canaries.ts';
import { listClaims, loadClaims } from '../adapters/claims.ts';
import type { OpenClaim } from '../adapters/claims.ts';
import type { NewWorkItem } from '../adapters/work-items.ts';
import { dayIn } from '../domain/dates.ts';
import { claimStatusInquiry } from '../domain/inquiries.ts';
import type { Login } from '../domain/login.ts';
import { planSweep, SWEEP_DEFAULTS } from '../domain/sweep.ts';
import type { SweepClaim, SweepPlan } from '../domain/sweep.ts';
import { ask } from './ask.ts';
import type { Asked } from './ask.ts';
import type { Stores } from './stores.ts';

/** Behind single inquiries and corrections that a person waits for. */
const SWEEP_PRIORITY = 10;

/** A claim that the planner never saw, because nobody could ask about it. */
export interface UnaskableClaim {
  readonly claim: SweepClaim;
  readonly reason: string;
}

export interface TodaysPlan extends SweepPlan {
  readonly today: string;
  readonly cannot: readonly UnaskableClaim[];
}

/** @param at the moment to plan for; default now. */
export async function planToday(stores: Stores, at: Date = stores.clock.now()): Promise<TodaysPlan> {
  const { settings, registers } = stores;
  const today = dayIn(at, settings.timeZone);
  const logins = await loginByPortal(stores);
  const cannot: UnaskableClaim[] = [];
  const askable: SweepClaim[] = [];
  for (const claim of await listClaims(stores.db)) {
    const seen = asSweepClaim(claim, settings.timeZone);
    const reason = claim.isClosed ? null : whyNot(claim, logins);
    if (reason) cannot.push({ claim: seen, reason });
    else askable.push(seen);
  }
  const byPayer = Object.fromEntries(registers.payers.map((payer) => [payer.key, payer.timelyFilingDays]));
  const options = { ...SWEEP_DEFAULTS, today, timelyFilingDays: { ...SWEEP_DEFAULTS.timelyFilingDays, byPayer } };
  return { ...planSweep(askable, options), today, cannot };
}

function whyNot(claim: OpenClaim, logins: ReadonlyMap<string, Login>): string | null {
  if (!claim.portal) return `no portal is registered for the payer "${claim.payer}"; add it to config/payers`;
  if (!logins.has(claim.portal))
    return `there is no login for the portal ${claim.portal}; add one with: claimwright login add ${claim.portal}`;
  return claim.isBeingAsked ? 'a question about it is already with a robot or a person' : null;
}

const asSweepClaim = (claim: OpenClaim, timeZone: string): SweepClaim => ({
  ...claim,
  lastAskedOn: claim.askedAt ? dayIn(claim.askedAt, timeZone) : null,
});

async function loginByPortal({ logins }: Stores): Promise<Map<string, Login>> {
  const found = new Map<string, Login>();
  for (const login of await logins.list()) if (!found.has(login.portal)) found.set(login.portal, login);
  return found;
}

/** Asks what the plan says, most urgent first. Run twice on one day it asks nothing twice. */
export async function runSweep(stores: Stores): Promise<{ plan: TodaysPlan; asked: Asked }> {
  const plan = await planToday(stores);
  const logins = await loginByPortal(stores);
  const claims = await loadClaims(
    stores.db,
    plan.ask.map((planned) => planned.claim.id),
  );
  const items = claims.flatMap(({ id, payer, portal, claim }): NewWorkItem[] => {
    const login = portal ? logins.get(portal) : undefined;
    if (!portal || !login) return [];
    return [
      { portal, loginId: login.id, payer, inquiry: claimStatusInquiry(claim), claimId: id, priority: SWEEP_PRIORITY },
    ];
  });
  await sendCanariesAhead(stores, [...new Set(items.map(({ portal }) => portal))]);
  return { plan, asked: await ask(stores, items) };
}

/** A canary that passed so lately need not be asked again. */
const FRESH_MS = 15 * 60_000;

/** Each login of these portals asks about a known member before its first question. */
const sendCanariesAhead = ({ clock, db }: Stores, portals: readonly string[]): Promise<void> =>
  markDue(db, portals, new Date(clock.now().getTime() - FRESH_MS), clock.now());

/** What must hold before a browser is opened: the terms, the hours, the day's cap, and the pace the portal taught us. */
import { setTimeout as passTime } from 'node:timers/promises';
import { takeTurn } from '../adapters/portal-health.ts';
import { spendOfDay } from '../adapters/work-items.ts';
import { mayAutomate } from '../config/registers.ts';
import type { PortalRegister } from '../config/registers.ts';
import { dayIn } from '../domain/dates.ts';
import { WorkException } from '../domain/exceptions.ts';
import { isDown, nextMidnight, nextOpening } from '../domain/portal-hours.ts';
import type { Stores } from './stores.ts';

/** @throws WorkException `automation-forbidden`, `outside-hours` or `portal-maintenance`. */
export function readTerms(stores: Pick<Stores, 'registers' | 'clock'>, portal: string): PortalRegister {
  const register = stores.registers.portals.find((known) => known.name === portal);
  if (!register || !mayAutomate(register)) {
    throw new WorkException(
      'automation-forbidden',
      `The policy register does not allow robots on ${portal}. Read its terms, ask for consent where they want it, and record it in config/portals/${portal}.json, or work it by hand.`,
    );
  }
  const { hours, maintenance = [] } = register;
  const now = stores.clock.now();
  const opens = nextOpening(hours, now, maintenance);
  if (!opens) return register;
  const until = opens.toISOString();
  if (isDown(maintenance, hours.timeZone, now))
    throw new WorkException('portal-maintenance', 'The portal is down by plan at this hour.', { until });
  throw new WorkException('outside-hours', 'The portal may not be asked at this hour.', { until });
}

export interface Asker {
  readonly loginId: string;
  /** Whether the portal has lately told us to slow down. */
  readonly isSlowed: boolean;
  readonly signal?: AbortSignal | undefined;
}

/** Waits for our turn where the portal taught us a pace, and counts the look-up. @throws WorkException `daily-cap`. */
export async function admit({ clock, db }: Stores, register: PortalRegister, asker: Asker): Promise<void> {
  const { timeZone } = register.hours;
  if (asker.isSlowed) {
    const turn = await takeTurn(db, register.name, clock.now());
    const ms = (turn?.getTime() ?? 0) - clock.now().getTime();
    if (ms > 0) await passTime(ms, undefined, asker.signal ? { signal: asker.signal } : {}).catch(() => undefined);
    if (asker.signal?.aborted)
      throw new WorkException('too-early', 'The worker stopped while it kept the pace that the portal wants.', {
        until: clock.now().toISOString(),
      });
  }
  if (register.dailyCap === undefined) return;
  if (await spendOfDay(db, asker.loginId, dayIn(clock.now(), timeZone), register.dailyCap)) return;
  throw new WorkException('daily-cap', 'This login has asked as often today as the portal allows.', {
    until: nextMidnight(timeZone, clock.now()).toISOString(),
  });
}

const FIRST_GAP_MS = 2_000;

/** @returns the distance between look-ups after the portal first said that we are too fast: half its registered pace. */
export const firstGapMs = ({ pace }: Pick<PortalRegister, 'pace'>): number =>
  pace ? Math.round((pace.perSeconds * 2_000) / pace.lookups) : FIRST_GAP_MS;

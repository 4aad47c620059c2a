/** Starts the practice portal "Northfield Medicaid Provider Portal", a state-Medicaid style WebForms site. */
import { createHash } from 'node:crypto';
import { adjudicate } from '../adjudication.ts';
import type { Population } from '../population.ts';
import { seededRandom } from '../random.ts';
import { type Truth, truthOf } from '../truth.ts';
import { type Counters, type NorthfieldUser, openAccounts } from './accounts.ts';
import { type Faults, noFaults } from './faults.ts';
import { buildServer } from './server.ts';
import { openSessions } from './sessions.ts';
import type { Site } from './site.ts';
import { viewStateSeal } from './view-state.ts';

export interface NorthfieldOptions {
  readonly population: Population;
  /** `YYYY-MM-DD` on the payer's calendar. */
  readonly today: string;
  readonly seed: number;
  readonly users: readonly NorthfieldUser[];
  readonly now: () => Date;
  /** 0 (default): any free port. */
  readonly port?: number;
  readonly host?: string;
  readonly latencyMs?: number;
  /** Default 15 minutes. */
  readonly idleTimeoutMs?: number;
}

export interface Northfield {
  /** Without a trailing slash. */
  readonly url: string;
  readonly truth: Truth;
  readonly counters: Readonly<Counters>;
  readonly faults: {
    readonly set: (faults: Partial<Faults>) => void;
    readonly clear: () => void;
    readonly current: () => Readonly<Faults>;
  };
  readonly users: {
    readonly setPassword: (username: string, password: string) => void;
    readonly unlock: (username: string) => void;
  };
  readonly close: () => Promise<void>;
}

export async function startNorthfield(options: NorthfieldOptions): Promise<Northfield> {
  const {
    population,
    today,
    seed,
    users,
    now,
    port = 0,
    host = '127.0.0.1',
    latencyMs = 0,
    idleTimeoutMs = 900_000,
  } = options;
  const records = adjudicate(population, { seed, today });
  const random = seededRandom(seed, 'northfield');
  const sessions = openSessions(now, idleTimeoutMs);
  const counters: Counters = {
    signIns: 0,
    passwordSubmits: 0,
    badPasswords: 0,
    badAnswers: 0,
    lockouts: 0,
    get liveSessions() {
      return sessions.live();
    },
    maxLiveSessions: 0,
    lookups: 0,
    requests: 0,
  };
  const accounts = openAccounts(users, counters);
  const faults = noFaults();
  const site: Site = {
    seed,
    today,
    members: population.members,
    records,
    accounts,
    sessions,
    counters,
    faults,
    random,
    hits: (rate) => (typeof rate === 'number' ? random.chance(rate) : rate),
  };
  const seal = viewStateSeal(createHash('sha256').update(`northfield ${seed}`).digest());
  const app = await buildServer({ site, seal, latencyMs });
  const url = await app.listen({ port, host });
  return {
    url,
    truth: truthOf(population, records, today),
    counters,
    faults: {
      set: (changes) => void Object.assign(faults, changes),
      clear: () => void Object.assign(faults, noFaults()),
      current: () => faults,
    },
    users: { setPassword: accounts.setPassword, unlock: accounts.unlock },
    close: () => app.close(),
  };
}

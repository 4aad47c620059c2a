/**
 * Starts the practice portal "Northfield Medicaid Provider Portal", a state-Medicaid style WebForms site.
 *
 * Switches, where they mean something particular here. `errorOnce`: once a login, on its first request after the user id.
 * `kicked`: on the next request of someone signed in; the site itself lets a login be on several times. `namesakes`: a search of
 * members by name finds two and says so; a list of claims shows one of another person of that name first. `doubleSubmit`: every
 * claim is listed twice. `otherDate`: claims stand three days later. `neverAnswers`: the answer's page never comes.
 * `staleDetail`: of claims; eligibility has no row to open. `pdfForm`: no PDF is handed out here.
 */
import { createHash } from 'node:crypto';
import { adjudicate } from '../adjudication.ts';
import { openFaults } from '../faults.ts';
import { datedOff } from '../look-alikes.ts';
import { type PracticePortal, type PracticePortalOptions, startCounters } from '../practice-portal.ts';
import { seededRandom } from '../random.ts';
import { askedByPractice, type Truth, truthOf } from '../truth.ts';
import { type NorthfieldUser, openAccounts } from './accounts.ts';
import { buildServer } from './server.ts';
import { openSessions } from './sessions.ts';
import type { Site } from './site.ts';
import { viewStateSeal } from './view-state.ts';

export interface NorthfieldOptions extends PracticePortalOptions {
  readonly users: readonly NorthfieldUser[];
}

export type Northfield = PracticePortal;

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
  const counters = startCounters(sessions);
  const accounts = openAccounts(users, counters);
  const faults = openFaults(seededRandom(seed, 'northfield faults'));
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
  };
  const seal = viewStateSeal(createHash('sha256').update(`northfield ${seed}`).digest());
  const app = await buildServer({ site, seal, latencyMs });
  const url = await app.listen({ port, host });
  const truth = truthOf(population, records, today);
  const claimStatus: Truth['claimStatus'] = (inquiry) => {
    const { otherDate } = faults.at({ page: 'claim-results' });
    if (otherDate === false) return truth.claimStatus(inquiry);
    return truthOf(population, datedOff(records, otherDate), today).claimStatus(inquiry);
  };
  return {
    url,
    truth: { records, ...askedByPractice(population, { eligibility: truth.eligibility, claimStatus }) },
    counters,
    faults,
    users: { setPassword: accounts.setPassword, unlock: accounts.unlock },
    close: () => app.close(),
  };
}

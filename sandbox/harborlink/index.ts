/** Starts the practice portal "Harborlink Provider Exchange": a clearinghouse of many payers, its tools in a frame of a shell. */
import { adjudicate } from '../adjudication.ts';
import { openFaults } from '../faults.ts';
import { datedOff } from '../look-alikes.ts';
import { type PracticePortal, type PracticePortalOptions, startCounters } from '../practice-portal.ts';
import { seededRandom } from '../random.ts';
import { type HarborlinkUser, openAccounts } from './accounts.ts';
import { openBundle } from './bundle.ts';
import { writePdf } from '../pdf.ts';
import { eobLines } from './claim-pages.ts';
import type { Generation } from './model.ts';
import { payerByKey, payerKeyOf } from './payers.ts';
import { buildServer } from './server.ts';
import { openSessions } from './sessions.ts';
import type { Site } from './site.ts';
import { truthOfHarborlink } from './truth.ts';

export type { HarborlinkUser } from './accounts.ts';

export interface HarborlinkOptions extends PracticePortalOptions {
  readonly users: readonly HarborlinkUser[];
  /** One build of the pages for all payers; by default each payer has its own. */
  readonly generation?: Generation;
  /** Which payer holds a member; by default told by the member id, the same for every start. */
  readonly payerOf?: (memberId: string | null) => string;
}

export interface Harborlink extends PracticePortal {
  /** Our key of the payer that holds a member. */
  readonly payerOf: (memberId: string | null) => string;
  /** The exact bytes that the remittance viewer hands out for a claim; null when it is not there. */
  readonly eobOf: (payerClaimControlNumber: string) => Uint8Array | null;
}

/**
 * Faults by page: sign-in, verify, home, eligibility, eligibility-result, claim-search, claim-results, claim-detail, remittance,
 * remittance-results, eob. An eligibility search opens no record: its session is cut, and its stale person shown, with the result.
 * `errorOnce` is counted by login and page, so that a new session of the same login gets through.
 */
export async function startHarborlink(options: HarborlinkOptions): Promise<Harborlink> {
  const { population, today, seed, now, users, port = 0, host = '127.0.0.1', latencyMs = 0 } = options;
  const { idleTimeoutMs = 1_800_000, generation = null, payerOf = payerKeyOf } = options;
  const records = adjudicate(population, { seed, today });
  const faults = openFaults(seededRandom(seed, 'harborlink'));
  const sessions = openSessions(now, idleTimeoutMs, () => counters);
  const counters = startCounters(sessions);
  const accounts = openAccounts(users, counters, now);
  const site: Site = {
    today,
    now,
    members: population.members,
    records: (username) =>
      datedOff(records, faults.at({ page: 'claim-search', ...(username !== undefined && { username }) }).otherDate),
    payerOf,
    accounts,
    sessions,
    counters,
    faults,
    generation,
    failedOnce: new Set(),
    pollsBeforeAnswer: 1,
  };
  const app = await buildServer(site, await openBundle(), latencyMs);
  const url = await app.listen({ port, host });
  return {
    url,
    truth: truthOfHarborlink(site, population),
    counters,
    faults,
    users: { setPassword: accounts.setPassword, unlock: accounts.unlock },
    payerOf,
    eobOf: (number) => {
      const claim = records.find(({ shown }) => shown.payerClaimControlNumber === number);
      return claim ? writePdf(eobLines(payerByKey(payerOf(claim.member.memberId)).name, claim)) : null;
    },
    close: () => app.close(),
  };
}

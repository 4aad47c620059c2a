/**
 * Starts the practice portal "Brightwell Provider Portal", a big insurer's single page application: plain modules that draw
 * custom elements from a JSON API, with a bearer token in sessionStorage.
 *
 * Faults, where they differ from other portals by its architecture: pages are drawn from data, so maintenance, 429, "unusual
 * activity" and captcha come as the API's answers and are drawn by the application; `down` holds for documents too.
 * `errorOnce` counts by login and page, since a login has one session. `doubleSubmit`: the results are drawn twice, and the
 * same search that comes again within 120 ms is refused. `kicked` ends the session at its next request for data.
 * What must be carried to another process: sessionStorage (`bw.session`) of the portal's origin; there is no cookie.
 */
import { adjudicate } from '../adjudication.ts';
import { openFaults } from '../faults.ts';
import { datedOff } from '../look-alikes.ts';
import { type PracticePortal, type PracticePortalOptions, startCounters } from '../practice-portal.ts';
import { seededRandom } from '../random.ts';
import { openTickets } from './documents.ts';
import { RP_ID } from './known-passkey.ts';
import { bytesOf, documentsOf } from './library.ts';
import { buildServer } from './server.ts';
import { openSessions } from './sessions.ts';
import type { Site } from './site.ts';
import { brightwellTruth } from './truth.ts';
import { type BrightwellUser, openAccounts } from './users.ts';

export interface BrightwellOptions extends PracticePortalOptions {
  readonly users: readonly BrightwellUser[];
  /**
   * Whether a user who has a passkey is asked for it after the password, and may make one on the home page. The portal then
   * goes by the name `localhost`, and sends whoever asks for 127.0.0.1 there.
   */
  readonly hasPasskeys?: boolean;
}

export interface Brightwell extends PracticePortal {
  /** The bytes of the remittance that the library holds of a claim; null when it holds none. */
  readonly remittance: (claimNumber: string) => Buffer | null;
}

export async function startBrightwell(options: BrightwellOptions): Promise<Brightwell> {
  const { population, today, seed, users, now, port = 0, host = '127.0.0.1', latencyMs = 0 } = options;
  const { hasPasskeys = false } = options;
  const records = adjudicate(population, { seed, today });
  const random = seededRandom(seed, 'brightwell');
  const sessions = openSessions(now, options.idleTimeoutMs ?? 1_200_000);
  const counters = startCounters(sessions);
  const accounts = openAccounts(users, counters);
  const faults = openFaults(random);
  const documents = documentsOf(records);
  const site: Site = {
    seed,
    today,
    now,
    members: population.members,
    records,
    documents,
    accounts,
    sessions,
    counters,
    faults,
    hasPasskeys,
    origin: () => url,
  };
  const app = buildServer({ site, tickets: openTickets(now, random), latencyMs });
  const recordsNow = () => datedOff(records, faults.at({ page: 'claim-search' }).otherDate);
  const address = await app.listen({ port, host });
  const url = hasPasskeys ? `http://${RP_ID}:${new URL(address).port}` : address;
  return {
    url,
    truth: brightwellTruth(population, recordsNow, today),
    counters,
    faults,
    users: { setPassword: accounts.setPassword, unlock: accounts.unlock },
    remittance: (claimNumber) => {
      const document = documents.find((each) => each.claimNumber === claimNumber);
      return document ? bytesOf(document) : null;
    },
    close: () => app.close(),
  };
}

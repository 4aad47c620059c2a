/**
 * Starts the practice portal "Ashgrove ERA & Claims Exchange": a clearinghouse of the old kind. A frameset with a menu frame and a
 * main frame, JSP addresses, tables in tables without ids, reports in windows of their own, rows that take two clicks, lists
 * with "Next >>", one payer of several to choose, one live session a login, five bad passwords until a User ID is revoked.
 *
 * Switches, where they mean something particular here. `errorOnce`: once a login, on its first page behind the log-on.
 * `kicked`: on the next page that is no decoration. `namesakes`: another person of that name, and a claim of theirs, stands first in
 * the list. `doubleSubmit`: every row stands twice, and the report opens in two windows. `otherDate`: claims stand three days later.
 * `neverAnswers`: the list is a waiting page that refreshes itself. Banner, menu and the reports' tools are served elsewhere:
 * no fault but drift falls on them. Page names for scopes: sandbox/ashgrove/pages.
 */
import { adjudicate } from '../adjudication.ts';
import { openFaults } from '../faults.ts';
import { datedOff } from '../look-alikes.ts';
import { type PracticePortal, type PracticePortalOptions, startCounters } from '../practice-portal.ts';
import { seededRandom } from '../random.ts';
import { type AshgroveUser, openAccounts } from './accounts.ts';
import { buildServer } from './server.ts';
import { openSessions } from './sessions.ts';
import { ashgroveTruth } from './truth.ts';

export interface AshgroveOptions extends PracticePortalOptions {
  readonly users: readonly AshgroveUser[];
}

export async function startAshgrove(options: AshgroveOptions): Promise<PracticePortal> {
  const {
    population,
    today,
    seed,
    users,
    now,
    port = 0,
    host = '127.0.0.1',
    latencyMs = 0,
    idleTimeoutMs = 1_200_000,
  } = options;
  const records = adjudicate(population, { seed, today });
  const sessions = openSessions(now, idleTimeoutMs);
  const counters = startCounters(sessions);
  const accounts = openAccounts(users, counters);
  const faults = openFaults(seededRandom(seed, 'ashgrove faults'));
  const random = seededRandom(seed, 'ashgrove');
  const shownRecords = () => datedOff(records, faults.at({ page: 'clm-inquiry' }).otherDate);
  const app = await buildServer(
    { today, members: population.members, records, accounts, sessions, counters, faults, random },
    latencyMs,
  );
  return {
    url: await app.listen({ port, host }),
    truth: ashgroveTruth(population, records, shownRecords, today),
    counters,
    faults,
    users: { setPassword: accounts.setPassword, unlock: accounts.unlock },
    close: () => app.close(),
  };
}

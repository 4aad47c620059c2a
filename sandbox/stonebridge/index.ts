/**
 * Starts the practice portal "Stonebridge Medicare Portal", in the style of a Medicare contractor: pages from a server, tabs and
 * sub-tabs, a code by mail at every sign-in, names to the letter, and a login that stays shut for 15 minutes when a session was
 * left without Log Out (until then the abandoned session counts as live).
 *
 * Faults, where the switch needs a word: `passwordExpired` comes before the code, `termsPage` and `whatsNew` after it.
 * `errorOnce`: once a login, on the first page behind the home page. `doubleSubmit` shows a page that says not to press twice,
 * with a link to the answer; pressing twice always cancels an inquiry. `staleDetail` and `cutSessionBeforeDetail` hold for a claim
 * and for every eligibility sub-tab but the first. `namesakes` asks to choose between two people. `otherDate` moves claims by
 * three days. Log Out is spared by every fault but `down` and `maintenance`.
 */
import { adjudicate } from '../adjudication.ts';
import { openFaults } from '../faults.ts';
import { datedOff } from '../look-alikes.ts';
import { type PracticePortal, type PracticePortalOptions, startCounters } from '../practice-portal.ts';
import { seededRandom } from '../random.ts';
import { openAccounts, type StonebridgeUser } from './accounts.ts';
import { openCodes, type PortalMail } from './codes.ts';
import { buildServer } from './server.ts';
import { openSessions } from './sessions.ts';
import { stonebridgeTruth } from './truth.ts';

export { MAILS_FROM, type PortalMail } from './codes.ts';

export interface StonebridgeOptions extends PracticePortalOptions {
  readonly users: readonly StonebridgeUser[];
  /** The mailbox: gets every mail that the portal sends. */
  readonly onMail: (mail: PortalMail) => void;
  /** How long a mailed code is taken. Default 12. */
  readonly codeHours?: 8 | 12;
  /** How late mails are, in milliseconds. */
  readonly mailDelayMs?: number;
}

export interface Stonebridge extends PracticePortal {
  readonly setMailDelay: (ms: number) => void;
}

export async function startStonebridge(options: StonebridgeOptions): Promise<Stonebridge> {
  const { population, today, seed, users, now, port = 0, host = '127.0.0.1', latencyMs = 0 } = options;
  const { idleTimeoutMs = 900_000, onMail, codeHours = 12, mailDelayMs = 0 } = options;
  const random = seededRandom(seed, 'stonebridge');
  const records = adjudicate(population, { seed, today });
  const sessions = openSessions(now, idleTimeoutMs);
  const counters = startCounters(sessions);
  const switches = openFaults(random);
  const accounts = openAccounts({ users, counters, now, today });
  const codes = openCodes({ onMail, hours: codeHours, delayMs: mailDelayMs, random, now });
  const site = { today, members: population.members, records, accounts, sessions, codes, counters, switches };
  const app = await buildServer(site, latencyMs);
  const url = await app.listen({ port, host });
  const recordsNow = () => datedOff(records, switches.at({ page: 'claim-search' }).otherDate);
  return {
    url,
    truth: {
      records,
      ...stonebridgeTruth({ population, today, records: recordsNow }),
    },
    counters,
    faults: switches,
    users: { setPassword: accounts.setPassword, unlock: accounts.unlock },
    setMailDelay: codes.setDelay,
    close: async () => {
      codes.close();
      await app.close();
    },
  };
}

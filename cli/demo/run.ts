/** The main job on the embedded default: import, sign in, ask, store, review, compare with the portal's truth. */
import { setTimeout as sleep } from 'node:timers/promises';
import type { Query } from '../../adapters/query.ts';
import { readSettings } from '../../config/settings.ts';
import type { Settings } from '../../config/settings.ts';
import { dayIn } from '../../domain/dates.ts';
import { systemClock } from '../../adapters/clock.ts';
import { DEMO_PROVIDER_NPI, type PortalFaults } from '../../sandbox/index.ts';
import { importClaimFile, importScheduleFile } from '../../workers/import.ts';
import type { ImportReport } from '../../workers/import.ts';
import { askSchedule } from '../../workers/schedule.ts';
import type { Stores } from '../../workers/stores.ts';
import { runSweep } from '../../workers/sweep.ts';
import { startOffice } from '../office.ts';
import type { Office } from '../office.ts';
import { progress, sayAside } from '../output.ts';
import { PRACTICE_LOGIN } from '../practice-login.ts';
import { openPractice } from './practice.ts';
import type { Practice } from './practice.ts';
import { runRemittances } from './remittances.ts';
import type { RemittanceScore } from './remittance-score.ts';
import { score } from './score.ts';
import type { Score } from './score.ts';

export interface DemoOptions {
  readonly folder: string;
  readonly seed: number;
  readonly claimFiles: readonly string[];
  /** How the practice portal misbehaves; none, by default. */
  readonly faults?: Partial<PortalFaults>;
  /** Whether the review app is to be served. */
  readonly hasApi: boolean;
}

export interface Demo {
  readonly office: Office;
  readonly practice: Practice;
  readonly score: Score;
  readonly remittances: RemittanceScore;
  readonly seconds: number;
  close(): Promise<void>;
}

const PORTAL = 'northfield';

export async function runDemo(options: DemoOptions, onOpen: (close: () => Promise<void>) => void): Promise<Demo> {
  const startedAt = systemClock.now().getTime();
  const base = readSettings();
  const today = dayIn(systemClock.now(), base.timeZone);
  const practice = await openPractice({ ...options, folder: `${options.folder}/files`, today, clock: systemClock });
  let office: Office | undefined;
  const close = async () => {
    await office?.close();
    await practice.portal.close();
  };
  onOpen(close);
  const { faults = {} } = options;
  practice.portal.faults.set(faults);
  try {
    sayAside(`Practice portal running at ${practice.portal.url}.`);
    office = await openOffice(base, options, practice.portal.url);
    await fill(office.stores, practice);
    await waitUntilAnswered(office.stores.db, Object.keys(faults).length > 0);
    const remittances = await runRemittances(office.stores, options.seed);
    const seconds = (systemClock.now().getTime() - startedAt) / 1000;
    const answers = await score(office.stores.db, practice.portal.truth);
    return { office, practice, score: answers, remittances, seconds, close };
  } catch (error) {
    await close();
    throw error;
  }
}

async function openOffice(base: Settings, options: DemoOptions, portalUrl: string): Promise<Office> {
  const settings: Settings = {
    ...base,
    databaseUrl: undefined,
    redisUrl: undefined,
    dataFolder: `${options.folder}/data`,
    logLevel: base.logLevel === 'info' ? 'error' : base.logLevel,
    portalUrls: { [PORTAL]: portalUrl },
  };
  const roles = options.hasApi ? (['api', 'worker', 'scheduler'] as const) : (['worker'] as const);
  try {
    return await startOffice(settings, { command: 'demo', roles, isThrownAway: true });
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code !== 'EADDRINUSE') throw error;
    sayAside(`Port ${settings.apiPort} is taken; the review app gets a free one.`);
    return startOffice({ ...settings, apiPort: 0 }, { command: 'demo', roles, isThrownAway: true });
  }
}

async function fill(stores: Stores, practice: Practice): Promise<void> {
  const { username, password, answers } = PRACTICE_LOGIN;
  const login = {
    portal: PORTAL,
    label: 'front desk',
    credentials: { username, password, answers },
    providerNpi: DEMO_PROVIDER_NPI,
  };
  await stores.logins.add(login, stores.clock.now());
  for (const file of practice.claimFiles) sayImport(await importClaimFile(stores, file, { portal: PORTAL }), 'claims');
  if (practice.scheduleFile)
    sayImport(await importScheduleFile(stores, practice.scheduleFile, { portal: PORTAL }), 'appointments');
  const schedule = await askSchedule(stores, 'all');
  const { plan, asked } = await runSweep(stores);
  sayAside(
    `Asking eligibility for ${schedule.created} appointments and the status of ${asked.created} claims; the sweep leaves ${plan.skip.length} claims alone.`,
  );
}

function sayImport(report: ImportReport, what: string): void {
  const known = report.known > 0 ? `; ${report.known} were known already` : '';
  sayAside(`Imported ${report.new} ${what} from ${report.file} (${report.format})${known}.`);
  for (const problem of report.problems) sayAside(`  Left out - ${problem}`);
}

/** How often in a row nothing may go on before what is left is said to wait. */
const STILL = 5;
const SOON_MS = 60_000;

/** @param mayStop under faults: what waits for a person, or for longer than a minute, is not waited for. */
async function waitUntilAnswered(db: Query, mayStop: boolean): Promise<void> {
  const watch = progress();
  for (let still = 0; ; ) {
    const { rows } = await db.query<{ open: number; going: number; ended: number }>(
      `select count(*) filter (where w.state in ('queued', 'running', 'waiting'))::int as open,
         count(*) filter (where w.state = 'running' or (w.state in ('queued', 'waiting')
           and l.paused_code is null and h.paused_code is null and (w.state = 'queued' or w.available_at < $1)))::int as going,
         count(*) filter (where w.state in ('done', 'review', 'failed'))::int as ended
       from work_item w join login l on l.id = w.login_id left join portal_health h on h.portal = w.portal`,
      [new Date(systemClock.now().getTime() + SOON_MS)],
    );
    const { open, going, ended } = rows[0] ?? { open: 0, going: 0, ended: 0 };
    still = going === 0 ? still + 1 : 0;
    if (open === 0 || (mayStop && still > STILL)) {
      watch.end();
      if (open > 0) sayAside(`${open} questions wait: for a person, or until the portal may be asked again.`);
      return;
    }
    watch.show(`${ended} of ${open + ended} questions answered ...`);
    await sleep(300);
  }
}

/** `claimwright sandbox`: practice portals of our own, to try Claimwright (or any robot) on before any real one. */
import { Argument, Command, InvalidArgumentError } from 'commander';
import { readClaimFile } from '../../adapters/claim-files.ts';
import { systemClock } from '../../adapters/clock.ts';
import { readSettings } from '../../config/settings.ts';
import type { Claim } from '../../domain/claim.ts';
import { dayIn } from '../../domain/dates.ts';
import {
  DEMO_PROVIDER_NPI,
  makePopulation,
  type PortalFaults,
  populationFromClaims,
  PRACTICE_PORTAL_NAMES,
  type PracticePortalName,
} from '../../sandbox/index.ts';
import { UsageError } from '../failure.ts';
import { addFault } from '../fault-option.ts';
import { MOST_PRACTICE_LOGINS, practiceCredentials, practiceUsers } from '../practice-login.ts';
import { openPractice } from '../practice.ts';
import { say, sayAside } from '../output.ts';
import { onStopSignal } from '../with-stores.ts';

interface Options {
  readonly port?: number;
  readonly controlPort: number;
  readonly seed: number;
  readonly logins: number;
  readonly claims?: string[];
  readonly latency: number;
  readonly passkeys?: boolean;
  readonly fault: Partial<PortalFaults>;
  readonly faultPage: readonly string[];
  readonly faultUser: readonly string[];
}

const EXAMPLES = `
Examples:
  claimwright sandbox
  claimwright sandbox --claims batch.837 --latency 200
  claimwright sandbox harborlink stonebridge --logins 8
  claimwright sandbox all --fault rateLimit=0.1 --fault drift=labels
  claimwright sandbox ashgrove --fault captcha --fault-page elg-list`;

export const sandboxCommand = (): Command =>
  new Command('sandbox')
    .description('Run practice portals: invented members and claims, or those of 837 files you give it')
    .addArgument(
      new Argument('[names...]', 'which portals').choices([...PRACTICE_PORTAL_NAMES, 'all']).default(['northfield']),
    )
    .option(
      '--port <port>',
      'where it listens, for one portal (default: the port of its register file)',
      number(65_535),
    )
    .option('--control-port <port>', 'where faults are set and counters read while they run', number(65_535), 4189)
    .option('--claims <file...>', 'claims and members come from these 837 (or CSV, XLSX) files')
    .option('--seed <number>', 'another seed, other people and other adjudication', number(), 7)
    .option(
      '--logins <number>',
      `how many logins each portal has, at most ${MOST_PRACTICE_LOGINS}`,
      number(MOST_PRACTICE_LOGINS, 1),
      1,
    )
    .option('--latency <ms>', 'what each page takes', number(), 0)
    .option('--passkeys', 'brightwell asks for a passkey after the password, under the name localhost')
    .option('--fault <name[=value]>', 'a fault to begin with: its share from 0 to 1, or its kind', addFault, {})
    .option('--fault-page <page>', 'only on this page, by the name that the portal gives it', addText, [])
    .option('--fault-user <user>', 'only for this login', addText, [])
    .addHelpText('after', EXAMPLES)
    .action(run);

async function run(asked: readonly (PracticePortalName | 'all')[], options: Options): Promise<void> {
  const names = asked.includes('all') ? PRACTICE_PORTAL_NAMES : [...new Set(asked as readonly PracticePortalName[])];
  const { seed, port, passkeys: hasPasskeys = false } = options;
  if (hasPasskeys && !names.includes('brightwell'))
    throw new UsageError('--passkeys is for brightwell: name it among the portals.');
  if (port !== undefined && names.length > 1)
    throw new UsageError('--port is for one portal; several listen on the ports of their register files.');
  if (Object.keys(options.fault).length === 0 && options.faultPage.length + options.faultUser.length > 0)
    throw new UsageError('--fault-page and --fault-user say where a --fault holds; give one.');
  const today = dayIn(systemClock.now(), readSettings().timeZone);
  const claims = options.claims ? await readClaims(options.claims, today) : null;
  const users = practiceUsers(options.logins, DEMO_PROVIDER_NPI);
  const practice = await openPractice({
    ...(port !== undefined && { port }),
    names,
    users,
    population: claims ? populationFromClaims(claims, { seed, today }) : makePopulation({ seed, today }),
    isInvented: claims === null,
    today,
    seed,
    now: systemClock.now,
    latencyMs: options.latency,
    hasPasskeys,
    controlPort: options.controlPort,
    faults: options.fault,
    scopes: scopesOf(options),
    onMail: ({ to, text }) => say(`stonebridge mailed ${to}: ${text.split('\n')[0]}`),
  });
  onStopSignal(practice.close);
  for (const { name, portal } of practice.running) {
    say(`Practice portal ${name}: ${portal.url} (${portal.truth.records.length} claims)`);
    sayAside(`Its logins, as JSON for "claimwright login add ${name} --npi ${DEMO_PROVIDER_NPI} --file -":`);
    for (const user of users) sayAside(JSON.stringify(practiceCredentials(name, user, { hasPasskeys })));
  }
  say(`Control: ${practice.controlUrl}/__practice/faults`);
}

/** Each page with each user; a part that was not given holds everywhere. */
function scopesOf({ faultPage, faultUser }: Options): { page?: string; username?: string }[] {
  const pages = faultPage.length > 0 ? faultPage.map((page) => ({ page })) : [{}];
  const users = faultUser.length > 0 ? faultUser.map((username) => ({ username })) : [{}];
  return pages.flatMap((page) => users.map((user) => ({ ...page, ...user })));
}

async function readClaims(files: readonly string[], today: string): Promise<Claim[]> {
  const read = await Promise.all(files.map((file) => readClaimFile(file, { today })));
  return read.flatMap((file) => file.claims);
}

const addText = (text: string, before: readonly string[]): string[] => [...before, text];

function number(most = Number.MAX_SAFE_INTEGER, least = 0): (text: string) => number {
  return (text) => {
    const value = Number(text);
    if (Number.isInteger(value) && value >= least && value <= most && text.trim() !== '') return value;
    throw new InvalidArgumentError(`Give a whole number from ${least}${most < 1e6 ? ` to ${most}` : ''}.`);
  };
}

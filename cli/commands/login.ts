/** `claimwright login add|list|test|passkey|pause|resume` */
import { Command } from 'commander';
import { dayIn } from '../../domain/dates.ts';
import { tellDue } from '../../domain/login-dates.ts';
import type { Login } from '../../domain/login.ts';
import { dueOf, setLoginPaused, testLogin } from '../../workers/login-care.ts';
import type { Stores } from '../../workers/stores.ts';
import { UsageError } from '../failure.ts';
import { findLogin } from '../find-login.ts';
import { say, sayAside, sayJson, table } from '../output.ts';
import { askCredentials } from '../secrets.ts';
import { withStores } from '../with-stores.ts';
import { passkeyCommand } from './login-passkey.ts';

export const loginCommand = (): Command =>
  new Command('login')
    .description('The credentials that robots sign in with; secrets are asked for, never given as arguments')
    .addCommand(
      new Command('add')
        .argument('<portal>', 'a portal of "claimwright portal list"')
        .description('add a login, or give a known one its new password')
        .option('--label <name>', 'what the office calls this login', 'main')
        .option('--npi <npi>', 'the provider row to choose after sign-in')
        .option('--file <path>', 'read the login as JSON from a file, or from standard input with -')
        .addHelpText(
          'after',
          '\nExamples:\n  claimwright login add northfield\n  claimwright login add northfield --label "front desk" --npi 1234567893 --file -  < login.json',
        )
        .action((portal: string, options: { label: string; npi?: string; file?: string }) => add(portal, options)),
    )
    .addCommand(
      new Command('list')
        .description('every login, its budget and whether it is paused')
        .option('--json', 'print one JSON document')
        .addHelpText('after', '\nExample:\n  claimwright login list')
        .action((options: { json?: boolean }) =>
          withStores('login list', async (stores) => print(stores, await stores.logins.list(), options.json === true)),
        ),
    )
    .addCommand(
      one('test', 'sign in once and say what the portal answered', async (stores, login) => {
        const { isSignedIn, code, message } = await testLogin(stores, login);
        say(isSignedIn ? `Signed in to ${login.portal} as "${login.label}".` : `Not signed in (${code}): ${message}`);
        if (!isSignedIn) process.exitCode = 1;
      }),
    )
    .addCommand(passkeyCommand())
    .addCommand(
      one('pause', 'stop all work of a login, on every host', async (stores, login) => {
        await setLoginPaused(stores, login, true);
        say(`"${login.label}" on ${login.portal} is paused. Go on with: claimwright login resume "${login.label}"`);
      }),
    )
    .addCommand(
      one('resume', 'go on with the work of a paused login', async (stores, login, { signedIn }) => {
        await setLoginPaused(stores, login, false, { isSignedInByHand: signedIn === true });
        say(`"${login.label}" on ${login.portal} works again.`);
      }).option(
        '--signed-in',
        'you have just signed in by hand with the stored password: its rejections count no more',
      ),
    )
    .addCommand(
      one(
        'confirmed',
        "note that the portal's administrator has confirmed the user of a login",
        async (stores, login) => {
          await stores.logins.noteConfirmed(login.id, stores.clock.now());
          say(`Noted: the user of "${login.label}" on ${login.portal} is confirmed as of today.`);
        },
      ),
    );

function one(
  name: string,
  what: string,
  body: (stores: Stores, login: Login, options: { signedIn?: boolean }) => Promise<void>,
): Command {
  return new Command(name)
    .argument('<login>', 'its label or id, as "claimwright login list" prints them')
    .description(what)
    .addHelpText('after', `\nExample:\n  claimwright login ${name} main`)
    .action((login: string, options: { signedIn?: boolean }) =>
      withStores(`login ${name}`, async (stores) => body(stores, await findLogin(stores, login), options)),
    );
}

async function add(portal: string, options: { label: string; npi?: string; file?: string }): Promise<void> {
  const credentials = await askCredentials(options.file);
  await withStores('login add', async ({ registers, logins, clock }) => {
    if (!registers.portals.some((known) => known.name === portal))
      throw new UsageError(`There is no portal "${portal}". "claimwright portal list" shows those there are.`);
    const { isNew } = await logins.add(
      { portal, label: options.label, credentials, providerNpi: options.npi ?? null },
      clock.now(),
    );
    say(
      isNew
        ? `Added the login "${options.label}" on ${portal}.`
        : `The login "${options.label}" on ${portal} has its new secret. If it was paused, resolve its review item or run: claimwright login resume "${options.label}"`,
    );
  });
}

function print(stores: Stores, logins: readonly Login[], isJson: boolean): void {
  if (isJson) return sayJson(logins);
  if (logins.length === 0) return say('There is no login yet. Add one with: claimwright login add PORTAL');
  const dueDay = (login: Login): string => {
    const [due] = dueOf(stores, login);
    return due ? dayIn(due.at, stores.settings.timeZone) : '';
  };
  const rows = logins.map((login) => [
    login.label,
    login.portal,
    login.pausedCode ?? 'works',
    `${login.rejectedSubmits + login.unseenSubmits} of ${login.submitBudget}`,
    login.signIns,
    dueDay(login),
    login.id,
  ]);
  for (const login of logins)
    for (const due of dueOf(stores, login)) sayAside(`"${login.label}" on ${login.portal}: ${tellDue(due)}.`);
  say(table(['login', 'portal', 'state', 'sign-in budget used', 'sign-ins', 'due', 'id'], rows));
}

/** `claimwright login passkey LOGIN`: a person signs in at the portal and makes a passkey there, which the robot keeps. */
import { Command } from 'commander';
import type { RecordingBrowser } from '../../adapters/recording-browser.ts';
import type { Login } from '../../domain/login.ts';
import { makePasskey } from '../../workers/make-passkey.ts';
import type { Stores } from '../../workers/stores.ts';
import { findLogin } from '../find-login.ts';
import { say, sayAside } from '../output.ts';
import { openPersonsBrowser, type PersonsBrowserOptions, REMOTE_DEBUG_OPTION } from '../persons-browser.ts';
import { openTerminal } from '../terminal.ts';
import { withStores } from '../with-stores.ts';

interface PasskeyOptions extends PersonsBrowserOptions {
  readonly remove?: boolean;
}

export const passkeyCommand = (): Command =>
  new Command('passkey')
    .argument('<login>', 'its label or id, as "claimwright login list" prints them')
    .description(
      "make a passkey of the robot's own: sign in by hand in the browser that opens, and add a passkey there",
    )
    .option('--visible', 'open a window on this display (the default where there is one)')
    .option(...REMOTE_DEBUG_OPTION)
    .option('--remove', 'forget the passkey that is kept; take it off the portal too')
    .addHelpText('after', '\nExample:\n  claimwright login passkey main')
    .action((name: string, options: PasskeyOptions) =>
      withStores('login passkey', async (stores) => {
        const login = await findLogin(stores, name);
        if (options.remove) return remove(stores, login);
        return make(stores, login, options);
      }),
    );

async function remove({ logins, clock }: Stores, login: Login): Promise<void> {
  await logins.renew(login.id, { passkey: null }, clock.now());
  say(`"${login.label}" on ${login.portal} has no passkey any more. Take it off the portal too.`);
}

const WHAT_TO_DO = `In the browser: sign in as this login's user, go to the portal's own settings for passkeys, and add one.
It belongs to the robot; your own stay as they are. Then sign out on the portal and press Enter here.`;

async function make(stores: Stores, login: Login, options: PasskeyOptions): Promise<void> {
  let browser: RecordingBrowser | undefined;
  try {
    const made = await makePasskey(stores, login, {
      open: async (storageState) => {
        browser = await openPersonsBrowser(options, false, storageState ? { storageState } : {});
        sayAside(WHAT_TO_DO);
        return browser.context;
      },
      done: untilEnter,
      isWanted: (site) => askWanted(site, login),
    });
    if (made > 0)
      return say(
        `"${login.label}" on ${login.portal} has its passkey. Try it with: claimwright login test ${login.id}`,
      );
    say('No passkey was made, so nothing was changed.');
    process.exitCode = 1;
  } finally {
    await browser?.close();
  }
}

/** No, unless the person says yes. */
async function askWanted(site: string, { label, portal }: Login): Promise<boolean> {
  const terminal = openTerminal();
  const said = await terminal.ask(
    `A passkey was made for ${site}, which is not the address of ${portal}. Does "${label}" sign in there? (y/N): `,
  );
  terminal.close();
  return /^y(es)?$/i.test(said ?? '');
}

/** Until the person says so, or has closed the browser. */
async function untilEnter(context: RecordingBrowser['context']): Promise<void> {
  const terminal = openTerminal();
  const closed = new Promise<void>((done) => context.on('close', () => done()));
  await Promise.race([terminal.ask('Enter when you are done: '), closed]);
  terminal.close();
}

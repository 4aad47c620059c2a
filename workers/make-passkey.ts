/** A person signs in at the portal in a browser of ours and makes a passkey there: the robot's own, kept with the login's secrets. */
import { openLeases } from '../adapters/leases.ts';
import { makePasskeys } from '../adapters/passkeys.ts';
import type { RecordingBrowser } from '../adapters/recording-browser.ts';
import { readState, restoreTab } from '../adapters/session-state.ts';
import type { CarriedState } from '../adapters/session-state.ts';
import { mayAutomate } from '../config/registers.ts';
import { WorkException } from '../domain/exceptions.ts';
import type { Login, Passkey } from '../domain/login.ts';
import { repeat } from './repeat.ts';
import type { Stores } from './stores.ts';

/** The browser in which the person works, and word from the person that the work is done. */
export interface PasskeyDesk {
  /** @param storage the cookies and local storage to begin with. */
  readonly open: (storage: CarriedState['storage'] | undefined) => Promise<RecordingBrowser['context']>;
  readonly done: (context: RecordingBrowser['context']) => Promise<void>;
  /** Whether a passkey of a site that is not the portal's own address is meant for the robot. */
  readonly isWanted: (site: string) => Promise<boolean>;
}

const LEASE_MS = 60_000;

/**
 * Holds the login for the person as long as it takes, and begins with the session that the robot left, if any: the portal
 * never has two. A passkey is kept the moment that the portal has made it. Sites make some unasked, a person's mail among them:
 * one of another site is kept only when the portal made none, and the person says that the login signs in there.
 * @returns how many were made; the last one counts.
 * @throws WorkException `automation-forbidden`; `signed-in-elsewhere` while a worker holds the login.
 */
export async function makePasskey(stores: Stores, login: Login, desk: PasskeyDesk): Promise<number> {
  const { db, logins, registers, settings } = stores;
  const register = registers.portals.find(({ name }) => name === login.portal);
  if (!register || !mayAutomate(register))
    throw new WorkException('automation-forbidden', `The policy register does not allow robots on ${login.portal}.`);
  const leases = openLeases(db, LEASE_MS);
  if ((await leases.take(login.id)) === null)
    throw new WorkException(
      'signed-in-elsewhere',
      'A worker uses this login now. Pause it with "claimwright login pause", wait until its session has ended, or stop the worker; then try again.',
    );
  const renewing = repeat(
    async () => void (await leases.renew([login.id])),
    LEASE_MS / 3,
    () => undefined,
  );
  try {
    return await atThePortal(stores, login, desk, settings.portalUrls[login.portal] ?? register.url);
  } finally {
    await renewing.stop();
    // The person has signed out, or goes on elsewhere: the robot signs in anew.
    await logins.dropSession(login.id, leases.holder);
    await leases.release(login.id);
  }
}

async function atThePortal(stores: Stores, login: Login, desk: PasskeyDesk, address: string): Promise<number> {
  const shelf = openShelf(stores, login);
  const elsewhere = new Map<string, Passkey>();
  const hosts = [new URL(address).hostname];
  const text = await stores.logins.session(login.id).catch(() => null);
  const left = text === null ? null : readState(text);
  const context = await desk.open(left?.storage);
  const endFilling = await restoreTab(context, left?.tab ?? {});
  await makePasskeys(context, (passkey) => {
    if (hosts.some((host) => isOfSite(passkey.rpId, host))) shelf.keep(passkey);
    else elsewhere.set(passkey.rpId, passkey);
  });
  const page = await context.newPage();
  await page.goto(address).catch(() => {
    throw new WorkException('portal-error', `The portal ${login.portal} could not be reached. Try again later.`);
  });
  hosts.push(new URL(page.url()).hostname);
  await endFilling();
  await desk.done(context);
  for (const [site, passkey] of elsewhere) if (shelf.count() === 0 && (await desk.isWanted(site))) shelf.keep(passkey);
  await shelf.kept();
  return shelf.count();
}

/** One after the other, so that the last one made is the one that stays. */
function openShelf({ logins, clock }: Stores, login: Login) {
  let count = 0;
  let kept = Promise.resolve();
  return {
    keep: (passkey: Passkey): void => {
      count += 1;
      kept = kept.then(() => logins.renew(login.id, { passkey }, clock.now()));
      // Whether it went well is asked when the person is done.
      kept.catch(() => undefined);
    },
    count: () => count,
    kept: () => kept,
  };
}

/** Sites of one owner: the same host, one above it, or one beside it under the same name. */
function isOfSite(site: string, host: string): boolean {
  const owner = host.split('.').slice(-2).join('.');
  return site === host || host.endsWith(`.${site}`) || site.endsWith(`.${owner}`);
}

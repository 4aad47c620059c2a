/** What a person does to a login from outside: try it, pause it, let it go on. */
import { openChromium } from '../adapters/browser.ts';
import { openLeases } from '../adapters/leases.ts';
import { openSessions } from '../adapters/sessions.ts';
import { comingDue } from '../domain/login-dates.ts';
import type { ComingDue } from '../domain/login-dates.ts';
import type { Login } from '../domain/login.ts';
import { portalNamed } from '../flows/portals/index.ts';
import { reconcile } from './reconcile.ts';
import { trySignIn } from './lookup.ts';
import type { Stores } from './stores.ts';

export interface SignInTest {
  readonly isSignedIn: boolean;
  readonly code: string | null;
  readonly message: string | null;
}

/** One sign-in in a browser of its own; spends the login's budget as any other does, and keeps the session for the workers. */
export async function testLogin(stores: Stores, login: Login): Promise<SignInTest> {
  const chromium = openChromium(stores.settings.chromiumPath, { log: stores.log });
  const leases = openLeases(stores.db, stores.settings.workTimeoutMs);
  const sessions = openSessions(chromium, stores.logins, leases, stores.clock);
  try {
    const exception = await trySignIn(stores, { sessions, portalNamed }, login);
    return { isSignedIn: !exception, code: exception?.code ?? null, message: exception?.message ?? null };
  } finally {
    await sessions.close();
    await chromium.close();
  }
}

/** What comes due for a login by its portal's rules, the nearest first. */
export const dueOf = ({ clock, registers }: Pick<Stores, 'clock' | 'registers'>, login: Login): ComingDue[] =>
  comingDue(registers.portals.find(({ name }) => name === login.portal) ?? {}, login, clock.now());

/** On every host: the row says it, the queues follow at once. */
export async function setLoginPaused(
  stores: Stores,
  login: Login,
  isPaused: boolean,
  options: { isSignedInByHand?: boolean } = {},
): Promise<void> {
  if (options.isSignedInByHand) await stores.logins.noteSignedInByHand(login.id);
  if (isPaused) await stores.logins.pause(login.id, 'by-hand', stores.clock.now());
  else await stores.logins.resume(login.id);
  await reconcile(stores);
}

/** Ashgrove log-on: User ID and password on one page, perhaps news, then the desktop. One password, one submit. */
import { desktopPage, homePage, menuPage } from '../../../selectors/ashgrove/desktop.ts';
import { logonPage, newsPage, sessionOverPage } from '../../../selectors/ashgrove/sign-in.ts';
import { anywhere, trouble, whileSignedIn } from '../../../selectors/ashgrove/signals.ts';
import { arrive, open, unfold } from '../../arrive.ts';
import { fillIn, locate } from '../../locate.ts';
import type { SignInDesk, Visit } from '../../portal.ts';

export async function signIn(visit: Visit, desk: SignInDesk): Promise<void> {
  visit.step('Open the desktop');
  const landing = await openDesktop(visit);
  if (landing === desktopPage) return awaitDesktop(visit);
  if (landing === sessionOverPage) await open(visit, logonPage, { pages: [logonPage], signals: anywhere });
  const { username, password } = await desk.credentials();
  visit.step('Give the User ID and the password');
  await fillIn(visit, logonPage, { userId: username, password });
  const logOn = await locate(visit, logonPage, 'logOn');
  await desk.beforeSubmit();
  const pages = [desktopPage, newsPage];
  const next = await arrive(visit, { from: logonPage, pages, signals: anywhere }, () => logOn.click());
  if (next === newsPage) await passNews(visit);
  await awaitDesktop(visit);
}

/** Asks for the desktop once. @returns false when the portal wants a log-on. */
export async function isSignedIn(visit: Visit): Promise<boolean> {
  if ((await openDesktop(visit)) !== desktopPage) return false;
  await awaitDesktop(visit);
  return true;
}

/** The frames load by themselves, each in its time. */
export async function awaitDesktop(visit: Visit): Promise<void> {
  await unfold(visit, { pages: [homePage], signals: whileSignedIn }, nothing);
  await unfold(visit, { pages: [menuPage], signals: whileSignedIn }, nothing);
}

/** The desktop of someone logged on, the log-on page of anyone else. */
const openDesktop = (visit: Visit): Promise<typeof desktopPage | typeof logonPage | typeof sessionOverPage> =>
  open(visit, desktopPage, { pages: [desktopPage, logonPage, sessionOverPage], signals: trouble });

async function passNews(visit: Visit): Promise<void> {
  visit.step('Go on from the news');
  const goOn = await locate(visit, newsPage, 'continue');
  await arrive(visit, { pages: [desktopPage], signals: anywhere }, () => goOn.click());
}

const nothing = (): Promise<void> => Promise.resolve();

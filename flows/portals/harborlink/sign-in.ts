/** Harborlink sign-in: cookie banner, password, then a code where the portal wants one. One password, one submit. */
import { cookieBanner, homePage, newsDialog } from '../../../selectors/harborlink/shell.ts';
import { backupPage, signInPage, verifyPage } from '../../../selectors/harborlink/sign-in.ts';
import { anywhere, trouble } from '../../../selectors/harborlink/signals.ts';
import { open, unfold } from '../../arrive.ts';
import { fillIn, firstServing, locate } from '../../locate.ts';
import type { SignInDesk, Visit } from '../../portal.ts';

export async function signIn(visit: Visit, desk: SignInDesk): Promise<void> {
  visit.step('Open the sign-in page');
  const landing = await openHome(visit);
  if (landing === homePage) return;
  const next = landing === signInPage ? await givePassword(visit, desk) : verifyPage;
  if (next === verifyPage) await giveCode(visit, desk);
  await passNews(visit);
}

/** Asks for the home page once. @returns false when the portal wants a sign-in or a code. */
export async function isSignedIn(visit: Visit): Promise<boolean> {
  return (await openHome(visit)) === homePage;
}

/** The home page of someone signed in, with nothing over it; else the page that is in the way. */
export async function openHome(visit: Visit): Promise<typeof homePage | typeof signInPage | typeof verifyPage> {
  const landing = await open(visit, homePage, { pages: [homePage, signInPage, verifyPage], signals: trouble });
  if (await isShown(visit, cookieBanner)) await (await locate(visit, cookieBanner, 'onlyNecessary')).click();
  if (landing === homePage) await passNews(visit);
  return landing;
}

async function givePassword(visit: Visit, desk: SignInDesk): Promise<typeof homePage | typeof verifyPage> {
  visit.step('Give the user id and the password');
  const { username, password } = await desk.credentials();
  await fillIn(visit, signInPage, { userId: username, password });
  const submit = await locate(visit, signInPage, 'signIn');
  await desk.beforeSubmit();
  return unfold(visit, { from: signInPage, pages: [homePage, verifyPage], signals: anywhere }, () => submit.click());
}

/** The authenticator's code; one of the backup codes where the login has no authenticator. */
async function giveCode(visit: Visit, desk: SignInDesk): Promise<void> {
  const { totpSecret, backupCodes = [] } = await desk.credentials();
  const page = totpSecret === undefined && backupCodes.length > 0 ? await askForBackup(visit) : verifyPage;
  visit.step(page === backupPage ? 'Give a backup code' : "Give the authenticator's code");
  await locate(visit, page, 'code');
  await fillIn(visit, page, { code: page === backupPage ? await desk.backupCode() : await desk.totp() });
  const submit = await locate(visit, page, 'verify');
  await unfold(visit, { from: page, pages: [homePage], signals: anywhere }, () => submit.click());
}

async function askForBackup(visit: Visit): Promise<typeof backupPage> {
  const useBackup = await locate(visit, verifyPage, 'useBackup');
  return unfold(visit, { pages: [backupPage], signals: anywhere }, () => useBackup.click());
}

/** News lie over the home page now and then. */
async function passNews(visit: Visit): Promise<void> {
  if (await isShown(visit, newsDialog)) await (await locate(visit, newsDialog, 'goOn')).click();
}

const isShown = async (visit: Visit, file: typeof cookieBanner | typeof newsDialog): Promise<boolean> =>
  (await firstServing(visit.page, file.isHere)) !== null;

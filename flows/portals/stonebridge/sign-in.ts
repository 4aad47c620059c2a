/** Stonebridge sign-in: user ID and password, a code by mail, news; and the Log Out that it insists on. */
import { WorkException } from '../../../domain/exceptions.ts';
import { anywhere, trouble } from '../../../selectors/stonebridge/signals.ts';
import {
  codePage,
  codeRefusedPage,
  deliveryPage,
  homePage,
  loggedOutPage,
  newsPage,
  sessionOverPage,
  signInPage,
} from '../../../selectors/stonebridge/sign-in.ts';
import { arrive, open } from '../../arrive.ts';
import { fillIn, locate } from '../../locate.ts';
import type { SignInDesk, Visit } from '../../portal.ts';

const CODE_DIGITS = 8;
/** The portal says that a mail may take 15 minutes, and ends an idle sign-in after as many. */
const PATIENCE_MS = 14 * 60_000;

export async function signIn(visit: Visit, desk: SignInDesk): Promise<void> {
  visit.step('Open the sign-in page');
  const landing = await openHome(visit);
  if (landing === homePage) return;
  if (landing === sessionOverPage) await open(visit, signInPage, { pages: [signInPage], signals: anywhere });
  await givePassword(visit, desk);
  await leftOnFailure(visit, enter(visit, desk));
}

/** Once the code is taken the session is live, whatever the next page says: it must not be left behind. */
async function leftOnFailure(visit: Visit, entering: Promise<void>): Promise<void> {
  const [entered] = await Promise.allSettled([entering]);
  if (entered.status === 'rejected') await Promise.allSettled([signOut(visit)]);
  return entering;
}

async function enter(visit: Visit, desk: SignInDesk): Promise<void> {
  const next = await giveCode(visit, desk);
  if (next === newsPage) await passNews(visit);
}

/** Asks for the home page once. @returns false when the portal wants a sign-in. */
export async function isSignedIn(visit: Visit): Promise<boolean> {
  return (await openHome(visit)) === homePage;
}

/**
 * A session that is left otherwise shuts the login for 15 minutes. In a window of its own: the other one may still be on
 * its way to a page that never comes.
 */
export async function signOut(visit: Visit): Promise<void> {
  visit.step('Log out');
  const page = await visit.page.context().newPage();
  page.setDefaultTimeout(visit.timeoutMs);
  const left = open({ ...visit, page }, loggedOutPage, { pages: [loggedOutPage], signals: trouble });
  await Promise.allSettled([left]);
  // Not waited for: a window that was cut off in the middle of a page may take long to close.
  void Promise.allSettled([page.close()]);
  await left;
}

/** The home page of someone signed in, the sign-in page of anyone else. */
const openHome = (visit: Visit): Promise<typeof homePage | typeof signInPage | typeof sessionOverPage> =>
  open(visit, homePage, { pages: [homePage, signInPage, sessionOverPage], signals: trouble });

async function givePassword(visit: Visit, desk: SignInDesk): Promise<void> {
  visit.step('Give the user id and the password');
  const { username, password } = await desk.credentials();
  await fillIn(visit, signInPage, { userId: username, password });
  const submit = await locate(visit, signInPage, 'logIn');
  await desk.beforeSubmit();
  await arrive(visit, { from: signInPage, pages: [deliveryPage], signals: anywhere }, () => submit.click());
}

type AfterCode = typeof homePage | typeof newsPage;

/** A kept code that is no longer taken costs one new one; a second refusal is for a person. */
async function giveCode(visit: Visit, desk: SignInDesk): Promise<AfterCode> {
  const first = await tryCode(visit, desk, false);
  if (first.name !== codeRefusedPage.name) return first;
  const newCode = await locate(visit, codePage, 'newCode');
  await arrive(visit, { from: codePage, pages: [deliveryPage], signals: anywhere }, () => newCode.click());
  const second = await tryCode(visit, desk, true);
  if (second.name !== codeRefusedPage.name) return second;
  throw new WorkException(
    'mfa-required',
    'The portal does not take the code that it mailed. Check the mailbox of this login, then resolve this item.',
    { page: codePage.name, element: 'code' },
  );
}

async function tryCode(
  visit: Visit,
  desk: SignInDesk,
  isRefused: boolean,
): Promise<AfterCode | typeof codeRefusedPage> {
  visit.step('Give the code that the portal mails');
  const validHours = Number(/\d+/.exec(await (await locate(visit, deliveryPage, 'validity')).innerText())?.[0]);
  let isSent = false;
  const code = await desk.mailedCode({
    request: async () => {
      await sendCode(visit);
      isSent = true;
    },
    digits: CODE_DIGITS,
    validHours,
    patienceMs: PATIENCE_MS,
    ...(isRefused && { isRefused }),
  });
  if (!isSent) await toCodePage(visit, 'haveCode');
  await fillIn(visit, codePage, { code });
  const submit = await locate(visit, codePage, 'submit');
  const pages = [homePage, newsPage, codeRefusedPage];
  return arrive(visit, { from: codePage, pages, signals: anywhere }, () => submit.click());
}

async function sendCode(visit: Visit): Promise<void> {
  await (await locate(visit, deliveryPage, 'byMail')).check();
  await toCodePage(visit, 'send');
}

async function toCodePage(visit: Visit, by: 'send' | 'haveCode'): Promise<void> {
  const button = await locate(visit, deliveryPage, by);
  await arrive(visit, { from: deliveryPage, pages: [codePage], signals: anywhere }, () => button.click());
}

async function passNews(visit: Visit): Promise<void> {
  const goOn = await locate(visit, newsPage, 'goOn');
  await arrive(visit, { from: newsPage, pages: [homePage], signals: anywhere }, () => goOn.click());
}

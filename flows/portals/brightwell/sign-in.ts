/** Brightwell sign-in: user name and password, a passkey where the user has one, news, tax id. One password, one submit. */
import { WorkException } from '../../../domain/exceptions.ts';
import { homePage, signedOutPage } from '../../../selectors/brightwell/home.ts';
import {
  newsPage,
  organizationOf,
  organizationPage,
  passkeyPage,
  signInPage,
} from '../../../selectors/brightwell/sign-in.ts';
import { anywhere, whileSignedIn } from '../../../selectors/brightwell/signals.ts';
import { unfold } from '../../arrive.ts';
import { choose } from '../../choose.ts';
import { fillIn, locate } from '../../locate.ts';
import type { SignInDesk, Visit } from '../../portal.ts';
import { enter } from './enter.ts';

type Landing = typeof homePage | typeof signInPage | typeof passkeyPage | typeof newsPage | typeof organizationPage;

export async function signIn(visit: Visit, desk: SignInDesk): Promise<void> {
  visit.step('Open the portal');
  const landing = await openHome(visit);
  const next = landing === signInPage ? await givePassword(visit, desk) : landing;
  await goOn(visit, next === passkeyPage ? await givePasskey(visit, desk) : next);
}

/** Asks for the home page once. @returns false when the portal wants a sign-in, or works for another organization. */
export const isSignedIn = async (visit: Visit): Promise<boolean> =>
  (await openHome(visit)) === homePage && worksForOurProvider(visit);

export async function signOut(visit: Visit): Promise<void> {
  if ((await openHome(visit)) !== homePage) return;
  const leave = await locate(visit, homePage, 'signOut');
  await unfold(visit, { pages: [signedOutPage], signals: whileSignedIn }, () => leave.click());
}

/** The home page of someone signed in, the sign-in page of anyone else, or what stands in between. */
const openHome = (visit: Visit): Promise<Landing> =>
  enter(visit, homePage, {
    pages: [homePage, signInPage, passkeyPage, newsPage, organizationPage],
    signals: anywhere,
  });

async function givePassword(visit: Visit, desk: SignInDesk): Promise<Landing> {
  visit.step('Give user name and password');
  const { username, password } = await desk.credentials();
  await fillIn(visit, signInPage, { username, password });
  const submit = await locate(visit, signInPage, 'signIn');
  await desk.beforeSubmit();
  const pages = [homePage, passkeyPage, newsPage, organizationPage];
  return unfold(visit, { from: signInPage, pages, signals: anywhere }, () => submit.click());
}

async function givePasskey(visit: Visit, desk: SignInDesk): Promise<Landing> {
  visit.step('Give the passkey');
  const proceed = await locate(visit, passkeyPage, 'usePasskey');
  const pages = [homePage, newsPage, organizationPage];
  return desk.passkey(() => unfold(visit, { from: passkeyPage, pages, signals: anywhere }, () => proceed.click()));
}

/** News are passed by; the tax id is chosen where the portal asks for it, or works for another. */
async function goOn(visit: Visit, landing: Landing): Promise<void> {
  let page = landing;
  if (page === newsPage) {
    visit.step('Pass by the news');
    const proceed = await locate(visit, newsPage, 'goOn');
    const pages = [homePage, organizationPage];
    page = await unfold(visit, { pages, signals: whileSignedIn }, () => proceed.click());
  }
  if (page === homePage) {
    if (await worksForOurProvider(visit)) return;
    await enter(visit, organizationPage, { pages: [organizationPage], signals: whileSignedIn });
  }
  await chooseOrganization(visit);
}

/** What the portal prints afterwards is the choice read back. */
async function chooseOrganization(visit: Visit): Promise<void> {
  visit.step('Choose the tax id');
  const { providerNpi } = visit;
  const isListed = providerNpi !== null && (await choose(visit, organizationPage, 'tin', organizationOf(providerNpi)));
  if (!isListed) throw notOurProvider("The portal's list of organizations does not hold the provider of this login.");
  const proceed = await locate(visit, organizationPage, 'goOn');
  await unfold(visit, { from: organizationPage, pages: [homePage], signals: whileSignedIn }, () => proceed.click());
  if (!(await worksForOurProvider(visit)))
    throw notOurProvider('The portal works for another organization than we chose.');
}

async function worksForOurProvider(visit: Visit): Promise<boolean> {
  if (visit.providerNpi === null) return true;
  const printed = await (await locate(visit, homePage, 'currentOrganization')).innerText();
  return printed.split(/\s+/).includes(visit.providerNpi);
}

const notOurProvider = (what: string): WorkException =>
  new WorkException('provider-not-listed', `${what} Correct the NPI of the login, then resolve this item.`, {
    page: organizationPage.name,
  });

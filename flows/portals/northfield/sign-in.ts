/** Northfield sign-in: user id, challenge question, password, provider. One password, one submit. */
import { WorkException } from '../../../domain/exceptions.ts';
import { homePage } from '../../../selectors/northfield/home.ts';
import { providerChoicePage } from '../../../selectors/northfield/provider-choice.ts';
import {
  challengePage,
  passwordPage,
  sessionOverPage,
  signInPage,
  whatsNewPage,
} from '../../../selectors/northfield/sign-in.ts';
import { anywhere, trouble, whileSignedIn } from '../../../selectors/northfield/signals.ts';
import { arrive, open } from '../../arrive.ts';
import { fillIn, findRow, locate } from '../../locate.ts';
import type { SignInDesk, Visit } from '../../portal.ts';

export async function signIn(visit: Visit, desk: SignInDesk): Promise<void> {
  visit.step('Open the sign-in page');
  const landing = await openHome(visit);
  if (landing === homePage) return keepProvider(visit);
  if (landing === sessionOverPage) await open(visit, signInPage, { pages: [signInPage], signals: anywhere });
  const { username, password, answers } = await desk.credentials();
  await giveUserId(visit, username);
  await answerChallenge(visit, answers);
  const landed = await givePassword(visit, password, desk);
  const next = landed === whatsNewPage ? await passNews(visit) : landed;
  if (next === providerChoicePage) await chooseProvider(visit);
  else await keepProvider(visit);
}

/** Asks for the home page once. @returns false when the portal wants a sign-in, or works for another provider. */
export async function isSignedIn(visit: Visit): Promise<boolean> {
  return (await openHome(visit)) === homePage && worksForOurProvider(visit);
}

/** The home page of someone signed in, the sign-in page of anyone else. */
const openHome = (visit: Visit): Promise<typeof homePage | typeof signInPage | typeof sessionOverPage> =>
  open(visit, homePage, { pages: [homePage, signInPage, sessionOverPage], signals: trouble });

async function giveUserId(visit: Visit, username: string): Promise<void> {
  visit.step('Give the user id');
  await fillIn(visit, signInPage, { userId: username });
  const logIn = await locate(visit, signInPage, 'logIn');
  await arrive(visit, { from: signInPage, pages: [challengePage], signals: anywhere }, () => logIn.click());
}

/** Answers only a question that we hold the answer of: a guess may lock the login. */
async function answerChallenge(visit: Visit, answers: Readonly<Record<string, string>>): Promise<void> {
  visit.step('Answer the challenge question');
  const question = await (await locate(visit, challengePage, 'question')).innerText();
  const known = Object.entries(answers).find(([asked]) => sameWords(asked, question));
  if (!known) {
    throw new WorkException(
      'mfa-required',
      'The portal asks a challenge question that this login has no answer for. Add it to the login, then resolve this item.',
      { page: challengePage.name, element: 'question', seen: question },
    );
  }
  await fillIn(visit, challengePage, { answer: known[1] });
  await (await locate(visit, challengePage, 'publicComputer')).check();
  const goOn = await locate(visit, challengePage, 'continue');
  await arrive(visit, { from: challengePage, pages: [passwordPage], signals: anywhere }, () => goOn.click());
}

async function givePassword(
  visit: Visit,
  password: string,
  desk: SignInDesk,
): Promise<typeof homePage | typeof providerChoicePage | typeof whatsNewPage> {
  visit.step('Give the password');
  await fillIn(visit, passwordPage, { password });
  const submit = await locate(visit, passwordPage, 'signIn');
  await desk.beforeSubmit();
  const pages = [providerChoicePage, homePage, whatsNewPage];
  return arrive(visit, { from: passwordPage, pages, signals: anywhere }, () => submit.click());
}

async function passNews(visit: Visit): Promise<typeof homePage | typeof providerChoicePage> {
  visit.step('Go on from the news');
  const goOn = await locate(visit, whatsNewPage, 'continue');
  return arrive(visit, { pages: [providerChoicePage, homePage], signals: anywhere }, () => goOn.click());
}

async function keepProvider(visit: Visit): Promise<void> {
  if (await worksForOurProvider(visit)) return;
  await open(visit, providerChoicePage, { pages: [providerChoicePage], signals: whileSignedIn });
  await chooseProvider(visit);
}

/** What the portal prints afterwards is the choice read back. */
async function chooseProvider(visit: Visit): Promise<void> {
  visit.step('Choose the provider');
  const row = visit.providerNpi === null ? null : await findRow(visit, visit.providerNpi);
  if (!row) throw notOurProvider("The portal's list of providers does not hold the provider of this login.");
  await (await locate(visit, providerChoicePage, 'choice', row)).check();
  const submit = await locate(visit, providerChoicePage, 'submit');
  await arrive(visit, { from: providerChoicePage, pages: [homePage], signals: whileSignedIn }, () => submit.click());
  if (!(await worksForOurProvider(visit))) throw notOurProvider('The portal works for another provider than we chose.');
}

async function worksForOurProvider(visit: Visit): Promise<boolean> {
  if (visit.providerNpi === null) return true;
  const printed = await (await locate(visit, homePage, 'currentProvider')).innerText();
  return printed.split(/\s+/).includes(visit.providerNpi);
}

const notOurProvider = (what: string): WorkException =>
  new WorkException('provider-not-listed', `${what} Correct the NPI of the login, then resolve this item.`, {
    page: providerChoicePage.name,
  });

const sameWords = (a: string, b: string): boolean => words(a) === words(b);
const words = (text: string): string => text.replace(/\s+/g, ' ').trim().toLowerCase();

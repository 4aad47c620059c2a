/** The small talk with the person who shows the portal: what is asked about, and what each page is. */
import { createInterface } from 'node:readline/promises';
import type { BrowserContext } from 'playwright';
import { isIsoDate, parseUsDate } from '../../../domain/dates.ts';
import type { VisitScript } from '../../../domain/recorded-visit.ts';
import { UsageError } from '../../failure.ts';
import { sayAside } from '../../output.ts';
import { roleOf } from './run-script.ts';
import type { Recording } from './visit.ts';

const HELP = `For each page, BEFORE you do anything on it, type here what it is:
  sign-in            the page where the user id and the password are typed
  rejected           what the portal shows after a wrong password (type a wrong one ONCE, on purpose, if that cannot lock you out)
  home               the first page once you are signed in
  eligibility        the page where a member is asked for      (the same page as home: say both, one after the other)
  member-not-found   what the portal shows for a member that it does not have
  coverage           the page with the answer
  claim-status, claim-not-found, claim    the same for a claim
  step NAME          any page between two of these, in your words: step member-list
  undo               forget what was done on this page      done     that was all`;

const QUESTIONS = [
  ['memberId', 'Member id that you will ask for'],
  ['lastName', 'Last name'],
  ['firstName', 'First name'],
  ['birthDate', 'Birth date, MM/DD/YYYY'],
  ['serviceDate', 'Service date, MM/DD/YYYY'],
  ['claimNumber', "The payer's claim number, if you will ask for a claim"],
] as const;

/** @returns what the person said; empty answers are left out. */
export async function askWhom(): Promise<VisitScript['asked']> {
  const terminal = createInterface({ input: process.stdin, output: process.stderr });
  const asked = {
    memberId: null,
    lastName: null,
    firstName: null,
    birthDate: null,
    serviceDate: null,
    claimNumber: null,
    accountNumber: null,
  } as Record<keyof VisitScript['asked'], string | null>;
  sayAside('What you say here is used to know it again on the pages, and to take it off them. It is not kept.');
  for (const [key, question] of QUESTIONS) {
    const said = (await terminal.question(`${question} (empty: none): `)).trim();
    if (said === '') continue;
    const isDate = key === 'birthDate' || key === 'serviceDate';
    const date = isIsoDate(said) ? said : parseUsDate(said);
    if (isDate && !date) throw new UsageError(`"${question}" wants a day as MM/DD/YYYY.`);
    asked[key] = isDate ? date : said;
  }
  terminal.close();
  return asked;
}

/** Listens until the person says that the visit is over. */
export async function followPerson(context: BrowserContext, recording: Recording): Promise<void> {
  sayAside(HELP);
  const terminal = createInterface({ input: process.stdin, output: process.stderr, prompt: 'page> ' });
  const tellNew = (url: string): void => {
    if (!url.startsWith('about:')) sayAside(`\nA page came: ${new URL(url).pathname}. What is it?`);
    terminal.prompt();
  };
  context.on('page', (page) =>
    page.on('framenavigated', (frame) => void (frame.parentFrame() ? null : tellNew(frame.url()))),
  );
  terminal.prompt();
  for await (const line of terminal) {
    const [word = '', name] = line.trim().split(/\s+/);
    if (word === 'done') break;
    if (word === 'undo') recording.forget();
    else if (word !== '')
      await recording.name(roleOf(word), name ?? null).catch((error: unknown) => sayAside((error as Error).message));
    terminal.prompt();
  }
  terminal.close();
}

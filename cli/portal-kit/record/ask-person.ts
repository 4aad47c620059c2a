/** The small talk with the person who shows the portal: what is asked about, and what each page is. */
import type { BrowserContext, Page } from 'playwright';
import { isIsoDate, parseUsDate } from '../../../domain/dates.ts';
import type { VisitScript } from '../../../domain/recorded-visit.ts';
import { UsageError } from '../../failure.ts';
import { sayAside } from '../../output.ts';
import type { Terminal } from '../../terminal.ts';
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

/** @returns what the person said; empty answers are left out. @throws UsageError for a day that is none. */
export async function askWhom(terminal: Terminal): Promise<VisitScript['asked']> {
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
    const isDate = key === 'birthDate' || key === 'serviceDate';
    asked[key] = await askOne(terminal, `${question} (empty: none): `, isDate);
  }
  return asked;
}

/** A day that is none is asked for again: nobody wants to begin anew for a slip. */
async function askOne(terminal: Terminal, question: string, isDate: boolean): Promise<string | null> {
  for (;;) {
    const said = await terminal.ask(question);
    if (said === null) throw new UsageError('Nobody answers here. Record at a terminal, or give --script.');
    if (said === '') return null;
    if (!isDate) return said;
    const day = isIsoDate(said) ? said : parseUsDate(said);
    if (day) return day;
    sayAside('That is no day; write it as MM/DD/YYYY.');
  }
}

/** Listens until the person says that the visit is over. */
export async function followPerson(terminal: Terminal, context: BrowserContext, recording: Recording): Promise<void> {
  sayAside(HELP);
  const tellNew = (url: string): void => {
    if (!url.startsWith('about:')) sayAside(`\nA page came: ${new URL(url).pathname}. What is it?`);
    terminal.remind();
  };
  const follow = (page: Page): void =>
    void page.on('framenavigated', (frame) => void (frame.parentFrame() ? null : tellNew(frame.url())));
  context.pages().forEach(follow);
  context.on('page', follow);
  for (;;) {
    const [word = '', name] = ((await terminal.ask('page> ')) ?? 'done').split(/\s+/);
    if (word === 'done') return;
    if (word === 'undo') recording.forget();
    else if (word !== '') await nameOne(recording, word, name ?? null);
  }
}

async function nameOne(recording: Recording, word: string, name: string | null): Promise<void> {
  try {
    await recording.name(roleOf(word), name);
  } catch (error) {
    sayAside((error as Error).message);
  }
}

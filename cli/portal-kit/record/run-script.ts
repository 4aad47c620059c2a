/** Plays a script in the recording browser: finds controls by the words that a person sees. */
import { readFileSync } from 'node:fs';
import type { Locator, Page } from 'playwright';
import type { VisitScript, VisitStep } from '../../../domain/recorded-visit.ts';
import { type Scope, toLocator } from '../../../flows/locate.ts';
import { UsageError } from '../../failure.ts';
import { wholePattern } from '../draft/emit-selectors.ts';
import { type Recording, type Role, ROLES } from './visit.ts';

const PATIENCE_MS = 15_000;
const ROUNDS = 15;

/** @throws UsageError naming the step that cannot be done. */
export async function runScript(recording: Recording, { steps }: VisitScript, baseUrl: string): Promise<void> {
  for (const [at, step] of steps.entries()) {
    await doStep(recording, step, baseUrl).catch((error: unknown) => {
      if (error instanceof UsageError) throw error;
      throw new UsageError(
        `Step ${at + 1} of the script (${Object.keys(step)[0]}) cannot be done: the page does not show what it names.`,
      );
    });
  }
}

async function doStep(recording: Recording, step: VisitStep, baseUrl: string): Promise<void> {
  if ('page' in step) {
    if (step.when !== undefined) await seen(recording, step.when);
    return recording.name(roleOf(step.page), step.as ?? null);
  }
  const page = recording.front();
  if ('go' in step) return void (await page.goto(new URL(step.go, baseUrl).href));
  if ('fill' in step) {
    const text = 'with' in step ? step.with : readFileSync(step.fromFile, 'utf8').trim();
    return (await find(page, BOXES, step.fill)).fill(text, { timeout: PATIENCE_MS });
  }
  if ('choose' in step) return void (await (await find(page, BOXES, step.choose)).selectOption({ label: step.option }));
  if ('check' in step) return (await find(page, ['radio', 'checkbox'], step.check)).check();
  if ('enter' in step) return (await find(page, BOXES, step.enter)).press('Enter');
  await (await find(page, ['button', 'link', 'menuitem', 'tab'], step.click)).click({ timeout: PATIENCE_MS });
}

const BOXES = ['textbox', 'searchbox', 'combobox', 'spinbutton', 'listbox'] as const;

/** @throws UsageError for a word that is no role of a page. */
export function roleOf(word: string): Role {
  const role = ROLES.find((each) => each === word);
  if (role) return role;
  throw new UsageError(`"${word}" is no kind of page; there are: ${ROLES.join(', ')}.`);
}

async function seen(recording: Recording, words: string): Promise<void> {
  await inAnyFrame(recording.front(), (frame) => visible(frame, words));
}

/** Frames come and go while a page loads: those that stand are asked again and again. @returns the first that is seen. */
async function inAnyFrame(page: Page, way: (scope: Scope) => Locator): Promise<Locator> {
  for (let round = 1; ; round += 1) {
    const waits = page.frames().map(async (frame) => {
      const locator = way(frame);
      await locator.waitFor({ timeout: PATIENCE_MS / ROUNDS });
      return locator;
    });
    const seenHere = await Promise.any(waits).catch((error: unknown) => {
      if (round === ROUNDS) throw error;
      return null;
    });
    if (seenHere) return seenHere;
  }
}

const visible = (scope: Scope, words: string): Locator =>
  toLocator(scope, { text: new RegExp(words.replace(/[.*+?^${}()|[\]\\]/g, '\\$&')) })
    .filter({ visible: true })
    .first();

/** The first of the documents that has a control of these words, by role or by label. */
async function find(page: Page, roles: readonly Parameters<Page['getByRole']>[0][], words: string): Promise<Locator> {
  const name = wholePattern(words);
  const ways = roles.map((role) => ({ role, name }));
  const any = (scope: Scope): Locator =>
    [
      ...ways,
      { label: name },
      { css: `[placeholder="${words}"]`, why: 'a box without a label' },
      { css: `[name="${words}"]`, why: 'a box without words' },
    ]
      .map((way) => toLocator(scope, way))
      .reduce((either, way) => either.or(way))
      .filter({ visible: true })
      .first();
  return inAnyFrame(page, any);
}

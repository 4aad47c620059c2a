/** Each signal page yields its code. */
import type { Page } from 'playwright';
import { WorkException } from '../../domain/exceptions.ts';
import type { SavedIndex } from '../../domain/saved-pages.ts';
import { heedSignals } from '../../flows/arrive.ts';
import type { Signal } from '../../selectors/page.ts';
import type { Findings } from './check-report.ts';
import type { PortalSight } from './portal-sight.ts';
import { show, visitOn } from './stage.ts';

export async function checkSignals(
  page: Page,
  { pages, anywhere, whileSignedIn }: PortalSight,
  saved: SavedIndex['signals'],
  read: (file: string) => string,
  { counts, faults, unproven }: Findings,
): Promise<void> {
  const proven = new Set<Signal>();
  for (const { file, code, on } of saved) {
    const from = pages.find(({ name }) => name === on);
    if (on !== undefined && !from) {
      faults.push({ of: file, say: `No selector file describes a page "${on}".` });
      continue;
    }
    counts.signals += 1;
    await show(page, read(file), from?.frame);
    const signals = from ? anywhere : whileSignedIn;
    const told = await codeOn(page, { ...(from && { from }), pages: [], signals });
    if (told !== code)
      faults.push({ of: file, say: `It says ${told ?? 'nothing'}, but ${code} was expected: correct the signal.` });
    for (const signal of [...signals, ...(from?.signals ?? [])])
      if (signal.code === code && (await isShown(page, signal, from))) proven.add(signal);
  }
  for (const signal of new Set([...whileSignedIn, ...pages.flatMap((each) => each.signals ?? [])]))
    if (!proven.has(signal)) unproven.push(`${signal.code}: ${wordsOf(signal)}`);
}

async function codeOn(page: Page, destination: Parameters<typeof heedSignals>[1]): Promise<string | null> {
  try {
    await heedSignals(visitOn(page), destination);
    return null;
  } catch (error) {
    if (error instanceof WorkException) return error.code;
    throw error;
  }
}

/** Whether this signal, alone, speaks on the page that is shown. */
const isShown = async (page: Page, signal: Signal, from: Parameters<typeof heedSignals>[1]['from']): Promise<boolean> =>
  (await codeOn(page, {
    pages: [],
    ...(from && { from: { ...from, signals: [] } }),
    signals: [signal],
  })) !== null;

const wordsOf = ({ when }: Signal): string =>
  JSON.stringify(when, (_, each: unknown) => (each instanceof RegExp ? each.source : each));

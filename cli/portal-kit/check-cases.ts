/** Each saved case gives the result that is expected of it: read by the portal's reader, or walked by its own flow. */
import { isDeepStrictEqual } from 'node:util';
import type { BrowserContext, Page } from 'playwright';
import { WorkException } from '../../domain/exceptions.ts';
import { parseExpected, type SavedCase, type SavedIndex } from '../../domain/saved-pages.ts';
import type { Inquiry } from '../../domain/work-item.ts';
import type { Portal } from '../../flows/portal.ts';
import type { PageFile } from '../../selectors/page.ts';
import type { Findings } from './check-report.ts';
import { openReplay, type ReplayStep } from './replay.ts';
import { show, visitOn } from './stage.ts';

export interface CaseGround {
  readonly portal: Portal;
  readonly pages: readonly PageFile[];
  readonly index: SavedIndex;
  readonly read: (file: string) => string;
  /** Opens a context that reaches nothing. */
  readonly context: () => Promise<BrowserContext>;
}

export async function checkCases(page: Page, ground: CaseGround, { counts, faults }: Findings): Promise<void> {
  for (const one of ground.index.cases) {
    counts.cases += 1;
    const expected = parseExpected(ground.read(`${one.name}.json`));
    if (typeof expected === 'string') {
      faults.push({ of: `${one.name}.json`, say: `It cannot be used: ${expected}` });
      continue;
    }
    const told = await resultOf(page, ground, one, expected.inquiry ?? null);
    if ('refusal' in told) faults.push({ of: one.name, say: `It cannot be read: ${told.refusal}` });
    else if (!isDeepStrictEqual(asJson(told.result), expected.result))
      faults.push({
        of: one.name,
        say: `${firstDifference(asJson(told.result), expected.result)} differs from the expected result.`,
      });
    if (!one.confirmed)
      faults.push({
        of: one.name,
        say: `Nobody has confirmed ${one.name}.json yet: compare it with the portal, then put your name and the day into "confirmed" in saved.json.`,
      });
  }
}

type Told = { readonly result: unknown } | { readonly refusal: string };

export async function resultOf(page: Page, ground: CaseGround, one: SavedCase, inquiry: Inquiry | null): Promise<Told> {
  try {
    return { result: one.walk ? await walk(ground, one.walk, inquiry) : await readCase(page, ground, one, inquiry) };
  } catch (error) {
    if (error instanceof WorkException) return { refusal: `${error.code}: ${error.message}` };
    return { refusal: String(error).split('\n', 1)[0] ?? '' };
  }
}

async function readCase(page: Page, { portal, pages, read }: CaseGround, one: SavedCase, inquiry: Inquiry | null) {
  const { name, kind, payer = '', pages: files = {} } = one;
  const open = async (pageName: string) => {
    const file = files[pageName];
    if (file === undefined) throw new Error(`The case ${name} has no saved page "${pageName}".`);
    await show(page, read(file), pages.find((each) => each.name === pageName)?.frame);
    return visitOn(page, payer);
  };
  const saved = { payer, has: (pageName: string) => pageName in files, open };
  const reader = portal.saved;
  if (kind === 'claim-status' && reader?.claimStatus) return reader.claimStatus(saved);
  if (kind === 'eligibility' && reader?.eligibility && inquiry?.kind === 'eligibility')
    return reader.eligibility(saved, inquiry);
  throw new Error(`flows/portals/${portal.name}/saved.ts reads no ${kind} pages, or ${name}.json has no inquiry.`);
}

/** The flow itself, on the saved pages in their order; the first is what the session stands on. */
async function walk(ground: CaseGround, files: readonly string[], inquiry: Inquiry | null): Promise<unknown> {
  if (!inquiry) throw new Error('The case has no inquiry to walk with.');
  const context = await ground.context();
  try {
    await openReplay(
      context,
      files.map((file) => stepOf(ground, file)),
    );
    const visit = visitOn(await context.newPage());
    const { result } =
      inquiry.kind === 'eligibility'
        ? await ground.portal.eligibility(visit, inquiry)
        : await ground.portal.claimStatus(visit, inquiry);
    return result;
  } finally {
    await context.close();
  }
}

/** A saved page with the frame that its selector file names. */
export function stepOf({ pages, index, read }: CaseGround, file: string): ReplayStep {
  const name =
    index.pages.find((each) => each.file === file)?.page ?? index.signals.find((each) => each.file === file)?.on;
  return { html: read(file), frame: pages.find((each) => each.name === name)?.frame };
}

const asJson = (value: unknown): unknown => JSON.parse(JSON.stringify(value)) as unknown;

/** @returns the pointer of the first value that is not the same; values are not told. */
export function firstDifference(a: unknown, b: unknown, at = ''): string {
  if (typeof a !== 'object' || typeof b !== 'object' || a === null || b === null) return at || '/';
  const keys = [...new Set([...Object.keys(a), ...Object.keys(b)])];
  const key = keys.find((each) => !isDeepStrictEqual(Reflect.get(a, each), Reflect.get(b, each)));
  return key === undefined ? at || '/' : firstDifference(Reflect.get(a, key), Reflect.get(b, key), `${at}/${key}`);
}

/** Records one visit and writes the portal: selectors, flows, saved pages, and the expected results for a person to confirm. */
import { randomInt } from 'node:crypto';
import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import type { BrowserContext } from 'playwright';
import { openChromium } from '../../../adapters/browser.ts';
import type { SavedCase, SavedIndex } from '../../../domain/saved-pages.ts';
import type { Inquiry } from '../../../domain/work-item.ts';
import type { Portal } from '../../../flows/portal.ts';
import { UsageError } from '../../failure.ts';
import { resultOf } from '../check-cases.ts';
import { camel, pageName } from '../draft/draft.ts';
import { draftFiles, json, registerFiles } from '../draft/emit-files.ts';
import { sightOf } from '../portal-sight.ts';
import { flowsOf } from '../root.ts';
import { SNAPSHOT } from '../snapshot.ts';
import { openStage } from '../stage.ts';
import { register, stands, writeFiles } from '../write-files.ts';
import { buildDraft, type Built } from './build-draft.ts';
import { openScrubber, type Asked, type Scrubber } from './scrub-rules.ts';
import type { RecordedPage } from './visit.ts';

export interface RecordedVisit {
  readonly name: string;
  readonly title: string;
  readonly url: string;
  readonly asked: Asked;
  readonly pages: readonly RecordedPage[];
  readonly stranger: string | null;
}

/** What came of it, for the person. */
export interface Written {
  readonly files: readonly string[];
  readonly cases: readonly { readonly name: string; readonly refusal: string | null }[];
  readonly built: Built;
}

/** Looks once, as a stranger, at the address of the home page. @returns null when it cannot be reached. */
export async function lookAsStranger(context: BrowserContext, home: string | undefined): Promise<string | null> {
  if (home === undefined) return null;
  const stranger = await context.browser()?.newContext();
  try {
    const page = await stranger?.newPage();
    await page?.goto(home);
    return (await page?.evaluate<string>(`(${SNAPSHOT})()`)) ?? null;
  } catch {
    return null;
  } finally {
    await stranger?.close();
  }
}

/** @throws UsageError when the visit does not tell enough; then nothing is written. */
export async function writePortal(visit: RecordedVisit, executablePath: string | undefined): Promise<Written> {
  const chromium = openChromium(executablePath);
  try {
    const stage = await (await openStage(chromium)).newPage();
    const scrubber = openScrubber(visit.asked, randomInt(1, 2 ** 30), usernamesOf(visit.pages));
    const built = await buildDraft(visit.pages, { ...visit, scrubber, stage });
    const files = [...(await writeFiles(filesOf(visit.name, built)))];
    await register(visit.name);
    const index = indexOf(built);
    const fixtures = `test/fixtures/${visit.name}`;
    const inquiries = {
      'coverage-recorded': inquiryOf('eligibility', visit.asked, scrubber),
      'claim-recorded': inquiryOf('claim-status', visit.asked, scrubber, usesDay(built)),
    };
    const portal = await freshPortal(visit.name);
    const { pages } = await sightOf(visit.name);
    const read = (file: string): string => built.saved[file.slice('pages/'.length, -'.html'.length)] ?? '';
    const ground = { portal, pages, index, read, context: () => chromium.context() };
    const cases = [];
    for (const one of index.cases) {
      const inquiry = inquiries[one.name as keyof typeof inquiries];
      const told = await resultOf(stage, ground, one, inquiry);
      const result = 'result' in told ? told.result : null;
      files.push(...(await writeFiles({ [`${fixtures}/${one.name}.json`]: json({ inquiry, result }) })));
      cases.push({ name: one.name, refusal: 'refusal' in told ? told.refusal : null });
    }
    files.push(...(await writeFiles({ [`${fixtures}/saved.json`]: json(index) })));
    return { files, cases, built };
  } finally {
    await chromium.close();
  }
}

/** Registers are a person's word: they are written once. */
function filesOf(name: string, { draft, saved }: Built): Readonly<Record<string, string>> {
  const registers = Object.entries(registerFiles(draft)).filter(([path]) => !stands(path));
  const pages = Object.entries(saved).map(([key, html]) => [`test/fixtures/${name}/pages/${key}.html`, html]);
  return { ...Object.fromEntries([...registers, ...pages]), ...draftFiles(draft) };
}

const fileOf = (key: string): string => `pages/${key}.html`;

function indexOf({ draft, walks }: Built): SavedIndex {
  const cases: SavedCase[] = [];
  if (walks.eligibility)
    cases.push({
      name: 'coverage-recorded',
      kind: 'eligibility',
      walk: walks.eligibility.map(fileOf),
      confirmed: null,
    });
  if (walks.claim)
    cases.push({ name: 'claim-recorded', kind: 'claim-status', walk: walks.claim.map(fileOf), confirmed: null });
  return {
    pages: draft.pages.map(({ key }) => ({ file: fileOf(key), page: `${draft.name}/${key}` })),
    signals: draft.pages.flatMap(({ key, signals }) =>
      signals.map(({ code }) => ({ file: fileOf(`says-${code}`), code, on: `${draft.name}/${key}` })),
    ),
    cases,
    rejected: walks.rejected ? { walk: walks.rejected.map(fileOf) } : null,
    unseen: [],
  };
}

/** Who was asked about, invented as on the saved pages. */
function inquiryOf(kind: Inquiry['kind'], asked: Asked, { text, date }: Scrubber, isByDay = false): Inquiry {
  const put = (value: string | null): string | null => (value === null ? null : text(value));
  const day = (value: string | null): string | null => (value === null ? null : date(value));
  const member = {
    memberId: put(asked.memberId),
    lastName: put(asked.lastName),
    firstName: put(asked.firstName),
    birthDate: day(asked.birthDate),
  };
  if (kind === 'eligibility')
    return { kind, member, serviceDate: day(asked.serviceDate) ?? '2026-01-05', providerNpi: null };
  return {
    kind,
    member,
    patientControlNumber: put(asked.accountNumber),
    payerClaimControlNumber: put(asked.claimNumber),
    serviceFrom: isByDay ? day(asked.serviceDate) : null,
    serviceTo: isByDay ? day(asked.serviceDate) : null,
    billedCents: null,
    providerNpi: null,
  };
}

/** Whether the claim was asked for by its day: else the day of the visit's other question must not be held against it. */
const usesDay = ({ draft }: Built): boolean =>
  (draft.claimStatus?.steps ?? []).some(({ fills }) => fills.some(({ value }) => value === 'serviceDate'));

/** What was typed as the user id may be printed on every page that follows. */
const usernamesOf = (pages: readonly RecordedPage[]): readonly string[] =>
  pages
    .filter(({ role }) => role === 'sign-in' || role === 'rejected')
    .flatMap(({ actions }) =>
      actions.flatMap(({ fills }) => fills.flatMap(({ value, how }) => (how === 'type' && value ? [value] : []))),
    );

async function freshPortal(name: string): Promise<Portal> {
  const file = join(flowsOf(name), 'index.ts');
  if (!existsSync(file)) throw new UsageError(`The flow of "${name}" was not written.`);
  const exported = (await import(pathToFileURL(file).href)) as Record<string, Portal>;
  const portal = exported[camel(name)];
  if (portal) return portal;
  throw new UsageError(`flows/portals/${name}/index.ts does not export ${camel(name)}.`);
}

/** @returns each element with how it is found first, for the person to look over. */
export const elementsInWords = ({ draft }: Built): readonly string[] =>
  draft.pages.map(
    ({ key, elements }) => `${pageName(key)}: ${Object.keys(elements).join(', ') || 'nothing is used on it'}`,
  );

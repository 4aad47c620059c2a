/** Each page is known by itself and by no other; each element is found, once, on a saved page; no page shows its own signals. */
import type { Page } from 'playwright';
import { WorkException } from '../../domain/exceptions.ts';
import type { SavedIndex } from '../../domain/saved-pages.ts';
import { heedSignals } from '../../flows/arrive.ts';
import { firstServing, scopeOf, toLocator } from '../../flows/locate.ts';
import type { Visit } from '../../flows/portal.ts';
import type { PageFile } from '../../selectors/page.ts';
import type { Findings } from './check-report.ts';
import type { PortalSight } from './portal-sight.ts';
import { show, visitOn } from './stage.ts';

type SavedPage = SavedIndex['pages'][number];

export async function checkPages(
  page: Page,
  { pages }: PortalSight,
  { pages: saved, unseen }: SavedIndex,
  read: (file: string) => string,
  findings: Findings,
): Promise<void> {
  const known = new Set<PageFile>();
  const found = new Set<string>();
  for (const entry of saved) {
    const ours = pages.filter(({ name }) => name === entry.page);
    if (ours.length === 0) {
      findings.faults.push({ of: entry.file, say: `No selector file describes a page "${entry.page}".` });
      continue;
    }
    findings.counts.pages += 1;
    const visit = visitOn(page);
    await show(page, read(entry.file), ours[0]?.frame);
    await checkWhose(visit, entry, pages, known, findings);
    for (const file of ours.filter((each) => known.has(each))) {
      for (const element of Object.keys(file.elements))
        await checkElement(visit, entry, file, element, found, findings);
      await checkSilence(visit, entry, file, findings);
    }
  }
  checkAllSeen(pages, known, found, new Set(unseen.map(({ what }) => what)), findings);
}

async function checkWhose(
  visit: Visit,
  { file, page, within = [] }: SavedPage,
  pages: readonly PageFile[],
  known: Set<PageFile>,
  { faults }: Findings,
): Promise<void> {
  const here: PageFile[] = [];
  for (const each of pages) if (await firstServing(scopeOf(visit, each), each.isHere)) here.push(each);
  for (const each of here.filter(({ name }) => name === page)) known.add(each);
  if (here.every(({ name }) => name !== page))
    faults.push({ of: file, say: `The page "${page}" does not know itself: correct its isHere.` });
  for (const other of here.filter(({ name }) => name !== page && !within.includes(name)))
    faults.push({ of: file, say: `The page "${other.name}" takes "${page}" for itself: make its isHere stricter.` });
}

async function checkElement(
  visit: Visit,
  { file: saved, inRows = [] }: SavedPage,
  file: PageFile,
  element: string,
  found: Set<string>,
  { counts, faults }: Findings,
): Promise<void> {
  const alternatives = file.elements[element]!;
  const scope = scopeOf(visit, file);
  if (await firstServing(scope, alternatives)) {
    counts.elements += 1;
    found.add(keyOf(file, element));
    return;
  }
  const matches = await Promise.all(alternatives.map((each) => toLocator(scope, each).count()));
  const most = Math.max(...matches);
  if (most === 0) return;
  if (inRows.includes(element)) found.add(keyOf(file, element));
  else
    faults.push({
      of: `${file.name}.${element}`,
      say: `On ${saved} it matches ${most} elements, not one: make it stricter, or list it in "inRows" if it stands in each row.`,
    });
}

async function checkSilence(visit: Visit, { file: saved }: SavedPage, file: PageFile, { faults }: Findings) {
  try {
    await heedSignals(visit, { pages: [], from: file, signals: [] });
  } catch (error) {
    if (!(error instanceof WorkException)) throw error;
    faults.push({ of: saved, say: `The ordinary page "${file.name}" shows its own signal ${error.code}.` });
  }
}

function checkAllSeen(
  pages: readonly PageFile[],
  known: ReadonlySet<PageFile>,
  found: ReadonlySet<string>,
  unseen: ReadonlySet<string>,
  { faults }: Findings,
): void {
  for (const file of pages) {
    if (!known.has(file)) {
      if (unseen.has(file.name)) continue;
      faults.push({ of: file.name, say: 'No saved page shows it: save one, and list it in saved.json.' });
      continue;
    }
    for (const element of Object.keys(file.elements))
      if (!found.has(keyOf(file, element)) && !unseen.has(keyOf(file, element)))
        faults.push({ of: `${file.name}.${element}`, say: 'No saved page has this element: save one that does.' });
  }
}

const keyOf = (file: PageFile, element: string): string => `${file.name}.${element}`;

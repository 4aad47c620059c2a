/** Writes what was seen of a practice portal: for each page of its selector files the fewest saved pages that show all its elements. */
import { mkdirSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import type { Chromium } from '../../adapters/browser.ts';
import { readIndex } from '../../cli/portal-kit/check.ts';
import { fixturesOf } from '../../cli/portal-kit/root.ts';
import { sightOf } from '../../cli/portal-kit/portal-sight.ts';
import { openStage, show, visitOn } from '../../cli/portal-kit/stage.ts';
import { WorkException } from '../../domain/exceptions.ts';
import type { Credentials } from '../../domain/login.ts';
import type { SavedIndex } from '../../domain/saved-pages.ts';
import { heedSignals } from '../../flows/arrive.ts';
import { firstServing, scopeOf, toLocator } from '../../flows/locate.ts';
import { portalNamed } from '../../flows/portals/index.ts';
import type { PageFile } from '../../selectors/page.ts';

export interface Snapshot {
  readonly html: string;
  readonly frame: string | undefined;
}
export interface Told {
  readonly code: string;
  readonly snapshots: readonly Snapshot[];
}

export async function writeSaved(
  chromium: Chromium,
  name: string,
  all: readonly Snapshot[],
  told: readonly Told[],
  path: readonly Snapshot[],
  answers: Credentials['answers'],
): Promise<void> {
  const portal = portalNamed(name);
  const { pages, anywhere, whileSignedIn } = await sightOf(name, portal.saved?.pages);
  const context = await openStage(chromium);
  const page = await context.newPage();
  const visit = visitOn(page);
  const folder = fixturesOf(name);
  const before = readIndex(folder);
  rmSync(join(folder, 'pages'), { recursive: true, force: true });
  mkdirSync(join(folder, 'pages'), { recursive: true });
  const index: SavedIndex = {
    pages: [],
    signals: [],
    cases: casesOf(name, folder),
    rejected: null,
    unseen: readIndex(folder)?.unseen ?? [],
  };
  const kept = new Map<string, string>();
  const save = (file: string, html: string): string => {
    const known = kept.get(html);
    if (known) return known;
    writeFileSync(join(folder, file), html);
    kept.set(html, file);
    return file;
  };
  const need = new Map<PageFile, Set<string>>(
    pages.map((file) => [file, new Set(['', ...Object.keys(file.elements)])]),
  );
  const whose = async (one: Snapshot, among: readonly PageFile[] = pages): Promise<PageFile[]> => {
    if (among.length > 0) await show(page, one.html, one.frame);
    const here: PageFile[] = [];
    for (const each of among)
      if (each.frame === one.frame && (await firstServing(scopeOf(visit, each), each.isHere))) here.push(each);
    return here;
  };
  for (const one of all) {
    const here = await whose(
      one,
      pages.filter((file) => need.get(file)!.size > 0 && file.frame === one.frame),
    );
    for (const file of here) {
      const open = need.get(file)!;
      const served: string[] = open.has('') ? [''] : [];
      const inRows: string[] = [];
      for (const element of [...open].filter((each) => each !== '')) {
        const alternatives = file.elements[element]!;
        if (await firstServing(scopeOf(visit, file), alternatives)) served.push(element);
        else if (
          Math.max(...(await Promise.all(alternatives.map((each) => toLocator(scopeOf(visit, file), each).count())))) >
          1
        )
          inRows.push(element);
      }
      if (served.length === 0) continue;
      for (const element of [...served, ...inRows]) open.delete(element);
      const base = file.name.split('/')[1]!;
      const same = index.pages.filter((each) => each.page === file.name).length;
      const saved = save(`pages/${base}${same === 0 ? '' : `-${same + 1}`}.html`, one.html);
      if (!index.pages.some((each) => each.file === saved && each.page === file.name))
        index.pages.push({ file: saved, page: file.name, ...(inRows.length > 0 && { inRows }) });
    }
  }
  for (const { code, snapshots } of told) {
    if (
      code === 'done' ||
      code.includes(' ') ||
      index.signals.some((each) => each.code === code && code !== 'inquiry-rejected')
    )
      continue;
    for (const one of snapshots.toReversed()) {
      const here = await whose(one);
      const from = here.find((file) => (file.signals ?? []).some((signal) => signal.code === code));
      const says = await heedSignals(visit, {
        pages: [],
        ...(from && { from }),
        signals: from ? anywhere : whileSignedIn,
      }).then(
        () => null,
        (error: unknown) => (error instanceof WorkException ? error.code : null),
      );
      if (says !== code) continue;
      const again = index.signals.filter((each) => each.code === code).length;
      if (again > 2) break;
      const file = save(`pages/says-${code}${again === 0 ? '' : `-${again + 1}`}.html`, one.html);
      index.signals.push({ file, code, ...(from && { on: from.name }) });
      break;
    }
  }
  const rejection = index.signals.find(({ code }) => code === 'credentials-rejected');
  if (rejection) {
    const walk: string[] = [];
    for (const one of path) {
      const [file] = await whose(one);
      const saved = file && index.pages.find((each) => each.page === file.name)?.file;
      if (saved && file.name !== rejection.on && !walk.includes(saved)) walk.push(saved);
      else if (saved && file.name === rejection.on && !walk.includes(saved)) walk.push(saved);
    }
    index.rejected = { walk: [...walk, rejection.file], ...(Object.keys(answers).length > 0 && { answers }) };
  }
  for (const old of before?.pages ?? []) {
    const again = index.pages.find((each) => each.file === old.file && each.page === old.page);
    if (again && old.within) again.within = old.within;
    if (!again && !old.file.startsWith('pages/')) index.pages.push(old);
  }
  for (const [file, open] of need) if (open.size > 0) console.log(name, 'MISSING', file.name, [...open].join(' '));
  writeFileSync(join(folder, 'saved.json'), `${JSON.stringify(index, null, 2)}\n`);
  await context.close();
}

/** The cases that stand in the folder: a pair of HTML and JSON, or several pages of one name. */
function casesOf(name: string, folder: string): SavedIndex['cases'] {
  const files = readdirSync(folder);
  const claimPage: Record<string, string> = { ashgrove: 'claim-report' };
  const coveragePage: Record<string, string> = {
    ashgrove: 'eligibility-report',
    harborlink: 'coverage',
    brightwell: 'coverage',
    northfield: 'eligible',
  };
  return files
    .filter((file) => file.endsWith('.json') && file !== 'saved.json')
    .map((file) => {
      const one = file.slice(0, -'.json'.length);
      const { payer } = JSON.parse(readFileSync(join(folder, file), 'utf8')) as { payer?: string };
      const kind = one.startsWith('claim-') ? ('claim-status' as const) : ('eligibility' as const);
      const page =
        kind === 'claim-status'
          ? (claimPage[name] ?? 'claim-detail')
          : one === 'not-eligible' && name === 'northfield'
            ? 'not-eligible'
            : coveragePage[name];
      const parts = files.filter((each) => each.startsWith(`${one}-`) && each.endsWith('.html'));
      const isParts = name === 'stonebridge' && kind === 'eligibility';
      const pages = isParts
        ? Object.fromEntries(parts.map((each) => [`stonebridge/${each.slice(one.length + 1, -5)}`, each]))
        : { [`${name}/${page}`]: `${one}.html` };
      return {
        name: one,
        kind,
        ...(payer !== undefined && { payer }),
        pages,
        confirmed: { by: 'Claimwright', on: '2026-11-23' },
      };
    });
}

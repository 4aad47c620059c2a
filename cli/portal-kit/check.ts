/** The conformance suite of one portal, on its saved pages alone: nothing is asked of the portal itself. */
import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import type { Chromium } from '../../adapters/browser.ts';
import { parseSavedIndex, type SavedIndex } from '../../domain/saved-pages.ts';
import type { Portal } from '../../flows/portal.ts';
import { UsageError } from '../failure.ts';
import { checkCases } from './check-cases.ts';
import { checkPages } from './check-pages.ts';
import { checkRejection } from './check-rejection.ts';
import { type CheckReport, type Findings, noFindings, reportOf } from './check-report.ts';
import { checkSignals } from './check-signals.ts';
import { sightOf } from './portal-sight.ts';
import { fixturesOf } from './root.ts';
import { openStage } from './stage.ts';

/** @param folder its saved pages. @throws UsageError when saved.json, or a file that it names, cannot be used. */
export async function checkPortal(
  chromium: Chromium,
  portal: Portal,
  folder = fixturesOf(portal.name),
): Promise<CheckReport> {
  const findings = noFindings();
  const index = readIndex(folder);
  if (!index || (index.pages.length === 0 && index.cases.length === 0)) {
    const say = `It has no fixtures: record a visit with "claimwright portal record ${portal.name}".`;
    return reportOf(portal.name, { ...findings, faults: [{ of: `test/fixtures/${portal.name}`, say }] });
  }
  const sight = await sightOf(portal.name, portal.saved?.pages);
  const read = (file: string): string => readSaved(folder, file, findings);
  const context = await openStage(chromium);
  try {
    const page = await context.newPage();
    const ground = { portal, pages: sight.pages, index, read, context: () => chromium.context() };
    await checkPages(page, sight, index, read, findings);
    await checkSignals(page, sight, index.signals, read, findings);
    await checkCases(page, ground, findings);
    if (index.cases.length === 0)
      findings.faults.push({ of: 'cases', say: 'No saved case says what must be read from a page.' });
    await checkRejection(ground, findings);
  } finally {
    await context.close();
  }
  return reportOf(portal.name, findings);
}

export function readIndex(folder: string): SavedIndex | null {
  const file = join(folder, 'saved.json');
  if (!existsSync(file)) return null;
  const index = parseSavedIndex(readFileSync(file, 'utf8'));
  if (typeof index === 'string') throw new UsageError(`${file} cannot be used: ${index}`);
  return index;
}

/** What a saved page must not hold: it is shown offline, and shown to others. */
const ACTIVE =
  /<script\b|\son\w+\s*=\s*["']|<(?:link|img|iframe|object|embed)\b[^>]*\b(?:src|href|data)\s*=\s*["']?(?:https?:)?\/\//i;

function readSaved(folder: string, file: string, { faults }: Findings): string {
  const path = join(folder, file);
  if (!existsSync(path)) throw new UsageError(`saved.json names ${file}, but there is no such file in ${folder}.`);
  const text = readFileSync(path, 'utf8');
  if (file.endsWith('.html') && ACTIVE.test(text) && !faults.some(({ of }) => of === file))
    faults.push({ of: file, say: 'The saved page holds a script or something from outside: remove it.' });
  return text;
}

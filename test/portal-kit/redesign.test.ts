/** A portal's redesign is a diff in selectors/<portal>/ and its saved pages: shown on a page with other words, other ids and another heading. */
import { cp, readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, test } from 'vitest';
import type { CheckReport } from '../../cli/portal-kit/check-report.ts';
import { fixturesOf } from '../../cli/portal-kit/root.ts';
import { type Clone, cloneProgram } from './clone.ts';

const PAGE = 'test/fixtures/northfield/pages/eligibility.html';
const SELECTORS = 'selectors/northfield/eligibility.ts';

let clone: Clone;
beforeAll(async () => {
  clone = await cloneProgram();
  await cp(fixturesOf('northfield'), join(clone.folder, 'test/fixtures/northfield'), { recursive: true });
}, 60_000);
afterAll(() => clone.remove());

async function edit(file: string, changes: readonly (readonly [from: string, to: string])[]): Promise<void> {
  let text = await readFile(join(clone.folder, file), 'utf8');
  for (const [from, to] of changes) {
    expect(text).toContain(from);
    text = text.replaceAll(from, to);
  }
  await writeFile(join(clone.folder, file), text);
}
async function check(): Promise<CheckReport> {
  const { out } = await clone.claimwright('portal', 'check', 'northfield', '--json');
  return JSON.parse(out) as CheckReport;
}

test('a redesigned page is told from the old one, and mended in one folder', async () => {
  await edit(PAGE, [
    ['Eligibility Verification Request', 'Check Coverage'],
    ['Member ID', 'Medicaid Number'],
    ['MemberIDCmnTextBox_Control', 'f1'],
    ['_SubmitButton', '_go'],
    ['Submit', 'Check'],
  ]);
  const broken = await check();
  expect(broken.faults).toContainEqual({
    of: 'pages/eligibility.html',
    say: 'The page "northfield/eligibility" does not know itself: correct its isHere.',
  });
  await edit(SELECTORS, [
    [
      "isHere: [{ role: 'heading', name: /^Eligibility Verification Request$/ }]",
      "isHere: [{ role: 'heading', name: /^Check Coverage$/ }, { role: 'heading', name: /^Eligibility Verification Request$/ }]",
    ],
    ['memberId: [{ label: /^Member ID$/ }', 'memberId: [{ label: /^Medicaid Number$/ }, { label: /^Member ID$/ }'],
    ['submit: [\n', "submit: [\n      { role: 'button', name: /^Check$/ },\n"],
  ]);
  expect(await check()).toMatchObject({ ok: true, faults: [] });
}, 90_000);

import { execFileSync } from 'node:child_process';
import { cpSync, mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { afterAll, expect, test } from 'vitest';
import type { StoredSelector } from '../../adapters/learned-selectors.ts';
import { selectorPatch } from '../../cli/selector-patch.ts';
import { withAlternative } from '../../cli/selector-source.ts';
import type { LearnedSelector } from '../../domain/learned-selector.ts';
import type { PageFile } from '../../selectors/page.ts';

const folder = mkdtempSync(join(tmpdir(), 'claimwright-patch-'));
afterAll(() => rmSync(folder, { recursive: true, force: true }));

const approved = (page: string, element: string, selector: LearnedSelector): StoredSelector => ({
  id: `${page} ${element}`,
  portal: 'northfield',
  page: `northfield/${page}`,
  element,
  selector,
  state: 'approved',
  likeness: 0.7,
  runnerUp: 0.2,
  proposedAt: new Date('2026-11-23T15:00:00Z'),
  decidedAt: new Date('2026-11-23T16:00:00Z'),
});

test('what was approved is a patch that git applies, and the patched files say it', async () => {
  cpSync('selectors/northfield', join(folder, 'selectors/northfield'), { recursive: true });
  cpSync('selectors/page.ts', join(folder, 'selectors/page.ts'));
  const { text, left } = await selectorPatch(folder, 'northfield', [
    approved('eligibility', 'memberId', { by: 'label', label: "Recipient's no. (ID)" }),
    approved('eligibility', 'submit', { by: 'css', css: 'input[name="go"]' }),
    approved('eligible', 'expandAll', { by: 'role', role: 'button', name: 'Show a/b' }),
    approved('claim-search', 'search', { by: 'testId', testId: 'find' }),
    approved('nowhere', 'pager', { by: 'testId', testId: 'x' }),
  ]);
  expect(left.map(({ element }) => element)).toEqual(['pager']);
  const git = (...args: string[]) =>
    execFileSync('git', args, { cwd: folder, input: text, stdio: ['pipe', 'pipe', 'pipe'] });
  git('init', '--quiet');
  git('apply', '--check', '-');
  git('apply', '-');

  const files = await Promise.all(
    ['eligibility', 'claim-search'].map(
      (name) =>
        import(pathToFileURL(join(folder, `selectors/northfield/${name}.ts`)).href) as Promise<
          Record<string, PageFile>
        >,
    ),
  );
  const pages = Object.values(Object.assign({}, ...files) as Record<string, PageFile>);
  const of = (page: string, element: string) =>
    pages.find(({ name, elements }) => name === `northfield/${page}` && elements[element])?.elements[element];
  expect(of('eligibility', 'memberId')).toMatchObject([
    { label: /^Member ID$/ },
    { label: /^Recipient's no\. \(ID\)$/ },
    { css: expect.any(String) },
  ]);
  expect(of('eligibility', 'submit')?.at(-1)).toEqual({
    css: 'input[name="go"]',
    why: 'found by likeness, approved 2026-11-23',
  });
  expect(of('eligible', 'expandAll')?.[1]).toEqual({ role: 'button', name: /^Show a\/b$/ });
  expect(of('claim-search', 'search')?.[1]).toEqual({ testId: 'find' });

  const again = await selectorPatch(folder, 'northfield', [
    approved('claim-search', 'search', { by: 'testId', testId: 'find' }),
  ]);
  expect(again.text).toBe('');
  expect(readFileSync('selectors/northfield/eligibility.ts', 'utf8')).not.toContain('Recipient');
});

test('brackets in texts, expressions and comments do not lead it astray', () => {
  const source = `export const page = {
  name: 'demo/page', // not ]
  isHere: [{ text: /[\\]}]elements: \\{/ }],
  elements: {
    first: [{ label: /^A \\[b\\]$/ }], /* go: [ */
    go: [{ role: 'button', name: /^Go "}"$/ }],
  },
};\n`;
  expect(withAlternative(source, 'demo/page', 'go', "{ testId: 'go' }")).toContain(`    go: [
      { role: 'button', name: /^Go "}"$/ },
      { testId: 'go' },
    ],
  },`);
  expect(withAlternative(source, 'demo/page', 'gone', "{ testId: 'go' }")).toBeNull();
});

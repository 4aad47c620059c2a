/** What people approved on a portal, as a patch to its selector files. */
import { readdir, readFile } from 'node:fs/promises';
import { join } from 'node:path';
import type { StoredSelector } from '../adapters/learned-selectors.ts';
import { asSource, withAlternative } from './selector-source.ts';
import { unifiedDiff } from './unified-diff.ts';

export interface SelectorPatch {
  /** '' when there is nothing to change. */
  readonly text: string;
  /** Those that stand in no selector file as a list of alternatives: to be added by hand. */
  readonly left: readonly StoredSelector[];
}

/** @param root the project's folder. */
export async function selectorPatch(
  root: string,
  portal: string,
  approved: readonly StoredSelector[],
): Promise<SelectorPatch> {
  const names = (await readdir(join(root, 'selectors', portal))).filter((name) => name.endsWith('.ts')).sort();
  const paths = names.map((name) => `selectors/${portal}/${name}`);
  const before = new Map(
    await Promise.all(paths.map(async (path) => [path, await readFile(join(root, path), 'utf8')] as const)),
  );
  const after = new Map(before);
  const left = approved.filter((one) => !addTo(after, one));
  const text = paths.map((path) => unifiedDiff(path, before.get(path)!, after.get(path)!)).join('');
  return { text, left };
}

/** @returns false when no file has the element. */
function addTo(files: Map<string, string>, { page, element, selector, decidedAt }: StoredSelector): boolean {
  const why = `found by likeness, approved ${decidedAt?.toISOString().slice(0, 10) ?? ''}`.trim();
  for (const [path, source] of files) {
    const changed = withAlternative(source, page, element, asSource(selector, why));
    if (changed === null) continue;
    files.set(path, changed);
    return true;
  }
  return false;
}

/** The shape of the tree: folder names that say nothing, file names, long files. */
import { basename, dirname } from 'node:path';
import type { SourceFile } from './source-file.ts';

const EMPTY_WORDS = /^(src|lib|utils?|common|helpers?|types?|shared|misc)$/;
const KEBAB = /^[a-z0-9]+(-[a-z0-9]+)*(\.[a-z0-9-]+)*$/;
const LONGEST = 300;

/** @returns one sentence for each broken rule. */
export function judgeShape(files: readonly SourceFile[]): string[] {
  const folders = new Set(files.flatMap(({ path }) => foldersOf(path)));
  const nameless = [...folders].filter((folder) => EMPTY_WORDS.test(basename(folder)));
  const unkempt = files.filter(({ path }) => !KEBAB.test(basename(path)));
  const long = files.filter(({ lineCount }) => lineCount > LONGEST);
  return [
    ...nameless.map((folder) => `${folder}/ is a folder named after nothing: put its files where their concept lives.`),
    ...unkempt.map(({ path }) => `${path}: file names are lower-case words joined by hyphens.`),
    ...long.map(
      ({ path, lineCount }) =>
        `${path} has ${lineCount} lines, more than ${LONGEST}: give its second concept a file of its own.`,
    ),
  ];
}

const foldersOf = (path: string): string[] => {
  const folder = dirname(path);
  return folder === '.' ? [] : [...foldersOf(folder), folder];
};

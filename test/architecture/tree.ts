/** The project's own source files. */
import { readdirSync, readFileSync } from 'node:fs';
import { join, relative, sep } from 'node:path';
import type { SourceText } from './source-file.ts';

const ROOT = join(import.meta.dirname, '..', '..');
const NOT_OURS = /^(node_modules|dist|data|coverage|fixtures|\..*)$/;
const SOURCE = /\.(ts|tsx|mts|js|mjs|jsx)$/;

/** @returns every source file of the checkout, committed or not. */
export const readTree = (): SourceText[] =>
  filesIn(ROOT).map((file) => ({
    path: relative(ROOT, file).split(sep).join('/'),
    text: readFileSync(file, 'utf8'),
  }));

const filesIn = (folder: string): string[] =>
  readdirSync(folder, { withFileTypes: true }).flatMap((entry) => {
    if (NOT_OURS.test(entry.name)) return [];
    const path = join(folder, entry.name);
    if (entry.isDirectory()) return filesIn(path);
    return SOURCE.test(entry.name) ? [path] : [];
  });

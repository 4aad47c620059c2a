/** Public X12 files that may lie beside the checkout. Read in place, never copied. */
import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';

const FOLDER = join(import.meta.dirname, '../../../shared/samples/x12');

export interface Sample {
  readonly name: string;
  readonly text: string;
}

export const hasSamples = existsSync(FOLDER);

/** @returns every file that holds a transaction of that set, by content whatever its name; none when the folder is missing. */
export function samplesOf(set: '837' | '270' | '271' | '277' | '835' | '999'): Sample[] {
  if (!hasSamples) return [];
  const holds = new RegExp(`(?:^|[^A-Za-z0-9])ST[^A-Za-z0-9\\s]${set}[^A-Za-z0-9\\s]`);
  return readdirSync(FOLDER, { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile() && !/\.(json|md|java|py|ts|js)$/.test(entry.name))
    .map((entry) => join(entry.parentPath, entry.name))
    .map((path) => ({ name: path.slice(FOLDER.length + 1), text: readFileSync(path, 'utf8') }))
    .filter(({ text }) => holds.test(text))
    .toSorted((left, right) => (left.name < right.name ? -1 : 1));
}

/** One 835 transaction of the answer key that lies beside the samples. */
export interface ManifestEntry {
  readonly file: string;
  /** From 1. */
  readonly interchange: number;
  readonly transaction: number;
  readonly [verdict: string]: unknown;
}

/** @returns the independently computed answer key; empty when the folder is missing. */
export const balanceManifest = (): ManifestEntry[] =>
  hasSamples ? (JSON.parse(readFileSync(join(FOLDER, '835-balance-manifest.json'), 'utf8')) as ManifestEntry[]) : [];

export const sampleText = (file: string): string => readFileSync(join(FOLDER, file), 'utf8');

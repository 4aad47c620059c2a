/** Where the files of portals are. */
import { join } from 'node:path';

export const ROOT = join(import.meta.dirname, '..', '..');

export const fixturesOf = (portal: string): string => join(ROOT, 'test', 'fixtures', portal);
export const selectorsOf = (portal: string): string => join(ROOT, 'selectors', portal);
export const flowsOf = (portal: string): string => join(ROOT, 'flows', 'portals', portal);

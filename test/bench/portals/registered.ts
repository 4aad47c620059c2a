/** Every practice portal that tells the bench of itself: the files of this folder, whichever there are. */
import { readdirSync } from 'node:fs';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import type { PortalUnderTest } from './portal-under-test.ts';

/** @param only names; empty: all. */
export async function portalsUnderTest(only: readonly string[] = []): Promise<PortalUnderTest[]> {
  const files = readdirSync(import.meta.dirname).filter((name) => name.endsWith('.ts'));
  const modules = await Promise.all(
    files.map((name) => import(pathToFileURL(join(import.meta.dirname, name)).href) as Promise<object>),
  );
  const portals = modules.flatMap((module) => Object.values(module).filter(isPortal));
  return portals.filter(({ name }) => only.length === 0 || only.includes(name));
}

const isPortal = (value: unknown): value is PortalUnderTest =>
  typeof value === 'object' && value !== null && 'start' in value && 'outcomes' in value;

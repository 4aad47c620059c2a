/** All that a portal's selector files say: every page and every signal, found in the folder, so that none can be forgotten. */
import { readdirSync } from 'node:fs';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import type { PageFile, Signal } from '../../selectors/page.ts';
import { UsageError } from '../failure.ts';
import { selectorsOf } from './root.ts';

export interface PortalSight {
  readonly pages: readonly PageFile[];
  /** What any page may say, and what it may say to somebody who is signed in. */
  readonly anywhere: readonly Signal[];
  readonly whileSignedIn: readonly Signal[];
}

/** @param made pages that the selector files make on demand. @throws UsageError when a file does not load. */
export async function sightOf(portal: string, made: readonly PageFile[] = []): Promise<PortalSight> {
  const folder = selectorsOf(portal);
  const exported: Record<string, unknown>[] = [];
  for (const file of readdirSync(folder).filter((name) => name.endsWith('.ts'))) {
    const from = pathToFileURL(join(folder, file)).href;
    exported.push(
      (await import(from).catch((error: unknown) => {
        throw new UsageError(`selectors/${portal}/${file} does not load: ${firstLine(error)}`);
      })) as Record<string, unknown>,
    );
  }
  const named = Object.assign({}, ...exported) as Record<string, unknown>;
  const pages = exported.flatMap((file) => Object.values(file)).filter(isPage);
  const anywhere = (named['anywhere'] ?? []) as readonly Signal[];
  const whileSignedIn = (named['whileSignedIn'] ?? anywhere) as readonly Signal[];
  return { pages: [...new Set([...pages, ...made])], anywhere, whileSignedIn };
}

const isPage = (each: unknown): each is PageFile =>
  typeof each === 'object' && each !== null && 'isHere' in each && 'elements' in each;

const firstLine = (error: unknown): string => String(error).split('\n', 1)[0] ?? '';

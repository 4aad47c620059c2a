/** The pages' scripts: built once from web/ with Vite, kept beside it, and built again when a source has changed. */
import { createHash } from 'node:crypto';
import { mkdir, readdir, readFile, rename, rm, writeFile } from 'node:fs/promises';
import { join } from 'node:path';

const WEB = join(import.meta.dirname, 'web');
const DIST = join(WEB, 'dist');
/** Each is loaded by documents of its own. */
const ENTRIES = ['shell', 'tool'] as const;
/** Whatever the environment is called: what libraries do for developers makes each page twice as slow. */
const FOR_USE = { define: { 'process.env.NODE_ENV': '"production"' }, oxc: { jsx: { development: false } } } as const;

/** File name to script. */
export type Bundle = ReadonlyMap<string, string>;

let opened: Promise<Bundle> | undefined;

/** @returns the scripts; the first call of a checkout takes a few seconds, later ones read them from web/dist. */
export const openBundle = (): Promise<Bundle> => (opened ??= readOrBuild());

async function readOrBuild(): Promise<Bundle> {
  const folder = join(DIST, await sourcesHash());
  return (await readBundle(folder)) ?? buildBundle(folder);
}

async function sourcesHash(): Promise<string> {
  const hash = createHash('sha256').update(JSON.stringify(FOR_USE));
  for (const name of (await readdir(WEB)).filter((each) => /\.tsx?$/.test(each)).toSorted())
    hash.update(`${name}\0`).update(await readFile(join(WEB, name)));
  return hash.digest('hex').slice(0, 16);
}

async function readBundle(folder: string): Promise<Bundle | null> {
  const names = await readdir(folder).catch(() => []);
  if (names.length === 0) return null;
  return new Map(
    await Promise.all(names.map(async (name) => [name, await readFile(join(folder, name), 'utf8')] as const)),
  );
}

/** Written beside its place and renamed, so that two processes do not read each other's halves. */
async function buildBundle(folder: string): Promise<Bundle> {
  const { build } = await import('vite');
  const built = await build({
    ...FOR_USE,
    configFile: false,
    root: WEB,
    logLevel: 'error',
    build: {
      write: false,
      target: 'es2022',
      rolldownOptions: {
        input: Object.fromEntries(ENTRIES.map((entry) => [entry, join(WEB, `${entry}.tsx`)])),
        output: { entryFileNames: '[name].js', chunkFileNames: '[name].js' },
      },
    },
  });
  const [output] = Array.isArray(built) ? built : [built];
  if (!output || !('output' in output)) throw new Error('Vite built no scripts for Harborlink.');
  const scripts = new Map(
    output.output.flatMap((file) => (file.type === 'chunk' ? [[file.fileName, file.code] as const] : [])),
  );
  // Builds of earlier sources are of no use to anyone.
  for (const name of await readdir(DIST).catch(() => []))
    if (/^[0-9a-f]{16}$/.test(name)) await rm(join(DIST, name), { recursive: true, force: true });
  const beside = `${folder}.${process.pid}`;
  await mkdir(beside, { recursive: true });
  for (const [name, code] of scripts) await writeFile(join(beside, name), code);
  await rename(beside, folder).catch(() => rm(beside, { recursive: true, force: true }));
  return scripts;
}

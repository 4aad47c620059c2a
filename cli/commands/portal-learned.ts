/** `claimwright portal patch`, and the part of `portal show` that the database knows: learned selectors, canaries, the pause. */
import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { Command } from 'commander';
import { listCanaries } from '../../adapters/canaries.ts';
import type { CanaryState } from '../../adapters/canaries.ts';
import { DataFolderHeld } from '../../adapters/data-folder.ts';
import { listLearned } from '../../adapters/learned-selectors.ts';
import type { StoredSelector } from '../../adapters/learned-selectors.ts';
import { portalPause } from '../../adapters/portal-health.ts';
import { readSettings } from '../../config/settings.ts';
import { selectorInWords } from '../../domain/learned-selector.ts';
import { say, sayAside } from '../output.ts';
import { selectorPatch } from '../selector-patch.ts';
import { withStores } from '../with-stores.ts';

const ROOT = join(import.meta.dirname, '..', '..');

export const patchCommand = (): Command =>
  new Command('patch')
    .argument('<portal>')
    .description('print what people approved on this portal as a patch to its selector files')
    .addHelpText('after', '\nExample:\n  claimwright portal patch northfield | git apply')
    .action((portal: string) =>
      withStores('portal patch', async ({ db }) => {
        const approved = (await listLearned(db, { portal })).filter(({ state }) => state === 'approved');
        const { text, left } = await selectorPatch(ROOT, portal, approved);
        process.stdout.write(text);
        for (const one of left)
          sayAside(`${one.page}: add to ${one.element} by hand: ${selectorInWords(one.selector)}.`);
        if (text === '' && left.length === 0) sayAside(`Nothing is approved on ${portal} that its files do not have.`);
      }),
    );

export interface LearnedOfPortal {
  readonly pausedCode: string | null;
  readonly selectors: readonly StoredSelector[];
  readonly canaries: readonly CanaryState[];
}

/** @returns null when the embedded database is in use by another process, or nothing was ever stored. */
export async function learnedOf(portal: string): Promise<LearnedOfPortal | null> {
  const { databaseUrl, dataFolder } = readSettings();
  if (!databaseUrl && !existsSync(join(dataFolder, 'database'))) return null;
  try {
    return await withStores('portal show', async ({ db }) => ({
      pausedCode: await portalPause(db, portal),
      selectors: await listLearned(db, { portal }),
      canaries: await listCanaries(db, portal),
    }));
  } catch (error) {
    if (error instanceof DataFolderHeld) return null;
    throw error;
  }
}

export function sayLearned(learned: LearnedOfPortal | null): void {
  if (!learned)
    return say('  learned: nothing that this command can read (an embedded database is read by one process)');
  const { pausedCode, selectors, canaries } = learned;
  say(`  state: ${pausedCode ? `paused (${pausedCode})` : 'works'}`);
  for (const { page, element, selector, state, likeness } of selectors)
    say(`  ${state}: ${page} ${element} is ${selectorInWords(selector)} (${Math.round(likeness * 100)} % alike)`);
  for (const { login, kind, origin, passedAt, code } of canaries)
    say(
      `  canary of ${login}: ${kind}, ${origin}, ${code ?? (passedAt ? `passed ${passedAt.toISOString()}` : 'not asked yet')}`,
    );
}

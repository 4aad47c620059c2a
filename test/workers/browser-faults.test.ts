import { expect, it, vi } from 'vitest';
import { openChromium } from '../../adapters/browser.ts';
import { openLeases } from '../../adapters/leases.ts';
import { openSessions } from '../../adapters/sessions.ts';
import type { Visit } from '../../flows/portal.ts';
import { ask } from '../../workers/ask.ts';
import { startPortalWorkers } from '../../workers/portal.worker.ts';
import { reconcile } from '../../workers/reconcile.ts';
import { descendantsOf } from '../faults/process.ts';
import { ownStores } from '../stores.ts';
import { addLogin, questions, reading, scriptedPortal, states } from './shop.ts';

/** What befalls the browser in the first try of each of these items. */
const FAULTS: Readonly<Record<string, (visit: Visit) => Promise<unknown>>> = {
  M000001: ({ page }) => page.goto('chrome://crash'),
  M000002: ({ page }) => page.evaluate('for (;;);'),
  M000003: async ({ page }) => {
    const ours = descendantsOf(process.pid).filter(({ command }) => /chrom/i.test(command));
    for (const { pid, command } of ours) if (!command.includes('--type=')) process.kill(pid, 'SIGKILL');
    await page.evaluate('1');
  },
};

it('a page that crashes or hangs and a browser that is killed cost a try, never a work item', {
  timeout: 120_000,
}, async () => {
  const own = await ownStores('embedded', {
    environment: { WORK_TIMEOUT_SECONDS: '6', CHROMIUM_PATH: process.env['CHROMIUM_PATH'] ?? '/usr/bin/chromium' },
  });
  const { stores } = own;
  const chromium = openChromium(stores.settings.chromiumPath, { patienceMs: 10_000 });
  const leases = openLeases(stores.db, 60_000);
  const sessions = openSessions(chromium, stores.logins, leases, stores.clock);
  const had = new Set<string>();
  const portal = scriptedPortal(async (asked, visit) => {
    const id = asked.member.memberId ?? '';
    const fault = had.has(id) ? undefined : FAULTS[id];
    had.add(id);
    await fault?.(visit);
    await visit.page.setContent(`<h1>${id}</h1>`);
    return reading(asked);
  });
  const loginId = await addLogin(stores);
  await ask(stores, questions(loginId, 5));
  const workers = await startPortalWorkers(stores, { sessions, portalNamed: () => portal });
  await vi.waitFor(
    async () => {
      await reconcile(stores);
      expect(await states(stores)).toEqual({ done: 5 });
    },
    { timeout: 100_000, interval: 500 },
  );
  const { rows } = await stores.db.query<{ tries: number }>('select tries from work_item order by place');
  expect(rows.map(({ tries }) => tries)).toEqual([0, 1, 1, 1, 0]);
  expect((await stores.db.query('select 1 from result')).rows).toHaveLength(5);
  await workers.close();
  await sessions.close();
  await chromium.close();
  await own.close();
});

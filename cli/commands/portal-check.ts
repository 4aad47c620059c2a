/** `claimwright portal check P` */
import { Command } from 'commander';
import { openChromium } from '../../adapters/browser.ts';
import { readSettings } from '../../config/settings.ts';
import { portalNamed, portalNames } from '../../flows/portals/index.ts';
import { UsageError } from '../failure.ts';
import { say, sayJson } from '../output.ts';
import { checkPortal } from '../portal-kit/check.ts';
import type { CheckReport } from '../portal-kit/check-report.ts';

export const checkCommand = (): Command =>
  new Command('check')
    .argument('<portal>')
    .description(
      'check every page, element, signal and case of a portal on its saved pages; the portal itself is not asked',
    )
    .option('--json', 'print one JSON document')
    .addHelpText(
      'after',
      '\nExit code: 0 all is well, 1 something is wrong or missing.\n\nExample:\n  claimwright portal check northfield',
    )
    .action(async (name: string, options: { json?: boolean }) => {
      if (!portalNames.includes(name))
        throw new UsageError(`No flow is registered for "${name}"; there are: ${portalNames.join(', ')}.`);
      const chromium = openChromium(readSettings().chromiumPath);
      try {
        const report = await checkPortal(chromium, portalNamed(name));
        if (options.json) sayJson(report);
        else sayReport(report);
        process.exitCode = report.ok ? 0 : 1;
      } finally {
        await chromium.close();
      }
    });

function sayReport({ portal, ok, checked, faults, unproven }: CheckReport): void {
  for (const fault of faults) say(`${fault.of}: ${fault.say}`);
  const { pages, elements, signals, cases } = checked;
  say(
    `${portal}: ${ok ? 'all is well' : `${faults.length} to mend`} (${pages} saved pages, ${elements} elements, ${signals} signal pages, ${cases} cases)`,
  );
  if (unproven.length > 0) say(`No saved page proves ${unproven.length} of its signals: ${unproven.join('; ')}`);
}

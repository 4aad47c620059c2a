/** `claimwright portal list|show|new|record|check|patch|canary` */
import { Command } from 'commander';
import { mayAutomate, readRegisters } from '../../config/registers.ts';
import type { PortalRegister } from '../../config/registers.ts';
import { UsageError } from '../failure.ts';
import { say, sayJson, table } from '../output.ts';
import { canaryCommand } from './portal-canary.ts';
import { checkCommand } from './portal-check.ts';
import { learnedOf, patchCommand, sayLearned } from './portal-learned.ts';
import { newCommand } from './portal-new.ts';
import { recordCommand } from './portal-record.ts';

export const portalCommand = (): Command =>
  new Command('portal')
    .description('The portals that Claimwright knows, and what their terms say about robots')
    .addCommand(
      new Command('list')
        .description('every portal of config/portals')
        .option('--json', 'print one JSON document')
        .addHelpText('after', '\nExample:\n  claimwright portal list')
        .action((options: { json?: boolean }) => {
          const { portals } = readRegisters();
          if (options.json) return sayJson(portals);
          say(
            table(
              ['portal', 'title', 'robots', 'terms read'],
              portals.map((portal) => [portal.name, portal.title, verdict(portal), readOf(portal)]),
            ),
          );
        }),
    )
    .addCommand(
      new Command('show')
        .argument('<portal>')
        .description('all that is registered of one portal and the payers it serves')
        .option('--json', 'print one JSON document')
        .addHelpText('after', '\nExample:\n  claimwright portal show northfield')
        .action(async (name: string, options: { json?: boolean }) => {
          const { portals, payers } = readRegisters();
          const portal = portals.find((known) => known.name === name);
          if (!portal)
            throw new UsageError(`There is no portal "${name}". "claimwright portal list" shows those there are.`);
          const served = payers.filter((payer) => payer.portal === name);
          const learned = await learnedOf(name);
          if (options.json) return sayJson({ ...portal, payers: served, learned });
          say(`${portal.title} (${portal.name}) at ${portal.url}`);
          say(`  robots: ${verdict(portal)}; terms ${portal.policy.termsUrl}, read ${readOf(portal)}`);
          say(
            `  hours: ${portal.hours.from}-${portal.hours.to} ${portal.hours.timeZone}; locks after ${portal.lockoutAfter} bad passwords`,
          );
          say(
            `  pace: ${portal.pace ? `at most ${portal.pace.lookups} look-ups in ${portal.pace.perSeconds} s` : 'as fast as it answers'}`,
          );
          say(`  payers: ${served.map((payer) => payer.name).join(', ') || 'none'}`);
          sayLearned(learned);
        }),
    )
    .addCommand(newCommand())
    .addCommand(recordCommand())
    .addCommand(checkCommand())
    .addCommand(patchCommand())
    .addCommand(canaryCommand());

const verdict = (portal: PortalRegister): string =>
  `${portal.policy.automation}${mayAutomate(portal) ? '' : ' (refused)'}`;

const readOf = ({ policy }: PortalRegister): string =>
  policy.readOn && policy.readBy ? `${policy.readOn} by ${policy.readBy}` : 'by nobody yet';

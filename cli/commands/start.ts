/** `claimwright start`: production. API with the review app, workers and scheduler, in one process or split over hosts. */
import { Command, Option } from 'commander';
import { readSettings } from '../../config/settings.ts';
import { startOffice } from '../office.ts';
import type { Role } from '../office.ts';
import { sayAside } from '../output.ts';
import { onStopSignal } from '../with-stores.ts';

const ROLES = ['api', 'worker', 'scheduler'] as const satisfies readonly Role[];

export const startCommand = (): Command =>
  new Command('start')
    .description('Run the API with the review app, the workers and the scheduler')
    .addOption(
      new Option('--only <role>', 'run one role; the others run on other hosts on the same DATABASE_URL').choices(
        ROLES,
      ),
    )
    .addHelpText('after', '\nExamples:\n  claimwright start\n  claimwright start --only worker')
    .action(async (options: { only?: Role }) => {
      const office = await startOffice(readSettings(), {
        command: 'start',
        roles: options.only ? [options.only] : ROLES,
      });
      onStopSignal(async () => {
        sayAside('Stopping: no new look-up is begun, those under way are finished.');
        await office.close();
      });
      if (office.url) sayAside(`Review app: ${office.url}`);
      if (office.firstReviewer)
        sayAside(
          `First sign-in (shown once): name ${office.firstReviewer.name}, password ${office.firstReviewer.password} - it must be changed then.`,
        );
      sayAside('Running. Ctrl-C stops.');
    });

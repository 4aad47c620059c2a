/** `claimwright reviewer add|password`: who may sign in to the review app. */
import { randomBytes } from 'node:crypto';
import { Command, Option } from 'commander';
import { addReviewer, renewPassword } from '../../adapters/reviewers.ts';
import { ROLES, type Role } from '../../domain/permissions.ts';
import { UsageError } from '../failure.ts';
import { say } from '../output.ts';
import { withStores } from '../with-stores.ts';

export const reviewerCommand = (): Command =>
  new Command('reviewer')
    .description('People who may sign in to the review app')
    .addCommand(
      new Command('add')
        .argument('<name>')
        .description('add a person with a random password, shown once')
        .addOption(new Option('--role <role>', 'what the person may do').choices(ROLES).default('biller'))
        .addHelpText(
          'after',
          '\nExamples:\n  claimwright reviewer add dana\n  claimwright reviewer add kim --role supervisor',
        )
        .action((name: string, { role }: { role: Role }) =>
          withStores('reviewer add', async ({ db, clock }) => {
            const password = randomBytes(12).toString('base64url');
            if (!(await addReviewer(db, name, password, clock.now(), role))) {
              throw new UsageError(
                `There is a reviewer "${name}" already. For a new password: claimwright reviewer password ${name}`,
              );
            }
            say(`Added ${name}, ${role}. Password (shown once): ${password}`);
          }),
        ),
    )
    .addCommand(
      new Command('password')
        .argument('<name>')
        .description('give a person a new random password, shown once')
        .addHelpText('after', '\nExample:\n  claimwright reviewer password biller')
        .action((name: string) =>
          withStores('reviewer password', async ({ db }) => {
            const password = await renewPassword(db, name);
            if (!password) throw new UsageError(`There is no reviewer "${name}".`);
            say(`New password of ${name} (shown once): ${password}`);
          }),
        ),
    );

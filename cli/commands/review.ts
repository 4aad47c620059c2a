/** `claimwright review list` */
import { Command } from 'commander';
import { listOpenItems } from '../../review/items.ts';
import { say, sayJson, table } from '../output.ts';
import { withStores } from '../with-stores.ts';

export const reviewCommand = (): Command =>
  new Command('review').description('What waits for a person').addCommand(
    new Command('list')
      .description('open review items, oldest first')
      .option('--json', 'print one JSON document')
      .addHelpText('after', '\nExample:\n  claimwright review list')
      .action((options: { json?: boolean }) =>
        withStores('review list', async ({ db }) => {
          const items = await listOpenItems(db);
          if (options.json) return sayJson(items);
          if (items.length === 0) return say('Nothing waits for a person.');
          say(
            table(
              ['code', 'portal', 'opened', 'met', 'what to know', 'id'],
              items.map((item) => [
                item.code,
                item.portal,
                item.openedAt.toISOString(),
                item.met,
                item.message,
                item.id,
              ]),
            ),
          );
        }),
      ),
  );

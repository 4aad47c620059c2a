/** `claimwright portal new P` */
import { Command } from 'commander';
import { UsageError } from '../failure.ts';
import { say } from '../output.ts';
import { blankDraft } from '../portal-kit/draft/blank.ts';
import { draftFiles, EMPTY_INDEX, json, registerFiles } from '../portal-kit/draft/emit-files.ts';
import { baseOf, checkName, titleOf } from '../portal-kit/names.ts';
import { register, stands, writeFiles } from '../portal-kit/write-files.ts';

interface NewOptions {
  readonly title?: string;
  readonly url: string;
}

export const newCommand = (): Command =>
  new Command('new')
    .argument('<portal>', 'its name: small letters, digits and hyphens')
    .description('write all files of a new portal: registers, selectors, flows, fixtures, test')
    .option('--title <text>', 'how people call it')
    .option('--url <address>', "the portal's address", 'https://portal.example')
    .addHelpText(
      'after',
      '\nExample:\n  claimwright portal new north-ridge --title "North Ridge Health" --url https://portal.northridge.example',
    )
    .action(async (name: string, { title, url }: NewOptions) => {
      checkName(name);
      const taken = [
        `flows/portals/${name}`,
        `selectors/${name}`,
        `config/portals/${name}.json`,
        `config/payers/${name}.json`,
      ].find(stands);
      if (taken) throw new UsageError(`There is a portal "${name}" already (${taken}). Choose another name.`);
      const draft = blankDraft(name, title ?? titleOf(name), baseOf(url));
      const files = await writeFiles({
        ...registerFiles(draft),
        ...draftFiles(draft),
        [`test/fixtures/${name}/saved.json`]: json(EMPTY_INDEX),
      });
      await register(name);
      for (const file of files) say(file);
      say(`\nWritten, and registered in flows/portals/index.ts. Next:
  1. Read the portal's terms, and say in config/portals/${name}.json what they say, and who read them when. Until then it is never opened.
  2. Say in config/payers/${name}.json which ids and names of payers on your claims lead to it.
  3. claimwright portal record ${name}
  4. claimwright portal check ${name}`);
    });

/** `claimwright portal record P` */
import { readFileSync } from 'node:fs';
import { Command } from 'commander';
import { readRegisters } from '../../config/registers.ts';
import { readSettings } from '../../config/settings.ts';
import { parseVisitScript, type VisitScript } from '../../domain/recorded-visit.ts';
import { UsageError } from '../failure.ts';
import { say, sayJson } from '../output.ts';
import { openPersonsBrowser, type PersonsBrowserOptions, REMOTE_DEBUG_OPTION } from '../persons-browser.ts';
import { readIndex } from '../portal-kit/check.ts';
import { baseOf, checkName } from '../portal-kit/names.ts';
import { askWhom, followPerson } from '../portal-kit/record/ask-person.ts';
import { elementsInWords, lookAsStranger, writePortal, type Written } from '../portal-kit/record/record-portal.ts';
import { requireTerms } from '../portal-kit/record/require-terms.ts';
import { runScript } from '../portal-kit/record/run-script.ts';
import { startRecording } from '../portal-kit/record/visit.ts';
import { openTerminal } from '../terminal.ts';
import { fixturesOf } from '../portal-kit/root.ts';
import { stands } from '../portal-kit/write-files.ts';

interface RecordOptions extends PersonsBrowserOptions {
  readonly url?: string;
  readonly script?: string;
  readonly again?: boolean;
  readonly json?: boolean;
}

export const recordCommand = (): Command =>
  new Command('record')
    .argument('<portal>')
    .description('show the robot a portal once: it writes selectors, flows and saved pages from your visit')
    .option('--url <address>', 'where the visit begins: the sign-in page (default: the address in config/portals)')
    .option('--visible', 'open a window on this display (the default where there is one)')
    .option(...REMOTE_DEBUG_OPTION)
    .option('--script <file>', 'play a visit from a file in place of a person')
    .option('--again', 'write over what was recorded before')
    .option('--json', 'print one JSON document')
    .addHelpText(
      'after',
      '\nPasswords and codes are not recorded; saved pages have their patient data replaced before they are written.\nThe portal is one of "claimwright portal new", whose terms you have read.\n\nExamples:\n  claimwright portal record north-ridge --url https://portal.northridge.example/login\n  claimwright portal record north-ridge --script visit.json',
    )
    .action(async (name: string, options: RecordOptions) => {
      checkName(name);
      const register = readRegisters().portals.find((portal) => portal.name === name);
      requireTerms(name, register);
      refuseToOverwrite(name, options.again === true);
      const start = options.url ?? register.url;
      baseOf(start);
      const script = options.script === undefined ? null : readScript(options.script);
      const { chromiumPath } = readSettings();
      const browser = await openPersonsBrowser(options, script !== null);
      const terminal = openTerminal();
      try {
        const asked = script?.asked ?? (await askWhom(terminal));
        const recording = await startRecording(browser.context);
        await (await browser.context.newPage()).goto(start).catch(() => {
          throw new UsageError(`${start} cannot be reached. Check the address with --url.`);
        });
        if (script) await runScript(recording, script, baseOf(start));
        else await followPerson(terminal, browser.context, recording);
        const home = recording.pages.find(({ role, isLoaded }) => role === 'home' && isLoaded)?.url;
        const stranger = await lookAsStranger(browser.context, home);
        const visit = { name, title: register.title, url: baseOf(start), asked, pages: recording.pages, stranger };
        const written = await writePortal(visit, chromiumPath);
        if (options.json) sayJson({ portal: name, files: written.files, cases: written.cases });
        else sayWritten(name, written);
      } finally {
        terminal.close();
        await browser.close();
      }
    });

/** What a person wrote or confirmed is never written over unasked. */
function refuseToOverwrite(name: string, isAgain: boolean): void {
  const index = readIndex(fixturesOf(name));
  const isRecorded = index !== null && index.pages.length > 0;
  const isForeign = index === null && stands(`flows/portals/${name}`);
  if (isForeign || (isRecorded && index.cases.some(({ pages }) => pages !== undefined)))
    throw new UsageError(
      `The portal "${name}" was written by hand; record it under another name, and copy what you need.`,
    );
  if (isRecorded && !isAgain)
    throw new UsageError(
      `"${name}" was recorded already. Give --again to write over its selectors, flows and saved pages.`,
    );
}

function readScript(file: string): VisitScript {
  let text: string;
  try {
    text = readFileSync(file, 'utf8');
  } catch {
    throw new UsageError(`The script ${file} cannot be read.`);
  }
  const script = parseVisitScript(text);
  if (typeof script === 'string') throw new UsageError(`The script ${file} cannot be used: ${script}`);
  return script;
}

function sayWritten(name: string, { files, cases, built }: Written): void {
  for (const file of files) say(file);
  say('');
  for (const line of elementsInWords(built)) say(line);
  for (const { name: one, refusal } of cases)
    say(
      refusal === null
        ? `\n${one}: read. Compare test/fixtures/${name}/${one}.json with what the portal showed (the person is invented).`
        : `\n${one}: the written flow cannot read it yet: ${refusal}`,
    );
  say(`\nNext: claimwright portal check ${name}`);
}

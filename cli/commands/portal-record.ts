/** `claimwright portal record P` */
import { readFileSync } from 'node:fs';
import { Command } from 'commander';
import { openRecordingBrowser } from '../../adapters/recording-browser.ts';
import { readRegisters } from '../../config/registers.ts';
import { hasDisplay, readSettings } from '../../config/settings.ts';
import { parseVisitScript, type VisitScript } from '../../domain/recorded-visit.ts';
import { UsageError } from '../failure.ts';
import { say, sayAside, sayJson } from '../output.ts';
import { readIndex } from '../portal-kit/check.ts';
import { baseOf, checkName, titleOf } from '../portal-kit/names.ts';
import { askWhom, followPerson } from '../portal-kit/record/ask-person.ts';
import { elementsInWords, lookAsStranger, writePortal, type Written } from '../portal-kit/record/record-portal.ts';
import { runScript } from '../portal-kit/record/run-script.ts';
import { startRecording } from '../portal-kit/record/visit.ts';
import { fixturesOf } from '../portal-kit/root.ts';
import { stands } from '../portal-kit/write-files.ts';

interface RecordOptions {
  readonly url?: string;
  readonly visible?: boolean;
  readonly remoteDebug?: string;
  readonly script?: string;
  readonly again?: boolean;
  readonly json?: boolean;
}

const DEBUG_PORT = '9222';

export const recordCommand = (): Command =>
  new Command('record')
    .argument('<portal>')
    .description('show the robot a portal once: it writes selectors, flows and saved pages from your visit')
    .option('--url <address>', 'where the visit begins: the sign-in page (default: the address in config/portals)')
    .option('--visible', 'open a window on this display (the default where there is one)')
    .option(
      '--remote-debug [port]',
      `without a display: attach your own browser to this port of this machine (default ${DEBUG_PORT})`,
    )
    .option('--script <file>', 'play a visit from a file in place of a person')
    .option('--again', 'write over what was recorded before')
    .option('--json', 'print one JSON document')
    .addHelpText(
      'after',
      '\nPasswords and codes are not recorded; saved pages have their patient data replaced before they are written.\n\nExamples:\n  claimwright portal record north-ridge --url https://portal.northridge.example/login\n  claimwright portal record north-ridge --script visit.json',
    )
    .action(async (name: string, options: RecordOptions) => {
      checkName(name);
      refuseToOverwrite(name, options.again === true);
      const start = startOf(name, options.url);
      const script = options.script === undefined ? null : readScript(options.script);
      const { chromiumPath } = readSettings();
      const isVisible = options.visible ?? (options.remoteDebug === undefined && script === null && hasDisplay());
      const needsPort = !isVisible && script === null;
      const debugPort = options.remoteDebug !== undefined || needsPort ? portOf(options.remoteDebug) : undefined;
      const browser = await openRecordingBrowser({ executablePath: chromiumPath, isVisible, debugPort });
      try {
        if (debugPort !== undefined) sayAside(REMOTE.replaceAll('PORT', String(debugPort)));
        const asked = script?.asked ?? (await askWhom());
        const recording = await startRecording(browser.context);
        await (await browser.context.newPage()).goto(start).catch(() => {
          throw new UsageError(`${start} cannot be reached. Check the address with --url.`);
        });
        if (script) await runScript(recording, script, baseOf(start));
        else await followPerson(browser.context, recording);
        const home = recording.pages.find(({ role, isLoaded }) => role === 'home' && isLoaded)?.url;
        const stranger = await lookAsStranger(browser.context, home);
        const visit = { name, title: titleIn(name), url: baseOf(start), asked, pages: recording.pages, stranger };
        const written = await writePortal(visit, chromiumPath);
        if (options.json) sayJson({ portal: name, files: written.files, cases: written.cases });
        else sayWritten(name, written);
      } finally {
        await browser.close();
      }
    });

const REMOTE = `The browser has no window here. On your own machine:
  ssh -L PORT:127.0.0.1:PORT this-machine      then open chrome://inspect, "Configure", 127.0.0.1:PORT, and "inspect" the page.
Only this machine can reach the port.`;

const portOf = (given: string | boolean | undefined): number => {
  const port = Number(typeof given === 'string' ? given : DEBUG_PORT);
  if (Number.isInteger(port) && port > 0 && port < 65_536) return port;
  throw new UsageError('--remote-debug wants a port between 1 and 65535.');
};

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

function startOf(name: string, url: string | undefined): string {
  const known = readRegisters().portals.find((portal) => portal.name === name);
  const start = url ?? known?.url;
  if (start === undefined)
    throw new UsageError(
      `Nobody knows where "${name}" is: give --url, or start with "claimwright portal new ${name}".`,
    );
  baseOf(start);
  return start;
}

const titleIn = (name: string): string =>
  readRegisters().portals.find((portal) => portal.name === name)?.title ?? titleOf(name);

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

/** `claimwright doctor`: what is installed, reachable, configured; one line each with the remedy. */
import { constants } from 'node:fs';
import { access, stat } from 'node:fs/promises';
import { availableParallelism } from 'node:os';
import { join } from 'node:path';
import { Command } from 'commander';
import { openChromium } from '../../adapters/browser.ts';
import { packagedModel } from '../../adapters/ocr/model.ts';
import { findNative } from '../../adapters/ocr/native.ts';
import { readRegisters } from '../../config/registers.ts';
import { readSettings } from '../../config/settings.ts';
import { tellDue } from '../../domain/login-dates.ts';
import type { Settings } from '../../config/settings.ts';
import { dueOf } from '../../workers/login-care.ts';
import { openStores } from '../../workers/stores.ts';
import { failureOf, UsageError } from '../failure.ts';
import { say, sayJson } from '../output.ts';

interface Finding {
  readonly what: string;
  readonly isGood: boolean;
  readonly says: string;
}

export const doctorCommand = (): Command =>
  new Command('doctor')
    .description('Say what is installed, reachable and configured, and what to do about what is not')
    .option('--json', 'print one JSON document')
    .addHelpText('after', '\nExample:\n  claimwright doctor')
    .action(async (options: { json?: boolean }) => {
      const findings = await examine();
      if (options.json) sayJson({ findings });
      else for (const { what, isGood, says } of findings) say(`${isGood ? 'ok  ' : 'BAD '} ${what}: ${says}`);
      if (findings.some((finding) => !finding.isGood)) process.exitCode = 3;
    });

async function examine(): Promise<Finding[]> {
  const findings: Finding[] = [{ what: 'Node', isGood: true, says: process.version }];
  const settings = await tried(findings, 'settings', async () => {
    const read = readSettings();
    return [read, `data folder ${read.dataFolder}, time zone ${read.timeZone}`];
  });
  await tried(findings, 'registers', async () => {
    const { portals, payers } = readRegisters();
    return [null, `${portals.length} portals, ${payers.length} payers`];
  });
  if (!settings) return findings;
  await tried(findings, 'browser', () => examineBrowser(settings));
  await tried(findings, 'OCR', () => examineOcr(settings));
  await tried(findings, 'watched folder', () => examineFolder(settings));
  await tried(findings, 'stores', () => examineStores(settings, findings));
  return findings;
}

async function tried<T>(findings: Finding[], what: string, examination: () => Promise<[T, string]>): Promise<T | null> {
  try {
    const [value, says] = await examination();
    findings.push({ what, isGood: true, says });
    return value;
  } catch (error) {
    const { sentence } = failureOf(error);
    findings.push({
      what,
      isGood: false,
      says:
        what === 'browser'
          ? 'no Chromium could be started. Install one (apt-get install chromium) or set CHROMIUM_PATH to it.'
          : sentence,
    });
    return null;
  }
}

async function examineBrowser(settings: Settings): Promise<[null, string]> {
  const chromium = openChromium(settings.chromiumPath);
  try {
    const context = await chromium.context();
    const version = context.browser()?.version() ?? 'unknown version';
    const sandbox = process.getuid?.() === 0 ? '; runs without its sandbox because you are root' : '';
    return [null, `Chromium ${version}${sandbox}`];
  } finally {
    await chromium.close();
  }
}

async function examineOcr({ ocrEngine, ocrWorkers }: Settings): Promise<[null, string]> {
  const model = packagedModel();
  const { folder, gzip } = model;
  const { size } = await stat(join(folder, gzip ? 'eng.traineddata.gz' : 'eng.traineddata')).catch(() => {
    throw new UsageError('the language data is missing. Run: npm ci');
  });
  const engines = ocrWorkers ?? availableParallelism();
  const native = ocrEngine === 'auto' ? await findNative(model) : null;
  const engine = native ? `${native.version} of this machine` : 'the packaged engine';
  return [
    null,
    `language data of ${Math.round(size / 1024 / 1024)} MiB, ${engines} ${engines === 1 ? 'page' : 'pages'} at once by ${engine}`,
  ];
}

async function examineFolder({ remitFolder }: Settings): Promise<[null, string]> {
  if (!remitFolder) return [null, 'none; set REMIT_FOLDER to have EOB scans and 835 files taken in from a folder'];
  await access(remitFolder, constants.R_OK | constants.W_OK).catch(() => {
    throw new UsageError(`${remitFolder} cannot be read and written. Make it, or correct its permissions.`);
  });
  return [null, remitFolder];
}

/** What comes due for a login is a finding of its own, bad once it is over. */
async function examineStores(settings: Settings, findings: Finding[]): Promise<[null, string]> {
  const stores = await openStores({ ...settings, logLevel: 'silent' }, { command: 'doctor' });
  try {
    const logins = await stores.logins.list();
    for (const login of logins)
      for (const due of dueOf(stores, login))
        findings.push({ what: `login "${login.label}" on ${login.portal}`, isGood: due.days >= 0, says: tellDue(due) });
    const paused = logins.filter((login) => login.pausedCode !== null);
    const where = stores.db.kind === 'embedded' ? 'embedded database' : 'PostgreSQL';
    const jobs = stores.queues.kind === 'redis' ? 'Redis' : 'the database';
    return [
      null,
      `${where}, jobs on ${jobs}, master key from ${stores.vault.source}, ${logins.length} logins (${paused.length} paused)`,
    ];
  } finally {
    await stores.close();
  }
}

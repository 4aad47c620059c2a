/** `claimwright sandbox`: a practice portal of our own, to try Claimwright on before any real one. */
import { Command } from 'commander';
import { readClaimFile } from '../../adapters/claim-files.ts';
import { systemClock } from '../../adapters/clock.ts';
import { readSettings } from '../../config/settings.ts';
import type { Claim } from '../../domain/claim.ts';
import { dayIn } from '../../domain/dates.ts';
import { DEMO_PROVIDER_NPI, makePopulation, populationFromClaims, startNorthfield } from '../../sandbox/index.ts';
import { PRACTICE_LOGIN } from '../practice-login.ts';
import { say, sayAside } from '../output.ts';
import { onStopSignal } from '../with-stores.ts';

interface Options {
  readonly port: string;
  readonly seed: string;
  readonly claims?: string[];
  readonly latency: string;
}

export const sandboxCommand = (): Command =>
  new Command('sandbox')
    .description('Run the practice portal "northfield": invented members and claims, or those of 837 files you give it')
    .option('--port <port>', 'where it listens', '4190')
    .option('--claims <file...>', 'its claims and members come from these 837 (or CSV, XLSX) files')
    .option('--seed <number>', 'another seed, other people and other adjudication', '7')
    .option('--latency <ms>', 'what each page takes', '0')
    .addHelpText('after', '\nExamples:\n  claimwright sandbox\n  claimwright sandbox --claims batch.837 --latency 200')
    .action(async (options: Options) => {
      const today = dayIn(systemClock.now(), readSettings().timeZone);
      const seed = Number(options.seed);
      const claims = options.claims ? await readClaims(options.claims, today) : null;
      const portal = await startNorthfield({
        population: claims ? populationFromClaims(claims, { seed, today }) : makePopulation({ seed, today }),
        today,
        seed,
        users: [{ ...PRACTICE_LOGIN, providerNpi: DEMO_PROVIDER_NPI }],
        now: systemClock.now,
        port: Number(options.port),
        latencyMs: Number(options.latency),
      });
      onStopSignal(() => portal.close());
      say(`Practice portal: ${portal.url} (${portal.truth.records.length} claims)`);
      sayAside(
        `Its login, as JSON for "claimwright login add northfield --file -":\n${JSON.stringify(PRACTICE_LOGIN)}`,
      );
    });

async function readClaims(files: readonly string[], today: string): Promise<Claim[]> {
  const read = await Promise.all(files.map((file) => readClaimFile(file, { today })));
  return read.flatMap((file) => file.claims);
}

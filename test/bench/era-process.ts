/** A child of the era bench: reads one 835, so that time and memory are those of the reading alone. Prints JSON. */
import { readFileSync } from 'node:fs';
import { readEra } from '../../domain/era.ts';

const text = readFileSync(process.argv[2]!, 'utf8');
const startedAt = performance.now();
const { payments } = readEra(text, { file: 'large.835', sha256: '0'.repeat(64) }, { today: '2026-11-23' });
const seconds = (performance.now() - startedAt) / 1000;
const claims = payments.flatMap((payment) => payment.claims);
const posted = claims.filter(({ disposition }) => disposition === 'post').length;
const { user, system } = process.cpuUsage();
const residentMiB = process.resourceUsage().maxRSS / 1024;
process.stdout.write(
  JSON.stringify({ seconds, cpuSeconds: (user + system) / 1_000_000, claims: claims.length, posted, residentMiB }),
);

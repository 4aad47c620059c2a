/**
 * Runs the practice portal by hand: `npx tsx sandbox/main.ts [port]`.
 * Sign in as `practice`, password `Sandbox-2026`; every challenge answer is `blue`.
 */
import { makePopulation, DEMO_PROVIDER_NPI, startNorthfield } from './index.ts';

const now = (): Date => new Date(performance.timeOrigin + performance.now());
const today = now().toISOString().slice(0, 10);
const portal = await startNorthfield({
  population: makePopulation({ seed: 1, today }),
  today,
  seed: 1,
  now,
  port: Number(process.argv[2] ?? 4600),
  users: [
    {
      username: 'practice',
      password: 'Sandbox-2026',
      answers: {
        'What was your first pet?': 'blue',
        'In what city were you born?': 'blue',
        'What is your favorite color?': 'blue',
      },
      providerNpi: DEMO_PROVIDER_NPI,
    },
  ],
});
console.log(`Northfield Medicaid Provider Portal at ${portal.url}`);

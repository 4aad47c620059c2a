import { expect, it } from 'vitest';
import { fixedClock } from '../../adapters/clock.ts';
import { startSnapshotWorker } from '../../workers/snapshot.worker.ts';
import { ownStores } from '../stores.ts';

it('keeps a picture of each of the practice’s days, however often it starts', async () => {
  const clock = fixedClock('2026-11-23T04:30:00Z');
  const own = await ownStores('embedded', { clock, environment: { TIME_ZONE: 'America/New_York' } });
  const { stores } = own;
  const start = async () => (await startSnapshotWorker(stores)).close();
  await start();
  await start();
  // Midnight in New York has passed.
  clock.advance(3_600_000);
  await start();
  const { rows } = await stores.db.query('select day from aging_day order by day');
  expect(rows).toEqual([{ day: '2026-11-22' }, { day: '2026-11-23' }]);
  await own.close();
});

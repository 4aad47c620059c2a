import { readdir, readFile, utimes, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, it } from 'vitest';
import { fixedClock } from '../../adapters/clock.ts';
import { requestWork } from '../../adapters/work-items.ts';
import { ownStores } from '../stores.ts';
import { addLogin, questions } from '../workers/shop.ts';

const clock = fixedClock('2026-11-23T15:00:00Z');
const TRAIL = { fields: {}, values: { 'Member ID': 'M000777' }, steps: [{ at: '', what: 'looked' }], seen: null };
let own: Awaited<ReturnType<typeof ownStores>>;
beforeEach(async () => {
  own = await ownStores('embedded', { clock, environment: { EVIDENCE_DAYS: '30' } });
});
afterEach(() => own.close());

const folder = () => join(own.place.settings.dataFolder, 'evidence');

async function keepOne(): Promise<string> {
  const { stores } = own;
  const { ids } = await requestWork(stores.db, questions(await addLogin(stores), 1), '2026-11-23', clock.now());
  const exhibit = await stores.evidence.keep(
    { workItemId: ids[0]!, attempt: 1, image: Buffer.from('M000777 on a screen'), trail: TRAIL },
    clock.now(),
  );
  await stores.db.transaction((tx) => stores.evidence.insert(tx, exhibit));
  return exhibit.id;
}

it('keeps a picture and its trail so that only the vault can read them', async () => {
  const id = await keepOne();
  const [file] = await readdir(folder());
  expect((await readFile(join(folder(), file!))).includes('M000777')).toBe(false);
  const opened = await own.stores.evidence.open(own.stores.db, id);
  expect(opened?.image?.toString()).toBe('M000777 on a screen');
  expect(opened?.trail).toEqual(TRAIL);
});

it('removes what is past its time and files that no row knows, and nothing else', async () => {
  const { db, evidence } = own.stores;
  const id = await keepOne();
  await writeFile(join(folder(), 'stray.bin'), 'left by a dead worker');
  await utimes(join(folder(), 'stray.bin'), 0, 0);
  await writeFile(join(folder(), 'fresh.bin'), 'being written');
  await utimes(join(folder(), 'fresh.bin'), clock.now(), clock.now());
  expect(await evidence.expire(db, clock.now())).toEqual({ expired: 0, strays: 1 });
  expect(await readdir(folder())).toHaveLength(2);
  const later = new Date(clock.now().getTime() + 31 * 86_400_000);
  expect(await evidence.expire(db, later)).toMatchObject({ expired: 1 });
  expect(await evidence.open(db, id)).toMatchObject({ image: null, trail: null });
});

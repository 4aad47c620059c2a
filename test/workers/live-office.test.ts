import { afterAll, beforeAll, expect, it, vi } from 'vitest';
import { setOfficeSetting } from '../../adapters/office-settings.ts';
import { keepChanges } from '../../adapters/register-changes.ts';
import { addReviewer } from '../../adapters/reviewers.ts';
import type { Query } from '../../adapters/query.ts';
import { readTerms } from '../../workers/admission.ts';
import { openStores } from '../../workers/stores.ts';
import type { Stores } from '../../workers/stores.ts';
import { ownStores } from '../stores.ts';

let [here, there] = [] as unknown as [Stores, Stores];
let close: () => Promise<void>;
let by: { id: string; now: Date };

beforeAll(async () => {
  const own = await ownStores('PostgreSQL alone', { environment: { CANARY_MINUTES: '0.5' } });
  here = own.stores;
  there = await openStores(own.place.settings, { command: 'test', prefix: own.place.prefix });
  close = async () => {
    await there.close();
    await own.close();
  };
  const now = here.clock.now();
  await addReviewer(here.db, 'dana', 'a long enough passphrase', now, 'administrator');
  const { rows } = await here.db.query<{ id: string }>('select id from reviewer');
  by = { id: rows[0]!.id, now };
});
afterAll(() => close());

const set = (body: (tx: Query) => Promise<void>) => here.db.transaction(body);

it('is what the environment and the files say as long as nobody sets anything', () => {
  expect(here.settings).toMatchObject({ writeOffLimitCents: undefined, postingConfidence: 0.99, canaryMs: 30_000 });
  expect(here.registers).toEqual(here.live.files);
});

it('follows on another host within seconds what is set on one', async () => {
  await set(async (tx) => {
    await setOfficeSetting(tx, 'writeOffLimitCents', 12_500, by);
    await setOfficeSetting(tx, 'canaryMinutes', 60, by);
    await setOfficeSetting(tx, 'sweepCron', '30 4 * * 1-6', by);
    await keepChanges(
      tx,
      'payer',
      'own-payer',
      {
        name: 'Own Payer',
        ids: ['OWN1'],
        names: [],
        portal: 'northfield',
        timelyFilingDays: 90,
      },
      by,
    );
    await keepChanges(tx, 'payer', 'northfield-medicaid', { appealDays: null, timelyFilingDays: 200 }, by);
  });
  await vi.waitFor(() => expect(there.settings.writeOffLimitCents).toBe(12_500), { timeout: 8_000, interval: 100 });
  expect(there.settings).toMatchObject({ canaryMs: 3_600_000, sweepCron: '30 4 * * 1-6' });
  const payers = new Map(there.registers.payers.map((payer) => [payer.key, payer]));
  expect(payers.get('own-payer')).toMatchObject({ name: 'Own Payer', timelyFilingDays: 90 });
  expect(payers.get('northfield-medicaid')).toMatchObject({ timelyFilingDays: 200, ids: ['NFMCD'] });
  expect(payers.get('northfield-medicaid')).not.toHaveProperty('appealDays');
  await set((tx) => setOfficeSetting(tx, 'writeOffLimitCents', undefined, by));
  await here.live.refresh();
  expect(here.settings.writeOffLimitCents).toBeUndefined();
});

it('refuses a portal whose terms the office has forbidden, and takes it up when that is undone', async () => {
  const { policy } = here.registers.portals.find(({ name }) => name === 'northfield')!;
  expect(readTerms(here, 'northfield').name).toBe('northfield');
  await set((tx) => keepChanges(tx, 'portal', 'northfield', { policy: { ...policy, automation: 'forbidden' } }, by));
  await here.live.refresh();
  expect(() => readTerms(here, 'northfield')).toThrow('does not allow robots');
  await set((tx) => keepChanges(tx, 'portal', 'northfield', null, by));
  await here.live.refresh();
  expect(readTerms(here, 'northfield').name).toBe('northfield');
});

it('leaves out what another version wrote and this one cannot use', async () => {
  await here.db.query(
    `insert into office_setting (key, value, set_at) values ('evidenceDays', '"many"', now()), ('unknown', '1', now())`,
  );
  await here.db.query(
    `insert into register_override (kind, name, changes, set_at) values ('portal', 'northfield', '{"pace": 7}', now())`,
  );
  await here.live.refresh();
  expect(here.settings.evidenceDays).toBe(400);
  expect(here.registers.portals).toEqual(here.live.files.portals);
});

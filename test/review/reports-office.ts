/** The office that the reports are tested on: it is Monday 2026-11-23, 10:00 in New York; that day began at 05:00Z. */
import { expect } from 'vitest';
import { buildApi } from '../../review/api/index.ts';
import type { Person, PortalFacts } from '../../review/desk.ts';
import { client } from './client.ts';
import { openOffice } from './office.ts';
import type { castOf } from './reports-cast.ts';

const PINECREST: PortalFacts = {
  name: 'pinecrest',
  title: 'Pinecrest Connect',
  passwordDays: 60,
  recertifyDays: 90,
  dailyCap: 200,
  lockoutAfter: 3,
  hours: { timeZone: 'America/New_York' },
};

/** Of one portal, with dana, its administrator, signed in. */
export async function openReports() {
  const office = await openOffice();
  const app = await buildApi({ ...office.desk, portals: [PINECREST] }, { webFolder: '/nowhere' });
  const asks = client(app);
  const dana = await office.person('dana');
  const cookies = await asks.cookieOf('dana');
  return {
    office,
    asks,
    dana,
    cookies,
    report: async <T>(address: string): Promise<T> => {
      const answer = await asks.get(`/reports/${address}`, cookies);
      expect([answer.statusCode, answer.body]).toEqual([200, answer.body]);
      return answer.json<T>();
    },
    close: async (): Promise<void> => {
      await app.close();
      await office.close();
    },
  };
}
export type Reports = Awaited<ReturnType<typeof openReports>>;
type Cast = ReturnType<typeof castOf>;

/** The day's inquiries: four answered, two with a person, one failed, three open; and one that ended the moment before midnight. */
export async function monday(cast: Cast): Promise<void> {
  const early = { kind: 'eligibility', payer: '=Cedar "Life"', started_at: '2026-11-23T05:00:00Z' };
  await cast.work('done', '2026-11-22T20:00:00Z', '2026-11-23T04:59:59.999Z', {
    started_at: '2026-11-23T04:59:00Z',
  });
  await cast.work('done', '2026-11-22T20:00:00Z', '2026-11-23T05:00:00Z', early);
  for (const [seconds, payer] of [
    [10, 'Tamarack Health'],
    [20, 'Tamarack Health'],
    [40, 'Tamarack Health'],
  ] as const)
    await cast.work('done', '2026-11-23T13:00:00Z', `2026-11-23T13:30:${seconds}Z`, {
      started_at: '2026-11-23T13:30:00Z',
      payer,
    });
  await cast.work('review', '2026-11-23T13:00:00Z', '2026-11-23T13:31:00Z', {
    code: 'claim-not-found',
    started_at: '2026-11-23T13:30:00Z',
  });
  await cast.work('review', '2026-11-23T13:00:00Z', '2026-11-23T13:31:00Z', {
    code: 'unknown-page',
    portal: 'oakline',
  });
  await cast.work('failed', '2026-11-23T13:00:00Z', '2026-11-23T13:32:00Z', { code: 'unexpected' });
  await cast.work('queued', '2026-11-23T14:00:00Z', null);
  await cast.work('running', '2026-11-23T14:00:00Z', null, { started_at: '2026-11-23T14:59:00Z' });
  await cast.work('waiting', '2026-11-20T14:00:00Z', null, { code: 'rate-limited', portal: 'oakline' });
}

/** One that stopped, and that a person then answered. */
export async function answeredByHand(cast: Cast, person: Person): Promise<void> {
  const byHand = await cast.work('done', '2026-11-23T13:00:00Z', '2026-11-23T14:10:00Z', {
    kind: 'eligibility',
    started_at: '2026-11-23T13:00:00Z',
  });
  await cast.review('2026-11-23T13:10:00Z', {
    subject: `work-item:${byHand}`,
    work_item_id: byHand,
    resolution: 'resolved',
    resolved_by: person.id,
    resolved_at: '2026-11-23T14:10:00Z',
  });
}

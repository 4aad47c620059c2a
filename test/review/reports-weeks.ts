import { takeAgingSnapshot } from '../../adapters/reports/aging.ts';
import type { Office } from './office.ts';
import { castOf } from './reports-cast.ts';

/** A few weeks of an invented office. */
export async function someWeeks(office: Office): Promise<void> {
  const login = await office.login();
  const cast = castOf(office.db, login);
  const payers = ['Tamarack Health', 'Cedar Life', 'Birch Mutual'];
  for (let n = 0; n < 40; n++) {
    const asked = new Date(Date.parse('2026-11-23T12:00:00Z') + n * 120_000).toISOString();
    const ended = new Date(Date.parse(asked) + 4000 + n * 700).toISOString();
    const more = { started_at: asked, payer: payers[n % 3]!, portal: n % 4 === 3 ? 'oakline' : 'pinecrest' };
    if (n < 30) await cast.work('done', asked, ended, more);
    else if (n < 35)
      await cast.work('review', asked, ended, { ...more, code: n < 33 ? 'member-not-found' : 'unknown-page' });
    else await cast.work(n < 37 ? 'failed' : 'queued', asked, n < 37 ? ended : null, { ...more, code: null });
    if (n >= 30 && n < 35) await cast.review(ended);
  }
  const { rows } = await office.db.query<{ id: string }>('select id from reviewer limit 1');
  await cast.review('2026-11-18T12:00:00Z', {
    resolution: 'resolved',
    resolved_by: rows[0]!.id,
    resolved_at: '2026-11-18T12:09:00Z',
  });
  await cast.insert('portal_health', {
    portal: 'oakline',
    paused_code: 'unknown-page',
    paused_at: '2026-11-23T14:00:00Z',
    canary_at: '2026-11-23T16:00:00Z',
  });
  for (let n = 0; n < 24; n++)
    await cast.claim(`2026-${String(11 - (n % 7)).padStart(2, '0')}-14`, null, 12_500 + n * 4_100, null);
  for (const day of ['2026-11-18', '2026-11-19', '2026-11-20', '2026-11-23'])
    await takeAgingSnapshot(office.db, day, new Date(`${day}T06:00:00Z`));
  const claim = await (await cast.payment('Cedar Life', '2026-10-01T12:00:00Z'))('posted');
  for (let n = 0; n < 30; n++) {
    const opened = new Date(Date.parse('2026-10-05T12:00:00Z') + n * 36 * 3_600_000).toISOString();
    const category = ['authorization', 'timely-filing', 'coordination', 'coding'][n % 4]!;
    await cast.denial(claim, 4_000 + n * 900, opened, n % 5 ? null : '2026-11-20T12:00:00Z', {
      category,
      reason: ['197', '29', '22', '16'][n % 4]!,
    });
  }
}

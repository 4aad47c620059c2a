import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { appendAudit } from '../../adapters/audit-trail.ts';
import { ownOffice } from './own-office.ts';
import type { OwnOffice } from './own-office.ts';

describe('claimwright audit', () => {
  let office: OwnOffice;
  beforeAll(async () => {
    office = await ownOffice();
    await office.look(async ({ db, clock, trail }) => {
      for (const n of [1, 2, 3])
        await appendAudit(db, { at: clock.now(), actor: 'robot', action: 'payment-held', subject: `payment:${n}` });
      await trail.seal();
    });
  });
  afterAll(() => office.remove());

  it('verifies a whole trail, and finds what was cut off by the head that was kept elsewhere', async () => {
    const whole = await office.json(['audit', 'verify', '--json']);
    expect(whole).toMatchObject({ code: 0, document: { isWhole: true, entries: 3, sealed: { seq: 3 }, found: 0 } });
    const heads = await readFile(join(office.folder, 'data', 'audit-heads.json'));
    const kept = await office.file('kept.json', heads);
    await office.file('data/audit-heads.json', '{"heads":[]}');
    await office.look(async ({ db }) => {
      for (const table of ['audit', 'audit_link']) await db.query(`drop trigger ${table}_kept on ${table}`);
      await db.query('delete from audit_link where audit_id = 3');
      await db.query('delete from audit where id = 3');
    });
    const cut = await office.json(['audit', 'verify', '--head', kept, '--json']);
    expect(cut).toMatchObject({ code: 1, document: { isWhole: false, entries: 2 } });
    expect(cut.document).toMatchObject({
      problems: [{ fault: 'cut-off' }, { fault: 'guard-missing' }, { fault: 'guard-missing' }],
    });
  });

  it('says what to do about a head that is not there', async () => {
    const { code, err } = await office.run(['audit', 'verify', '--head', '/nowhere/head.json']);
    expect(code).toBe(2);
    expect(err).toContain('The file given with --head cannot be read');
  });
});

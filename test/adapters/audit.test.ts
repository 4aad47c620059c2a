import { readFile, rm, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { auditKeyOf } from '../../adapters/audit-chain.ts';
import { checkTrail } from '../../adapters/audit-check.ts';
import type { TrailReport } from '../../adapters/audit-check.ts';
import { appendAudit } from '../../adapters/audit-trail.ts';
import type { Query } from '../../adapters/query.ts';
import type { Stores } from '../../workers/stores.ts';
import { ownStores } from '../stores.ts';

const ROWS = 12;
/** What somebody with the database, but without the master key, does first. */
const OFF = [
  'drop trigger audit_kept on audit',
  'drop trigger audit_link_kept on audit_link',
  `select set_config('claimwright.audit_pads', '', true)`,
];
/** Puts the guards back, so that only what was changed tells. */
const ON = [
  'create trigger audit_kept before update or delete or truncate on audit for each statement execute function audit_kept()',
  'create trigger audit_link_kept before update or delete or truncate on audit_link for each statement execute function audit_kept()',
];
const REDO = [
  'delete from audit_link',
  'do $$ declare entry audit; begin for entry in select * from audit order by id loop perform audit_chain(entry); end loop; end $$',
];
const FORGE = `insert into audit (at, actor, action, subject) values (now(), 'robot', 'payment-posted', 'payment:forged')`;

describe.each(['embedded', 'PostgreSQL alone'] as const)('the audit trail, %s', (combination) => {
  let stores: Stores;
  let close: () => Promise<void>;
  let file: string;

  beforeAll(async () => {
    const own = await ownStores(combination);
    stores = own.stores;
    close = () => own.close();
    file = join(stores.settings.dataFolder, 'audit-heads.json');
    for (let n = 0; n < ROWS; n += 1) await add(stores.db, n);
    await stores.trail.seal();
  });
  afterAll(() => close());

  const add = (tx: Query, n: number) =>
    appendAudit(tx, {
      at: stores.clock.now(),
      actor: n % 2 ? 'robot' : `reviewer:${n}`,
      action: 'item-viewed',
      subject: `review-item:${n}`,
      detail: { z: n, a: ['ö "quoted"\n', 1.5, null], deep: { b: true } },
    });

  /** Changes the tables, checks the trail, and undoes it all. */
  async function after(statements: readonly string[]): Promise<TrailReport> {
    class Undo extends Error {}
    let report: TrailReport | undefined;
    const heads = await stores.trail.heads();
    await stores.db
      .transaction(async (tx) => {
        for (const statement of statements) await tx.query(statement);
        report = await checkTrail(tx, auditKeyOf(stores.vault), heads);
        throw new Undo();
      })
      .catch((error: unknown) => {
        if (!(error instanceof Undo)) throw error;
      });
    return report!;
  }
  const faultsOf = ({ problems }: TrailReport) => [...new Set(problems.map(({ fault }) => fault))];

  it('is whole when nobody touched it, and says so of every entry', async () => {
    expect(await stores.trail.check()).toMatchObject({
      isWhole: true,
      entries: ROWS,
      found: 0,
      sealed: { seq: ROWS },
    });
  });

  it.each([
    `update audit set subject = 'x'`,
    'delete from audit',
    'truncate audit',
    'update audit_link set seq = seq + 100',
    'delete from audit_link where seq = 3',
    'truncate audit_link',
  ])('refuses %s', async (statement) => {
    await expect(stores.db.query(statement)).rejects.toThrow('The audit trail is only ever added to.');
  });

  it.each([
    ['an edited entry', [`update audit set detail = '{"z": 99}' where id = 4`], ['edited']],
    ['an edited time', [`update audit set at = at + interval '1 second' where id = 4`], ['edited']],
    ['a deleted entry in the middle', ['delete from audit where id = 5'], ['deleted']],
    [
      'a deleted entry and its link',
      ['delete from audit where id = 5', 'delete from audit_link where audit_id = 5'],
      ['deleted'],
    ],
    [
      'the last entry deleted',
      [`delete from audit where id = ${ROWS}`, `delete from audit_link where audit_id = ${ROWS}`],
      ['cut-off'],
    ],
    ['all deleted', ['delete from audit', 'delete from audit_link'], ['cut-off']],
    [
      'two entries swapped',
      [
        'update audit_link set audit_id = -1 where audit_id = 6',
        'update audit_link set audit_id = 6 where audit_id = 7',
        'update audit_link set audit_id = 7 where audit_id = -1',
      ],
      ['edited'],
    ],
    [
      'two links swapped',
      [
        'update audit_link set seq = -1 where seq = 6',
        'update audit_link set seq = 6 where seq = 7',
        'update audit_link set seq = 7 where seq = -1',
      ],
      ['reordered', 'edited'],
    ],
    [
      'an entry written past the guard',
      ['alter table audit disable trigger audit_chained', FORGE, 'alter table audit enable trigger audit_chained'],
      ['inserted'],
    ],
    ['an entry written through the guard, without the key', [FORGE, 'set constraints all immediate'], ['without-key']],
    [
      'all made anew without the key',
      [`update audit set actor = 'reviewer:9' where id = 4`, ...REDO],
      ['without-key', 'rewritten'],
    ],
    ['an entry taken out and all made anew', ['delete from audit where id = 4', ...REDO], ['without-key', 'cut-off']],
  ])('finds %s', async (_, statements, faults) => {
    const report = await after([...OFF, ...statements, ...ON]);
    expect(report.isWhole).toBe(false);
    expect(faultsOf(report)).toEqual(faults);
  });

  it('finds guards that were taken off or switched off', async () => {
    expect(faultsOf(await after(['alter table audit disable trigger audit_chained']))).toEqual(['guard-missing']);
    expect(faultsOf(await after(OFF))).toEqual(['guard-missing']);
  });

  it('finds a head that was changed, and the heads when they are gone', async () => {
    const text = await readFile(file, 'utf8');
    await writeFile(file, text.replace(`"seq": ${ROWS}`, '"seq": 2'));
    expect(faultsOf(await stores.trail.check())).toEqual(['head-changed', 'no-head']);
    await writeFile(file, 'no JSON');
    expect(faultsOf(await stores.trail.check())).toEqual(['head-changed', 'no-head']);
    await rm(file);
    expect(faultsOf(await stores.trail.check())).toEqual(['no-head']);
    await writeFile(file, text);
    expect((await stores.trail.check()).isWhole).toBe(true);
  });

  it('keeps one chain under many writers at once, and leaves out what was undone', async () => {
    const before = (await stores.trail.check()).entries;
    await Promise.all(
      Array.from({ length: 20 }, (_, n) =>
        n % 5 === 4
          ? stores.db
              .transaction(async (tx) => {
                await add(tx, n);
                throw new Error('undone');
              })
              .catch(() => undefined)
          : stores.db.transaction(async (tx) => {
              await add(tx, n);
              await add(tx, n + 100);
            }),
      ),
    );
    expect(await stores.trail.check()).toMatchObject({ isWhole: true, entries: before + 32 });
  });

  it('seals no new head over a changed trail', async () => {
    const sealed = await stores.trail.seal();
    expect(sealed?.seq).toBeGreaterThan(ROWS);
    await stores.db.query(`select set_config('claimwright.audit_pads', $1, false)`, ['']);
    for (const statement of [...OFF.slice(0, 2), `update audit_link set hash = '\\x00' where seq = ${sealed!.seq}`])
      await stores.db.query(statement);
    await add(stores.db, 50);
    expect(await stores.trail.seal()).toBeNull();
    expect((await stores.trail.heads()).at(-1)).toEqual(sealed);
  });
});

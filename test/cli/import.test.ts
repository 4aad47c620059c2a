import { chmod, readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it, vi } from 'vitest';
import { CLAIM_SHEET, sheetText } from '../../cli/demo/sheets.ts';
import type { Claim } from '../../domain/claim.ts';
import { write837 } from '../../domain/x12/write-837.ts';
import { aClaim } from '../builders/claims.ts';
import { expectOneSentence, ownOffice } from './own-office.ts';
import type { OwnOffice } from './own-office.ts';

let office: OwnOffice;
beforeAll(async () => {
  office = await ownOffice();
});
afterAll(() => office.remove());

const northfield = { name: 'Northfield Medicaid', id: 'NFMCD' };
const claims = (count: number, change: Partial<Claim> = {}): Claim[] =>
  Array.from({ length: count }, (_, n) =>
    aClaim({ patientControlNumber: `HFC-${n}`, payer: northfield, submittedOn: '2026-10-01', ...change }),
  );
const sheet = (of: readonly Claim[]): string =>
  sheetText(
    CLAIM_SHEET,
    of.flatMap((claim) => claim.lines.map((line) => ({ claim, line }))),
  );
const x12 = (count: number): string =>
  write837(claims(count, { kind: 'professional' }), { submittedOn: '2026-10-01', controlNumber: 1 });

/** What each file may be is tested where files are opened; this shows what the command makes of it. */
describe('files that cannot be taken are refused with exit code 2 and one sentence each', () => {
  it('missing, closed to this user, without a needed column, all still to come, and cut off in the middle', async () => {
    // Root may read every file; what a folder component is not, nobody can open.
    const isRoot = process.getuid?.() === 0;
    const closed = await office.file('closed.csv', sheet(claims(1)));
    await chmod(closed, 0o000);
    const refused: [string, RegExp][] = [
      [join(office.folder, 'nowhere.csv'), /There is no file nowhere\.csv/],
      [
        isRoot ? join(closed, 'inside.csv') : closed,
        isRoot ? /There is no file inside\.csv/ : /closed\.csv may not be read/,
      ],
      [
        await office.file('columns.csv', sheet(claims(2)).replace('"Claim number"', '"Colour"')),
        /A needed column is missing: "Claim number"/,
      ],
      [
        await office.file('future.csv', sheet(claims(2)).replaceAll('09/14/2026', '09/14/2093')),
        /Nothing of future\.csv could be taken: Row 2, column "Date of service": this day is still to come/,
      ],
      [
        await office.file('cut.837', x12(5).slice(0, 1500)),
        /cut\.837: Segment \d+ \(\w+\): the file ends in the middle/,
      ],
    ];
    const { code, document, err } = await office.json(['import', 'claims', ...refused.map(([path]) => path)]);
    expect(code).toBe(2);
    const said = err.trimEnd().split('\n');
    expect(said).toHaveLength(refused.length);
    said.forEach((sentence, at) => {
      expect(sentence).toMatch(refused[at]![1]);
      expectOneSentence(`${sentence}\n`);
    });
    expect(document).toMatchObject({ files: refused.map(() => ({ file: expect.any(String) })) });
    expect(await office.look(async ({ db }) => (await db.query('select 1 from claim')).rows)).toEqual([]);
  });
});

describe('a file of claims', () => {
  it('is imported once: the second time says so and changes nothing', async () => {
    const path = await office.file('batch.837', x12(7));
    const first = await office.json(['import', 'claims', path]);
    expect(first).toMatchObject({ code: 0, err: '' });
    expect(first.document).toMatchObject({ files: [{ format: '837', read: 7, new: 7, known: 0, sameFileAsOf: null }] });
    const second = await office.run(['import', 'claims', path]);
    expect(second).toMatchObject({ code: 0, err: '' });
    expect(second.out).toContain('0 new, 7 known already');
    expect(second.out).toMatch(/The same file was imported on .*; nothing was changed\./);
  });

  it('of a payer that nobody registered is kept, and the remedy is said', async () => {
    const path = await office.file('payer.csv', sheet(claims(2, { payer: { name: 'Unheard Mutual', id: null } })));
    const { code, out } = await office.run(['import', 'claims', path]);
    expect(code).toBe(0);
    expect(out).toContain('No portal is registered for the payer "Unheard Mutual"');
    expect(out).toContain('Add it to config/payers.');
  });

  it('does not keep the good files out when one is bad', async () => {
    const good = await office.file('good.csv', sheet(claims(3, { memberId: 'NPH777' })));
    const bad = await office.file('bad.csv', '');
    const { code, document, err } = await office.json(['import', 'claims', bad, good]);
    expect(code).toBe(2);
    expectOneSentence(err);
    expect(document).toMatchObject({ files: [{ refused: err.trim() }, { read: 3 }] });
  });

  it('with a part that cannot be read says what was left out, and fails only when told to be strict', async () => {
    const [kept, late] = [claims(1), claims(1, { patientControlNumber: 'HFC-late' })];
    const text = `${sheet(kept)}${sheet(late).split('\n').slice(1).join('\n').replaceAll('2026', '2093')}`;
    const path = await office.file('partly.csv', text);
    const { code, document } = await office.json(['import', 'claims', path]);
    expect(code).toBe(0);
    expect(document).toMatchObject({
      files: [{ read: 1, problems: expect.arrayContaining([expect.stringMatching(/^Row 3, column/)]) }],
    });
    expect((await office.run(['import', 'claims', path, '--strict'])).code).toBe(1);
  });
});

describe('a file of deposits', () => {
  it('is imported once, and what is no deposit is left out with its place', async () => {
    const rows = ['Posted date,Trace #,Credit', '11/16/2026,000700100,84.00', '11/17/2026,700101,-3.00'];
    const path = await office.file('bank.csv', rows.join('\n'));
    const columns = ['--column', 'reference=Trace #'];
    const first = await office.json(['import', 'deposits', path, ...columns]);
    expect(first).toMatchObject({ code: 0, err: '' });
    expect(first.document).toMatchObject({
      files: [{ format: 'csv', read: 1, new: 1, totalCents: 8_400, problems: [expect.stringMatching(/^Row 3, /)] }],
    });
    const second = await office.run(['import', 'deposits', path, ...columns]);
    expect(second.out).toContain('1 deposits read, $84.00; 0 new, 1 known already');
  });
});

describe('Ctrl-C in the middle of an import', () => {
  it('leaves a file imported whole or not at all, and the folder free', { timeout: 120_000 }, async () => {
    const own = await ownOffice();
    const many = (number: string) =>
      claims(800).map((claim, n) => ({ ...claim, patientControlNumber: `${number}-${n}` }));
    const count = () =>
      own.look(async ({ db }) => {
        const { rows } = await db.query<{ files: number; claims: number }>(
          'select (select count(*)::int from import_file) as files, (select count(*)::int from claim) as claims',
        );
        return rows[0]!;
      });
    await count();
    // An import that is left alone tells how long one takes: the interruptions are spread over that.
    const first = own.start(['import', 'claims', await own.file('0.csv', sheet(many('A')))]);
    await holdsFolder(own, first.pid);
    const held = performance.now();
    expect((await first.ended).code).toBe(0);
    const wholeMs = performance.now() - held;
    const seen: string[] = [];
    for (const part of [0, 0.55]) {
      const command = own.start(['import', 'claims', await own.file(`${part}.csv`, sheet(many(`B${part}`)))]);
      await holdsFolder(own, command.pid);
      const at = performance.now() + wholeMs * part;
      await vi.waitUntil(() => performance.now() >= at, { timeout: 30_000, interval: 5 });
      command.kill('SIGINT');
      const { code, signal, err } = await command.ended;
      expect(err).not.toMatch(/\n\s+at /);
      const { files, claims: kept } = await count();
      expect(kept).toBe(files * 800);
      seen.push(`${code ?? signal}:${files}`);
    }
    console.log('import ended by Ctrl-C:', seen.join(' '));
    await own.remove();
  });
});

/** Once it holds the data folder it is past its start. */
const holdsFolder = (own: OwnOffice, pid: number): Promise<unknown> =>
  vi.waitUntil(
    async () =>
      (await readFile(join(own.environment['DATA_FOLDER']!, 'held-by.json'), 'utf8').catch(() => '')).includes(
        `"pid":${pid},`,
      ),
    { timeout: 20_000, interval: 5 },
  );

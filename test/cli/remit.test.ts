/** `claimwright remit` and `export` as people use them. */
import { createHash } from 'node:crypto';
import { readFile, stat, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import readXlsx from 'read-excel-file/node';
import { failureOf } from '../../cli/failure.ts';
import { loadProgram } from '../../cli/program.ts';
import { readEra } from '../../domain/era.ts';
import { remittanceDocumentSchema } from '../../domain/remittance.ts';
import type { RemittanceDocument } from '../../domain/remittance.ts';
import { remittanceTo835 } from '../../domain/x12/remittance-to-835.ts';
import { anAnswer, aPayment, manyPayments } from '../builders/remittances.ts';
import { paperEob } from '../builders/paper-eob.ts';
import { bill } from '../workers/posting-desk.ts';
import { expectOneSentence, ownOffice, type OwnOffice } from './own-office.ts';

const { claims } = manyPayments(3, 21);
const three = claims.slice(0, 3);
const payment = aPayment(
  three.map((claim) => anAnswer(claim)),
  { number: '44170', method: 'CHK', payer: { name: '=NORTHERN PINES', id: 'NPH01', originator: '1010555299' } },
);
const options = { today: '2026-11-20', controlNumber: 3, contact: { name: 'PAYER' } };

let office: OwnOffice;
let era: string;
let paper: string;
/** As `remit read` printed it. */
let eraDocument: RemittanceDocument;
beforeAll(async () => {
  office = await ownOffice();
  const own = three.map((claim) => ({ ...claim, payer: { name: '=NORTHERN PINES', id: 'NPH01' } }));
  await office.look((stores) => bill(stores, own));
  era = await office.file('check.835', remittanceTo835(payment, options));
  paper = await office.file('check.pdf', paperEob({ ...payment, payer: { name: 'NORTHERN PINES HEALTH' } }));
});
afterAll(() => office.remove());

describe('remit read', () => {
  it('prints one document for one file, and stores nothing', async () => {
    const { code, document, err } = await office.json(['remit', 'read', paper], { apart: true });
    expect({ code, err }).toEqual({ code: 0, err: '' });
    const read = remittanceDocumentSchema.parse(document);
    const sha256 = createHash('sha256')
      .update(await readFile(paper))
      .digest('hex');
    expect(read.source).toEqual({ kind: 'paper-eob', file: 'check.pdf', sha256, pages: 1 });
    expect(read.payments).toMatchObject([{ number: '44170', amountCents: payment.amountCents, disposition: 'post' }]);
    await expect(stat(join(office.folder, 'data', 'documents'))).rejects.toThrow('ENOENT');
  });

  it('prints an array for several; a bad file keeps none of the others out', async () => {
    const { code, document, err } = await office.json(['remit', 'read', era, join(office.folder, 'none.pdf')]);
    expect(code).toBe(2);
    expectOneSentence(err);
    const [good, bad] = document as RemittanceDocument[];
    expect(good).toMatchObject({
      source: { kind: 'era-835', pages: 0 },
      payments: [{ amountCents: payment.amountCents }],
    });
    expect(bad).toMatchObject({ source: { kind: 'not-a-remittance' }, payments: [] });
    eraDocument = good!;
  });

  it('says in words what would wait and by how much', async () => {
    const text = remittanceTo835(payment, options).replace(/BPR\*I\*[\d.]+/, 'BPR*I*1.00');
    const { code, out } = await office.run(['remit', 'read', await office.file('off.835', text)]);
    expect(code).toBe(1);
    expect(out).toMatch(/Check 44170 .*is off by .*would go to review/);
  });
});

describe('remit write', () => {
  it('gives the 835 of what was read, and refuses what is a cent off', async () => {
    const written = await office.run(['remit', 'write', await office.file('good.json', JSON.stringify(eraDocument))]);
    expect({ code: written.code, err: written.err }).toEqual({ code: 0, err: '' });
    expect(written.out).toMatch(/^ISA\*/);
    const off = structuredClone(eraDocument);
    off.payments[0]!.claims[1]!.paidCents! += 1;
    const refused = await office.run(['remit', 'write', await office.file('off.json', JSON.stringify(off))]);
    expect({ code: refused.code, out: refused.out }).toEqual({ code: 2, out: '' });
    expectOneSentence(refused.err);
    expect(refused.err).toContain('0.01');
  });
});

describe('remit post and export', () => {
  it('posts, says so again without posting, and gives out what was posted', { timeout: 90_000 }, async () => {
    const first = await office.json(['remit', 'post', era], { apart: true });
    expect(first.code).toBe(0);
    expect(first.document).toMatchObject({
      files: [{ file: 'check.835', isNew: true, state: 'posted', payments: [{ claimsPosted: 3, unappliedCents: 0 }] }],
    });
    const again = await office.run(['remit', 'post', era]);
    expect(again.code).toBe(0);
    expect(again.out).toMatch(/nothing was changed/);

    const out = join(office.folder, 'p.csv');
    await office.run(['export', 'postings', '--format', 'csv', '--out', out], { apart: true });
    const csv = await readFile(out, 'utf8');
    expect(csv.split('\r\n')).toHaveLength(3 * 3 + 2);
    expect(csv).toContain(`,'=NORTHERN PINES,`);
    expect((await stat(out)).mode & 0o777).toBe(0o600);

    const twice = await office.run(['export', 'postings', '--format', 'csv', '--out', out]);
    expect(twice.code).toBe(2);
    expectOneSentence(twice.err);

    const sheet = join(office.folder, 'p.xlsx');
    await office.run(['export', 'postings', '--format', 'xlsx', '--out', sheet]);
    const [{ data }] = (await readXlsx(sheet)) as unknown as [{ data: unknown[][] }];
    expect(data[1]).toContain('=NORTHERN PINES');
    expect(typeof data[1]![11]).toBe('number');

    const file = join(office.folder, 'p.835');
    await writeFile(file, 'in the way');
    await office.run(['export', 'postings', '--format', '835', '--out', file, '--force']);
    const read = readEra(await readFile(file, 'utf8'), { file: 'p.835', sha256: '' }, options);
    expect(read).toMatchObject({ payments: [{ number: '44170', amountCents: payment.amountCents }] });
    const trail = await office.look(({ db }) => db.query(`select subject from audit where action = 'exported'`));
    expect(trail.rows).toHaveLength(3);
  });

  it.each([
    [['export', 'denials', '--format', '835', '--out', 'x'], /Only postings/],
    [['export', 'denials', '--format', 'csv', '--from', '2026-13-01', '--out', 'x'], /real day/],
    [['export', 'audit', '--format', 'csv', '--from', '2026-02-02', '--to', '2026-01-01', '--out', 'x'], /before/],
  ])('%s is bad usage', async (args, sentence) => {
    const thrown: unknown = await (await loadProgram('export')).parseAsync(args, { from: 'user' }).catch((e) => e);
    expect(failureOf(thrown)).toEqual({ code: 2, sentence: expect.stringMatching(sentence) });
  });
});

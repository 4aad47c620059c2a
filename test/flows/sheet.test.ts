import { describe, expect, test } from 'vitest';
import { WorkException } from '../../domain/exceptions.ts';
import type { Ink, Printout } from '../../flows/printout.ts';
import { sheetOf } from '../../flows/sheet.ts';
import { startTrace } from '../../flows/trace.ts';
import type { Printed } from '../../selectors/page.ts';

const printed = {
  name: 'demo/claim',
  layout: { labels: 'th', grids: 'table', why: 'test' },
  fields: {
    claimNumber: { label: [/^Claim Number$/, /^ICN$/] },
    checkNumber: { label: [/^Check Number$/], isOptional: true },
  },
  grids: {
    lines: { title: [/^Lines$/], columns: { procedure: [/^Procedure$/], paid: [/^Paid$/, /^Paid Amount$/] } },
    notes: { title: [/^Notes$/], columns: { note: [/^Note$/] }, isOptional: true },
  },
} as const satisfies Printed;

const ink = (text: string): Ink => ({ text, box: [1, 2, 3, 4] });
const pair = (label: string, value: string) => ({ label, value: ink(value) });
const lines = (headers: readonly string[], ...rows: (readonly string[])[]) => ({
  title: 'Lines',
  headers,
  rows: rows.map((cells) => cells.map(ink)),
});
const open = (printout: Partial<Printout>) => {
  const drifts: string[] = [];
  const sheet = sheetOf({ pairs: [], tables: [], ...printout }, printed, (page, element, at) =>
    drifts.push(`${page} ${element} ${at}`),
  );
  return { sheet, drifts };
};
const codeOf = (work: () => unknown): string => {
  try {
    work();
  } catch (error) {
    if (error instanceof WorkException) return `${error.code} ${error.details.element}`;
    throw error;
  }
  return 'nothing thrown';
};

describe('fields', () => {
  test('a value is found by its label and says where it came from', () => {
    const { sheet, drifts } = open({ pairs: [pair('Claim Number', 'A1')] });
    expect(sheet.field('claimNumber')).toEqual({
      text: 'A1',
      page: 'demo/claim',
      element: 'claimNumber',
      provenance: {
        confidence: 1,
        via: 'portal',
        box: [1, 2, 3, 4],
        selector: 'demo/claim.claimNumber',
        alternative: 0,
      },
    });
    expect(drifts).toEqual([]);
  });
  test('a later wording serves and is reported as drift', () => {
    const { sheet, drifts } = open({ pairs: [pair('ICN', 'A1')] });
    expect(sheet.field('claimNumber')?.provenance.alternative).toBe(1);
    expect(drifts).toEqual(['demo/claim claimNumber 1']);
  });
  test('a label that is not there is missing', () =>
    expect(codeOf(() => open({}).sheet.field('claimNumber'))).toBe('selector-missing claimNumber'));
  test('a label that stands twice is never chosen from', () =>
    expect(codeOf(() => open({ pairs: [pair('ICN', 'A1'), pair('ICN', 'A2')] }).sheet.field('claimNumber'))).toBe(
      'selector-missing claimNumber',
    ));
  test('a missing optional label means that the portal does not say', () =>
    expect(open({ pairs: [pair('ICN', 'A1')] }).sheet.field('checkNumber')).toBeNull());
  test('a missing optional label beside a strange one may be the same thing renamed', () =>
    expect(codeOf(() => open({ pairs: [pair('Cheque No.', '77')] }).sheet.field('checkNumber'))).toBe(
      'selector-missing checkNumber',
    ));
});

describe('tables', () => {
  test('cells are found by their header wherever the column stands', () => {
    const { sheet } = open({ tables: [lines(['Paid', 'Other', 'Procedure'], ['$1.00', 'x', '99213'])] });
    expect(sheet.rows('lines').map((row) => [row.procedure.text, row.paid.text])).toEqual([['99213', '$1.00']]);
  });
  test('a renamed header serves and is reported as drift', () => {
    const { sheet, drifts } = open({ tables: [lines(['Procedure', 'Paid Amount'], ['99213', ''])] });
    expect(sheet.rows('lines')[0]?.paid.text).toBeNull();
    expect(drifts).toEqual(['demo/claim lines.paid 1']);
  });
  test('a header that is gone is missing', () =>
    expect(codeOf(() => open({ tables: [lines(['Procedure'], ['99213'])] }).sheet.rows('lines'))).toBe(
      'selector-missing lines.paid',
    ));
  test('a table that is left out when empty has no rows', () =>
    expect(open({ tables: [lines(['Procedure', 'Paid'])] }).sheet.rows('notes')).toEqual([]));
  test('a table that must be there is missing', () =>
    expect(codeOf(() => open({}).sheet.rows('lines'))).toBe('selector-missing lines'));
});

describe('values', () => {
  const entry = (text: string) => open({ pairs: [pair('ICN', text)] }).sheet.field('claimNumber');

  test('amounts and dates become cents and days, with their provenance under the pointer', () => {
    const trace = startTrace();
    expect(trace.cents('/paidCents', entry('$1,234.50'))).toBe(123_450);
    expect(trace.date('/checkDate', entry('3/9/2026'))).toBe('2026-03-09');
    expect(Object.keys(trace.fields)).toEqual(['/paidCents', '/checkDate']);
  });
  test('an empty cell is null, never zero', () => expect(startTrace().cents('/paidCents', entry(''))).toBeNull());
  test.each(['n/a', '12,50', '$1.234', '1 234.00'])('"%s" is no amount', (text) =>
    expect(codeOf(() => startTrace().cents('/paidCents', entry(text)))).toBe('result-unreadable claimNumber'),
  );
  test.each(['02/30/2026', '2026-03-09', '3/9/26', '13/01/2026'])('"%s" is no date of this portal', (text) =>
    expect(codeOf(() => startTrace().date('/checkDate', entry(text)))).toBe('result-unreadable claimNumber'),
  );
});

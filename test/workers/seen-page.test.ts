import { expect, it } from 'vitest';
import { readFields } from '../../review/read-fields.ts';
import { asRead } from '../../workers/seen-page.ts';

const ink = (text: string, x = 0) => ({ text, box: [x, 0, 10, 10] as [number, number, number, number] });

it('what a page printed can be shown field by field, each with its box', () => {
  const { values, fields } = asRead('northfield/claims', {
    pairs: [
      { label: 'Member ID:', value: ink('M1', 5) },
      { label: 'Fax', value: ink('') },
    ],
    tables: [{ title: 'Claims', headers: ['Paid/Denied', ''], rows: [[ink('Denied', 7), ink('x')]] }],
  });
  expect(readFields(fields, values).map(({ value, box }) => [value, box?.[0]])).toEqual([
    ['M1', 5],
    ['Denied', 7],
  ]);
});

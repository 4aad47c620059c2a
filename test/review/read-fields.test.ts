import { describe, expect, it } from 'vitest';
import { labelOf, readFields } from '../../review/read-fields.ts';

describe('read fields in words', () => {
  it.each([
    ['/status', 'Status'],
    ['/memberId', 'Member ID'],
    ['/claims/0/paidCents', 'Claim 1, paid'],
    ['/claims/0/lines/1/patientResponsibilityCents', 'Claim 1, line 2, patient responsibility'],
  ])('calls %s "%s"', (pointer, label) => expect(labelOf(pointer)).toBe(label));

  it('writes money and days as an office does, and knows no value that is not there', () => {
    const result = { claims: [{ paidCents: 123_450, checkDate: '2026-09-30' }] };
    const fields = Object.fromEntries(
      ['/claims/0/paidCents', '/claims/0/checkDate', '/claims/1/paidCents', '/toString'].map((pointer) => [
        pointer,
        { confidence: 1, via: 'portal' as const },
      ]),
    );
    expect(readFields(fields, result).map(({ value }) => value)).toEqual(['$1,234.50', '09/30/2026', null, null]);
  });
});

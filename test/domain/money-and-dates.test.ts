import { describe, expect, it } from 'vitest';
import { addDays, dayIn, daysBetween, formatUsDate, isIsoDate, parseUsDate, parseX12Date } from '../../domain/dates.ts';
import { formatCents, parseCents } from '../../domain/money.ts';

describe('money', () => {
  it.each([
    ['1234.5', 123_450],
    ['$1,234.50', 123_450],
    ['0', 0],
    ['.5', 50],
    ['12', 1200],
    ['-12.00', -1200],
    ['12.00-', -1200],
    ['(12.00)', -1200],
    ['-$12.00', -1200],
    ['$-12.00', -1200],
    ['-0.00', 0],
    ['100.500', 10_050],
  ])('%s is %i cents', (text, cents) => expect(parseCents(text)).toBe(cents));

  it.each([
    '',
    '-',
    '.',
    '$',
    'n/a',
    '1.234',
    '1,23.00',
    '12,345,6.00',
    '1 2',
    '1e3',
    '12.3.4',
    '99999999999999999999',
  ])('%s is no amount', (text) => expect(parseCents(text)).toBeNull());

  it('is printed with its sign before the dollar', () => {
    expect([formatCents(123_450), formatCents(-5), formatCents(0)]).toEqual(['$1,234.50', '-$0.05', '$0.00']);
  });
});

describe('days', () => {
  it('that do not exist are refused', () => {
    expect(['2026-02-29', '2026-13-01', '2026-1-1', '20260101'].map(isIsoDate)).toEqual([false, false, false, false]);
    expect([parseX12Date('20260230'), parseUsDate('02/30/2026'), parseUsDate('2026-02-03')]).toEqual([
      null,
      null,
      null,
    ]);
  });
  it('are read as X12 and portals print them', () => {
    expect([parseX12Date('20240229'), parseUsDate('2/3/2026'), formatUsDate('2026-02-03')]).toEqual([
      '2024-02-29',
      '2026-02-03',
      '02/03/2026',
    ]);
  });
  it('are counted over months, years and clock changes', () => {
    expect(addDays('2026-03-07', 2)).toBe('2026-03-09');
    expect(addDays('2026-01-01', -1)).toBe('2025-12-31');
    expect(daysBetween('2025-11-23', '2026-11-23')).toBe(365);
  });
  it('change at midnight of the practice, not of London', () => {
    expect(dayIn(new Date('2026-11-24T04:30:00Z'), 'America/New_York')).toBe('2026-11-23');
  });
});

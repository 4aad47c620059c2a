import { expect, it } from 'vitest';
import { isCron } from '../../domain/cron.ts';

it.each(['0 5 * * 1-5', '*/15 6-20 * * *', '0 0 1,15 * *', '59 23 31 12 7', '5/10 * * * *'])('takes %s', (text) => {
  expect(isCron(text)).toBe(true);
});

it.each([
  '',
  '* * * *',
  '60 * * * *',
  '* 24 * * *',
  '* * 0 * *',
  '5-1 * * * *',
  '*/0 * * * *',
  '0 5 * * MON',
  '0 0 5 * * *',
])('does not take "%s"', (text) => {
  expect(isCron(text)).toBe(false);
});

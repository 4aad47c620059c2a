import { expect, test } from 'vitest';
import { agingBucket, bucketOf } from '../../domain/aging.ts';

test.each([
  [-3, '0-30'],
  [0, '0-30'],
  [30, '0-30'],
  [31, '31-60'],
  [60, '31-60'],
  [61, '61-90'],
  [90, '61-90'],
  [91, '91-120'],
  [120, '91-120'],
  [121, '120+'],
  [4000, '120+'],
])('a claim of %i days is in bucket %s', (days, bucket) => {
  expect(bucketOf(days)).toBe(bucket);
});

test('age counts from the service date, else from the submission, else is unknown', () => {
  expect(agingBucket({ serviceFrom: '2026-10-20', submittedOn: '2026-11-20' }, '2026-11-23')).toBe('31-60');
  expect(agingBucket({ serviceFrom: null, submittedOn: '2026-11-20' }, '2026-11-23')).toBe('0-30');
  expect(agingBucket({ serviceFrom: null, submittedOn: null }, '2026-11-23')).toBeNull();
});

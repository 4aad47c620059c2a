import { expect, it } from 'vitest';
import { findCode, readCode } from '../../domain/one-time-code.ts';

it.each([
  ['the only number of that length', 'Your code is 48213907. It is good for 8 hours.', '48213907'],
  ['not part of a longer number', 'Call 8005551234. Code: 48213907', '48213907'],
  ['not a date, an amount or a part of a number', 'On 11/23/2026 12345678.90 and 2026-12345678: 48213907', '48213907'],
  ['the same number twice', 'Code 48213907 (again: 48213907)', '48213907'],
  ['the one that is called the code', 'Reference 11112222. Your security code: 48213907', '48213907'],
  ['in markup', '<style>.a{width:12345678px}</style><b>48213907</b>', '48213907'],
  ['several that could be it: none', 'Either 11112222 or 48213907', null],
  ['none of that length', 'Your code is 482139', null],
])('finds %s', (_what, text, code) => {
  expect(findCode(text, 8)).toBe(code);
});

it('takes what a person types with blanks and dashes, and nothing that is no code', () => {
  expect([readCode(' 482-913 ', 6), readCode('482 913', 6), readCode('48291', 6), readCode('48291x', 6)]).toEqual([
    '482913',
    '482913',
    null,
    null,
  ]);
});

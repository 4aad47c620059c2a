import { expect, it } from 'vitest';
import { whenEmpty } from '../../domain/queue-estimate.ts';

const pace = (depth: number, arrived: number, ended: number, hours = 3) => whenEmpty({ depth, arrived, ended, hours });

it('expects what came to go on coming', () => {
  // 20 more ended than came in 3 hours: 40 take 6.
  expect(pace(40, 10, 30)).toEqual({ kind: 'in', hours: 6 });
});

it('says that a queue is empty, that it grows, and that it stands', () => {
  expect(pace(0, 100, 1)).toEqual({ kind: 'empty' });
  expect(pace(5, 31, 30)).toEqual({ kind: 'not-at-this-pace' });
  expect(pace(5, 30, 30)).toEqual({ kind: 'not-at-this-pace' });
  expect(pace(5, 8, 0)).toEqual({ kind: 'not-at-this-pace' });
});

it('makes up no pace from a few', () => {
  expect(pace(5, 0, 0)).toEqual({ kind: 'too-little' });
  expect(pace(5, 4, 4)).toEqual({ kind: 'too-little' });
  expect(pace(5, 0, 5)).toEqual({ kind: 'in', hours: 3 });
});

it('names no day that is months away', () => {
  expect(pace(480, 0, 1 + 4, 15)).toEqual({ kind: 'in', hours: 1440 });
  expect(pace(481, 0, 1 + 4, 15)).toEqual({ kind: 'not-at-this-pace' });
});

import { expect, it } from 'vitest';
import { comingDue, tellDue } from '../../domain/login-dates.ts';

const now = new Date('2026-11-23T12:00:00Z');
const ago = (days: number) => new Date(now.getTime() - days * 86_400_000);
const rules = { passwordDays: 60, disableAfterDays: 30, recertifyDays: 360 };

it('tells of a password, of disuse and of a confirmation when they are near, the nearest first', () => {
  const dates = { secretAt: ago(52), confirmedAt: ago(335), usedAt: ago(29) };
  expect(comingDue(rules, dates, now).map(({ what, days }) => [what, days])).toEqual([
    ['idle', 1],
    ['password', 8],
    ['recertify', 25],
  ]);
});

it('tells nothing while there is time, and nothing where the portal has no such rule', () => {
  const dates = { secretAt: ago(49), confirmedAt: ago(300), usedAt: ago(20) };
  expect(comingDue(rules, dates, now)).toEqual([]);
  expect(comingDue({}, { secretAt: ago(900), confirmedAt: ago(900), usedAt: null }, now)).toEqual([]);
});

it('counts a login that never signed in from the day its password was given', () => {
  const [due] = comingDue({ disableAfterDays: 30 }, { secretAt: ago(31), confirmedAt: null, usedAt: null }, now);
  expect(due).toMatchObject({ what: 'idle', days: -1 });
  expect(tellDue(due!)).toContain('since today or earlier');
});

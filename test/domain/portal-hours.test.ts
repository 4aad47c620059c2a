import { describe, expect, it } from 'vitest';
import { isDown, nextMidnight, nextOpening } from '../../domain/portal-hours.ts';

const WORKDAYS = { timeZone: 'America/New_York', days: [1, 2, 3, 4, 5], from: '08:00', to: '17:30' };
const opens = (at: string, hours = WORKDAYS) => nextOpening(hours, new Date(at))?.toISOString() ?? null;

describe('a portal with hours', () => {
  it('is open within them, in its own time zone', () => {
    expect(opens('2026-11-23T13:00:00Z')).toBeNull();
    expect(opens('2026-11-23T22:29:59Z')).toBeNull();
  });
  it('opens in the morning, after the weekend, and an hour earlier in UTC in summer', () => {
    expect(opens('2026-11-23T12:59:00Z')).toBe('2026-11-23T13:00:00.000Z');
    expect(opens('2026-11-27T22:30:00Z')).toBe('2026-11-30T13:00:00.000Z');
    expect(opens('2026-07-06T11:00:00Z')).toBe('2026-07-06T12:00:00.000Z');
  });
  it('that closes at 24:00 never closes', () => {
    expect(
      opens('2026-11-23T04:59:59Z', {
        timeZone: 'America/New_York',
        days: [0, 1, 2, 3, 4, 5, 6],
        from: '00:00',
        to: '24:00',
      }),
    ).toBeNull();
  });
});

describe('a portal that is down by plan', () => {
  const always = { timeZone: 'America/New_York', days: [0, 1, 2, 3, 4, 5, 6], from: '00:00', to: '24:00' };
  // Sundays from 22:00 to 02:30 on Monday.
  const windows = [{ days: [0], from: '22:00', to: '02:30' }];
  const at = (iso: string) => nextOpening(always, new Date(iso), windows)?.toISOString() ?? null;

  it('opens at the end of the window, also over midnight', () => {
    expect(at('2026-11-23T02:59:00Z')).toBeNull();
    expect(at('2026-11-23T03:00:00Z')).toBe('2026-11-23T07:30:00.000Z');
    expect(at('2026-11-23T07:29:30Z')).toBe('2026-11-23T07:30:00.000Z');
    expect(at('2026-11-24T05:00:00Z')).toBeNull();
    expect(isDown(windows, 'America/New_York', new Date('2026-11-23T07:00:00Z'))).toBe(true);
  });

  it('begins its next day at its own midnight', () => {
    expect(nextMidnight('America/New_York', new Date('2026-11-23T23:59:30Z')).toISOString()).toBe(
      '2026-11-24T05:00:00.000Z',
    );
  });
});

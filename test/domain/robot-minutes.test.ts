import { describe, expect, it } from 'vitest';
import { minutesSaved } from '../../domain/robot-minutes.ts';

const work = { eligibility: 10, 'claim-status': 4, remittance: 0, exception: 3 };

describe('minutes saved', () => {
  it('are what robots did times the minutes by hand, less what exceptions cost', () => {
    const { saved, missing, kinds } = minutesSaved(work, { eligibility: 8, 'claim-status': 12.5, exception: 6 });
    expect([saved, missing]).toEqual([10 * 8 + 4 * 12.5 - 3 * 6, []]);
    expect(kinds.at(-1)).toEqual({ kind: 'exception', count: 3, minutesEach: 6, minutes: -18 });
  });

  it('may be a loss, and say so', () => {
    expect(minutesSaved(work, { eligibility: 1, exception: 30 })).toMatchObject({
      saved: -80,
      missing: ['claim-status'],
    });
  });

  it('are not told without minutes for any work, or for the exceptions that there were', () => {
    expect(minutesSaved(work, {}).saved).toBeNull();
    expect(minutesSaved(work, { exception: 6 }).saved).toBeNull();
    expect(minutesSaved(work, { eligibility: 8 }).saved).toBeNull();
    expect(minutesSaved({ ...work, exception: 0 }, { eligibility: 8 }).saved).toBe(80);
  });

  it('of nothing are nought, never minus nought', () => {
    const nothing = { eligibility: 0, 'claim-status': 0, remittance: 0, exception: 0 };
    const { saved, kinds } = minutesSaved(nothing, { eligibility: 8, exception: 6 });
    expect([saved, kinds.at(-1)?.minutes, Object.is(kinds.at(-1)?.minutes, -0)]).toEqual([0, 0, false]);
  });
});

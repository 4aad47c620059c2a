import { describe, expect, it } from 'vitest';
import { dueOf, scoreOf, type ItemDates, type Weighed } from '../../domain/urgency.ts';

const NOTHING: ItemDates = {
  visitOn: null,
  servedOn: null,
  remittedOn: null,
  appealBy: null,
  correctBy: null,
  timelyFilingDays: null,
  appealDays: null,
};
const dates = (known: Partial<ItemDates>): ItemDates => ({ ...NOTHING, ...known });

describe('what runs out, and when', () => {
  it('is the earlier of an open denial’s own days', () => {
    const denied = dates({
      appealBy: '2026-12-20',
      correctBy: '2026-12-11',
      servedOn: '2026-09-01',
      timelyFilingDays: 30,
    });
    expect(dueOf('claim-not-found', denied)).toEqual({ on: '2026-12-11', why: 'correction' });
  });

  it('is the visit for coverage, the appeal from the remittance for a refusal, else timely filing from the service', () => {
    expect(dueOf('member-not-found', dates({ visitOn: '2026-11-30' }))).toEqual({ on: '2026-11-30', why: 'visit' });
    const paid = dates({ remittedOn: '2026-11-01', appealDays: 120, servedOn: '2026-09-01', timelyFilingDays: 365 });
    expect(dueOf('claim-denied', paid)).toEqual({ on: '2027-03-01', why: 'appeal' });
    expect(dueOf('low-confidence', paid)).toEqual({ on: '2027-09-01', why: 'timely-filing' });
  });

  it('is not guessed where a payer’s limits or the dates are not known', () => {
    expect(dueOf('claim-not-found', dates({ servedOn: '2026-09-01' }))).toBeNull();
    expect(dueOf('claim-denied', dates({ remittedOn: '2026-11-01' }))).toBeNull();
    expect(dueOf('claim-not-found', dates({ timelyFilingDays: 365 }))).toBeNull();
  });
});

describe('what to work first', () => {
  const item = (changes: Partial<Weighed> = {}): Weighed => ({
    kind: 'claim-status',
    due: null,
    amountCents: null,
    openedAt: new Date('2026-11-23T15:00:00Z'),
    ...changes,
  });
  const due = (on: string, why: 'appeal' | 'timely-filing' = 'timely-filing') => ({ due: { on, why } });
  /** Names, the first to be worked first. */
  const inOrder = (items: Record<string, Weighed>): string[] =>
    Object.keys(items).toSorted((a, b) => scoreOf(items[a]!) - scoreOf(items[b]!));

  it('is a code, then what stands still, then what runs out', () => {
    const order = {
      rest: item(),
      due: item(due('2026-11-25')),
      portal: item({ kind: 'portal' }),
      code: item({ kind: 'code' }),
    };
    expect(inOrder(order)).toEqual(['code', 'portal', 'due', 'rest']);
  });

  it('gives an appeal more time before its day than a claim to be filed', () => {
    expect(inOrder({ filing: item(due('2026-12-20')), appeal: item(due('2026-12-20', 'appeal')) })).toEqual([
      'appeal',
      'filing',
    ]);
  });

  it('pulls money forward by days, never past a week', () => {
    const soon = item({ ...due('2026-12-20'), amountCents: 10_00 });
    expect(inOrder({ soon, large: item({ ...due('2026-12-25'), amountCents: 10_000_00 }) })).toEqual(['large', 'soon']);
    expect(inOrder({ soon, small: item({ ...due('2026-12-25'), amountCents: 100_00 }) })).toEqual(['soon', 'small']);
    expect(inOrder({ soon, huge: item({ ...due('2027-01-05'), amountCents: 90_000_000_00 }) })).toEqual([
      'soon',
      'huge',
    ]);
  });

  it('does not begin with what is too late already, and takes the older of two that are alike', () => {
    expect(inOrder({ late: item(due('2026-10-01')), due: item(due('2026-12-10')) })).toEqual(['due', 'late']);
    const older = item({ ...due('2026-12-10'), openedAt: new Date('2026-11-23T14:59:59Z') });
    expect(inOrder({ younger: item(due('2026-12-10')), older })).toEqual(['older', 'younger']);
  });
});

/** What the contractor's eligibility file holds of a member: the shared population seen as Medicare sees it. Pure. */
import { addDays } from '../../domain/dates.ts';
import { overlaps, type PortalMember } from '../members.ts';
import type { PlanCode } from '../plans.ts';
import { hashText } from '../random.ts';

interface Span {
  readonly from: string;
  readonly to: string | null;
}
export type Part = 'Part A' | 'Part B';

/** A period with the portal's advice to the biller, or its reason. */
export interface NotedSpan extends Span {
  readonly note: string;
}
export interface HealthPlan extends NotedSpan {
  readonly name: string;
  readonly type: 'HMO' | 'PPO';
  readonly contract: string;
}
export interface Deductible {
  readonly part: Part;
  readonly period: string;
  readonly amountCents: number;
  /** Null prints as an empty cell. */
  readonly remainingCents: number | null;
}

const PARTS: Readonly<Record<PlanCode, readonly Part[]>> = {
  STND: ['Part A', 'Part B'],
  CHILD: ['Part A', 'Part B'],
  EMS: ['Part A'],
  FAMPL: ['Part B'],
  BHAB: ['Part B'],
};
const DEDUCTIBLES: Readonly<Record<Part, number>> = { 'Part A': 161_000, 'Part B': 24_700 };
const BILL_PLAN = 'Submit claims for this beneficiary to the plan.';
const BILL_HOSPICE = 'Services for the terminal illness are billed by the hospice.';
const BILL_AGENCY = 'Home health services are billed by the home health agency.';

const hashOf = (member: PortalMember, topic: string): number => hashText(`${topic} ${member.memberId}`);

/** Newest first; spans that touch the same days are one. */
export function entitlements(member: PortalMember, part: Part): readonly Span[] {
  const spans = member.spans
    .filter(({ plan }) => PARTS[plan].includes(part))
    .toSorted((a, b) => a.from.localeCompare(b.from));
  const merged: Span[] = [];
  for (const { from, to } of spans) {
    const last = merged.at(-1);
    if (!last || (last.to !== null && last.to < from)) merged.push({ from, to });
    else
      merged[merged.length - 1] = { from: last.from, to: last.to === null || to === null ? null : later(last.to, to) };
  }
  return merged.toReversed();
}

const later = (a: string, b: string): string => (a > b ? a : b);

/** Days on which nothing is paid although the parts are in force. */
export function inactivePeriods(member: PortalMember, today: string): readonly NotedSpan[] {
  switch (hashOf(member, 'inactive') % 16) {
    case 3:
      return [{ from: addDays(today, -25), to: null, note: 'Incarcerated' }];
    case 7:
      return [{ from: addDays(today, -330), to: addDays(today, -270), note: 'Not lawfully present' }];
    default:
      return [];
  }
}

export function deductibles(member: PortalMember, day: string): readonly Deductible[] {
  const remainingOf = (part: Part): number | null => {
    const draw = hashOf(member, part) % 9;
    if (draw === 0) return null;
    return draw < 4 ? 0 : draw < 6 ? DEDUCTIBLES[part] : (hashOf(member, `left of ${part}`) % 24_000) + 1;
  };
  return [
    {
      part: 'Part A',
      period: 'Benefit Period',
      amountCents: DEDUCTIBLES['Part A'],
      remainingCents: remainingOf('Part A'),
    },
    {
      part: 'Part B',
      period: `Calendar Year ${day.slice(0, 4)}`,
      amountCents: DEDUCTIBLES['Part B'],
      remainingCents: remainingOf('Part B'),
    },
  ];
}

export const healthPlans = ({ managedCare }: PortalMember): readonly HealthPlan[] =>
  managedCare.map(({ plan, from, to }) => ({
    name: plan,
    type: hashText(plan) % 2 === 0 ? 'HMO' : 'PPO',
    contract: `H${String(hashText(plan) % 9_000).padStart(4, '0')}`,
    from,
    to,
    note: BILL_PLAN,
  }));

export const homeHealth = (member: PortalMember, today: string): readonly NotedSpan[] =>
  hashOf(member, 'home health') % 9 === 2
    ? [{ from: addDays(today, -20), to: addDays(today, 40), note: BILL_AGENCY }]
    : [];

export const hospice = (member: PortalMember, today: string): readonly NotedSpan[] =>
  hashOf(member, 'hospice') % 14 === 5
    ? [
        { from: addDays(today, -10), to: addDays(today, 80), note: BILL_HOSPICE },
        { from: addDays(today, -100), to: addDays(today, -11), note: BILL_HOSPICE },
      ]
    : [];

export const kidneyDisease = (member: PortalMember, today: string): readonly Span[] =>
  hashOf(member, 'esrd') % 20 === 1 ? [{ from: addDays(today, -500), to: null }] : [];

export const holds = (span: Span, day: string): boolean => overlaps(span, day, day);

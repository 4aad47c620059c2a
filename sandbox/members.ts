/** Members as the practice payer holds them: spans of coverage, managed care, other insurance. */
import type { Claim } from '../domain/claim.ts';
import { addDays } from '../domain/dates.ts';
import { CARE_PLANS, FIRST_NAMES, LAST_NAMES, OTHER_CARRIERS, PRIMARY_CARE } from './people.ts';
import { drawCopays, type PlanCode, type PlanCopay } from './plans.ts';
import type { Random } from './random.ts';

/** Inclusive days; `to` null is open-ended, printed as 12/31/2299. */
interface Span {
  readonly from: string;
  readonly to: string | null;
}
export interface CoverageSpan extends Span {
  readonly plan: PlanCode;
}
export interface CareAssignment extends Span {
  readonly plan: string;
  readonly primaryCare: string | null;
  readonly phone: string;
}
export interface OtherInsurance extends Span {
  readonly carrier: string;
  readonly policyNumber: string | null;
}

export interface PortalMember {
  /** Null when the source had none: such a member cannot be looked up by id. */
  readonly memberId: string | null;
  readonly lastName: string;
  readonly firstName: string | null;
  readonly birthDate: string | null;
  readonly sex: 'F' | 'M' | 'U' | null;
  readonly ssn: string | null;
  /** In the order of precedence in which the portal lists them. */
  readonly spans: readonly CoverageSpan[];
  readonly managedCare: readonly CareAssignment[];
  readonly otherInsurance: readonly OtherInsurance[];
  readonly copays: readonly PlanCopay[];
}

/** @returns whether a span holds at least one day of `from`..`to`. */
export const overlaps = (span: Span, from: string, to: string): boolean =>
  span.from <= to && (span.to === null || span.to >= from);

const monthStart = (day: string): string => `${day.slice(0, 7)}-01`;
const monthEnd = (day: string): string => addDays(monthStart(addDays(monthStart(day), 32)), -1);
/** The portal shows whole months: real Medicaid coverage is decided by the month. */
export const wholeMonths = (from: string, to: string): [string, string] => [monthStart(from), monthEnd(to)];

/** The i-th invented member; shapes of coverage go round by `index` so that every one occurs. */
export function makeMember(random: Random, index: number, today: string): PortalMember {
  const sex = random.pick(['F', 'M'] as const);
  const birthDate = addDays(today, -random.int(400, 29_000));
  const spans = drawSpans(random, index, today);
  const since = spans[0]?.from ?? today;
  return {
    memberId: String(100_200_300_400 + index * 1_037 + random.int(0, 900)),
    lastName: random.pick(LAST_NAMES),
    firstName: random.pick(FIRST_NAMES[sex]),
    birthDate,
    sex,
    ssn: `900${String(random.int(0, 98)).padStart(2, '0')}${String(index).padStart(4, '0')}`,
    spans,
    managedCare: random.chance(0.7) ? drawManagedCare(random, since, today) : [],
    otherInsurance: random.chance(0.25) ? drawOtherInsurance(random, today) : [],
    copays: drawCopays(random),
  };
}

/** Members of a claim file: the patient under the subscriber's id. */
export function memberFromClaim(claim: Claim, random: Random, today: string): PortalMember {
  const { lastName, firstName, birthDate, sex } = claim.patient;
  const day = claim.serviceFrom ?? claim.submittedOn ?? today;
  const from = `${Number(day.slice(0, 4)) - 1}-01-01`;
  return {
    memberId: claim.memberId,
    lastName,
    firstName,
    birthDate,
    sex,
    ssn: null,
    spans: [{ plan: random.pick(['STND', 'CHILD']), from, to: random.chance(0.15) ? addDays(day, 60) : null }],
    managedCare: random.chance(0.5) ? drawManagedCare(random, from, today) : [],
    otherInsurance: [],
    copays: drawCopays(random),
  };
}

/** One person per id, name and birth date: dependents may share the subscriber's id. */
export const personKey = (memberId: string | null, { lastName, firstName, birthDate }: PersonName): string =>
  [memberId, lastName, firstName, birthDate].join('\u001f');

type PersonName = Pick<PortalMember, 'lastName' | 'firstName' | 'birthDate'>;

function drawSpans(random: Random, index: number, today: string): CoverageSpan[] {
  const year = Number(today.slice(0, 4));
  const plan = random.pick(['STND', 'STND', 'STND', 'CHILD', 'EMS', 'FAMPL'] as const);
  const start = `${year - random.int(1, 4)}-${String(random.int(1, 12)).padStart(2, '0')}-01`;
  switch (index % 10) {
    case 1: // renewed every year: three spans end to end
      return [0, 1, 2].map((back) => ({ plan, from: `${year - back}-01-01`, to: `${year - back}-12-31` }));
    case 2: // a behavioural plan beside the medical one
      return [
        { plan: 'STND', from: start, to: null },
        { plan: 'BHAB', from: start, to: null },
      ];
    case 4: // changes plan in the middle of a month
      return [
        { plan: 'STND', from: addDays(monthStart(today), 14), to: null },
        { plan: 'EMS', from: start, to: addDays(monthStart(today), 13) },
      ];
    case 6: // ended
      return [{ plan, from: start, to: monthEnd(addDays(today, -random.int(45, 200))) }];
    case 8: // a gap round today
      return [
        { plan, from: monthStart(addDays(today, 70)), to: null },
        { plan, from: start, to: monthEnd(addDays(today, -40)) },
      ];
    case 9: // ends inside the schedule's three weeks
      return [{ plan, from: start, to: addDays(today, 9) }];
    default:
      return [{ plan, from: start, to: null }];
  }
}

function drawManagedCare(random: Random, since: string, today: string): CareAssignment[] {
  const phone = `555-01${String(random.int(0, 99)).padStart(2, '0')}`;
  const now: CareAssignment = {
    plan: random.pick(CARE_PLANS),
    primaryCare: random.chance(0.85) ? random.pick(PRIMARY_CARE) : null,
    phone,
    from: since,
    to: null,
  };
  if (random.chance(0.7)) return [now];
  const change = addDays(monthStart(today), 9);
  if (since >= change) return [now];
  return [
    { ...now, to: addDays(change, -1) },
    { ...now, primaryCare: random.pick(PRIMARY_CARE), from: change },
  ];
}

function drawOtherInsurance(random: Random, today: string): OtherInsurance[] {
  const first: OtherInsurance = {
    carrier: random.pick(OTHER_CARRIERS),
    policyNumber: random.chance(0.8) ? `HP${random.int(1_000_000, 9_999_999)}` : null,
    from: addDays(today, -random.int(100, 900)),
    to: null,
  };
  if (random.chance(0.7)) return [first];
  return [first, { ...first, carrier: random.pick(OTHER_CARRIERS), to: addDays(today, -random.int(30, 90)) }];
}

/** The practice payer's claim records: every submitted claim is dealt an outcome from a seeded deck. */
import type { ClaimStatus } from '../domain/claim-status.ts';
import type { Claim } from '../domain/claim.ts';
import { addDays } from '../domain/dates.ts';
import { type AdjudicatedMoney, decideMoney } from './adjudicated-money.ts';
import { personKey, type PortalMember } from './members.ts';
import type { Population } from './population.ts';
import { type Random, seededRandom } from './random.ts';
import { REPLACED_ORIGINAL, type Scenario, SCENARIOS, STILL_OPEN, WITHOUT_ACCOUNT_NUMBER } from './scenarios.ts';

/** One claim as the portal holds and shows it. */
export interface PortalClaim {
  readonly scenario: string;
  readonly member: PortalMember;
  /** What a right robot reads: printed values, and the codes and state that they mean. */
  readonly shown: ClaimStatus;
  readonly allowedCents: number | null;
  readonly receivedOn: string | null;
  /** ICN of the claim that this one replaces. */
  readonly replaces: string | null;
  readonly revenueCodes: readonly (string | null)[];
}

interface Bench {
  readonly random: Random;
  readonly today: string;
  readonly nextIcn: (region: string, on: string) => string;
}

/** @returns the records in the order in which the portal lists them: newest service first. */
export function adjudicate(population: Population, options: { seed: number; today: string }): PortalClaim[] {
  const random = seededRandom(options.seed, 'adjudication');
  const bench: Bench = { random, today: options.today, nextIcn: icnCounter() };
  const members = new Map(population.members.map((member) => [personKey(member.memberId, member), member]));
  const deal = dealer(random);
  const hidden = hiddenOnSecondPage(population.claims);
  const records = population.claims.flatMap((claim) => {
    const member = members.get(personKey(claim.memberId, claim.patient));
    const dealt = deal();
    const scenario = hidden.has(claim) ? WITHOUT_ACCOUNT_NUMBER : dealt;
    return member ? recordsOf(bench, claim, member, scenario, population.members) : [];
  });
  return records.toSorted((a, b) => newestFirst(a.shown, b.shown));
}

const newestFirst = (a: ClaimStatus, b: ClaimStatus): number =>
  (b.serviceFrom ?? '').localeCompare(a.serviceFrom ?? '') ||
  (b.payerClaimControlNumber ?? '').localeCompare(a.payerClaimControlNumber ?? '');

/**
 * Where one member has clearly more claims on one day than a results page holds, the first of them: the portal lists it
 * last and without its account number, so that it is found only by member and dates, on the second page.
 */
function hiddenOnSecondPage(claims: readonly Claim[]): ReadonlySet<Claim> {
  const days = new Map<string, Claim[]>();
  for (const claim of claims) {
    const key = `${claim.memberId}\u001f${claim.serviceFrom}`;
    days.set(key, [...(days.get(key) ?? []), claim]);
  }
  return new Set([...days.values()].filter((day) => day.length > 12).flatMap((day) => day[0] ?? []));
}

/** Deals whole decks, so that as many claims as a deck has cards see every outcome. */
function dealer(random: Random): () => Scenario {
  const deck = SCENARIOS.flatMap((scenario) => Array.from({ length: scenario.weight }, () => scenario));
  let hand: Scenario[] = [];
  return () => {
    if (hand.length === 0) hand = random.shuffle(deck);
    return hand.pop() ?? STILL_OPEN;
  };
}

function recordsOf(
  bench: Bench,
  claim: Claim,
  member: PortalMember,
  scenario: Scenario,
  members: readonly PortalMember[],
): PortalClaim[] {
  const made = (as: Claim = claim, whose = member): PortalClaim => recordOf(bench, as, whose, scenario);
  switch (scenario.twist) {
    case 'absent':
      return [];
    case 'replaced': {
      const original = recordOf(bench, claim, member, REPLACED_ORIGINAL);
      return [original, { ...made(), replaces: original.shown.payerClaimControlNumber }];
    }
    case 'other-date':
      return [made(onOtherDate(claim))];
    case 'no-account-number': {
      const record = made();
      return [{ ...record, shown: { ...record.shown, patientControlNumber: null } }];
    }
    case 'listed-twice':
      return [made(), made()];
    case 'shared-account-number': {
      const other = members.find((one) => one.memberId !== member.memberId && one.lastName !== member.lastName);
      return other ? [made(), made(claim, other)] : [made()];
    }
    case null:
    default:
      return [made()];
  }
}

function onOtherDate(claim: Claim): Claim {
  const later = (day: string | null): string | null => (day === null ? null : addDays(day, 3));
  return {
    ...claim,
    serviceFrom: later(claim.serviceFrom),
    serviceTo: later(claim.serviceTo),
    lines: claim.lines.map((line) => ({
      ...line,
      serviceFrom: later(line.serviceFrom),
      serviceTo: later(line.serviceTo),
    })),
  };
}

function recordOf(bench: Bench, claim: Claim, member: PortalMember, drawn: Scenario): PortalClaim {
  const { random, today } = bench;
  const text = random.pick(drawn.texts);
  const tried = decideMoney(random, claim, drawn.money, text);
  const scenario = isPossible(drawn, tried) ? drawn : STILL_OPEN;
  const statusText = scenario === drawn ? text : STILL_OPEN.texts[0];
  const money = scenario === drawn ? tried : decideMoney(random, claim, 'none', statusText);
  const receivedOn = claim.submittedOn ?? claim.serviceTo ?? claim.serviceFrom;
  const decidedOn = earlier(addDays(receivedOn ?? addDays(today, -30), random.int(0, 21)), today);
  const icn = bench.nextIcn(scenario.name === 'replaced' ? '52' : '20', receivedOn ?? today);
  return {
    scenario: scenario.name,
    member,
    shown: {
      payerClaimControlNumber: icn,
      patientControlNumber: claim.patientControlNumber,
      category: scenario.category,
      status: scenario.status,
      state: scenario.state,
      statusText,
      serviceFrom: claim.serviceFrom,
      serviceTo: claim.serviceTo ?? claim.serviceFrom,
      billedCents: claim.billedCents,
      paidCents: money.paidCents,
      patientResponsibilityCents: money.patientResponsibilityCents,
      checkNumber: scenario.hasCheck ? `00${random.int(1_000_000, 9_999_999)}` : null,
      checkDate: scenario.hasCheck ? decidedOn : null,
      finalizedDate: scenario.isFinal ? decidedOn : null,
      adjustments: [...money.adjustments],
      remarks: [...money.remarks],
      lines: [...money.lines],
    },
    allowedCents: money.allowedCents,
    receivedOn,
    replaces: null,
    revenueCodes: claim.lines.map((line) => line.revenueCode),
  };
}

/** Whether the words keep what they promise: paid is above zero, a denial has its reason, a deductible leaves something to the patient. */
function isPossible(scenario: Scenario, money: AdjudicatedMoney): boolean {
  switch (scenario.money) {
    case 'paid':
    case 'partly-denied':
      return (money.paidCents ?? 0) > 0;
    case 'deductible':
      return (money.patientResponsibilityCents ?? 0) > 0;
    case 'denied':
      return money.lines.some((line) => line.adjustments.length > 0);
    case 'written-off':
    case 'reversed':
    case 'none':
    default:
      return true;
  }
}

const earlier = (a: string, b: string): string => (a < b ? a : b);

/** ICN: region, year and day of the year, batch, sequence; 13 digits. */
function icnCounter(): Bench['nextIcn'] {
  let sequence = 0;
  return (region, on) => {
    sequence += 1;
    const day =
      Math.round((Date.parse(`${on}T00:00:00Z`) - Date.parse(`${on.slice(0, 4)}-01-01T00:00:00Z`)) / 86_400_000) + 1;
    return `${region}${on.slice(2, 4)}${String(day).padStart(3, '0')}${String(sequence).padStart(6, '0')}`;
  };
}

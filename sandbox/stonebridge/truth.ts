/**
 * What a right robot stores from what Stonebridge prints; worked out from the records, never from page text.
 *
 * Rules of reading that the truth assumes:
 * - A beneficiary is asked for by Medicare number, last name, and first name or birth date (tidied of extra spaces); all that
 *   is given must be the payer's own, to the letter.
 * - Covered means: a part is in force on the day and no inactive period holds it. The dates are those since and until which
 *   all the parts in force hold together. An inactive answer has the member id and the reason, if any, and nothing else.
 * - Medicare Advantage plans and insurers that pay first are other payers; advice printed beside a period in force is a limitation.
 * - A claim is looked for by claim number, else by beneficiary and dates, else by beneficiary and dates of 30 days more on each
 *   side. Rows of another billed amount do not count, nor claims with another account number; with the wider dates a claim
 *   counts only by our account number; under another day of service it is another record. More than six rows are for a person.
 * - The patient's share of a line is not printed.
 */
import type { ClaimStatus, ClaimStatusAnswer } from '../../domain/claim-status.ts';
import { type Coverage, NO_AMOUNT, nothingSaid } from '../../domain/coverage.ts';
import { addDays } from '../../domain/dates.ts';
import type { ClaimStatusInquiry, EligibilityInquiry, Member } from '../../domain/work-item.ts';
import type { PortalClaim } from '../adjudication.ts';
import type { PortalMember } from '../members.ts';
import type { Population } from '../population.ts';
import { findClaims } from '../records.ts';
import { askedByPractice, type Expected, isOneChain, isOtherDay, isOtherPerson, isSame, type Truth } from '../truth.ts';
import { type BeneficiaryKeys, claimsOf, findBeneficiaries, isInWindow, tidy } from './lookup.ts';
import { deductibles, entitlements, healthPlans, holds, homeHealth, hospice, inactivePeriods } from './medicare.ts';

const WIDER_DAYS = 30;
const MOST_OPENED = 6;

interface World {
  readonly population: Population;
  readonly today: string;
  /** As the portal holds them now. */
  readonly records: () => readonly PortalClaim[];
}

export function stonebridgeTruth(world: World): Omit<Truth, 'records'> {
  const { population, today, records } = world;
  const eligibility: Truth['eligibility'] = (inquiry) => expectedCoverage(population.members, inquiry, today);
  const claimStatus: Truth['claimStatus'] = (inquiry) => expectedStatus(population.members, records(), inquiry);
  return {
    ...askedByPractice(population, { eligibility, claimStatus }),
    coverage: (memberId, serviceDate) => {
      const member = population.members.find((one) => one.memberId === memberId);
      if (!member) return { code: 'member-not-found' };
      const { lastName, firstName, birthDate } = member;
      return eligibility({
        kind: 'eligibility',
        member: { memberId, lastName, firstName, birthDate },
        serviceDate,
        providerNpi: null,
      });
    },
  };
}

function keysOf({ memberId, lastName, firstName, birthDate }: Member): BeneficiaryKeys | null {
  const keys = { medicareNumber: tidy(memberId), lastName: tidy(lastName), firstName: tidy(firstName), birthDate };
  return keys.medicareNumber && keys.lastName && (keys.firstName || birthDate) ? keys : null;
}

function expectedCoverage(
  members: readonly PortalMember[],
  { member: asked, serviceDate }: EligibilityInquiry,
  today: string,
): Expected<Coverage> {
  const keys = keysOf(asked);
  if (!keys || !isInWindow(serviceDate, today)) return { code: 'inquiry-rejected' };
  const [member, ...others] = findBeneficiaries(members, keys);
  if (!member) return { code: 'member-not-found' };
  return others.length > 0 ? { code: 'member-ambiguous' } : { result: coverageOn(member, serviceDate, today) };
}

function coverageOn(member: PortalMember, serviceDate: string, today: string): Coverage {
  const inForce = <T extends { from: string; to: string | null }>(spans: readonly T[]): T[] =>
    spans.filter((span) => holds(span, serviceDate));
  const parts = (['Part A', 'Part B'] as const).flatMap((part) =>
    inForce(entitlements(member, part)).map((span) => ({ part, ...span })),
  );
  const inactive = inForce(inactivePeriods(member, today));
  const nothing: Coverage = {
    ...nothingSaid(serviceDate),
    status: 'inactive',
    memberId: member.memberId,
    limitations: inactive.map(({ note }) => note),
  };
  if (parts.length === 0 || inactive.length > 0) return nothing;
  const plans = inForce(healthPlans(member));
  return {
    ...nothing,
    status: 'active',
    plan: parts.map(({ part }) => part).join(', '),
    effectiveDate:
      parts
        .map(({ from }) => from)
        .toSorted()
        .at(-1) ?? null,
    terminationDate: parts.flatMap(({ to }) => to ?? []).toSorted()[0] ?? null,
    deductibles: deductibles(member, serviceDate).map(({ part, period, amountCents, remainingCents }) => ({
      ...NO_AMOUNT,
      service: part,
      period,
      amountCents,
      remainingCents,
    })),
    otherPayers: [
      ...plans.map(({ name, from }) => ({ name, memberId: null, effectiveDate: from })),
      ...inForce(member.otherInsurance).map(({ carrier, policyNumber, from }) => ({
        name: carrier,
        memberId: policyNumber,
        effectiveDate: from,
      })),
    ],
    limitations: [...plans, ...inForce(homeHealth(member, today)), ...inForce(hospice(member, today))].map(
      ({ note }) => note,
    ),
  };
}

function expectedStatus(
  members: readonly PortalMember[],
  records: readonly PortalClaim[],
  inquiry: ClaimStatusInquiry,
): Expected<ClaimStatusAnswer> {
  const ours = climb(members, records, inquiry);
  if ('code' in ours) return ours;
  const found = ours.result;
  if (found.length > 1 && !isOneChain(found)) return { code: 'claim-ambiguous' };
  const isOther = ({ member, shown }: PortalClaim): boolean =>
    isOtherPerson(inquiry.member, member) || isOtherDay(inquiry.serviceFrom, shown.serviceFrom);
  if (found.some(isOther)) return { code: 'wrong-record' };
  if (found.some(({ shown }) => shown.state === 'UNKNOWN')) return { code: 'status-unknown' };
  return { result: { claims: found.map(({ shown }) => printed(shown)) } };
}

const isOurNumber = ({ patientControlNumber }: ClaimStatusInquiry, shown: ClaimStatus): boolean =>
  patientControlNumber !== null && isSame(shown.patientControlNumber, patientControlNumber);

const printed = (shown: ClaimStatus): ClaimStatus => ({
  ...shown,
  lines: shown.lines.map((line) => ({ ...line, patientResponsibilityCents: null })),
});

/** The ladder of searches; the first that finds the claim ends it. */
function climb(
  members: readonly PortalMember[],
  records: readonly PortalClaim[],
  inquiry: ClaimStatusInquiry,
): Expected<readonly PortalClaim[]> {
  const { member, patientControlNumber, payerClaimControlNumber, serviceFrom, serviceTo, billedCents } = inquiry;
  const keys = keysOf(member);
  if (!payerClaimControlNumber && (!keys || !serviceFrom)) return { code: 'inquiry-rejected' };
  if (payerClaimControlNumber) {
    const none = { accountNumber: null, memberId: null, from: null, to: null };
    const found = findClaims(records, { ...none, claimNumber: payerClaimControlNumber });
    if (found.length > 0) return { result: found };
  }
  if (!keys || !serviceFrom) return { code: 'claim-not-found' };
  const [person, ...others] = findBeneficiaries(members, keys);
  if (!person) return { code: 'member-not-found' };
  if (others.length > 0) return { code: 'member-ambiguous' };
  for (const days of patientControlNumber ? [0, WIDER_DAYS] : [0]) {
    const rows = claimsOf(records, person, addDays(serviceFrom, -days), addDays(serviceTo ?? serviceFrom, days)).filter(
      ({ shown }) => billedCents === null || shown.billedCents === billedCents,
    );
    if (rows.length > MOST_OPENED) return { code: 'claim-ambiguous' };
    const sure = rows.filter(({ shown }) => isOurNumber(inquiry, shown));
    const unnumbered = rows.filter(({ shown }) => !patientControlNumber || shown.patientControlNumber === null);
    if (sure.length > 0) return { result: sure };
    if (days === 0 && unnumbered.length > 0) return { result: unnumbered };
  }
  return { code: 'claim-not-found' };
}

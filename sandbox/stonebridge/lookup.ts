/** How the contractor's system finds beneficiaries and claims: to the letter. The pages and the truth share it. */
import { addDays } from '../../domain/dates.ts';
import type { PortalClaim } from '../adjudication.ts';
import type { PortalMember } from '../members.ts';
import { findClaims } from '../records.ts';

export interface BeneficiaryKeys {
  readonly medicareNumber: string;
  readonly lastName: string;
  readonly firstName: string;
  /** `YYYY-MM-DD`, or null when not given. */
  readonly birthDate: string | null;
}

/** What is kept of a name or number: capitals, one space between words. */
export const tidy = (text: string | null): string => (text ?? '').trim().replace(/\s+/g, ' ').toUpperCase();

/** A space too many, which the portal takes for another name. */
export const isUntidy = (text: string): boolean => text !== text.trim().replace(/\s+/g, ' ');

/** Every key that is given must be the member's own. */
export const findBeneficiaries = (members: readonly PortalMember[], keys: BeneficiaryKeys): PortalMember[] =>
  members.filter(
    (member) =>
      tidy(member.memberId) === keys.medicareNumber.toUpperCase() &&
      tidy(member.lastName) === keys.lastName.toUpperCase() &&
      (keys.firstName === '' || tidy(member.firstName) === keys.firstName.toUpperCase()) &&
      (keys.birthDate === null || member.birthDate === keys.birthDate),
  );

/** Dates of service that eligibility may be asked for: from 12 months back to 4 months ahead. */
export const isInWindow = (day: string, today: string): boolean =>
  day >= shiftMonths(today, -12) && day <= shiftMonths(today, 4);

function shiftMonths(day: string, months: number): string {
  const [year, month] = [Number(day.slice(0, 4)), Number(day.slice(5, 7)) - 1 + months];
  const first = `${year + Math.floor(month / 12)}-${String((((month % 12) + 12) % 12) + 1).padStart(2, '0')}-01`;
  const last = addDays(`${addDays(first, 31).slice(0, 7)}-01`, -1);
  const same = `${first.slice(0, 7)}-${day.slice(8)}`;
  return same < last ? same : last;
}

/** Claims of one beneficiary, by dates of service; in the portal's order. */
export const claimsOf = (
  records: readonly PortalClaim[],
  member: PortalMember,
  from: string,
  to: string,
): PortalClaim[] =>
  findClaims(records, { claimNumber: null, accountNumber: null, memberId: member.memberId, from, to }).filter(
    (record) => record.member === member,
  );

/** How the practice payer's own system finds members and claims; the pages and the truth share it. */
import { addDays } from '../domain/dates.ts';
import type { PortalClaim } from './adjudication.ts';
import { overlaps, type PortalMember } from './members.ts';

/** Eligibility may be asked this many days ahead. */
export const MAX_DAYS_AHEAD = 120;

export interface MemberSearch {
  readonly memberId: string | null;
  readonly lastName: string | null;
  readonly firstName: string | null;
  readonly birthDate: string | null;
  readonly ssn: string | null;
  readonly from: string;
  readonly to: string;
}

export interface ClaimSearch {
  readonly claimNumber: string | null;
  readonly accountNumber: string | null;
  readonly memberId: string | null;
  readonly from: string | null;
  readonly to: string | null;
}

const fold = (text: string | null): string => (text ?? '').trim().toUpperCase();

/**
 * A member id finds its member; where several persons share it, birth date and first name tell them apart if given.
 * Without an id: name and birth date, or SSN and birth date.
 * @returns 'invalid' when too little was given or the dates are too far ahead.
 */
export function findMembers(
  members: readonly PortalMember[],
  asked: MemberSearch,
  today: string,
): PortalMember[] | 'invalid' {
  if (asked.from > asked.to || asked.to > addDays(today, MAX_DAYS_AHEAD)) return 'invalid';
  if (fold(asked.memberId)) {
    const byId = members.filter((member) => fold(member.memberId) === fold(asked.memberId));
    const byBirth = narrow(byId, (member) => member.birthDate === asked.birthDate, asked.birthDate);
    return narrow(byBirth, (member) => fold(member.firstName) === fold(asked.firstName), asked.firstName);
  }
  if (!asked.birthDate) return 'invalid';
  const born = members.filter((member) => member.birthDate === asked.birthDate);
  if (fold(asked.ssn)) return born.filter((member) => member.ssn === asked.ssn);
  if (!fold(asked.lastName) || !fold(asked.firstName)) return 'invalid';
  return born.filter(
    (member) => fold(member.lastName) === fold(asked.lastName) && fold(member.firstName) === fold(asked.firstName),
  );
}

function narrow(found: PortalMember[], test: (member: PortalMember) => boolean, given: string | null): PortalMember[] {
  return found.length > 1 && given ? found.filter(test) : found;
}

/** By claim number, else by patient account number, else by member id and dates of service; in the portal's order. */
export function findClaims(records: readonly PortalClaim[], asked: ClaimSearch): PortalClaim[] {
  if (fold(asked.claimNumber))
    return records.filter(({ shown }) => fold(shown.payerClaimControlNumber) === fold(asked.claimNumber));
  if (fold(asked.accountNumber))
    return records.filter(
      ({ shown }) =>
        shown.patientControlNumber !== null && fold(shown.patientControlNumber) === fold(asked.accountNumber),
    );
  const { from, to } = asked;
  if (!from || !to) return [];
  return records.filter(
    ({ shown, member }) =>
      fold(member.memberId) === fold(asked.memberId) &&
      shown.serviceFrom !== null &&
      overlaps({ from: shown.serviceFrom, to: shown.serviceTo ?? shown.serviceFrom }, from, to),
  );
}

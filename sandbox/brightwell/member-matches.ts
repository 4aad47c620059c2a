/** Which members a search matches exactly, and which in part only. */
import type { PortalMember } from '../members.ts';

export interface MemberQuery {
  readonly memberId: string | null;
  readonly lastName: string | null;
  readonly firstName: string | null;
  readonly birthDate: string | null;
}

const MOST_PARTIAL = 6;

const fold = (text: string | null): string => (text ?? '').trim().toUpperCase();
const isGiven = (text: string | null): boolean => fold(text) !== '';

/** Whether a search may be made at all: an id or a whole name, each with the birth date. */
export const isEnough = ({ memberId, lastName, firstName, birthDate }: MemberQuery): boolean =>
  isGiven(birthDate) && (isGiven(memberId) || (isGiven(lastName) && isGiven(firstName)));

/** An exact match agrees in everything that was given: id and birth date, or both names and birth date. */
export function exactMatches(members: readonly PortalMember[], asked: MemberQuery): PortalMember[] {
  const agrees = (shown: string | null, given: string | null): boolean =>
    !isGiven(given) || fold(shown) === fold(given);
  return members.filter(
    (member) =>
      member.birthDate === asked.birthDate &&
      agrees(member.memberId, asked.memberId) &&
      agrees(member.lastName, asked.lastName) &&
      agrees(member.firstName, asked.firstName),
  );
}

/** Members that agree in part: the same id, a neighbouring id, or birth date and the beginning of the name. */
export function partialMatches(members: readonly PortalMember[], asked: MemberQuery): PortalMember[] {
  const id = fold(asked.memberId);
  const isNear = (member: PortalMember): boolean =>
    (id !== '' && fold(member.memberId).slice(0, -1) === id.slice(0, -1)) ||
    (member.birthDate === asked.birthDate && fold(member.lastName)[0] === fold(asked.lastName)[0]) ||
    (fold(member.lastName) === fold(asked.lastName) && fold(member.firstName) === fold(asked.firstName));
  const exact = new Set(exactMatches(members, asked));
  return members.filter((member) => !exact.has(member) && isNear(member)).slice(0, MOST_PARTIAL);
}

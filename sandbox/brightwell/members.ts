/** Member search with exact and partial matches, and the coverage of one member on one day. */
import { addDays } from '../../domain/dates.ts';
import { MAX_DAYS_AHEAD } from '../records.ts';
import type { PortalMember } from '../members.ts';
import { personName } from '../page-text.ts';
import { exactMatches, isEnough, type MemberQuery, partialMatches } from './member-matches.ts';
import { happens, ok, refused, type Reply, type SignedInCall } from './site.ts';
import { isOwnOrganization } from './sign-in.ts';
import { coverageHere } from './truth.ts';

export function searchMembers(call: SignedInCall): Reply {
  const { site, session, faults, text } = call;
  if (happens(call, 'neverAnswers')) return 'never';
  const given = (name: string): string | null => text(name) || null;
  const asked: MemberQuery = {
    memberId: given('memberId'),
    lastName: given('lastName'),
    firstName: given('firstName'),
    birthDate: given('birthDate'),
  };
  const asOf = text('asOf');
  if (!isEnough(asked))
    return refused(422, 'MISSING', 'Enter a member ID and date of birth, or first name, last name and date of birth.');
  if (!asOf || asOf > addDays(site.today, MAX_DAYS_AHEAD))
    return refused(422, 'TOO_FAR', `Date of service can be at most ${MAX_DAYS_AHEAD} days from today.`);
  site.counters.lookups += 1;
  const members = isOwnOrganization(session) ? site.members : [];
  const found = exactMatches(members, asked);
  const exact = site.faults.hits(faults.namesakes) ? [...found.map(namesakeOf), ...found] : found;
  const partial = partialMatches(members, asked);
  session.members = [...exact, ...partial];
  return ok({ exact: exact.map(rowOf), partial: partial.map(rowOf) });
}

const rowOf = (member: PortalMember) => ({
  name: personName(member.lastName, member.firstName),
  memberId: member.memberId,
  birthDate: member.birthDate,
});

/** Somebody else of the same name, and with other coverage. */
const namesakeOf = (member: PortalMember): PortalMember => ({
  ...member,
  memberId: `77${(member.memberId ?? '').slice(2)}`,
  birthDate: member.birthDate && addDays(member.birthDate, 400),
  spans: [],
  otherInsurance: [],
});

export function coverageOf(call: SignedInCall): Reply {
  const { site, session, text } = call;
  if (happens(call, 'cutSessionBeforeDetail')) {
    site.sessions.end(session, 'expired');
    return refused(401, 'SESSION_EXPIRED');
  }
  if (happens(call, 'neverAnswers')) return 'never';
  const opened = session.members[Number(text('row'))];
  if (!opened) return refused(404, 'GONE', 'This member is no longer in your search results.');
  const member = happens(call, 'staleDetail') ? otherThan(opened, site.members) : opened;
  const coverage = coverageHere(member, text('asOf'));
  return ok({
    name: personName(member.lastName, member.firstName),
    memberId: member.memberId,
    birthDate: member.birthDate,
    gender: member.sex,
    coverage,
    // Every span, newest first: one of them holds the day, the others do not.
    history: member.spans.map(({ plan, from, to }) => ({ plan, from, to })),
  });
}

const otherThan = (member: PortalMember, members: readonly PortalMember[]): PortalMember =>
  members.find((one) => one.memberId !== member.memberId && one.birthDate !== member.birthDate) ?? member;

/** Whether the claims that a portal shows are those that were asked about: one rule for all portals. Pure. */
import { WorkException } from '../domain/exceptions.ts';
import type { ClaimStatusInquiry } from '../domain/work-item.ts';
import { readClaims } from './ambiguous.ts';
import type { ClaimReading } from './claim-reading.ts';
import { checkPerson } from './same-person.ts';

/**
 * The person and the first day of service must be those of the inquiry. A claim of another day is never an answer, however
 * well its number, member and amount agree: a visit a week later has the same member and often the same charge, and account
 * numbers are used again. It is kept as a candidate, so that a person who knows it as ours can choose it.
 * @throws WorkException `wrong-record`; `status-unknown` for words that have no agreed meaning.
 */
export function checkClaims(inquiry: ClaimStatusInquiry, readings: readonly ClaimReading[]): void {
  for (const { person, page } of readings) checkPerson(inquiry.member, person, page);
  const ofOtherDays = readings.filter(({ claim }) => isOtherDay(inquiry.serviceFrom, claim.serviceFrom));
  const [other] = ofOtherDays;
  if (other) {
    throw new WorkException(
      'wrong-record',
      'The portal has the claim under another day of service than we asked for. Choose it if it is ours.',
      { page: other.page, element: 'serviceFrom', candidates: readClaims(ofOtherDays) },
    );
  }
  const unknown = readings.find(({ claim }) => claim.state === 'UNKNOWN');
  if (!unknown) return;
  throw new WorkException('status-unknown', 'The portal describes the claim in words that we do not know.', {
    page: unknown.page,
    element: 'status',
    seen: unknown.claim.statusText,
  });
}

const isOtherDay = (asked: string | null, shown: string | null): boolean =>
  asked !== null && shown !== null && asked !== shown;

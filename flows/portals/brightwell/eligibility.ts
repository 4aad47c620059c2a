/** Brightwell eligibility: find the one member who matches exactly, open the coverage of one day. */
import { type Coverage, coverageSchema } from '../../../domain/coverage.ts';
import { formatUsDate } from '../../../domain/dates.ts';
import { WorkException } from '../../../domain/exceptions.ts';
import type { EligibilityInquiry, Member } from '../../../domain/work-item.ts';
import {
  coveragePage,
  matchesPage,
  memberSearchPage,
  printedCoverage,
  printedMatches,
} from '../../../selectors/brightwell/eligibility.ts';
import { whileSignedIn } from '../../../selectors/brightwell/signals.ts';
import { listedMember } from '../../ambiguous.ts';
import { unfold } from '../../arrive.ts';
import { fillIn, findRow, locate } from '../../locate.ts';
import type { Reading, Visit } from '../../portal.ts';
import { readPictured, readSheet } from '../../sheet.ts';
import { startTrace } from '../../trace.ts';
import { enter } from './enter.ts';
import { readCoverage } from './read-coverage.ts';

export async function eligibility(visit: Visit, inquiry: EligibilityInquiry): Promise<Reading<Coverage>> {
  refuseTooLittle(inquiry.member);
  visit.step('Search for the member');
  await search(visit, inquiry);
  const match = await pickMember(visit, inquiry.member);
  visit.step('Open the coverage of the exact match');
  await openCoverage(visit, match);
  const { result, fields } = readCoverage(await readPictured(visit, printedCoverage), inquiry);
  return { result: coverageSchema.parse(result), fields };
}

async function search(visit: Visit, { member, serviceDate }: EligibilityInquiry): Promise<void> {
  await enter(visit, memberSearchPage, { pages: [memberSearchPage], signals: whileSignedIn });
  const texts = {
    memberId: member.memberId,
    lastName: member.lastName,
    firstName: member.firstName,
    birthDate: member.birthDate && formatUsDate(member.birthDate),
    serviceDate: formatUsDate(serviceDate),
  };
  const [submit] = await Promise.all([
    locate(visit, memberSearchPage, 'search'),
    fillIn(visit, memberSearchPage, texts),
  ]);
  const destination = { from: memberSearchPage, pages: [matchesPage], signals: whileSignedIn };
  await unfold(visit, destination, () => submit.click());
}

/** The cells by which a row is found again. */
interface Match {
  readonly name: string;
  readonly memberId: string;
  readonly birthDate: string;
}

/** @returns the only exact match that is the member; what the portal calls partial is somebody else. */
async function pickMember(visit: Visit, { memberId, birthDate }: Member): Promise<Match> {
  const { text, date } = startTrace();
  const sheet = await readSheet(visit, printedMatches);
  const exact = sheet.rows('exact').map((row) => ({
    name: text('', row.name) ?? '',
    memberId: text('', row.memberId) ?? '',
    birthDate: date('', row.birthDate) ?? '',
  }));
  const ours = exact.filter(
    (row) => (!memberId || row.memberId.toUpperCase() === memberId.trim().toUpperCase()) && row.birthDate === birthDate,
  );
  if (ours.length === 1 && ours[0]) return ours[0];
  await visit.capture();
  if (ours.length === 0)
    throw new WorkException(
      'member-not-found',
      'The portal has similar members only. Check member id, name and birth date.',
      {
        page: matchesPage.name,
      },
    );
  throw new WorkException('member-ambiguous', 'The portal finds more than one such member. Give the member id.', {
    page: matchesPage.name,
    candidates: ours.map(listedMember),
  });
}

async function openCoverage(visit: Visit, { name, memberId, birthDate }: Match): Promise<void> {
  const row = await findRow(visit, name, memberId, formatUsDate(birthDate));
  if (!row) {
    throw new WorkException('member-ambiguous', 'The portal lists this member more than once. Look at it by hand.', {
      page: matchesPage.name,
    });
  }
  const control = await locate(visit, matchesPage, 'viewCoverage', row);
  await unfold(visit, { pages: [coveragePage], signals: whileSignedIn }, () => control.click());
}

function refuseTooLittle({ memberId, lastName, firstName, birthDate }: Member): void {
  if (birthDate && (memberId || (lastName && firstName))) return;
  throw new WorkException(
    'inquiry-rejected',
    'This portal finds a member by the birth date, with a member id or the full name. Add what is missing.',
    { page: memberSearchPage.name },
  );
}

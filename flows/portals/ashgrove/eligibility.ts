/** Ashgrove eligibility: search the subscriber, open the report, read it. */
import { type Coverage, coverageSchema } from '../../../domain/coverage.ts';
import { formatUsDate } from '../../../domain/dates.ts';
import { WorkException } from '../../../domain/exceptions.ts';
import type { EligibilityInquiry } from '../../../domain/work-item.ts';
import { personLink, rowLink } from '../../../selectors/ashgrove/cells.ts';
import {
  eligibilityPage,
  eligibilityReportPage,
  noResultsPage,
  printedEligibility,
  printedSubscribers,
  subscriberListPage,
} from '../../../selectors/ashgrove/eligibility.ts';
import { whileSignedIn } from '../../../selectors/ashgrove/signals.ts';
import { listedMember } from '../../ambiguous.ts';
import { turnFrame } from '../../arrive.ts';
import { fillIn, locate } from '../../locate.ts';
import type { Reading, Visit } from '../../portal.ts';
import { readSheet } from '../../sheet.ts';
import { startTrace } from '../../trace.ts';
import { chooseWhom, inReport, openInquiry } from './inquiry.ts';
import { type ListedPerson, personsAsked } from './listed-person.ts';
import { readCoverage } from './read-coverage.ts';

export async function eligibility(visit: Visit, inquiry: EligibilityInquiry): Promise<Reading<Coverage>> {
  refuseTooLittle(inquiry);
  visit.step('Open the eligibility inquiry');
  await openInquiry(visit, 'eligibility', eligibilityPage);
  const person = await findPerson(visit, inquiry);
  visit.step('Open the report and read it');
  const { memberId, birthDate } = person;
  const link = birthDate ? personLink(memberId, formatUsDate(birthDate)) : rowLink(memberId);
  const row = { list: subscriberListPage, link, number: memberId, report: eligibilityReportPage };
  const { result, fields } = await inReport(visit, row, async (window) => {
    await window.capture();
    return readCoverage(await readSheet(window, printedEligibility), inquiry);
  });
  return { result: coverageSchema.parse(result), fields };
}

async function findPerson(visit: Visit, inquiry: EligibilityInquiry): Promise<ListedPerson> {
  visit.step('Search the subscriber');
  const found = (await search(visit, inquiry)) === noResultsPage ? [] : await readPersons(visit);
  const [person, ...others] = personsAsked(found, inquiry.member);
  if (person && others.length === 0) return person;
  await visit.capture();
  if (!person)
    throw new WorkException(
      'member-not-found',
      'The portal does not find this member. Check the payer, the member id, the name and the birth date.',
    );
  throw new WorkException(
    'member-ambiguous',
    'The portal finds more than one such member. Give the member id, the first name and the birth date.',
    { candidates: [person, ...others].map(listedMember) },
  );
}

async function search(
  visit: Visit,
  { member, serviceDate }: EligibilityInquiry,
): Promise<typeof subscriberListPage | typeof noResultsPage> {
  await (await locate(visit, eligibilityPage, member.memberId ? 'bySubscriberNo' : 'byName')).check();
  await chooseWhom(visit, eligibilityPage);
  await fillIn(visit, eligibilityPage, {
    memberId: member.memberId,
    lastName: member.lastName,
    firstName: member.firstName,
    birthDate: member.birthDate && formatUsDate(member.birthDate),
    serviceDate: formatUsDate(serviceDate),
  });
  const run = await locate(visit, eligibilityPage, 'run');
  const pages = [subscriberListPage, noResultsPage];
  return turnFrame(visit, { from: eligibilityPage, pages, signals: whileSignedIn }, () => run.click());
}

async function readPersons(visit: Visit): Promise<readonly ListedPerson[]> {
  const sheet = await readSheet(visit, printedSubscribers);
  const { text, date } = startTrace();
  return sheet.rows('subscribers').map((row) => ({
    memberId: text('', row.memberId) ?? '',
    name: text('', row.name),
    birthDate: date('', row.birthDate),
  }));
}

function refuseTooLittle({ member }: EligibilityInquiry): void {
  if (member.memberId || (member.lastName && member.firstName && member.birthDate)) return;
  throw new WorkException(
    'inquiry-rejected',
    'To find the member, give a member id, or the full name and the birth date.',
    { page: eligibilityPage.name },
  );
}

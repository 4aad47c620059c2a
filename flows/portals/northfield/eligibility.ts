/** Northfield eligibility: one member, one day. */
import { type Coverage, coverageSchema } from '../../../domain/coverage.ts';
import { formatUsDate } from '../../../domain/dates.ts';
import { WorkException } from '../../../domain/exceptions.ts';
import type { EligibilityInquiry } from '../../../domain/work-item.ts';
import {
  eligibilityPage,
  eligiblePage,
  expandedPage,
  notEligiblePage,
  printedEligible,
  printedNotEligible,
} from '../../../selectors/northfield/eligibility.ts';
import { whileSignedIn } from '../../../selectors/northfield/signals.ts';
import { arrive, open, unfold } from '../../arrive.ts';
import { fillIn, locate } from '../../locate.ts';
import type { Reading, Visit } from '../../portal.ts';
import { readSheet } from '../../sheet.ts';
import { readCoverage, readNotEligible } from './read-coverage.ts';

export async function eligibility(visit: Visit, inquiry: EligibilityInquiry): Promise<Reading<Coverage>> {
  refuseTooLittle(inquiry);
  visit.step('Open the eligibility request');
  await open(visit, eligibilityPage, { pages: [eligibilityPage], signals: whileSignedIn });
  const answer = await ask(visit, inquiry);
  if (answer === eligiblePage) await expandAll(visit);
  visit.step('Read the answer');
  await visit.capture();
  const { result, fields } =
    answer === eligiblePage
      ? readCoverage(await readSheet(visit, printedEligible), inquiry)
      : readNotEligible(await readSheet(visit, printedNotEligible), inquiry);
  return { result: coverageSchema.parse(result), fields };
}

/** From and To are both the service date: an answer for a range would not say which day it holds for. */
async function ask(
  visit: Visit,
  { member, serviceDate }: EligibilityInquiry,
): Promise<typeof eligiblePage | typeof notEligiblePage> {
  visit.step('Ask for the member and the service date');
  await fillIn(visit, eligibilityPage, {
    memberId: member.memberId,
    lastName: member.lastName,
    firstName: member.firstName,
    birthDate: member.birthDate && formatUsDate(member.birthDate),
    fromDate: formatUsDate(serviceDate),
    toDate: formatUsDate(serviceDate),
  });
  const submit = await locate(visit, eligibilityPage, 'submit');
  const pages = [eligiblePage, notEligiblePage];
  return arrive(visit, { from: eligibilityPage, pages, signals: whileSignedIn }, () => submit.click());
}

async function expandAll(visit: Visit): Promise<void> {
  const link = await locate(visit, eligiblePage, 'expandAll');
  await unfold(visit, { pages: [expandedPage], signals: whileSignedIn }, () => link.click());
}

function refuseTooLittle({ member }: EligibilityInquiry): void {
  if (member.memberId || (member.lastName && member.firstName && member.birthDate)) return;
  throw new WorkException(
    'inquiry-rejected',
    'To find the member, give a member id, or the full name and the birth date.',
    { page: eligibilityPage.name },
  );
}

/** Stonebridge eligibility: one beneficiary, one day; the answer stands on five sub-tabs. */
import { type Coverage, coverageSchema } from '../../../domain/coverage.ts';
import { WorkException } from '../../../domain/exceptions.ts';
import type { EligibilityInquiry } from '../../../domain/work-item.ts';
import {
  deductiblesPage,
  eligibilityPage,
  hospicePage,
  mspPage,
  partsPage,
  planPage,
  printedDeductibles,
  printedHospice,
  printedMsp,
  printedParts,
  printedPlan,
} from '../../../selectors/stonebridge/eligibility.ts';
import type { PageFile, Printed } from '../../../selectors/page.ts';
import { whileSignedIn } from '../../../selectors/stonebridge/signals.ts';
import { arrive, open } from '../../arrive.ts';
import { locate } from '../../locate.ts';
import type { Reading, Visit } from '../../portal.ts';
import { readPictured, readSheet, type Sheet } from '../../sheet.ts';
import { chooseProvider, fillBeneficiary, isEnough, submitTo, tidied } from './ask-beneficiary.ts';
import { readCoverage, readParts } from './read-coverage.ts';

export async function eligibility(visit: Visit, asked: EligibilityInquiry): Promise<Reading<Coverage>> {
  const inquiry = { ...asked, member: tidied(asked.member) };
  refuseTooLittle(inquiry);
  visit.step('Open the eligibility inquiry');
  await open(visit, eligibilityPage, { pages: [eligibilityPage], signals: whileSignedIn });
  await ask(visit, inquiry);
  visit.step('Read Part A and Part B');
  const parts = readParts(await readPictured(visit, printedParts), inquiry);
  if (parts.status === 'inactive') return checked(parts.reading);
  visit.step('Read deductibles, plans, other payers, hospice and home health');
  return checked(
    readCoverage(
      parts,
      {
        deductibles: await turnTo(visit, 'deductibles', deductiblesPage, printedDeductibles),
        plan: await turnTo(visit, 'plan', planPage, printedPlan),
        msp: await turnTo(visit, 'msp', mspPage, printedMsp),
        hospice: await turnTo(visit, 'hospice', hospicePage, printedHospice),
      },
      inquiry,
    ),
  );
}

const checked = ({ result, fields }: Reading<Coverage>): Reading<Coverage> => ({
  result: coverageSchema.parse(result),
  fields,
});

/** From and To are both the service date: an answer for a range would not say which day it holds for. */
async function ask(visit: Visit, { member, serviceDate }: EligibilityInquiry): Promise<void> {
  visit.step('Ask for the beneficiary and the service date');
  await chooseProvider(visit, eligibilityPage);
  await fillBeneficiary(visit, eligibilityPage, member, { from: serviceDate, to: serviceDate });
  const submit = await locate(visit, eligibilityPage, 'submit');
  await submitTo(visit, { from: eligibilityPage, pages: [partsPage], member }, () => submit.click());
}

async function turnTo<P extends Printed>(
  visit: Visit,
  tab: keyof typeof partsPage.elements,
  page: PageFile,
  printed: P,
): Promise<Sheet<P>> {
  const link = await locate(visit, partsPage, tab);
  await arrive(visit, { pages: [page], signals: whileSignedIn }, () => link.click());
  return readSheet(visit, printed);
}

function refuseTooLittle({ member }: EligibilityInquiry): void {
  if (isEnough(member)) return;
  throw new WorkException(
    'inquiry-rejected',
    'To find the beneficiary, give the Medicare number, the last name, and the first name or the birth date.',
    { page: eligibilityPage.name },
  );
}

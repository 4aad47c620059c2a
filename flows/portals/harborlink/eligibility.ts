/** Harborlink eligibility: one patient, one day, one payer. */
import { type Coverage, coverageSchema } from '../../../domain/coverage.ts';
import { WorkException } from '../../../domain/exceptions.ts';
import type { EligibilityInquiry, Member } from '../../../domain/work-item.ts';
import {
  coveragePage,
  patientsPage,
  printedCoverage,
  printedPatients,
} from '../../../selectors/harborlink/eligibility.ts';
import { linkTo } from '../../../selectors/harborlink/claims.ts';
import type { Box, FormWords, PayerPages } from '../../../selectors/harborlink/payers.ts';
import { whileSignedIn } from '../../../selectors/harborlink/signals.ts';
import { type EligibilityForm, eligibilityForms, eligibilityStart } from '../../../selectors/harborlink/tools.ts';
import { printedMember } from '../../ambiguous.ts';
import { unfold } from '../../arrive.ts';
import { chosenIn, fillForm, pickOption } from '../../fill.ts';
import { locate, locateBy } from '../../locate.ts';
import type { Reading, Visit } from '../../portal.ts';
import { readPictured, readSheet } from '../../sheet.ts';
import { startTrace } from '../../trace.ts';
import { openTool, pagesOf } from './open-tool.ts';
import { readCoverage } from './read-coverage.ts';

export async function eligibility(visit: Visit, inquiry: EligibilityInquiry): Promise<Reading<Coverage>> {
  const payer = pagesOf(visit);
  const search = surestSearch(payer, inquiry.member);
  visit.step('Open the eligibility inquiry');
  const form = await openTool(visit, {
    link: 'eligibility',
    start: eligibilityStart,
    form: eligibilityForms[payer.build],
    entry: payer.eligibilityEntry,
  });
  if (payer.searchOptions.length > 1) await chooseSearch(visit, form, search);
  const answer = await ask(visit, form, search, inquiry);
  if (answer === patientsPage) await choosePatient(visit, inquiry.member);
  visit.step('Read the answer');
  const printed = printedCoverage(payer.prints.remaining);
  const { result, fields } = readCoverage(await readPictured(visit, printed), inquiry);
  return { result: coverageSchema.parse(result), fields };
}

/** The first of the payer's searches whose boxes we can all fill in. */
function surestSearch({ searchOptions }: PayerPages, member: Member): FormWords {
  const known = aboutPatient(member);
  const search = searchOptions.find(({ boxes }) => boxes.every((box) => known[box]));
  if (search) return search;
  throw new WorkException(
    'inquiry-rejected',
    'To find the patient, this payer wants the member id and the birth date, or the full name and the birth date.',
  );
}

/** What we know for the boxes about a patient. */
export const aboutPatient = ({
  memberId,
  lastName,
  firstName,
  birthDate,
}: Member): Partial<Record<Box, string | null>> => ({
  patientId: memberId,
  lastName,
  firstName,
  birthDate,
});

/** The choice changes which boxes follow, so it is read back before any is filled in. */
async function chooseSearch(visit: Visit, form: EligibilityForm, { name }: FormWords): Promise<void> {
  if (name.test(await chosenIn(visit, form, 'searchOption', 'searchOptionShown'))) return;
  await pickOption(visit, form, 'searchOption', name, '');
  if (name.test(await chosenIn(visit, form, 'searchOption', 'searchOptionShown'))) return;
  throw new WorkException('selector-missing', 'The portal did not take our choice of how to search.', {
    page: form.name,
    element: 'searchOption',
  });
}

async function ask(
  visit: Visit,
  form: EligibilityForm,
  { boxes }: FormWords,
  { member, serviceDate, providerNpi }: EligibilityInquiry,
): Promise<typeof coveragePage | typeof patientsPage> {
  visit.step('Ask for the patient and the service date');
  const known = aboutPatient(member);
  const texts = boxes.filter((box) => box !== 'birthDate').map((box) => [box, known[box]]);
  const filled = fillForm(
    visit,
    form,
    { ...(Object.fromEntries(texts) as Partial<Record<Box, string>>), providerNpi: providerNpi ?? visit.providerNpi },
    { ...(boxes.includes('birthDate') ? { birthDate: member.birthDate ?? '' } : {}), asOfDate: serviceDate },
  );
  const [submit] = await Promise.all([locate(visit, form, 'submit'), filled]);
  const pages = [coveragePage, patientsPage];
  return unfold(visit, { from: form, pages, signals: whileSignedIn }, () => submit.click());
}

/** Of several patients only one may have our member id and birth date. */
async function choosePatient(visit: Visit, { memberId, birthDate }: Member): Promise<void> {
  visit.step('Choose the patient among several');
  const { text, date } = startTrace();
  const rows = (await readSheet(visit, printedPatients)).rows('patients');
  const ours = rows.filter(
    (row) =>
      memberId !== null &&
      text('', row.memberId)?.toUpperCase() === memberId.trim().toUpperCase() &&
      (birthDate === null || date('', row.birthDate) === birthDate),
  );
  const [one] = ours;
  if (!one || ours.length > 1) {
    await visit.capture();
    throw new WorkException(
      'member-ambiguous',
      'The portal finds more than one such patient. Give the member id and the birth date.',
      {
        page: patientsPage.name,
        candidates: rows.map(printedMember),
      },
    );
  }
  const link = await locateBy(visit, patientsPage, 'patient', linkTo(one.memberId.text ?? ''));
  await unfold(visit, { from: patientsPage, pages: [coveragePage], signals: whileSignedIn }, () => link.click());
}

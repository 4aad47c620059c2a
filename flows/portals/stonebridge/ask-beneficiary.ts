/** Stonebridge: names the beneficiary to the letter, and gets past what may stand before the answer. */
import { formatUsDate } from '../../../domain/dates.ts';
import { WorkException } from '../../../domain/exceptions.ts';
import type { Member } from '../../../domain/work-item.ts';
import {
  chooseBeneficiaryPage,
  printedBeneficiaries,
  providerOption,
  submittedPage,
} from '../../../selectors/stonebridge/beneficiary.ts';
import type { claimSearchPage } from '../../../selectors/stonebridge/claims.ts';
import type { eligibilityPage } from '../../../selectors/stonebridge/eligibility.ts';
import { whileSignedIn } from '../../../selectors/stonebridge/signals.ts';
import type { PageFile } from '../../../selectors/page.ts';
import { printedMember } from '../../ambiguous.ts';
import { arrive } from '../../arrive.ts';
import { choose } from '../../choose.ts';
import { fillIn, findRow, locate } from '../../locate.ts';
import type { Visit } from '../../portal.ts';
import { readSheet } from '../../sheet.ts';
import { startTrace } from '../../trace.ts';

type InquiryPage = typeof eligibilityPage | typeof claimSearchPage;

/** The portal takes a space too many for another name. */
export const tidied = (member: Member): Member => ({
  memberId: tidy(member.memberId),
  lastName: tidy(member.lastName),
  firstName: tidy(member.firstName),
  birthDate: member.birthDate,
});
const tidy = (text: string | null): string | null => text?.trim().replace(/\s+/g, ' ') || null;

/** Whether the portal can find the beneficiary: it wants the number, the last name, and the first name or the birth date. */
export const isEnough = ({ memberId, lastName, firstName, birthDate }: Member): boolean =>
  Boolean(memberId && lastName && (firstName || birthDate));

/** Fills in who is asked about, and from and to which day. */
export async function fillBeneficiary(
  visit: Visit,
  page: InquiryPage,
  member: Member,
  { from, to }: { readonly from: string; readonly to: string },
): Promise<void> {
  await fillIn<InquiryPage>(visit, page, {
    medicareNumber: member.memberId,
    lastName: member.lastName,
    firstName: member.firstName,
    birthDate: member.birthDate && formatUsDate(member.birthDate),
    fromDate: formatUsDate(from),
    toDate: formatUsDate(to),
  });
}

/** Chooses the provider of the login. */
export async function chooseProvider(visit: Visit, page: InquiryPage): Promise<void> {
  const { providerNpi } = visit;
  const isChosen =
    providerNpi !== null && (await choose<InquiryPage>(visit, page, 'provider', providerOption(providerNpi)));
  if (!isChosen) throw notListed(page);
}

const notListed = (page: PageFile): WorkException =>
  new WorkException(
    'provider-not-listed',
    "The portal's list of providers does not hold the provider of this login. Correct the NPI of the login, then resolve this item.",
    { page: page.name, element: 'provider' },
  );

/** Submits an inquiry, once, and goes on to one of the pages of its answer. */
export async function submitTo<F extends PageFile>(
  visit: Visit,
  { from, pages, member }: { readonly from: PageFile; readonly pages: readonly F[]; readonly member: Member },
  press: () => Promise<unknown>,
): Promise<F> {
  const destination = { pages: [...pages, submittedPage, chooseBeneficiaryPage], signals: whileSignedIn };
  let here: PageFile = await arrive<PageFile>(visit, { ...destination, from }, press);
  if (here === submittedPage) {
    const view = await locate(visit, submittedPage, 'viewResponse');
    here = await arrive<PageFile>(visit, destination, () => view.click());
  }
  if (here === chooseBeneficiaryPage) {
    const select = await ourBeneficiary(visit, member);
    here = await arrive<PageFile>(visit, { ...destination, pages }, () => select.click());
  }
  const answer = pages.find((page) => page === here);
  if (answer) return answer;
  throw new WorkException('unknown-page', 'The portal asks the same again; see the screenshot.', { page: here.name });
}

/** @throws WorkException `member-ambiguous` unless number and birth date single out one person. */
async function ourBeneficiary(visit: Visit, { memberId, birthDate }: Member) {
  visit.step('Choose among people of one name');
  const { text, date } = startTrace();
  const people = (await readSheet(visit, printedBeneficiaries)).rows('people');
  const ours = people.filter(
    (person) =>
      text('', person.memberId)?.toUpperCase() === memberId?.toUpperCase() &&
      (birthDate === null || date('', person.birthDate) === birthDate),
  );
  const row = ours.length === 1 ? await findRow(visit, ours[0]!.memberId.text ?? '') : null;
  if (row) return locate(visit, chooseBeneficiaryPage, 'select', row);
  await visit.capture();
  throw new WorkException('member-ambiguous', 'The portal finds more than one such beneficiary; choose one.', {
    page: chooseBeneficiaryPage.name,
    candidates: people.map(printedMember),
  });
}

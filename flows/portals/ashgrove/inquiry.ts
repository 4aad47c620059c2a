/** What both of Ashgrove's inquiries share: the way to them, whom to ask, and a row that is opened by two clicks. */
import { WorkException } from '../../../domain/exceptions.ts';
import { pickedRow } from '../../../selectors/ashgrove/cells.ts';
import type { claimInquiryPage } from '../../../selectors/ashgrove/claims.ts';
import { desktopPage, menuPage } from '../../../selectors/ashgrove/desktop.ts';
import type { eligibilityPage } from '../../../selectors/ashgrove/eligibility.ts';
import { payerOptions, providerOption } from '../../../selectors/ashgrove/payers.ts';
import { whileSignedIn } from '../../../selectors/ashgrove/signals.ts';
import type { Alternatives, PageFile } from '../../../selectors/page.ts';
import { open, turnFrame } from '../../arrive.ts';
import { choose } from '../../choose.ts';
import { documentOf, firstServing, locate, locateBy, scopeOf } from '../../locate.ts';
import type { Visit } from '../../portal.ts';
import { inWindow } from '../../windows.ts';
import { awaitDesktop } from './sign-in.ts';

type InquiryPage = typeof eligibilityPage | typeof claimInquiryPage;

/** By the menu, as a person goes: the desktop stays where it is. */
export async function openInquiry(visit: Visit, entry: 'eligibility' | 'claims', page: InquiryPage): Promise<void> {
  if (!(await hasMenu(visit))) {
    await open(visit, desktopPage, { pages: [desktopPage], signals: whileSignedIn });
    await awaitDesktop(visit);
  }
  const link = await locate(visit, menuPage, entry);
  await turnFrame(visit, { pages: [page], signals: whileSignedIn }, () => link.click());
}

async function hasMenu(visit: Visit): Promise<boolean> {
  if (!documentOf(visit, menuPage)) return false;
  return (await firstServing(scopeOf(visit, menuPage), menuPage.isHere)) !== null;
}

/** The payer that is asked about, and the provider of this login where it has one. */
export async function chooseWhom(visit: Visit, page: InquiryPage): Promise<void> {
  const payer = payerOptions[visit.payer];
  const { providerNpi } = visit;
  const [isPayer, isProvider] = await Promise.all([
    payer !== undefined && choose(visit, page, 'payer', payer),
    providerNpi === null || choose(visit, page, 'provider', providerOption(providerNpi)),
  ]);
  if (!isPayer) {
    throw new WorkException('wrong-payer', "The portal's list of payers does not hold the payer of this inquiry.", {
      page: page.name,
      element: 'payer',
    });
  }
  if (isProvider) return;
  throw new WorkException(
    'provider-not-listed',
    "The portal's list of providers does not hold the provider of this login. Correct the NPI of the login, then resolve this item.",
    { page: page.name, element: 'provider' },
  );
}

/**
 * Opens the report of a listed row in its window, and does the work there. The first click only picks the row.
 * @param number as the row's link prints it.
 */
export async function inReport<T>(
  visit: Visit,
  row: { readonly list: PageFile; readonly link: Alternatives; readonly number: string; readonly report: PageFile },
  work: (window: Visit) => Promise<T>,
): Promise<T> {
  const { list, number, report } = row;
  const link = await locateBy(visit, list, 'row', row.link);
  await link.click();
  await locateBy(visit, list, 'picked row', pickedRow(number));
  return inWindow(
    visit,
    { from: list, pages: [report], signals: whileSignedIn },
    () => link.click(),
    (window) => work(window),
  );
}

/** Harborlink claim search and its results: choose the tab, search, page through, open one. */
import { WorkException } from '../../../domain/exceptions.ts';
import type { ClaimStatusInquiry } from '../../../domain/work-item.ts';
import {
  claimDetailPage,
  claimListPage,
  linkTo,
  listAt,
  noClaimsPage,
  printedClaimList,
  tabNamed,
} from '../../../selectors/harborlink/claims.ts';
import type { Box, FormWords, PayerPages } from '../../../selectors/harborlink/payers.ts';
import { whileSignedIn } from '../../../selectors/harborlink/signals.ts';
import { claimForms, claimStart, type SearchForm } from '../../../selectors/harborlink/tools.ts';
import { turnFrame, unfold } from '../../arrive.ts';
import { type ClaimKeys, type ListedClaim, listedClaims, type Search } from '../../claim-ladder.ts';
import { fillForm } from '../../fill.ts';
import { locate, locateBy } from '../../locate.ts';
import type { Visit } from '../../portal.ts';
import { readSheet } from '../../sheet.ts';
import { aboutPatient } from './eligibility.ts';
import { openTool } from './open-tool.ts';

const ROWS_A_PAGE = 10;
const DATES: readonly Box[] = ['birthDate', 'serviceFrom', 'serviceTo'];

/** @returns the tab of this payer that a search can be typed into; null when there is none, or a box would stay empty. */
export function tabFor({ tabs }: PayerPages, { keys }: Search, inquiry: ClaimStatusInquiry): FormWords | null {
  const tab = keys.claimNumber ? tabs.claimNumber : keys.accountNumber ? tabs.accountNumber : tabs.member;
  const known = boxesOf(keys, inquiry);
  return tab && tab.boxes.every((box) => known[box]) ? tab : null;
}

const boxesOf = (keys: ClaimKeys, { member }: ClaimStatusInquiry): Partial<Record<Box, string | null>> => ({
  ...aboutPatient(member),
  claimNumber: keys.claimNumber ?? null,
  accountNumber: keys.accountNumber ?? null,
  serviceFrom: keys.serviceFrom ?? null,
  serviceTo: keys.serviceTo ?? null,
});

/** @returns every row of every page of the results; none when the portal says that there are no claims. */
export async function listClaims(
  visit: Visit,
  payer: PayerPages,
  tab: FormWords,
  search: Search,
  inquiry: ClaimStatusInquiry,
): Promise<readonly ListedClaim[]> {
  const form = await openTool(visit, {
    link: 'claims',
    start: claimStart,
    form: claimForms[payer.build],
    entry: payer.claimsEntry,
  });
  await (await locateBy(visit, form, 'tab', tabNamed(tab.name))).click();
  await fillTab(visit, form, tab, boxesOf(search.keys, inquiry));
  const submit = await locate(visit, form, 'submit');
  const destination = { from: form, pages: [claimListPage, noClaimsPage], signals: whileSignedIn };
  if ((await unfold(visit, destination, () => submit.click())) === noClaimsPage) return [];
  return readPages(visit);
}

async function fillTab(
  visit: Visit,
  form: SearchForm,
  { boxes }: FormWords,
  known: Partial<Record<Box, string | null>>,
): Promise<void> {
  const of = (some: readonly Box[]) => Object.fromEntries(some.map((box) => [box, known[box] ?? '']));
  const texts = of(boxes.filter((box) => !DATES.includes(box)));
  await fillForm(visit, form, texts, of(DATES.filter((box) => boxes.includes(box))));
}

async function readPages(visit: Visit): Promise<readonly ListedClaim[]> {
  const total = Number(/\d+$/.exec(await (await locate(visit, claimListPage, 'shownRows')).innerText())?.[0]);
  const rows = [...(await readRows(visit, 1))];
  for (let page = 2; rows.length < total; page += 1) {
    visit.step(`Turn to page ${page} of the results`);
    await turnList(visit, 'nextPage', page);
    const more = await readRows(visit, page);
    if (more.length === 0) throw incomplete();
    rows.push(...more);
  }
  if (rows.length !== total) throw incomplete();
  return rows;
}

async function turnList(visit: Visit, button: 'nextPage' | 'previousPage', page: number): Promise<void> {
  const turn = await locate(visit, claimListPage, button);
  const pages = [listAt((page - 1) * ROWS_A_PAGE + 1)];
  await unfold(visit, { pages, signals: whileSignedIn }, () => turn.click());
}

/** Opens a claim of the list that is in view. @param inView the page of the list that it stands at. */
export async function openClaim(visit: Visit, { claimNumber, listPage }: ListedClaim, inView: number): Promise<void> {
  for (let page = inView - 1; page >= listPage; page -= 1) await turnList(visit, 'previousPage', page);
  for (let page = inView + 1; page <= listPage; page += 1) await turnList(visit, 'nextPage', page);
  const link = await locateBy(visit, claimListPage, 'openClaim', linkTo(claimNumber));
  await turnFrame(visit, { pages: [claimDetailPage], signals: whileSignedIn }, () => link.click());
}

/** Back from a claim to the list that it was opened from, at its first page. */
export async function backToList(visit: Visit): Promise<void> {
  const back = await locate(visit, claimDetailPage, 'backToResults');
  await turnFrame(visit, { pages: [claimListPage], signals: whileSignedIn }, () => back.click());
}

async function readRows(visit: Visit, listPage: number): Promise<readonly ListedClaim[]> {
  const sheet = await readSheet(visit, printedClaimList);
  return listedClaims(sheet.rows('claims'), listPage);
}

const incomplete = (): WorkException =>
  new WorkException('result-unreadable', 'The list of claims has not as many rows as the portal says.', {
    page: claimListPage.name,
    element: 'shownRows',
  });

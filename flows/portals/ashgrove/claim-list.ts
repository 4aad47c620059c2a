/** Ashgrove claim inquiry and its results: search, page through, open one. */
import { formatUsDate } from '../../../domain/dates.ts';
import { WorkException } from '../../../domain/exceptions.ts';
import { rowLink } from '../../../selectors/ashgrove/cells.ts';
import { claimInquiryPage, claimListPage, claimReportPage, printedClaims } from '../../../selectors/ashgrove/claims.ts';
import { noResultsPage } from '../../../selectors/ashgrove/eligibility.ts';
import { ANY_OPTION } from '../../../selectors/ashgrove/payers.ts';
import { whileSignedIn } from '../../../selectors/ashgrove/signals.ts';
import { turnFrame } from '../../arrive.ts';
import { choose } from '../../choose.ts';
import { type ClaimKeys, eachOnce, type ListedClaim, listedClaims } from '../../claim-ladder.ts';
import { fillIn, locate } from '../../locate.ts';
import type { Visit } from '../../portal.ts';
import { readSheet } from '../../sheet.ts';
import { chooseWhom, inReport, openInquiry } from './inquiry.ts';

/** @returns every row of every page of the results, each once; none when the portal says that there are no results. */
export async function listClaims(visit: Visit, keys: ClaimKeys): Promise<readonly ListedClaim[]> {
  if ((await search(visit, keys)) === noResultsPage) return [];
  const { pages, items } = await readPlace(visit, 1);
  const rows = [...(await readRows(visit, 1))];
  for (let page = 2; page <= pages; page += 1) {
    await turnToNext(visit, page);
    rows.push(...(await readRows(visit, page)));
  }
  if (rows.length !== items) throw incomplete();
  return eachOnce(rows);
}

/** Opens the report of a claim that stands in the list now, and does the work in its window. */
export const inClaimReport = <T>(visit: Visit, number: string, work: (window: Visit) => Promise<T>): Promise<T> =>
  inReport(visit, { list: claimListPage, link: rowLink(number), number, report: claimReportPage }, work);

async function search(visit: Visit, keys: ClaimKeys): Promise<typeof claimListPage | typeof noResultsPage> {
  await openInquiry(visit, 'claims', claimInquiryPage);
  await (await locate(visit, claimInquiryPage, kindOf(keys))).check();
  await chooseWhom(visit, claimInquiryPage);
  await chooseAnyPeriod(visit);
  await fillIn(visit, claimInquiryPage, {
    number: keys.claimNumber ?? keys.accountNumber ?? keys.memberId,
    serviceFrom: keys.serviceFrom && formatUsDate(keys.serviceFrom),
    serviceTo: keys.serviceTo && formatUsDate(keys.serviceTo),
  });
  const run = await locate(visit, claimInquiryPage, 'run');
  const pages = [claimListPage, noResultsPage];
  return turnFrame(visit, { from: claimInquiryPage, pages, signals: whileSignedIn }, () => run.click());
}

function kindOf(keys: ClaimKeys): 'byClaimNo' | 'byAccountNo' | 'bySubscriberNo' {
  if (keys.claimNumber !== undefined) return 'byClaimNo';
  return keys.accountNumber === undefined ? 'bySubscriberNo' : 'byAccountNo';
}

/** The portal looks into the last 30 days only, unless it is told otherwise: an older claim would seem not to exist. */
async function chooseAnyPeriod(visit: Visit): Promise<void> {
  if (await choose(visit, claimInquiryPage, 'period', ANY_OPTION)) return;
  throw new WorkException('selector-missing', 'The portal no longer offers to search in any period.', {
    page: claimInquiryPage.name,
    element: 'period',
  });
}

async function turnToNext(visit: Visit, page: number): Promise<void> {
  visit.step(`Turn to page ${page} of the results`);
  const next = await locate(visit, claimListPage, 'next');
  await turnFrame(visit, { pages: [claimListPage], signals: whileSignedIn }, () => next.click());
  await readPlace(visit, page);
}

/** Reads `Page 2 of 3 (17 items)`. @throws WorkException `result-unreadable` when it is another page than we turned to. */
async function readPlace(visit: Visit, page: number): Promise<{ readonly pages: number; readonly items: number }> {
  const text = await (await locate(visit, claimListPage, 'place')).innerText();
  const [at, pages, items] = (text.match(/\d+/g) ?? []).map(Number);
  if (at !== page || pages === undefined || items === undefined) throw incomplete();
  return { pages, items };
}

async function readRows(visit: Visit, listPage: number): Promise<readonly ListedClaim[]> {
  const sheet = await readSheet(visit, printedClaims);
  return listedClaims(sheet.rows('claims'), listPage);
}

const incomplete = (): WorkException =>
  new WorkException('result-unreadable', 'The list of claims is not as long as the portal says.', {
    page: claimListPage.name,
    element: 'place',
  });

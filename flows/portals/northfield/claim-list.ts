/** Northfield claim search and its results: search, page through, open one. */
import { formatUsDate } from '../../../domain/dates.ts';
import { WorkException } from '../../../domain/exceptions.ts';
import { claimDetailPage } from '../../../selectors/northfield/claim-detail.ts';
import {
  claimListAt,
  claimListPage,
  linkToClaim,
  linkToListPage,
  noClaimsPage,
  printedClaimList,
} from '../../../selectors/northfield/claim-list.ts';
import { claimSearchPage } from '../../../selectors/northfield/claim-search.ts';
import { whileSignedIn } from '../../../selectors/northfield/signals.ts';
import { arrive, open, unfold } from '../../arrive.ts';
import { fillIn, locate, locateBy } from '../../locate.ts';
import type { Visit } from '../../portal.ts';
import { readSheet } from '../../sheet.ts';
import { type ClaimKeys, eachOnce, type ListedClaim, listedClaims } from '../../claim-ladder.ts';

/** @returns every row of every page of the results, each once; none when the portal says that there are no claims. */
export async function listClaims(visit: Visit, keys: ClaimKeys): Promise<readonly ListedClaim[]> {
  if ((await search(visit, keys)) === noClaimsPage) return [];
  const [total, first] = await Promise.all([readTotal(visit), readRows(visit, 1)]);
  const rows = [...first];
  for (let page = 2; rows.length < total; page += 1) {
    await turnTo(visit, page);
    const more = await readRows(visit, page);
    if (more.length === 0) throw incomplete();
    rows.push(...more);
  }
  if (rows.length !== total) throw incomplete();
  return eachOnce(rows);
}

/** Opens a claim that stands in the list now. */
export async function openClaim(visit: Visit, claimNumber: string): Promise<void> {
  const link = await locateBy(visit, claimListPage, 'openClaim', linkToClaim(claimNumber));
  await unfold(visit, { pages: [claimDetailPage], signals: whileSignedIn }, () => link.click());
}

async function search(visit: Visit, keys: ClaimKeys): Promise<typeof claimListPage | typeof noClaimsPage> {
  await open(visit, claimSearchPage, { pages: [claimSearchPage], signals: whileSignedIn });
  await fillIn(visit, claimSearchPage, {
    ...keys,
    serviceFrom: keys.serviceFrom && formatUsDate(keys.serviceFrom),
    serviceTo: keys.serviceTo && formatUsDate(keys.serviceTo),
  });
  const submit = await locate(visit, claimSearchPage, 'search');
  const pages = [claimListPage, noClaimsPage];
  return arrive(visit, { from: claimSearchPage, pages, signals: whileSignedIn }, () => submit.click());
}

async function turnTo(visit: Visit, page: number): Promise<void> {
  visit.step(`Turn to page ${page} of the results`);
  const link = await locateBy(visit, claimListPage, 'pager', linkToListPage(page));
  await unfold(visit, { pages: [claimListAt(page)], signals: whileSignedIn }, () => link.click());
}

async function readTotal(visit: Visit): Promise<number> {
  const text = await (await locate(visit, claimListPage, 'total')).innerText();
  return Number(/\d+/.exec(text)?.[0]);
}

async function readRows(visit: Visit, listPage: number): Promise<readonly ListedClaim[]> {
  const sheet = await readSheet(visit, printedClaimList);
  return listedClaims(sheet.rows('claims'), listPage);
}

const incomplete = (): WorkException =>
  new WorkException('result-unreadable', 'The list of claims has not as many rows as the portal says.', {
    page: claimListPage.name,
    element: 'total',
  });

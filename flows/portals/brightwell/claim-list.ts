/** Brightwell claim search and its list, of which only the rows in view are drawn: search, read it all, open one. */
import { formatUsDate } from '../../../domain/dates.ts';
import { WorkException } from '../../../domain/exceptions.ts';
import {
  claimDetailPage,
  claimListPage,
  claimRowAt,
  claimSearchPage,
  noClaimsPage,
  printedClaimList,
  SEARCH_BY,
} from '../../../selectors/brightwell/claims.ts';
import { whileSignedIn } from '../../../selectors/brightwell/signals.ts';
import { unfold } from '../../arrive.ts';
import { choose } from '../../choose.ts';
import { type ClaimKeys, type ListedClaim, listedClaims } from '../../claim-ladder.ts';
import { fillIn, findRow, locate } from '../../locate.ts';
import type { Visit } from '../../portal.ts';
import { bringUp, readToEnd, type ScrolledList } from '../../scroll.ts';
import { readSheet } from '../../sheet.ts';
import { enter } from './enter.ts';

/** @returns every row of the list, in its order; none when the portal says that there are no claims. */
export async function listClaims(visit: Visit, keys: ClaimKeys): Promise<readonly ListedClaim[]> {
  if ((await search(visit, keys)) === noClaimsPage) return [];
  const list = await listOf(visit);
  if (list.total > 0) return readToEnd(visit, list);
  throw new WorkException('result-unreadable', 'The portal does not say how many claims it found.', {
    page: claimListPage.name,
    element: 'total',
  });
}

/** Opens a claim of the list that was read last. @param place in the list, counted from 1. */
export async function openClaim(visit: Visit, claimNumber: string, place: number): Promise<void> {
  await bringUp(visit, await listOf(visit), place);
  const row = await findRow(visit, claimNumber);
  if (!row) {
    throw new WorkException('selector-missing', 'The list of claims no longer shows the row that we just read.', {
      page: claimListPage.name,
      element: 'openClaim',
    });
  }
  const control = await locate(visit, claimListPage, 'openClaim', row);
  await unfold(visit, { pages: [claimDetailPage], signals: whileSignedIn }, () => control.click());
}

async function search(visit: Visit, keys: ClaimKeys): Promise<typeof claimListPage | typeof noClaimsPage> {
  await enter(visit, claimSearchPage, { pages: [claimSearchPage], signals: whileSignedIn });
  await searchBy(visit, keys);
  await fillIn(visit, claimSearchPage, {
    ...keys,
    serviceFrom: keys.serviceFrom && formatUsDate(keys.serviceFrom),
    serviceTo: keys.serviceTo && formatUsDate(keys.serviceTo),
  });
  const submit = await locate(visit, claimSearchPage, 'search');
  const pages = [claimListPage, noClaimsPage];
  return unfold(visit, { from: claimSearchPage, pages, signals: whileSignedIn }, () => submit.click());
}

/** The choice decides which boxes there are. */
async function searchBy(visit: Visit, { claimNumber, accountNumber }: ClaimKeys): Promise<void> {
  const option = claimNumber ? SEARCH_BY.claimNumber : accountNumber ? SEARCH_BY.accountNumber : SEARCH_BY.member;
  if (await choose(visit, claimSearchPage, 'searchBy', option)) return;
  throw new WorkException('selector-missing', 'The claim search no longer offers what we search by.', {
    page: claimSearchPage.name,
    element: 'searchBy',
  });
}

async function listOf(visit: Visit): Promise<ScrolledList<ListedClaim>> {
  const printed = await (await locate(visit, claimListPage, 'total')).innerText();
  return {
    page: claimListPage,
    total: Number(/\d+/.exec(printed)?.[0] ?? 0),
    rowAt: claimRowAt,
    read: () => readRows(visit),
    keyOf: ({ claimNumber }) => claimNumber,
  };
}

async function readRows(visit: Visit): Promise<readonly ListedClaim[]> {
  const sheet = await readSheet(visit, printedClaimList);
  return listedClaims(sheet.rows('claims'), 1);
}

/** Stonebridge claim search and its list: search, page through, open one. */
import { WorkException } from '../../../domain/exceptions.ts';
import type { Member } from '../../../domain/work-item.ts';
import { claimDetailPage, printedClaimDetail } from '../../../selectors/stonebridge/claim-detail.ts';
import {
  claimListAt,
  claimListPage,
  claimSearchPage,
  noClaimsPage,
  printedClaimList,
} from '../../../selectors/stonebridge/claims.ts';
import { whileSignedIn } from '../../../selectors/stonebridge/signals.ts';
import { arrive, open } from '../../arrive.ts';
import type { ClaimReading } from '../../claim-reading.ts';
import { fillIn, findRow, locate } from '../../locate.ts';
import type { Visit } from '../../portal.ts';
import { wrongRecord } from '../../same-person.ts';
import { readSheet } from '../../sheet.ts';
import { startTrace } from '../../trace.ts';
import { chooseProvider, fillBeneficiary, submitTo } from './ask-beneficiary.ts';
import type { ClaimKeys, ListedClaim } from './choose-claim.ts';
import { readClaim } from './read-claim.ts';

/** @returns every row of every page of the list; none when the portal says that there are no claims. */
export async function listClaims(visit: Visit, member: Member, keys: ClaimKeys): Promise<readonly ListedClaim[]> {
  if ((await search(visit, member, keys)) === noClaimsPage) return [];
  const [total, first] = await Promise.all([readTotal(visit), readRows(visit, 1)]);
  const rows = [...first];
  for (let page = 2; rows.length < total; page += 1) {
    visit.step(`Turn to page ${page} of the list`);
    await showList(visit, page);
    const more = await readRows(visit, page);
    if (more.length === 0) throw incomplete();
    rows.push(...more);
  }
  if (rows.length !== total) throw incomplete();
  return rows;
}

/** Shows a page of the list that was found last. */
export async function showList(visit: Visit, listPage: number): Promise<void> {
  const page = claimListAt(listPage);
  await open(visit, page, { pages: [page], signals: whileSignedIn });
}

/** Opens a claim of the list that is in view, and reads it. @throws WorkException `wrong-record` when it is another one. */
export async function openClaim(visit: Visit, { claimNumber }: ListedClaim): Promise<ClaimReading> {
  const row = await findRow(visit, claimNumber);
  if (!row) {
    throw new WorkException('selector-missing', 'The list of claims no longer shows the row that we just read.', {
      page: claimListPage.name,
      element: 'viewClaim',
    });
  }
  const link = await locate(visit, claimListPage, 'viewClaim', row);
  await arrive(visit, { pages: [claimDetailPage], signals: whileSignedIn }, () => link.click());
  const reading = readClaim(await readSheet(visit, printedClaimDetail));
  if (reading.claim.payerClaimControlNumber === claimNumber) return reading;
  await visit.capture();
  throw wrongRecord(reading.page, 'claimNumber');
}

async function search(
  visit: Visit,
  member: Member,
  keys: ClaimKeys,
): Promise<typeof claimListPage | typeof noClaimsPage> {
  await open(visit, claimSearchPage, { pages: [claimSearchPage], signals: whileSignedIn });
  await chooseProvider(visit, claimSearchPage);
  if ('claimNumber' in keys) await fillIn(visit, claimSearchPage, keys);
  else await fillBeneficiary(visit, claimSearchPage, member, keys);
  const submit = await locate(visit, claimSearchPage, 'search');
  const pages = [claimListPage, noClaimsPage];
  return submitTo(visit, { from: claimSearchPage, pages, member }, () => submit.click());
}

async function readTotal(visit: Visit): Promise<number> {
  const text = await (await locate(visit, claimListPage, 'total')).innerText();
  return Number(/\d+/.exec(text)?.[0]);
}

async function readRows(visit: Visit, listPage: number): Promise<readonly ListedClaim[]> {
  const sheet = await readSheet(visit, printedClaimList);
  const { text, cents } = startTrace();
  return sheet.rows('claims').map((row) => ({
    claimNumber: text('', row.claimNumber) ?? '',
    billedCents: cents('', row.billed),
    listPage,
  }));
}

const incomplete = (): WorkException =>
  new WorkException('result-unreadable', 'The list of claims has not as many rows as the portal says.', {
    page: claimListPage.name,
    element: 'total',
  });

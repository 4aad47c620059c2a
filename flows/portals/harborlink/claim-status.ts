/** Harborlink claim status: find the claim, open it, make sure it is ours, read it. */
import type { ClaimStatusAnswer } from '../../../domain/claim-status.ts';
import { WorkException } from '../../../domain/exceptions.ts';
import type { ClaimStatusInquiry } from '../../../domain/work-item.ts';
import { claimDetailPage, printedClaimDetail } from '../../../selectors/harborlink/claims.ts';
import type { PayerPages } from '../../../selectors/harborlink/payers.ts';
import { claimAmbiguous, listedClaim, readClaims } from '../../ambiguous.ts';
import { type ListedClaim, type Search, searchesFor } from '../../claim-ladder.ts';
import { type ClaimReading, isOneChain, together, withoutBoxes } from '../../claim-reading.ts';
import { scopeOf, toLocator } from '../../locate.ts';
import type { Reading, Visit } from '../../portal.ts';
import { checkClaims } from '../../same-claim.ts';
import { wrongRecord } from '../../same-person.ts';
import { readSheet } from '../../sheet.ts';
import { backToList, listClaims, openClaim, tabFor } from './claim-list.ts';
import { pagesOf } from './open-tool.ts';
import { readClaim } from './read-claim.ts';

/** More rows than this for one claim are no chain of replacements, but a question for a person. */
const MOST_REPLACEMENTS = 4;
const WIDER_DAYS = 30;

export async function claimStatus(visit: Visit, inquiry: ClaimStatusInquiry): Promise<Reading<ClaimStatusAnswer>> {
  return together(await findClaims(visit, inquiry));
}

/** @returns the claim, or the claims that replaced one another, checked to be ours. */
export async function findClaims(visit: Visit, inquiry: ClaimStatusInquiry): Promise<readonly ClaimReading[]> {
  const payer = pagesOf(visit);
  const searches = searchesFor(inquiry, WIDER_DAYS).flatMap((search) => {
    const tab = tabFor(payer, search, inquiry);
    return tab ? [{ search, tab }] : [];
  });
  if (searches.length === 0) {
    throw new WorkException(
      'inquiry-rejected',
      'To find the claim, this payer wants its claim number or our account number, or the patient with dates of service.',
    );
  }
  for (const { search, tab } of searches) {
    visit.step(search.step);
    const listed = await listClaims(visit, payer, tab, search, inquiry);
    const found = listed.filter((row) => mayBeOurs(search, inquiry, row));
    if (found.length > 0) return answer(visit, payer, inquiry, listed, found);
  }
  await visit.capture();
  throw new WorkException('claim-not-found', 'The portal has no claim of ours under any key that we know.');
}

/** Where the payer's claim number is all we know of a claim, another one of the same days is not it. */
function mayBeOurs(search: Search, inquiry: ClaimStatusInquiry, row: ListedClaim): boolean {
  const { patientControlNumber, payerClaimControlNumber } = inquiry;
  if (!search.mayBe(row)) return false;
  return (
    patientControlNumber !== null || payerClaimControlNumber === null || row.claimNumber === payerClaimControlNumber
  );
}

async function answer(
  visit: Visit,
  payer: PayerPages,
  inquiry: ClaimStatusInquiry,
  listed: readonly ListedClaim[],
  found: readonly ListedClaim[],
): Promise<readonly ClaimReading[]> {
  if (found.length > MOST_REPLACEMENTS) throw await claimAmbiguous(visit, found.map(listedClaim));
  const readings = await readAll(visit, payer, found, listed.at(-1)?.listPage ?? 1);
  if (!isOneChain(readings)) {
    await backToList(visit);
    throw await claimAmbiguous(visit, readClaims(readings));
  }
  await visit.capture();
  checkClaims(inquiry, readings);
  return readings;
}

/** The first listed is read last, so that it is in view at the end: boxes of pages that are gone would mislead. */
async function readAll(
  visit: Visit,
  payer: PayerPages,
  rows: readonly ListedClaim[],
  listPage: number,
): Promise<readonly ClaimReading[]> {
  const readings: ClaimReading[] = [];
  for (const [at, row] of rows.toReversed().entries()) {
    visit.step('Open a claim and read it');
    if (at > 0) await backToList(visit);
    await openClaim(visit, row, at > 0 ? 1 : listPage);
    await expandLines(visit);
    const reading = readClaim(await readSheet(visit, printedClaimDetail(payer.prints)));
    if (reading.claim.payerClaimControlNumber !== row.claimNumber) {
      await visit.capture();
      throw wrongRecord(reading.page, 'claimNumber');
    }
    readings.unshift(row === rows[0] ? reading : { ...reading, fields: withoutBoxes(reading.fields) });
  }
  return readings;
}

/** What was cut of a line stands under it, once its row is expanded. */
async function expandLines(visit: Visit): Promise<void> {
  const toggles = toLocator(scopeOf(visit, claimDetailPage), claimDetailPage.elements.toggleLine[0]);
  for (const toggle of await toggles.all()) {
    await toggle.click();
    if ((await toggle.getAttribute('aria-expanded')) === 'true') continue;
    throw new WorkException('selector-missing', 'A line of the claim did not expand.', {
      page: claimDetailPage.name,
      element: 'toggleLine',
    });
  }
}

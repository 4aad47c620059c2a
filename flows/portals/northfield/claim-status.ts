/** Northfield claim status: find the claim, open it, make sure it is ours, read it. */
import type { ClaimStatusAnswer } from '../../../domain/claim-status.ts';
import { WorkException } from '../../../domain/exceptions.ts';
import type { ClaimStatusInquiry } from '../../../domain/work-item.ts';
import { printedClaimDetail } from '../../../selectors/northfield/claim-detail.ts';
import { claimAmbiguous, listedClaim, readClaims } from '../../ambiguous.ts';
import { type ClaimReading, isOneChain, together, withoutBoxes } from '../../claim-reading.ts';
import type { Reading, Visit } from '../../portal.ts';
import { readSheet } from '../../sheet.ts';
import { type ListedClaim, type Search, searchesFor } from '../../claim-ladder.ts';
import { listClaims, openClaim } from './claim-list.ts';
import { readClaim } from './read-claim.ts';
import { checkClaims } from '../../same-claim.ts';
import { wrongRecord } from '../../same-person.ts';

/** More rows than this for one claim are no chain of replacements, but a question for a person. */
const MOST_REPLACEMENTS = 4;

export async function claimStatus(visit: Visit, inquiry: ClaimStatusInquiry): Promise<Reading<ClaimStatusAnswer>> {
  const searches = searchesFor(inquiry);
  if (searches.length === 0) {
    throw new WorkException('inquiry-rejected', 'To find the claim, give a claim number, or a member id with dates.');
  }
  for (const search of searches) {
    visit.step(search.step);
    const listed = await listClaims(visit, search.keys);
    const found = listed.filter(search.mayBe);
    if (found.length > 0) return answer(visit, inquiry, search, listed, found);
  }
  await visit.capture();
  throw new WorkException('claim-not-found', 'The portal has no claim of ours under any key that we know.');
}

async function answer(
  visit: Visit,
  inquiry: ClaimStatusInquiry,
  search: Search,
  listed: readonly ListedClaim[],
  found: readonly ListedClaim[],
): Promise<Reading<ClaimStatusAnswer>> {
  const inView = listed.at(-1)?.listPage;
  const [only, ...others] = found;
  if (only && others.length === 0) return together([await readOne(visit, inquiry, only, only.listPage === inView)]);
  if (found.length > MOST_REPLACEMENTS) throw await claimAmbiguous(visit, found.map(listedClaim));
  const readings = await readAll(visit, found);
  if (!isOneChain(readings)) {
    await listClaims(visit, search.keys);
    throw await claimAmbiguous(visit, readClaims(readings));
  }
  await visit.capture();
  checkClaims(inquiry, readings);
  return together(readings);
}

/** The one claim that can be ours: the screenshot shows it. */
async function readOne(
  visit: Visit,
  inquiry: ClaimStatusInquiry,
  row: ListedClaim,
  isInView: boolean,
): Promise<ClaimReading> {
  if (!isInView) await listClaims(visit, { claimNumber: row.claimNumber });
  visit.step('Open the claim and read it');
  await openClaim(visit, row.claimNumber);
  await visit.capture();
  const reading = readClaim(await readSheet(visit, printedClaimDetail));
  checkNumber(row, reading);
  checkClaims(inquiry, [reading]);
  return reading;
}

/** Several claims, the first listed last, so that it is in view at the end: boxes of pages that are gone would mislead. */
async function readAll(visit: Visit, rows: readonly ListedClaim[]): Promise<readonly ClaimReading[]> {
  const readings: ClaimReading[] = [];
  for (const row of rows.toReversed()) {
    visit.step('Open one of several claims and read it');
    await listClaims(visit, { claimNumber: row.claimNumber });
    await openClaim(visit, row.claimNumber);
    const reading = readClaim(await readSheet(visit, printedClaimDetail));
    checkNumber(row, reading);
    readings.unshift(row === rows[0] ? reading : { ...reading, fields: withoutBoxes(reading.fields) });
  }
  return readings;
}

function checkNumber(row: ListedClaim, { claim, page }: ClaimReading): void {
  if (claim.payerClaimControlNumber !== row.claimNumber) throw wrongRecord(page, 'claimNumber');
}

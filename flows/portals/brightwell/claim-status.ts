/** Brightwell claim status: find the claim, open it, make sure it is ours, read it. */
import type { ClaimStatusAnswer } from '../../../domain/claim-status.ts';
import { WorkException } from '../../../domain/exceptions.ts';
import type { ClaimStatusInquiry } from '../../../domain/work-item.ts';
import { printedClaimDetail } from '../../../selectors/brightwell/claims.ts';
import { claimAmbiguous, listedClaim, readClaims } from '../../ambiguous.ts';
import { type ListedClaim, type Search, searchesFor } from '../../claim-ladder.ts';
import { type ClaimReading, isOneChain, together, withoutBoxes } from '../../claim-reading.ts';
import type { Reading, Visit } from '../../portal.ts';
import { checkClaims } from '../../same-claim.ts';
import { wrongRecord } from '../../same-person.ts';
import { readSheet } from '../../sheet.ts';
import { listClaims, openClaim } from './claim-list.ts';
import { readClaim } from './read-claim.ts';

/** More rows than this for one claim are no chain of replacements, but a question for a person. */
const MOST_REPLACEMENTS = 4;
const WIDER_DAYS = 30;

export async function claimStatus(visit: Visit, inquiry: ClaimStatusInquiry): Promise<Reading<ClaimStatusAnswer>> {
  const searches = searchesFor(inquiry, WIDER_DAYS);
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
  if (found.length > MOST_REPLACEMENTS) throw await claimAmbiguous(visit, found.map(listedClaim));
  const readings: ClaimReading[] = [];
  // The first is read last, so that it is in view at the end: boxes of pages that are gone would mislead.
  for (const row of found.toReversed()) {
    if (readings.length > 0) await listClaims(visit, search.keys);
    visit.step(found.length > 1 ? 'Open one of several claims and read it' : 'Open the claim and read it');
    await openClaim(visit, row.claimNumber, listed.indexOf(row) + 1);
    const isLast = row === found[0];
    if (isLast) await visit.capture();
    const reading = readClaim(await readSheet(visit, printedClaimDetail));
    if (reading.claim.payerClaimControlNumber !== row.claimNumber) throw wrongRecord(reading.page, 'claimNumber');
    readings.unshift(isLast ? reading : { ...reading, fields: withoutBoxes(reading.fields) });
  }
  if (!isOneChain(readings)) {
    await listClaims(visit, search.keys);
    throw await claimAmbiguous(visit, readClaims(readings));
  }
  checkClaims(inquiry, readings);
  return together(readings);
}

/** Ashgrove: climbs from the surest key to the widest until rows are found that can be the claim, and reads their reports. */
import { WorkException } from '../../../domain/exceptions.ts';
import type { ClaimStatusInquiry } from '../../../domain/work-item.ts';
import { printedClaimReport } from '../../../selectors/ashgrove/claims.ts';
import { claimAmbiguous, listedClaim, readClaims } from '../../ambiguous.ts';
import { type ListedClaim, searchesFor } from '../../claim-ladder.ts';
import { type ClaimReading, isOneChain, withoutBoxes } from '../../claim-reading.ts';
import type { Visit } from '../../portal.ts';
import { wrongRecord } from '../../same-person.ts';
import { readSheet } from '../../sheet.ts';
import { inClaimReport, listClaims } from './claim-list.ts';
import { readClaim } from './read-claim.ts';

/** More rows than this for one claim are no chain of replacements, but a question for a person. */
const MOST_REPLACEMENTS = 4;
/** A date of service that was keyed wrongly is a few weeks off at most. */
const WIDER_BY_DAYS = 30;

/** @returns rows that can be the claim, of which the first stands in the list that is in view if it is the only one. */
export async function findRows(visit: Visit, inquiry: ClaimStatusInquiry): Promise<readonly ListedClaim[]> {
  const searches = searchesFor(inquiry, WIDER_BY_DAYS);
  if (searches.length === 0) {
    throw new WorkException('inquiry-rejected', 'To find the claim, give a claim number, or a member id with dates.');
  }
  for (const search of searches) {
    visit.step(search.step);
    const listed = await listClaims(visit, search.keys);
    const found = listed.filter(search.mayBe);
    if (found.length > MOST_REPLACEMENTS) throw await claimAmbiguous(visit, found.map(listedClaim));
    const [only] = found;
    if (only && found.length === 1 && only.listPage !== listed.at(-1)?.listPage) {
      await listClaims(visit, { claimNumber: only.claimNumber });
    }
    if (only) return found;
  }
  await visit.capture();
  throw new WorkException('claim-not-found', 'The portal has no claim of ours under any key that we know.');
}

/**
 * Reads the reports of rows that are one claim and its replacements. The picture shows the first listed.
 * @throws WorkException `claim-ambiguous` when they are not.
 */
export async function readChain(visit: Visit, rows: readonly ListedClaim[]): Promise<readonly ClaimReading[]> {
  const readings: ClaimReading[] = [];
  for (const row of rows.toReversed()) {
    if (rows.length > 1) await listClaims(visit, { claimNumber: row.claimNumber });
    const isPictured = row === rows[0];
    const reading = await inClaimReport(visit, row.claimNumber, (window) => readReport(window, row, isPictured));
    readings.unshift(isPictured ? reading : { ...reading, fields: withoutBoxes(reading.fields) });
  }
  if (readings.length === 1 || isOneChain(readings)) return readings;
  throw await claimAmbiguous(visit, readClaims(readings));
}

/** Reads the report that is open in a window; it must be that of the row. */
export async function readReport(window: Visit, row: ListedClaim, isPictured: boolean): Promise<ClaimReading> {
  window.step('Read the report of a claim');
  if (isPictured) await window.capture();
  const reading = readClaim(await readSheet(window, printedClaimReport));
  if (reading.claim.payerClaimControlNumber !== row.claimNumber) throw wrongRecord(reading.page, 'claimNumber');
  return reading;
}

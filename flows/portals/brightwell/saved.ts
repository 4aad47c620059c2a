/** Reads Brightwell's saved pages. */
import { printedClaimDetail } from '../../../selectors/brightwell/claims.ts';
import { printedCoverage } from '../../../selectors/brightwell/eligibility.ts';
import type { SavedReader } from '../../portal.ts';
import { readSheet } from '../../sheet.ts';
import { readClaim } from './read-claim.ts';
import { readCoverage } from './read-coverage.ts';

export const saved: SavedReader = {
  eligibility: async ({ open }, inquiry) =>
    readCoverage(await readSheet(await open('brightwell/coverage'), printedCoverage), inquiry).result,
  claimStatus: async ({ open }) =>
    readClaim(await readSheet(await open('brightwell/claim-detail'), printedClaimDetail)).claim,
};

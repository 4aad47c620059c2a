/** Reads Ashgrove's saved reports. */
import { printedClaimReport } from '../../../selectors/ashgrove/claims.ts';
import { printedEligibility } from '../../../selectors/ashgrove/eligibility.ts';
import type { SavedReader } from '../../portal.ts';
import { readSheet } from '../../sheet.ts';
import { readClaim } from './read-claim.ts';
import { readCoverage } from './read-coverage.ts';

export const saved: SavedReader = {
  eligibility: async ({ open }, inquiry) =>
    readCoverage(await readSheet(await open('ashgrove/eligibility-report'), printedEligibility), inquiry).result,
  claimStatus: async ({ open }) =>
    readClaim(await readSheet(await open('ashgrove/claim-report'), printedClaimReport)).claim,
};

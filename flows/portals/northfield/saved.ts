/** Reads Northfield's saved pages. */
import { printedClaimDetail } from '../../../selectors/northfield/claim-detail.ts';
import { printedEligible, printedNotEligible } from '../../../selectors/northfield/eligibility.ts';
import type { SavedReader } from '../../portal.ts';
import { readSheet } from '../../sheet.ts';
import { readClaim } from './read-claim.ts';
import { readCoverage, readNotEligible } from './read-coverage.ts';

export const saved: SavedReader = {
  eligibility: async ({ has, open }, inquiry) =>
    has('northfield/eligible')
      ? readCoverage(await readSheet(await open('northfield/eligible'), printedEligible), inquiry).result
      : readNotEligible(await readSheet(await open('northfield/not-eligible'), printedNotEligible), inquiry).result,
  claimStatus: async ({ open }) =>
    readClaim(await readSheet(await open('northfield/claim-detail'), printedClaimDetail)).claim,
};

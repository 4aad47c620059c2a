/** Reads Stonebridge's saved pages: an answer stands on five sub-tabs. */
import { printedClaimDetail } from '../../../selectors/stonebridge/claim-detail.ts';
import * as eligibility from '../../../selectors/stonebridge/eligibility.ts';
import type { SavedReader } from '../../portal.ts';
import { readSheet } from '../../sheet.ts';
import { readClaim } from './read-claim.ts';
import { readCoverage, readParts } from './read-coverage.ts';

export const saved: SavedReader = {
  eligibility: async ({ open }, inquiry) => {
    const parts = readParts(await readSheet(await open('stonebridge/part-ab'), eligibility.printedParts), inquiry);
    if (parts.status === 'inactive') return parts.reading.result;
    const tabs = {
      deductibles: await readSheet(await open('stonebridge/deductibles'), eligibility.printedDeductibles),
      plan: await readSheet(await open('stonebridge/plan'), eligibility.printedPlan),
      msp: await readSheet(await open('stonebridge/msp'), eligibility.printedMsp),
      hospice: await readSheet(await open('stonebridge/hospice'), eligibility.printedHospice),
    };
    return readCoverage(parts, tabs, inquiry).result;
  },
  claimStatus: async ({ open }) =>
    readClaim(await readSheet(await open('stonebridge/claim-detail'), printedClaimDetail)).claim,
};

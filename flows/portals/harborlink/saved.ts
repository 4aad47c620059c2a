/** Reads Harborlink's saved pages; what they print differs by payer, and their forms by build. */
import { printedClaimDetail } from '../../../selectors/harborlink/claims.ts';
import { printedCoverage } from '../../../selectors/harborlink/eligibility.ts';
import { PAYER_PAGES, type PayerPages } from '../../../selectors/harborlink/payers.ts';
import { claimForms, eligibilityForms } from '../../../selectors/harborlink/tools.ts';
import type { SavedReader } from '../../portal.ts';
import { readSheet } from '../../sheet.ts';
import { readClaim } from './read-claim.ts';
import { readCoverage } from './read-coverage.ts';

export const saved: SavedReader = {
  pages: [eligibilityForms, claimForms].map(({ modern }) => modern),
  eligibility: async ({ payer, open }, inquiry) => {
    const printed = printedCoverage(printsOf(payer).remaining);
    return readCoverage(await readSheet(await open('harborlink/coverage'), printed), inquiry).result;
  },
  claimStatus: async ({ payer, open }) => {
    const printed = printedClaimDetail(printsOf(payer));
    return readClaim(await readSheet(await open('harborlink/claim-detail'), printed)).claim;
  },
};

function printsOf(payer: string): PayerPages['prints'] {
  const pages = PAYER_PAGES[payer];
  if (pages) return pages.prints;
  throw new Error(`A saved case of harborlink names the payer "${payer}", which selectors/harborlink/payers.ts lacks.`);
}

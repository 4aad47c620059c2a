/** Ashgrove remittance: from the claim's report through its print window to the PDF. */
import { WorkException } from '../../../domain/exceptions.ts';
import type { ClaimStatusInquiry } from '../../../domain/work-item.ts';
import { claimReportPage, remittancePage } from '../../../selectors/ashgrove/claims.ts';
import { whileSignedIn } from '../../../selectors/ashgrove/signals.ts';
import type { ListedClaim } from '../../claim-ladder.ts';
import { firstServing, locate, scopeOf } from '../../locate.ts';
import type { Download, Visit } from '../../portal.ts';
import { inWindow } from '../../windows.ts';
import { inClaimReport, listClaims } from './claim-list.ts';
import { checkClaims } from '../../same-claim.ts';
import { findRows, readChain, readReport } from './find-claim.ts';

/** The remittance of the claim as it stands now: of several, the one that no other replaces. */
export async function eob(visit: Visit, inquiry: ClaimStatusInquiry): Promise<Download> {
  const row = await rowThatStands(visit, await findRows(visit, inquiry));
  return inClaimReport(visit, row.claimNumber, async (window) => {
    checkClaims(inquiry, [await readReport(window, row, true)]);
    await refuseUnpaid(window);
    window.step('Print the remittance');
    const print = await locate(window, claimReportPage, 'printRemittance');
    return inWindow(
      window,
      { from: claimReportPage, pages: [remittancePage], signals: whileSignedIn },
      () => print.click(),
      async (printout) => {
        const toPdf = await locate(printout, remittancePage, 'printToPdf');
        return printout.downloadPdf(() => toPdf.click());
      },
    );
  });
}

async function rowThatStands(visit: Visit, rows: readonly ListedClaim[]): Promise<ListedClaim> {
  const [only, ...others] = rows;
  if (only && others.length === 0) return only;
  const readings = await readChain(visit, rows);
  const replaced = new Set(readings.map(({ replaces }) => replaces));
  const [row, ...more] = rows.filter(({ claimNumber }) => !replaced.has(claimNumber));
  if (!row || more.length > 0) {
    throw new WorkException('claim-ambiguous', 'The portal has several claims that can be ours; choose one.');
  }
  await listClaims(visit, { claimNumber: row.claimNumber });
  return row;
}

async function refuseUnpaid(window: Visit): Promise<void> {
  const { noRemittance } = claimReportPage.elements;
  if (!(await firstServing(scopeOf(window, claimReportPage), noRemittance))) return;
  throw new WorkException('eob-not-found', 'The portal has no remittance for this claim.', {
    page: claimReportPage.name,
  });
}

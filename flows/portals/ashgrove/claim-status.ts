/** Ashgrove claim status: find the claim, open its report, make sure it is ours, read it. */
import type { ClaimStatusAnswer } from '../../../domain/claim-status.ts';
import type { ClaimStatusInquiry } from '../../../domain/work-item.ts';
import { together } from '../../claim-reading.ts';
import type { Reading, Visit } from '../../portal.ts';
import { checkClaims } from '../../same-claim.ts';
import { findRows, readChain } from './find-claim.ts';

export async function claimStatus(visit: Visit, inquiry: ClaimStatusInquiry): Promise<Reading<ClaimStatusAnswer>> {
  const rows = await findRows(visit, inquiry);
  const readings = await readChain(visit, rows);
  checkClaims(inquiry, readings);
  return together(readings);
}

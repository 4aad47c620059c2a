/** Stonebridge remittance advice: the PDF behind the claim that was paid. */
import { WorkException } from '../../../domain/exceptions.ts';
import type { ClaimStatusInquiry } from '../../../domain/work-item.ts';
import { claimDetailPage } from '../../../selectors/stonebridge/claim-detail.ts';
import { locate } from '../../locate.ts';
import type { Download, Visit } from '../../portal.ts';
import { findClaim } from './claim-status.ts';

/** Of a chain of claims, the one that the portal lists first: the last that replaced another. */
export async function eob(visit: Visit, inquiry: ClaimStatusInquiry): Promise<Download> {
  const [shown] = await findClaim(visit, inquiry);
  if (!shown?.claim.checkNumber) {
    throw new WorkException('eob-not-found', 'The portal shows no payment of this claim, so there is no remittance.', {
      page: claimDetailPage.name,
    });
  }
  visit.step('Fetch the remittance advice');
  const link = await locate(visit, claimDetailPage, 'remittance');
  return visit.downloadPdf(() => link.click());
}

/** Reading answers from saved pages, without walking: what `portal check` compares with what is expected. */
import type { ClaimStatus } from '../domain/claim-status.ts';
import type { Coverage } from '../domain/coverage.ts';
import type { EligibilityInquiry } from '../domain/work-item.ts';
import type { PageFile } from '../selectors/page.ts';
import type { Visit } from './portal.ts';

/** The saved pages of one case. */
export interface SavedPages {
  /** Our key of the payer that was asked; '' where the portal serves one. */
  readonly payer: string;
  readonly has: (page: string) => boolean;
  /** @returns a visit to this page of the case. @throws an Error naming a page that the case does not have. */
  readonly open: (page: string) => Promise<Visit>;
}

export interface SavedReader {
  /** Pages that the selector files make on demand, one for each payer, say. */
  readonly pages?: readonly PageFile[];
  readonly eligibility?: (saved: SavedPages, inquiry: EligibilityInquiry) => Promise<Coverage>;
  readonly claimStatus?: (saved: SavedPages) => Promise<ClaimStatus>;
}

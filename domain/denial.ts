/** Denials: which lines and claims of a remittance are unpaid work, whose work, by when. "Denied" is not only CLP02 = 4. */
import type { DenialCategory, DenialStep } from './denial-routes.ts';

export interface Denial {
  /** From 0, the line of the remittance claim; null when the claim as a whole is meant. */
  readonly line: number | null;
  /** From 1, the line of our claim; null when it is not known. */
  readonly lineNumber: number | null;
  /** `zero-paid-unexplained`: nobody said it was denied, but nothing was paid and no routine reason covers it. */
  readonly code: 'claim-denied' | 'zero-paid-unexplained';
  readonly category: DenialCategory;
  readonly step: DenialStep;
  /** One sentence for the person who works it. */
  readonly firstAction: string;
  readonly group: string | null;
  readonly reason: string | null;
  /** RARCs of the line, or of the claim. */
  readonly remarks: readonly string[];
  /** What is not paid and may still be got: the part of the charge that no routine reason covers. */
  readonly amountCents: number;
  /** Last day to appeal; null when the payer's window is not known or no appeal is possible. */
  readonly appealBy: string | null;
  /** Last day to file a corrected claim; null when not known. */
  readonly correctBy: string | null;
}

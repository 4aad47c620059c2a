/** The ledger entries of one claim. Cash is what was paid, to the cent; what was refused is never written off. */
import { isRoutine } from './codes/routine.ts';
import { isRefusal } from './denial.ts';
import type { Subject } from './gate-subject.ts';
import type { EntryKind, LedgerEntry } from './posting.ts';
import type { Adjustment, RemittanceClaim } from './remittance.ts';

/** A claim that posts. What no line holds (claim-level cuts) stands at claim level, so that the lines and the claim both tie. */
export function entriesOfClaim(subject: Subject): LedgerEntry[] {
  const { claim, open, lines, original } = subject;
  const claimId = open?.id ?? null;
  if (original) return negated(original.entries, claim.payerClaimControlNumber);
  const reference = claim.payerClaimControlNumber;
  const isWholeDenial = isDeniedWhole(subject);
  const entry = (kind: EntryKind, amountCents: number, lineNumber: number | null, of?: Adjustment): LedgerEntry => ({
    kind,
    claimId,
    lineNumber,
    group: of?.group ?? null,
    reason: of?.reason ?? null,
    reference,
    amountCents,
  });
  const adjusted = (adjustments: readonly Adjustment[], lineNumber: number | null): LedgerEntry[] =>
    adjustments.flatMap((adjustment) => {
      const kind = kindOf(adjustment, subject.level);
      if (isRefusal(adjustment) && kind !== 'patient-responsibility') return [];
      if (isWholeDenial && kind === 'contractual') return [];
      return entry(kind, adjustment.amountCents, lineNumber, adjustment);
    });
  const byLine = claim.lines.flatMap((line, place) => {
    const number = lines?.lineNumbers[place] ?? null;
    return [entry('payment', line.paidCents ?? 0, number), ...adjusted(line.adjustments, number)];
  });
  const onLines = claim.lines.reduce((sum, { paidCents }) => sum + (paidCents ?? 0), 0);
  const rest = entry('payment', (claim.paidCents ?? 0) - onLines, null);
  return [...byLine, rest, ...adjusted(claim.adjustments ?? [], null)].filter(({ amountCents }) => amountCents !== 0);
}

/** The cash of a claim that waits for a person. */
export const unappliedEntry = (claim: RemittanceClaim): LedgerEntry[] =>
  claim.paidCents === null || claim.paidCents === 0
    ? []
    : [
        {
          kind: 'unapplied',
          claimId: null,
          lineNumber: null,
          group: null,
          reason: null,
          reference: claim.payerClaimControlNumber,
          amountCents: claim.paidCents,
        },
      ];

/** A secondary payer explains what the primary did; it does not write it off again. */
function kindOf(adjustment: Adjustment, level: 1 | 2 | 3): EntryKind {
  if (adjustment.group === 'PR') return 'patient-responsibility';
  if (adjustment.group === 'OA' && adjustment.reason === '23') return 'other-payer';
  if (level > 1 && isRoutine(adjustment)) return 'other-payer';
  return isRoutine(adjustment) ? 'contractual' : 'other-adjustment';
}

/** Nothing was paid and every line that was charged is refused: then no part of it is the contract's. */
function isDeniedWhole({ claim, denials }: Subject): boolean {
  if (claim.statusCode === '4') return true;
  if (claim.paidCents !== 0 || denials.length === 0) return false;
  if (denials.some(({ line }) => line === null)) return true;
  const refused = new Set(denials.map(({ line }) => line));
  return claim.lines.every((line, place) => (line.billedCents ?? 0) === 0 || refused.has(place));
}

const negated = (entries: readonly LedgerEntry[], reference: string | null): LedgerEntry[] =>
  entries.map((entry) => ({
    ...entry,
    kind: entry.kind === 'payment' ? 'take-back' : entry.kind,
    reference,
    amountCents: -entry.amountCents,
  }));

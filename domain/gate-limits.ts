/** G9: what a claim may still bear. */
import { entriesOfClaim } from './gate-entries.ts';
import type { ClaimGate, Subject } from './gate-subject.ts';
import { formatCents } from './money.ts';
import type { PlanNote } from './posting.ts';

/** G9: nothing goes below zero, and no write-off is beyond the charge or the practice's limit. */
export const withinCharge: ClaimGate = (subject) => {
  const { claim, context, isReversal, open, others, own } = subject;
  if (isReversal || !open) return [];
  const notes: PlanNote[] = [];
  const planned = entriesOfClaim(subject);
  const writtenOff = planned.filter(({ kind }) => kind === 'contractual' || kind === 'other-adjustment');
  const writeOff = writtenOff.reduce((sum, { amountCents }) => sum + amountCents, 0);
  const limit = context.settings.writeOffLimitCents;
  if (writeOff > (claim.billedCents ?? 0) || (limit !== null && writeOff > limit))
    notes.push({ code: 'write-off-too-large', detail: `${formatCents(writeOff)} would be written off.` });
  const standing = [...own, ...others].flatMap(({ entries }) => entries);
  const used = [...standing, ...planned].filter(({ kind }) => SETTLES.has(kind));
  const left = open.claim.billedCents - used.reduce((sum, { amountCents }) => sum + amountCents, 0);
  const inAccount = remainingOf(subject) ?? 0;
  const below = Math.min(left, inAccount);
  if (below < 0)
    notes.push({
      code: 'overpost',
      detail: `The claim would be ${formatCents(-below)} below zero.`,
      differenceCents: below,
    });
  return notes;
};

/** What lowers the charge for good, whoever pays; patient shares and other payers' parts move from payer to payer. */
const SETTLES: ReadonlySet<string> = new Set(['payment', 'take-back', 'contractual', 'other-adjustment']);

/** @returns what is left of the charge in this payer's account once the claim is posted. */
export function remainingOf(subject: Subject): number | null {
  const { open, original, own } = subject;
  if (!open) return null;
  const kept = own.filter((posted) => posted !== original).flatMap(({ entries }) => entries);
  // A reversal cancels its original: neither counts any more.
  const entries = original ? kept : [...kept, ...entriesOfClaim(subject)];
  const counted = entries.filter(({ kind }) => kind !== 'interest' && kind !== 'unapplied');
  return open.claim.billedCents - counted.reduce((sum, { amountCents }) => sum + amountCents, 0);
}

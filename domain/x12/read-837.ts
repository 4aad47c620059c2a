/** 837 claims (005010X222/X223/X224 and their 004010 forms) to the practice's claims. */
import type { Claim } from '../claim.ts';
import { addDays, parseX12Date } from '../dates.ts';
import type { ImportNote } from '../import-note.ts';
import { ClaimFlaw } from './claim-flaw.ts';
import { type Loop, readHierarchy } from './loops.ts';
import { type ClaimContext, claimGroups, readClaim } from './read-claim.ts';
import { X12Refusal } from './refusal.ts';
import { element, findSegment, placeOf, type Segment } from './segments.ts';
import { type TransactionOf, transactionsOf } from './transactions.ts';
import { claimKindOf } from './versions.ts';

export interface ReadOptions {
  /** The practice's calendar day; claims with a date after it are problems. Without it no date is too late. */
  readonly today?: string;
}

export interface ClaimsRead {
  readonly claims: readonly Claim[];
  /** One for each claim (CLM) that was left out. */
  readonly problems: readonly ImportNote[];
  readonly warnings: readonly ImportNote[];
}

/**
 * Every CLM of the file becomes a claim or a problem.
 * @throws X12Refusal when the file cannot be read as a whole, or holds no 837.
 */
export function read837(text: string, options: ReadOptions = {}): ClaimsRead {
  const { transactions, warnings } = transactionsOf(text, '837');
  const claims: Claim[] = [];
  const problems: ImportNote[] = [];
  for (const transaction of transactions) readTransaction(transaction, options, { claims, problems, warnings });
  return { claims, problems, warnings };
}

interface Gathered {
  readonly claims: Claim[];
  readonly problems: ImportNote[];
  readonly warnings: ImportNote[];
}

function readTransaction(transaction: TransactionOf, options: ReadOptions, into: Gathered): void {
  const { segments, delimiters, group } = transaction;
  const { header, loops, warnings } = readHierarchy(segments);
  into.warnings.push(...warnings);
  const context: Omit<ClaimContext, 'loop'> = {
    kind: claimKindOf(segments, group),
    delimiters,
    submittedOn: submissionDay(header, options, into.warnings),
    today: options.today ?? null,
    warnings: into.warnings,
  };
  const before = into.claims.length + into.problems.length;
  for (const stray of claimGroups(header))
    into.problems.push(new ClaimFlaw(stray[0]!, 'it stands under no subscriber (HL)').toNote());
  for (const loop of loops) readLoop(loop, context, into);
  const [st] = segments;
  if (st && into.claims.length + into.problems.length === before)
    into.warnings.push({ place: placeOf(st), message: 'the transaction holds no claim; check the export.' });
}

function readLoop(loop: Loop, context: Omit<ClaimContext, 'loop'>, into: Gathered): void {
  for (const group of claimGroups(loop.segments)) {
    try {
      into.claims.push(readClaim(group, { ...context, loop }));
    } catch (error) {
      if (!(error instanceof ClaimFlaw)) throw error;
      into.problems.push(error.toNote());
    }
  }
}

/** BHT04. A sender one time zone ahead may be a day ahead too. */
function submissionDay(header: readonly Segment[], { today }: ReadOptions, warnings: ImportNote[]): string | null {
  const bht = findSegment(header, 'BHT');
  if (!bht) return null;
  const day = parseX12Date(element(bht, 4));
  if (day === null)
    warnings.push({
      place: placeOf(bht),
      message: 'the day of submission (BHT04) is no real day and was left empty; correct the export.',
    });
  if (day !== null && today !== undefined && day > addDays(today, 1)) {
    throw new X12Refusal(
      placeOf(bht),
      'the day of submission (BHT04) is still to come. Correct the clock of the system that made the file, and export it again.',
    );
  }
  return day;
}

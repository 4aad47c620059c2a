/** The payer's decision on one claim's money, balanced to the cent: billed - adjustments = paid, per line and per claim. */
import type { ClaimStatusLine, StatusAdjustment } from '../domain/claim-status.ts';
import type { Claim, ClaimLine } from '../domain/claim.ts';
import type { Random } from './random.ts';
import type { MoneyKind } from './scenarios.ts';

export interface AdjudicatedMoney {
  readonly lines: readonly ClaimStatusLine[];
  readonly paidCents: number | null;
  readonly allowedCents: number | null;
  readonly patientResponsibilityCents: number | null;
  /** Of the claim as a whole; the lines carry their own. */
  readonly adjustments: readonly StatusAdjustment[];
  readonly remarks: readonly string[];
}

interface Cut extends StatusAdjustment {
  readonly amountCents: number;
}
interface LineDecision {
  readonly text: string;
  readonly cuts: readonly Cut[];
  readonly remarks: readonly string[];
}

const DENIALS: readonly { readonly group: string; readonly reason: string; readonly remark: string | null }[] = [
  { group: 'CO', reason: '29', remark: null },
  { group: 'CO', reason: '197', remark: 'N54' },
  { group: 'CO', reason: '16', remark: 'M51' },
  { group: 'CO', reason: '50', remark: 'N115' },
  { group: 'CO', reason: '97', remark: 'N20' },
];

/** @param statusText what the portal prints for the whole claim; open and denied lines repeat it. */
export function decideMoney(random: Random, claim: Claim, kind: MoneyKind, statusText: string): AdjudicatedMoney {
  if (kind === 'none') {
    const lines = claim.lines.map((line, i) => openLine(claim, line, i, statusText));
    return {
      lines,
      paidCents: null,
      allowedCents: null,
      patientResponsibilityCents: null,
      adjustments: [],
      remarks: [],
    };
  }
  const denial = random.pick(DENIALS);
  const deniedLine = random.int(0, Math.max(0, claim.lines.length - 1));
  const lines = claim.lines.map((line, i) => {
    const lineKind = kind !== 'partly-denied' ? kind : i === deniedLine && claim.lines.length > 1 ? 'denied' : 'paid';
    return decidedLine(claim, line, i, decideLine(random, lineKind, line.billedCents, denial, statusText));
  });
  return withTotals(random, claim, lines, kind);
}

function withTotals(
  random: Random,
  claim: Claim,
  lines: readonly ClaimStatusLine[],
  kind: MoneyKind,
): AdjudicatedMoney {
  const total = (of: (line: ClaimStatusLine) => number | null): number =>
    lines.reduce((sum, line) => sum + (of(line) ?? 0), 0);
  const adjustments: Cut[] = [];
  let paidCents = total((line) => line.paidCents);
  // A file's CLM02 need not be the sum of its lines: the payer settles the difference on the claim.
  const unlisted = claim.billedCents - total((line) => line.billedCents);
  if (unlisted !== 0) adjustments.push({ group: 'CO', reason: '45', amountCents: unlisted });
  if (kind === 'paid' && paidCents > 2_000 && random.chance(0.2)) {
    const byOther = random.int(100, Math.floor(paidCents / 2));
    adjustments.push({ group: 'OA', reason: '23', amountCents: byOther });
    paidCents -= byOther;
  }
  const isReduced = adjustments.some((cut) => cut.reason === '23');
  return {
    lines,
    paidCents,
    allowedCents: total((line) => line.allowedCents),
    patientResponsibilityCents: total((line) => line.patientResponsibilityCents),
    adjustments,
    remarks: isReduced ? ['MA18'] : [],
  };
}

function decideLine(
  random: Random,
  kind: MoneyKind,
  billed: number,
  denial: (typeof DENIALS)[number],
  statusText: string,
): LineDecision {
  if (kind === 'denied') {
    const cuts = [{ group: denial.group, reason: denial.reason, amountCents: billed }];
    return { text: 'Denied', cuts: withoutZero(cuts), remarks: denial.remark ? [denial.remark] : [] };
  }
  if (kind === 'reversed')
    return { text: statusText, cuts: withoutZero([{ group: 'OA', reason: 'B13', amountCents: billed }]), remarks: [] };
  if (kind === 'written-off')
    return { text: statusText, cuts: withoutZero([{ group: 'CO', reason: '45', amountCents: billed }]), remarks: [] };
  const contractual = Math.round((billed * random.int(12, 55)) / 100);
  const allowed = billed - contractual;
  const share =
    kind === 'deductible' ? allowed : random.chance(0.4) ? Math.min(allowed, random.pick([200, 300, 407])) : 0;
  const cuts = [
    { group: 'CO', reason: '45', amountCents: contractual },
    { group: 'PR', reason: kind === 'deductible' ? '1' : '3', amountCents: share },
  ];
  return { text: kind === 'deductible' ? 'Applied to deductible' : 'Paid', cuts: withoutZero(cuts), remarks: [] };
}

const withoutZero = (cuts: readonly Cut[]): Cut[] => cuts.filter((cut) => cut.amountCents !== 0);

function decidedLine(
  claim: Claim,
  line: ClaimLine,
  index: number,
  { text, cuts, remarks }: LineDecision,
): ClaimStatusLine {
  const sum = (of: readonly Cut[]): number => of.reduce((cents, cut) => cents + cut.amountCents, 0);
  const patientShare = sum(cuts.filter((cut) => cut.group === 'PR'));
  const paidCents = line.billedCents - sum(cuts);
  return {
    ...openLine(claim, line, index, text),
    allowedCents: paidCents + patientShare,
    paidCents,
    patientResponsibilityCents: patientShare,
    adjustments: [...cuts],
    remarks: [...remarks],
  };
}

function openLine(claim: Claim, line: ClaimLine, index: number, statusText: string): ClaimStatusLine {
  return {
    lineNumber: index + 1,
    procedure: line.procedure,
    modifiers: [...line.modifiers],
    serviceDate: line.serviceFrom ?? claim.serviceFrom,
    units: line.units,
    statusText,
    billedCents: line.billedCents,
    allowedCents: null,
    paidCents: null,
    patientResponsibilityCents: null,
    adjustments: [],
    remarks: [],
  };
}

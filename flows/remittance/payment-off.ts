/** What the paper says clearly of a whole payment and what its claims do not come to: it contradicts itself. */
import { isPaidNow } from '../../domain/balance.ts';
import { formatCents } from '../../domain/money.ts';
import type { ExceptionNote, RemittanceClaim, RemittancePayment } from '../../domain/remittance.ts';
import { amountOf } from './amount-text.ts';
import type { SettledPayment } from './assemble.ts';
import { CLEAR, isSlip } from './clear-cells.ts';
import { readingsOf } from './row-cells.ts';
import type { AmountRow, ClaimRows, SolvedPayment, SolvedRow } from './solve/cells.ts';

/** With more entries at payer level than these, too many sums are possible to tell anything. */
const MOST_ENTRIES = 8;
/** So many columns of a total must be the sums of the claims before it is taken for theirs. */
const PROVEN = 2;

/** @param payment as assembled from what was settled. @returns what holds the payment. */
export const paymentOff = (settled: SettledPayment, payment: RemittancePayment): ExceptionNote[] => [
  ...amountsOff(settled, payment),
  ...totalsOff(settled, payment),
  ...chargesOff(settled, payment),
];

/** An amount that is called the payment's and is neither its amount nor what its claims come to. */
function amountsOff({ found }: SettledPayment, payment: RemittancePayment): ExceptionNote[] {
  const { amountCents, claims, providerAdjustments } = payment;
  if (amountCents === null || providerAdjustments.length > MOST_ENTRIES) return [];
  const paid = claims.map((claim) => claim.paidCents ?? 0);
  const sum = paid.reduce((all, cents) => all + cents, 0);
  const entries = providerAdjustments.map((each) => each.amountCents);
  const explained = new Set([
    0,
    amountCents,
    ...entries.flatMap((cents) => [cents, -cents]),
    ...paid,
    ...claims.flatMap(({ lines }) => lines.map((line) => line.paidCents)),
  ]);
  for (const without of sumsOf(entries)) explained.add(sum - without);
  const other = found.amounts.find(({ found: { text, confidence, source }, isStrong }) => {
    const cents = amountOf(text);
    if (!isStrong || confidence < CLEAR || cents === null || explained.has(cents)) return false;
    // What stands there twice is no slip.
    const isTwice = found.amounts.filter((each) => each.isStrong && amountOf(each.found.text) === cents).length > 1;
    return source === 'text-layer' || isTwice || ![...explained].some((each) => each !== null && isSlip(each, cents));
  });
  if (!other) return [];
  const differenceCents = amountOf(other.found.text)! - amountCents;
  return [
    {
      code: 'payment-out-of-balance',
      detail: `The paper states the payment as ${formatCents(amountOf(other.found.text)!)} too, which its claims do not come to.`,
      differenceCents,
    },
  ];
}

/** A charge in a summary that no claims come to, one after the other. */
function chargesOff({ found }: SettledPayment, { claims }: RemittancePayment): ExceptionNote[] {
  const billed = claims.map((claim) => claim.billedCents);
  if (billed.some((cents) => cents === null)) return [];
  const runs = claims.flatMap((_, from) => claims.slice(from).map((__, more) => claims.slice(from, from + more + 1)));
  const explained = new Set([0, ...runs.flatMap((run) => WAYS.map((way) => way(run)))]);
  const other = found.charges.find(({ text, confidence, source }) => {
    const cents = amountOf(text);
    if (cents === null || confidence < CLEAR || explained.has(cents)) return false;
    return source === 'text-layer' || ![...explained].some((each) => isSlip(each, cents));
  });
  if (!other) return [];
  const cents = amountOf(other.text)!;
  const differenceCents = cents - WAYS[0]!(claims);
  return [
    {
      code: 'payment-out-of-balance',
      detail: `The paper sums charges up as ${formatCents(cents)}, which no claims on it come to; all come to ${formatCents(cents - differenceCents)}.`,
      differenceCents,
    },
  ];
}

const charged = (claims: readonly RemittanceClaim[]): number =>
  claims.reduce((sum, { billedCents }) => sum + (billedCents ?? 0), 0);

/** Papers sum up with what was reversed, with it as a charge of its own, or without it; with what is pended or without. */
const WAYS: readonly ((claims: readonly RemittanceClaim[]) => number)[] = [
  charged,
  (claims) => claims.reduce((sum, { billedCents }) => sum + Math.abs(billedCents ?? 0), 0),
  (claims) => charged(claims.filter(({ billedCents }) => (billedCents ?? 0) >= 0)),
  (claims) => charged(claims.filter(isPaidNow)),
  (claims) => charged(claims.filter(({ paidCents }) => (paidCents ?? 0) !== 0)),
];

function sumsOf(amounts: readonly number[]): readonly number[] {
  let sums: readonly number[] = [0];
  for (const cents of amounts) sums = [...sums, ...sums.map((sum) => sum + cents)];
  return sums;
}

/** A total of which some columns are the sums of the claims, of all or of a section, and a clear one is not. */
function totalsOff({ model, rows, solved }: SettledPayment, payment: RemittancePayment): ExceptionNote[] {
  if (!payment.claims.every((claim) => isPaidNow(claim) && !claim.isPended)) return [];
  const [first] = rows.totals.flatMap(({ row, table }, at) => {
    if (!rows.claims.every((claim) => claim.table === table)) return [];
    const columns = row.cells.flatMap((cell, index): Column[] => {
      const printed = model.totals[at]!.cells.find(({ place }) => place === cell.place);
      const [best] = printed ? readingsOf(printed) : [];
      if (!best || best.score < CLEAR) return [];
      return [
        { cents: best.cents, parts: rows.claims.map((claim, place) => partOf(claim, solved.claims[place]!, index)) },
      ];
    });
    return differencesOf(columns, rows.claims.length);
  });
  if (!first) return [];
  const differenceCents = first.cents - first.sum;
  return [
    {
      code: 'payment-out-of-balance',
      detail: `A printed total of ${formatCents(first.cents)} differs from what the claims come to by ${formatCents(differenceCents)}.`,
      differenceCents,
    },
  ];
}

/** A column of a total, and what each claim has in it; null where that is not clear. */
interface Column {
  readonly cents: number;
  readonly parts: readonly (number | null)[];
}

interface Compared {
  readonly cents: number;
  readonly sum: number;
}

/** @returns the columns that differ over the run of claims that fits the total best; none where too few columns agree. */
function differencesOf(columns: readonly Column[], count: number): Compared[] {
  let best: { agreeing: number; apart: Compared[] } = { agreeing: 0, apart: [] };
  for (let from = 0; from < count; from += 1) {
    const sums: (number | null)[] = columns.map(() => 0);
    for (let to = from; to < count; to += 1) {
      columns.forEach(({ parts }, at) => (sums[at] = add(sums[at]!, parts[to]!)));
      const compared = columns.flatMap(({ cents }, at): Compared[] => {
        const sum = sums[at] ?? null;
        return sum === null || (sum === 0 && cents === 0) ? [] : [{ cents, sum }];
      });
      const apart = compared.filter(({ cents, sum }) => cents !== sum);
      const agreeing = compared.length - apart.length;
      if (agreeing > best.agreeing) best = { agreeing, apart };
    }
  }
  return best.agreeing >= Math.max(PROVEN, best.apart.length) ? best.apart : [];
}

const add = (sum: number | null, value: number | null): number | null =>
  sum === null || value === null ? null : sum + value;

/** What a claim has in a column: its total's amount, else those of its lines; null when one of them is neither clear nor vouched for by its row. */
function partOf(claim: ClaimRows, solved: SolvedPayment['claims'][number], index: number): number | null {
  const isTotalled = claim.total !== null && !(solved.total!.cells[index]?.isEmpty && claim.lines.length > 0);
  const ofLines = (): number | null =>
    claim.lines.reduce<number | null>((sum, row, at) => add(sum, centsOf(row, solved.lines[at]!, index)), 0);
  if (!isTotalled) return ofLines();
  return centsOf(claim.total, solved.total!, index) ?? (claim.lines.length > 0 ? ofLines() : null);
}

function centsOf({ cells }: AmountRow, solved: SolvedRow, index: number): number | null {
  const cell = cells[index];
  const own = solved.cells[index];
  const [best] = cell?.readings ?? [];
  if (best && best.score >= CLEAR) return best.cents;
  if (own && own.vouchers.length > 0 && own.bestCents !== null) return own.bestCents;
  return best || cell?.hasInk ? null : 0;
}

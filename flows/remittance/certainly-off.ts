/** Claims whose amounts are clear and still do not add up: the paper contradicts itself. */
import { balanceOf } from '../../domain/balance.ts';
import type { RemittancePayment } from '../../domain/remittance.ts';
import { amountOf } from './amount-text.ts';
import type { ClaimModel } from './amounts.ts';
import { placesIn } from './amounts.ts';
import type { SettledPayment } from './assemble.ts';
import { claimLevelOf } from './claim-level.ts';
import { CLEAR, clearCents, isClear, isFar, isSlip, isTextLayer, legibleCents } from './clear-cells.ts';
import type { FoundPayment, PartTotal, SaidAmount } from './found.ts';
import { mayLackRow } from './lost-rows.ts';
import { readingsOf } from './row-cells.ts';
import type { RowCell, RowModel } from './row-cells.ts';
import type { AmountRow, SolvedRow } from './solve/cells.ts';
import { sumsAgree } from './total-scope.ts';
import { plainHeading } from './vocabulary.ts';

/**
 * @param payment as assembled from what was settled.
 * @param isCertain of a value of the payment, by its pointer: `/claims/0/paidCents`.
 * @returns the places of the claims, from 0, in their order.
 */
export function certainlyOff(
  settled: SettledPayment,
  payment: RemittancePayment,
  isCertain: (pointer: string) => boolean,
): number[] {
  const all = [
    ...withSumsOff(settled),
    ...offByEachOther(settled),
    ...withRowsOff(settled, payment),
    ...saidOtherwise(settled, payment, isCertain),
    ...withForeignTotal(settled),
  ];
  return [...new Set(all)].toSorted((a, b) => a - b);
}

/** Lines that are clear and do not add up to the claim's printed total. */
function withSumsOff(settled: SettledPayment): number[] {
  const { found, model, rows, solved } = settled;
  return solved.claims.flatMap((claim, place) => {
    const own = model.claims[place]!;
    if (claim.adds !== false || found.claims[place]?.isPended) return [];
    // Lines that no column explains may stand elsewhere on the paper; lines that are not the claim's are a fault of the paper.
    const isClaimLevel =
      claimLevelOf(own, claim, placesIn(rows, rows.claims[place]!.table), solved.identities).length > 0;
    if (isClaimLevel) return [];
    const printed = printedRows(own);
    return (printed.every(isTextLayer) ? printed.every(isClear) : isOffOnScan(settled, place)) ? [place] : [];
  });
}

/** A column of the claim is clear from its first line to its total, and neither a slip nor a lost line explains what it is off by. */
function isOffOnScan({ found, model, rows, solved, pages }: SettledPayment, place: number): boolean {
  const { lines, total } = model.claims[place]!;
  const given = rows.claims[place]!;
  const settled = solved.claims[place]!;
  const isOff = total?.cells.some((cell) => {
    const whole = vouchedCents(cell, given.total, settled.total);
    const parts = lines.map((line) => line.cells.find((each) => each.place === cell.place));
    const sure = parts.map((part, at) => (part ? vouchedCents(part, given.lines[at], settled.lines[at]) : null));
    const cents = parts.map((part, at) => sure[at] ?? (part ? legibleCents(part) : null));
    if (whole === null || whole === 0 || cents.some((each) => each === null)) return false;
    const doubtful = cents.filter((_, at) => sure[at] === null);
    const off = whole - cents.reduce<number>((sum, each) => sum + (each ?? 0), 0);
    const isMisread = doubtful.length > 1 || doubtful.some((each) => !isFar(each ?? 0, (each ?? 0) + off));
    const isSlipped = isSlip(whole, whole - off) || cents.some((each) => isSlip(each ?? 0, (each ?? 0) + off));
    return off !== 0 && !isMisread && !isSlipped;
  });
  return isOff === true && !mayLackRow(found, place, pages);
}

/** @returns the amount of a cell that is surely read, or of which the rest of its row says the same; null where neither is. */
function vouchedCents(
  cell: RowCell,
  given: AmountRow | null | undefined,
  solved: SolvedRow | null | undefined,
): number | null {
  const clear = clearCents(cell);
  const own = solved?.cells[given?.cells.findIndex((each) => each.place === cell.place) ?? -1];
  if (clear !== null || !solved?.holds || !own?.vouchers.includes('line')) return clear;
  const [best] = readingsOf(cell);
  return best && best.cents === own.cents ? own.cents : null;
}

/** What one claim's lines have too much another's have too little, to the cent: no misreading does that, lines stand under the wrong claim. */
function offByEachOther({ model }: SettledPayment): number[] {
  const offs = model.claims.map(({ lines, total }) => {
    if (!total || lines.length === 0) return [];
    return total.cells.flatMap((cell) => {
      const whole = readingsOf(cell)[0]?.cents;
      const sum = lines.reduce((all, line) => {
        const own = line.cells.find(({ place }) => place === cell.place);
        return all + ((own && readingsOf(own)[0]?.cents) ?? 0);
      }, 0);
      return whole === undefined || whole === sum ? [] : [{ place: cell.place, off: whole - sum }];
    });
  });
  const isMended = (at: number, other: number): boolean =>
    at !== other &&
    offs[at]!.some(({ place, off }) => offs[other]!.some((each) => each.place === place && each.off === -off));
  return offs.flatMap((_, at) => (offs.some((__, other) => isMended(at, other)) ? [at] : []));
}

/** A line, or the row of a claim without lines, that is clear and, with all that the paper says of it, does not add up. */
const withRowsOff = ({ model, rows, solved }: SettledPayment, payment: RemittancePayment): number[] =>
  balanceOf(payment).differences.flatMap(({ level, place, differenceCents, missing }) => {
    const at = (place.claim ?? 0) - 1;
    const claim = model.claims[at];
    if (!claim || differenceCents === null || missing.length > 0) return [];
    const isOwnRow = level === 'claim' && claim.lines.length === 0;
    const line = (place.line ?? 0) - 1;
    const row = level === 'line' ? claim.lines[line] : isOwnRow ? claim.total : null;
    if (!row || !isClear(row)) return [];
    const sums = level === 'line' ? solved.claims[at]!.lines[line] : solved.claims[at]!.total;
    // On a scan codes may be lost; then the columns add up and their reasons do not.
    const isWhole = placesIn(rows, row.table).every((each) => row.cells.some((cell) => cell.place === each));
    const isSlipped = row.cells
      .flatMap((cell) => clearCents(cell) ?? [])
      .some((cents) => isSlip(cents, cents + differenceCents) || isSlip(cents, cents - differenceCents));
    return isTextLayer(row) || (sums?.holds === false && isWhole && !isSlipped) ? [at] : [];
  });

/** So many claims must be named by the same words before these are believed against the rest of a claim. */
const USUAL = 0.5;

/** Words that say what most claims are charged or paid, and say something else of this one. */
function saidOtherwise(
  { found }: SettledPayment,
  payment: RemittancePayment,
  isCertain: (pointer: string) => boolean,
): number[] {
  const labels = new Map<string, { claims: Set<number>; right: number; off: number[] }>();
  for (const [place, claim] of found.claims.entries())
    for (const said of claim.said) {
      const key = plainHeading(said.label);
      const known = labels.get(key) ?? { claims: new Set(), right: 0, off: [] };
      labels.set(key, known);
      known.claims.add(place);
      const expected = expectedOf(said, payment.claims, place);
      const cents = amountOf(said.found.text);
      if (expected.length === 0 || cents === null) continue;
      if (expected.includes(cents)) known.right += cents === 0 ? 0 : 1;
      else if (said.found.confidence >= CLEAR && isCertain(`/claims/${place}/${said.meaning}Cents`))
        known.off.push(place);
    }
  const isUsual = (claims: ReadonlySet<number>): boolean => claims.size > found.claims.length * USUAL;
  return [...labels.values()].flatMap(({ claims, right, off }) =>
    isUsual(claims) && right > 0 && right >= off.length ? off : [],
  );
}

/** What an amount in words may be: the claim's own, that of its lines before the claim's deductions, or that of a section that ends here. */
function expectedOf({ meaning }: SaidAmount, claims: RemittancePayment['claims'], place: number): number[] {
  const claim = claims[place];
  if (!claim || claim.isPended || (meaning !== 'billed' && meaning !== 'paid')) return [];
  const key = meaning === 'billed' ? 'billedCents' : 'paidCents';
  const own = claim[key];
  if (own === null) return [];
  let sum = 0;
  const sections = claims
    .slice(0, place + 1)
    .toReversed()
    .map((each) => (sum += each[key] ?? 0));
  const ofLines = claim.lines.reduce((all, line) => all + (line[key] ?? 0), 0);
  return [...sections, ofLines, own + (claim.interestCents ?? 0)];
}

/** A claim without a total under which stands one that is not its own, where the claims beside it have theirs. */
function withForeignTotal({ found, model }: SettledPayment): number[] {
  const totalled = found.claims.filter(({ total, lines }) => total !== null && lines.length > 0).length;
  return found.parts.flatMap(({ record, claims }) => {
    const place = claims - 1;
    const claim = found.claims[place];
    if (!claim || claim.total !== null || claim.lines.length === 0 || claim.isPended || totalled === 0) return [];
    const isClearTotal = record.amounts.every(({ token }) => !token || token.confidence >= CLEAR);
    const isRead = isClearTotal && printedRows(model.claims[place]!).every(isClear);
    return isRead && !sumsUpAny(found, { record, claims }) ? [place] : [];
  });
}

/** A total of a part may stand for the claims from any one on. */
const sumsUpAny = ({ claims }: FoundPayment, part: PartTotal): boolean =>
  claims.slice(0, part.claims).some((_, from) =>
    sumsAgree(
      part.record,
      claims.slice(from, part.claims).flatMap(({ lines }) => lines),
    ),
  );

const printedRows = ({ lines, total }: ClaimModel): RowModel[] => [...lines, ...(total ? [total] : [])];

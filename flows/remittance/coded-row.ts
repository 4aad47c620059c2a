/** The adjustments of a row with the codes that stand beside them, and how sure each code is. */
import type { Adjustment } from '../../domain/remittance.ts';
import { partsOf } from './amounts.ts';
import type { ClaimModel } from './amounts.ts';
import type { RowModel } from './row-cells.ts';
import { claimLevelOf } from './claim-level.ts';
import type { SolvedRows } from './claim-level.ts';
import { CODED_PLACE } from './coded-amounts.ts';
import { OFTEN } from './code-counts.ts';
import { codeText, isRemark, standardCode } from './code-text.ts';
import { takenOf } from './deductions.ts';
import type { FieldLog } from './field-log.ts';
import type { Found } from './found.ts';
import { adjustmentsOf, codedAs } from './line-adjustments.ts';
import type { Coded, Explain } from './line-adjustments.ts';
import type { TableRecord } from './records.ts';
import type { MoneyColumn, SolvedRow, TableIdentities } from './solve/cells.ts';

export interface Context {
  readonly log: FieldLog;
  readonly latest: string;
  readonly identities: readonly TableIdentities[];
  /** What the page's legend says of a payer's own codes. */
  readonly explain: Explain;
  /** How often each code is printed in the payment. */
  readonly codes: ReadonlyMap<string, number>;
  /** Names in capitals begin with the given one. */
  readonly isGivenFirst: boolean;
}

/** Adjustments that only the claim's total has, each as sure as the total. */
export function claimLevel(
  model: ClaimModel,
  solved: SolvedRows,
  places: readonly number[],
  pointer: string,
  { log, identities }: Context,
  codes: readonly string[],
): Adjustment[] {
  const { whole } = model;
  if (whole) return wholeAdjustments(whole, solved.lines[model.lines.length], places, pointer, log, codes);
  const coded = claimLevelOf(model, solved, places, identities);
  coded.forEach(({ spot }, at) => {
    const cell = model.total?.cells.find((each) => each.spots.includes(spot));
    const value = cell ? solved.total?.cells[places.indexOf(cell.place)] : undefined;
    if (value) log.amount(`${pointer}/adjustments/${at}/amountCents`, value, spot);
  });
  return coded.map(({ adjustment }) => adjustment);
}

/** Each code of the claim as a whole with its own amount. */
function wholeAdjustments(
  whole: RowModel,
  solved: SolvedRow | undefined,
  places: readonly number[],
  pointer: string,
  log: FieldLog,
  codes: readonly string[],
): Adjustment[] {
  const cell = whole.cells.find((each) => each.place === CODED_PLACE);
  const value = solved && asTaken(whole, solved, places);
  if (!cell || !value) return [];
  return partsOf(cell, value.cents ?? value.bestCents).flatMap((cents, at) => {
    if (cents === null) return [];
    log.amount(
      `${pointer}/adjustments/${at}/amountCents`,
      value.cents === null ? value : { ...value, cents },
      cell.spots[at]!,
    );
    return [{ ...codedAs(codes[at] ?? ''), amountCents: cents }];
  });
}

/** The adjustments of a row with their places noted, and its remark codes. */
export function codedRow(
  record: TableRecord,
  more: readonly TableRecord[],
  row: RowModel,
  solved: SolvedRow,
  places: readonly number[],
  pointer: string,
  context: Context,
  remarkRows: readonly Found[] = [],
  codeFound: readonly Found[] = [],
): { adjustments: Adjustment[]; remarks: string[] } {
  const codes = [record, ...more]
    .flatMap((each) => codesOf(each))
    .concat(remarkRows.flatMap((each) => each.text.split(/[\s,;/]+/).map((code) => codeText(code))));
  const taken = takenOf({ record, more, row, solved, places, identities: context.identities, partsOf });
  const besides = codes.filter((code) => !isRemark(code) && !taken.some((each) => each.code === code));
  const valueOf = (meaning: MoneyColumn): number | null => {
    const cell = row.cells.find((each) => each.meanings[0] === meaning);
    return cell ? (solved.cells[places.indexOf(cell.place)]?.cents ?? null) : null;
  };
  const coded: Coded[] = adjustmentsOf(taken, besides, context.explain, valueOf('billed'));
  coded.forEach(({ adjustment, spot }, at) => {
    const place = row.cells.find((cell) => cell.spots.includes(spot))?.place ?? -1;
    const value = solved.cells[places.indexOf(place)];
    const code = codeFound.find(
      (each) =>
        each.text === (adjustment.printedCode ?? '') || standardCode(codeText(each.text))?.reason === adjustment.reason,
    );
    if (code && taken.some((each) => each.spot === spot && each.code !== null))
      context.log.text(`${pointer}/adjustments/${at}/${adjustment.printedCode ? 'printedCode' : 'reason'}`, code, true);
    vouchReason(context, `${pointer}/adjustments/${at}`, adjustment, code, valueOf);
    if (value)
      context.log.amount(
        `${pointer}/adjustments/${at}/amountCents`,
        value.cents === null ? value : { ...value, cents: adjustment.amountCents },
        spot,
      );
  });
  const used = new Set(
    coded.map(({ adjustment }) => adjustment.printedCode ?? `${adjustment.group}-${adjustment.reason}`),
  );
  return {
    adjustments: coded.map(({ adjustment }) => adjustment),
    remarks: [
      ...new Set(codes.filter((code) => isRemark(code) || (!/^(CO|PR|OA|PI|CR)/.test(code) && !used.has(code)))),
    ],
  };
}

/** What is taken from the claim as a whole is as certain as that the claim is paid less by just as much. */
function asTaken(
  whole: RowModel,
  solved: SolvedRow,
  places: readonly number[],
): SolvedRow['cells'][number] | undefined {
  const value = solved.cells[places.indexOf(CODED_PLACE)];
  const less = whole.cells.find((each) => each.isTaken);
  const paid = less && solved.cells[places.indexOf(less.place)];
  const isTold = value?.cents === null && paid && paid.cents !== null && value.bestCents === -paid.cents;
  return isTold ? { ...paid, cents: value.bestCents } : value;
}

const TWICE_AND_FAIR = 0.6;

/** A code that the paper prints again and again vouches for itself; CO-45 is what stands between billed and allowed. */
function vouchReason(
  { log, codes }: Context,
  pointer: string,
  adjustment: Adjustment,
  code: Found | undefined,
  valueOf: (meaning: MoneyColumn) => number | null,
): void {
  if (!code) return;
  const seen = codes.get(codeText(code.text)) ?? 0;
  const [billed, allowed] = [valueOf('billed'), valueOf('allowed')];
  const isContractual =
    adjustment.reason === '45' && billed !== null && allowed !== null && billed - allowed === adjustment.amountCents;
  if (seen >= OFTEN || (seen === 2 && code.confidence >= TWICE_AND_FAIR) || isContractual)
    for (const key of ['reason', 'printedCode']) log.vouch(`${pointer}/${key}`);
}

const codesOf = (record: TableRecord): string[] =>
  (record.texts.get('codes') ?? [])
    .flatMap((token) => token.text.split(/[,;/]+/))
    .map((code) => codeText(code))
    .filter((code) => /^[A-Z]{0,3}-?[A-Z]?\d{1,4}[A-Z]?$|^[A-Z]{1,3}\d{0,3}$/.test(code) && code.length > 0);

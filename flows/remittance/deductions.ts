/** Which columns of a row lower the payment: those that the identities of its table subtract on the way from billed to paid. */
import { readingsOf } from './row-cells.ts';
import type { AmountSpot, RowCell, RowModel } from './row-cells.ts';
import type { Taken } from './line-adjustments.ts';
import type { TableRecord } from './records.ts';
import { SHARE_PLACE } from './percent.ts';
import { CODED_PLACE } from './coded-amounts.ts';
import { codeText, isRemark } from './code-text.ts';
import { left, right } from './rows.ts';
import type { MoneyColumn, SolvedRow, TableIdentities } from './solve/cells.ts';

export interface RowParts {
  readonly record: TableRecord;
  readonly more: readonly TableRecord[];
  readonly row: RowModel;
  readonly solved: SolvedRow;
  /** Places of the table in the order of the solved cells. */
  readonly places: readonly number[];
  readonly identities: readonly TableIdentities[];
  readonly partsOf: (cell: RowCell, cents: number | null) => readonly (number | null)[];
}

const PATIENT: readonly MoneyColumn[] = ['deductible', 'coinsurance', 'copay', 'notCovered'];
const NATURAL: readonly MoneyColumn[] = [
  'contractual',
  'notCovered',
  'deductible',
  'coinsurance',
  'copay',
  'otherInsurance',
  'sequestration',
  'withhold',
  'adjustment',
];

/** @returns the amounts that lower the payment, with the code beside each where one stands there. */
export function takenOf(parts: RowParts): Taken[] {
  const { row, solved, places, record, more } = parts;
  const valueAt = (place: number): number | null => {
    const cell = row.cells.find((each) => each.place === place);
    const value = solved.cells[places.indexOf(place)];
    return value?.cents ?? (value?.isEmpty || !cell ? null : (value?.bestCents ?? readingsOf(cell)[0]?.cents ?? null));
  };
  const chosen = withDetail(deductionPlaces(row, parts.identities), row, valueAt);
  const columns = chosen.flatMap((place): Taken[] => {
    const cell = row.cells.find((each) => each.place === place);
    const column = cell?.meanings[0];
    if (!cell || !column) return [];
    const share = column === 'patientResponsibility' ? shareByPercent(parts, chosen, cell, valueAt) : null;
    if (share) return share;
    return parts.partsOf(cell, valueAt(place)).flatMap((cents, at): Taken[] => {
      const spot = cell.spots[at]!;
      const shared = isShared(row, column) ? shareOf(record, cell) : null;
      return cents === null
        ? []
        : [
            {
              column: shared?.column ?? column,
              cents,
              spot,
              isSubtypeUnsure: shared ? shared.isUnsure : false,
              code: codeBeside([record, ...more], spot, column),
            },
          ];
    });
  });
  return [...columns, ...gap(parts, chosen, valueAt)];
}

/** A form with one column for coinsurance and copayment does not tell them apart, whatever its heading says. */
const isShared = (row: RowModel, column: MoneyColumn): boolean => {
  const has = (meaning: MoneyColumn) => row.cells.some((cell) => cell.meanings[0] === meaning);
  return (
    (column === 'coinsurance' || column === 'copay') &&
    has('coinsurance') !== has('copay') &&
    row.cells.some((cell) => cell.meanings[0] === column && /co-?\s?pay/i.test(cell.heading))
  );
};

/** What the patient owes in all holds the deductible; where a form prints at which share it pays, the rest can only be the coinsurance. */
function shareByPercent(
  { row, record }: RowParts,
  chosen: readonly number[],
  cell: RowCell,
  valueAt: (place: number) => number | null,
): Taken[] | null {
  const has = (meaning: MoneyColumn) =>
    row.cells.some((each) => each.meanings[0] === meaning && each.place !== SHARE_PLACE);
  const isTold = record.part.columns.some((each) => each.meanings[0] === 'percent');
  const deductible = row.cells.find((each) => each.meanings[0] === 'deductible');
  const [cents, spot] = [valueAt(cell.place), cell.spots[0]];
  if (!deductible || has('coinsurance') || has('copay') || cents === null || !spot) return null;
  const share = (column: MoneyColumn, amount: number, at: AmountSpot): Taken[] =>
    amount === 0 ? [] : [{ column, cents: amount, spot: at, isSubtypeUnsure: false, code: null }];
  if (chosen.includes(deductible.place)) return isTold ? share('coinsurance', cents, spot) : null;
  const own = valueAt(deductible.place) ?? 0;
  if (!isTold)
    return own > 0 && own <= cents
      ? [...share('deductible', own, deductible.spots[0] ?? spot), ...share(cell.meanings[0]!, cents - own, spot)]
      : null;
  return [...share('deductible', own, deductible.spots[0] ?? spot), ...share('coinsurance', cents - own, spot)];
}

/** Under `Coinsurance or copay` a per cent beside the amount says which; a form that prints it for some says it for all. */
function shareOf(record: TableRecord, cell: RowCell): { column: MoneyColumn; isUnsure: boolean } {
  const column = cell.meanings[0]!;
  const isTold = record.part.columns.some((each) => each.meanings[0] === 'percent');
  const share = record.texts.get('percent');
  // A heading that was misread stands over dates as well.
  const isShare = share?.every(({ text }) => /^[\d.,]*%?$/.test(text)) ?? true;
  if (!isTold || !isShare) return { column, isUnsure: true };
  return { column: record.texts.has('percent') ? 'coinsurance' : 'copay', isUnsure: false };
}

/** Between billed and allowed with no column of its own: a code on the row may say what became of it. */
function gap(
  { row, solved, places, record, more }: RowParts,
  chosen: readonly number[],
  valueAt: (place: number) => number | null,
): Taken[] {
  const meaningAt = (place: number) => row.cells.find((cell) => cell.place === place)?.meanings[0];
  const at = (column: MoneyColumn) => row.cells.find((cell) => cell.meanings[0] === column);
  // Without a column of what is allowed, and none of what is taken away, one code says it of all that is not paid.
  const [billed, allowed] = [at('billed'), at('allowed') ?? (chosen.length === 0 ? at('paid') : undefined)];
  const isTold = chosen.some(
    (place) =>
      ['contractual', 'adjustment', 'notCovered'].includes(meaningAt(place) ?? '') && (valueAt(place) ?? 0) !== 0,
  );
  if (!billed || !allowed || isTold) return [];
  const [from, to] = [valueAt(billed.place), valueAt(allowed.place)];
  const codes = [record, ...more]
    .flatMap((each) => each.texts.get('codes') ?? [])
    .flatMap((token) => token.text.split(/[,;/]+/))
    .map((code) => codeText(code))
    .filter((code) => /\d/.test(code) && !isRemark(code));
  if (from === null || codes.length !== 1) return [];
  // Nothing is printed as allowed where all that was charged is printed as refused.
  const refused = at('notCovered');
  if (to === null && refused && refused !== allowed && valueAt(refused.place) === from && from !== 0)
    return [{ column: 'adjustment', cents: from, spot: refused.spots[0]!, isSubtypeUnsure: false, code: codes[0]! }];
  if (to === null || from === to) return [];
  // No surer than the less sure of the two.
  const isSure = (solved.cells[places.indexOf(billed.place)]?.cents ?? null) !== null;
  const { spots } = isSure ? allowed : billed;
  return [{ column: 'adjustment', cents: from - to, spot: spots[0]!, isSubtypeUnsure: false, code: codes[0]! }];
}

/** Places between billed and paid: by identity, else by meaning. */
export function deductionPlaces(row: RowModel, identities: readonly TableIdentities[]): number[] {
  const table = identities.find((each) => each.table === row.table)?.identities ?? [];
  const meaning = new Map(row.cells.map((cell) => [cell.place, cell.meanings[0]]));
  const is = (place: number, column: MoneyColumn) => meaning.get(place) === column;
  const direct = table.filter((each) => is(each.from, 'billed') && is(each.equals, 'paid'));
  // Codes with amounts of their own say more than columns do.
  const told = direct.find((each) => each.minus.every((place) => place === CODED_PLACE)) ?? direct[0];
  if (told) return [...told.minus];
  const upper = table.find((each) => is(each.from, 'billed') && is(each.equals, 'allowed'));
  const lower = table.find((each) => is(each.from, 'allowed') && is(each.equals, 'paid'));
  if (lower)
    return [
      ...(upper?.minus ?? row.cells.filter((cell) => cell.meanings[0] === 'contractual').map((cell) => cell.place)),
      ...lower.minus,
    ];
  const natural = row.cells
    .filter((cell) => cell.meanings[0] && NATURAL.includes(cell.meanings[0]))
    .map((cell) => cell.place);
  const hasPatient = row.cells.some((cell) => cell.meanings[0] && PATIENT.slice(0, 3).includes(cell.meanings[0]));
  return hasPatient
    ? natural
    : [
        ...natural,
        ...row.cells.filter((cell) => cell.meanings[0] === 'patientResponsibility').map((cell) => cell.place),
      ];
}

/** What the patient owes in one sum is told by its parts where the form prints them too. */
function withDetail(places: readonly number[], row: RowModel, valueAt: (place: number) => number | null): number[] {
  const whole = places.find(
    (place) => row.cells.find((cell) => cell.place === place)?.meanings[0] === 'patientResponsibility',
  );
  if (whole === undefined) return [...places];
  const detail = row.cells
    .filter((cell) => cell.meanings[0] && PATIENT.includes(cell.meanings[0]) && !places.includes(cell.place))
    .map((cell) => cell.place);
  const total = valueAt(whole);
  for (const set of [
    detail,
    detail.filter((place) => row.cells.find((cell) => cell.place === place)?.meanings[0] !== 'notCovered'),
  ]) {
    const sum = set.reduce((all, place) => all + (valueAt(place) ?? 0), 0);
    if (set.length > 0 && total !== null && sum === total)
      return [...places.filter((place) => place !== whole), ...set];
  }
  return [...places];
}

/** In a column of coded amounts the code stands left of its amount, on the same row. */
function codeBeside(records: readonly TableRecord[], spot: AmountSpot, column: MoneyColumn): string | null {
  if (column !== 'adjustment') return null;
  const middle = spot.box[1] + spot.box[3] / 2;
  const codes = records
    .flatMap((record) => record.texts.get('codes') ?? [])
    .filter(
      (token) =>
        Math.abs(token.box[1] + token.box[3] / 2 - middle) < spot.box[3] * 0.5 &&
        right(token) <= spot.box[0] + spot.box[3],
    )
    .toSorted((a, b) => left(b) - left(a));
  return codes[0] ? codeText(codes[0].text) : null;
}

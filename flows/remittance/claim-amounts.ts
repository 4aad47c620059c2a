/** Amounts of a claim that stand beside words instead of in a table: `Total Charge: $471.72   Claim Payment: $269.27`. */
import { amountOf } from './amount-text.ts';
import type { FoundClaim } from './found.ts';
import type { AmountAt, TableRecord } from './records.ts';
import { MONEY_COLUMNS } from './solve/cells.ts';
import type { TablePart } from './tables.ts';

/** A table of its own for claims that have no lines. */
const NO_TABLE = 900;
const FIRST_PLACE = 400 * 8;

/**
 * The claim's total from its labelled amounts, in the columns of its lines; null unless charge and payment are both there.
 * @returns a record as a row of the table would give it.
 */
export function totalOf(claim: FoundClaim): TableRecord | null {
  const { stated } = claim;
  const [billed, paid] = [stated.get('billed'), stated.get('paid')];
  if (!billed || !paid) return null;
  const line = claim.lines[0]?.record;
  const amounts = [...stated].flatMap(([meaning, found]): AmountAt[] => {
    const column = line?.amounts.find((each) => each.meanings[0] === meaning);
    if (line && !column) return [];
    return [
      {
        place: column?.place ?? FIRST_PLACE + MONEY_COLUMNS.indexOf(meaning) * 8,
        heading: column?.heading ?? meaning,
        meanings: column?.meanings ?? [meaning],
        token: { ...found, cents: amountOf(found.text), isDate: false },
        box: found.box,
      },
    ];
  });
  const part: TablePart = line?.part ?? {
    page: billed.page,
    table: NO_TABLE,
    columns: [],
    places: [],
    stack: 1,
    first: 0,
    last: 0,
    em: billed.box[3],
    claimStack: null,
  };
  return {
    kind: line ? 'total' : 'claim',
    part,
    page: billed.page,
    rows: [],
    amounts: amounts.toSorted((a, b) => a.place - b.place),
    texts: new Map(),
    label: '',
    service: null,
  };
}

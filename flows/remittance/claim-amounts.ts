/** Amounts of a claim that stand beside words instead of in a table: `Total Charge: $471.72   Claim Payment: $269.27`. */
import { amountOf } from './amount-text.ts';
import type { FoundClaim } from './found.ts';
import type { AmountAt, TableRecord } from './records.ts';
import type { Row, Token } from './rows.ts';
import { left, right } from './rows.ts';
import { MONEY_COLUMNS } from './solve/cells.ts';
import type { MoneyColumn } from './solve/cells.ts';
import type { TablePart } from './tables.ts';
import { isMoneyColumn, meaningsOf } from './vocabulary.ts';

export interface LabelledAmount {
  readonly meaning: MoneyColumn;
  readonly label: string;
  readonly amount: Token;
}

const MOST_WORDS = 4;

/** @returns the amounts of a row that follow words for money, each with the likeliest meaning of its words. */
export function labelledAmountsIn(row: Row, em: number): LabelledAmount[] {
  return row.tokens.flatMap((amount, at): LabelledAmount[] => {
    if (amount.cents === null) return [];
    const words: Token[] = [];
    for (let before = at - 1; before >= 0 && words.length < MOST_WORDS; before -= 1) {
      const word = row.tokens[before]!;
      const next = words[0] ?? amount;
      const isFar = left(next) - right(word) > em * (words.length === 0 ? 30 : 1.3);
      if (word.cents !== null || isFar || (words.length > 0 && /[:;,]$/.test(word.text)) || /\d/.test(word.text)) break;
      words.unshift(word);
    }
    const label = words.map((word) => word.text).join(' ');
    const meaning = meaningsOf(label, 'money').find(isMoneyColumn);
    return meaning ? [{ meaning, label, amount }] : [];
  });
}

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

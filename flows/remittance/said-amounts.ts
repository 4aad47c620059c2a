/** Amounts said in words under a line: `Less cost-share $2.99, payment reduction (sequester) $0.54. Paid to provider $26.38`. */
import { labelledAmountsIn } from './labelled-amounts.ts';
import type { LabelledAmount } from './labelled-amounts.ts';
import { lineAbove } from './coded-amounts.ts';
import { amountOf } from './amount-text.ts';
import type { FoundClaim } from './found.ts';
import type { AmountAt, TableRecord } from './records.ts';
import type { PageRows, Row, Token } from './rows.ts';
import { MONEY_COLUMNS } from './solve/cells.ts';
import type { MoneyColumn } from './solve/cells.ts';

/** Among the columns of any table: after those with headings, before shares and codes. */
const SAID_PLACE = 60 * 8;

const placeOf = (meaning: MoneyColumn): number => SAID_PLACE + MONEY_COLUMNS.indexOf(meaning) * 8;

/** Adds to the line above what a row of words says of it. @returns whether the row was such a row. */
export function takeSaid(claim: FoundClaim | null, row: Row, page: PageRows): boolean {
  const begun = begunAbove(row, page);
  const line = claim && lineAbove(claim, begun?.row ?? row, page.em);
  if (!line || isSummedUp(claim, line.record.rows.at(-1)!)) return false;
  const said = labelledAmountsIn(begun ? { ...row, tokens: [...begun.words, ...row.tokens] } : row, page.em);
  const amounts = row.tokens.filter((token) => token.cents !== null).length;
  const meanings = new Set(said.map(({ meaning }) => meaning));
  if (said.length === 0 || said.length !== amounts || meanings.size !== said.length) return false;
  const known = new Set(line.record.amounts.flatMap((each) => (each.token ? each.meanings.slice(0, 1) : [])));
  if (said.some(({ meaning }) => known.has(meaning))) return false;
  line.record = withAmounts(line.record, said);
  return true;
}

/** Further words of a sentence than these end with an amount. */
const MOST_BEGUN = 3;

/** `... (sequester) $0.28. Paid` over `to provider $13.94`: the words with which the row above begins what this row ends. */
function begunAbove(row: Row, page: PageRows): { readonly row: Row; readonly words: readonly Token[] } | null {
  const above = page.rows[page.rows.indexOf(row) - 1];
  if (!above || row.top - above.bottom > page.em || !/^[a-z]+$/.test(row.tokens[0]?.text ?? '')) return null;
  const last = above.tokens.findLastIndex(({ cents }) => cents !== null);
  const words = above.tokens.slice(last + 1);
  const isBegun = last >= 0 && words.length > 0 && words.length <= MOST_BEGUN;
  return isBegun && words.every(({ text }) => /^[A-Za-z]+$/.test(text)) ? { row: above, words } : null;
}

/** Once the claim's own charge or payment has been named under the line, words speak of the claim. */
const isSummedUp = ({ stated }: FoundClaim, last: Row): boolean =>
  [...stated.values()].some(({ page, box }) => page === last.page && box[1] > (last.tokens[0]?.box[1] ?? 0));

/** The claim's total says in words of the claim what its lines say in words of themselves. */
export function withSaidTotal(claim: FoundClaim): void {
  const said = claim.lines.flatMap(({ record }) => record.amounts.filter((each) => isSaid(each.place)));
  if (!claim.total || said.length === 0) return;
  const total = claim.total;
  const own = [...new Set(said.flatMap((each) => each.meanings))].flatMap((meaning): LabelledAmount[] => {
    const found = claim.stated.get(meaning);
    const isThere = total.amounts.some((each) => each.token && each.meanings[0] === meaning);
    return found && !isThere
      ? [{ meaning, label: meaning, amount: { ...found, cents: amountOf(found.text), isDate: false } }]
      : [];
  });
  claim.total = withAmounts(total, own);
}

const isSaid = (place: number): boolean => place >= SAID_PLACE && place < SAID_PLACE + MONEY_COLUMNS.length * 8;

const withAmounts = (record: TableRecord, said: readonly LabelledAmount[]): TableRecord => ({
  ...record,
  amounts: [
    ...record.amounts,
    ...said.map(
      ({ meaning, label, amount }): AmountAt => ({
        place: placeOf(meaning),
        heading: label,
        meanings: [meaning],
        token: amount,
        box: amount.box,
      }),
    ),
  ],
});

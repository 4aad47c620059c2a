/** Tables on their side: a row for each kind of amount, a column for each service, `Billed  122.38  30.08  152.46`. */
import { procedureIn } from './code-text.ts';
import type { Card } from './found.ts';
import type { PageRows, Row, Token } from './rows.ts';
import { centre, left, right } from './rows.ts';
import { MONEY_COLUMNS } from './solve/cells.ts';
import type { MoneyColumn } from './solve/cells.ts';
import { isMoneyColumn, meaningsOf } from './vocabulary.ts';
import type { TextColumn } from './vocabulary.ts';

export interface Transposed {
  readonly rows: readonly Row[];
  readonly cards: readonly Card[];
  /** The last column, when it sums up the services. */
  readonly sums: ReadonlyMap<MoneyColumn, Token>;
}

/** Fewer rows of amounts are labels with values. */
const FEWEST_ROWS = 3;
const FIRST_PLACE = 300 * 8;
const TEXTS: ReadonlySet<TextColumn> = new Set(['date', 'procedure', 'modifiers', 'units', 'codes']);
const SUM = /^(?:claim|totals?|all|sum)$/i;

/** @returns the tables of a page that stand on their side, each by its first row. */
export function transposedOn(page: PageRows): ReadonlyMap<Row, Transposed> {
  const found = new Map<Row, Transposed>();
  for (let at = 0; at < page.rows.length; at += 1) {
    const columns = servicesIn(page.rows[at]!);
    if (!columns) continue;
    const rows = [page.rows[at]!];
    while (isNext(rows, page.rows[at + rows.length], columns, page.em)) rows.push(page.rows[at + rows.length]!);
    const block = blockOf(rows, columns, page.page);
    const amounts = block.cards[0]!.amounts.length;
    if (amounts >= FEWEST_ROWS) found.set(rows[0]!, block);
    if (amounts >= FEWEST_ROWS) at += rows.length - 1;
  }
  return found;
}

/** @returns the procedures of a row that has nothing else but its label, with the heading of the sums; at least two columns. */
function servicesIn({ tokens }: Row): readonly Token[] | null {
  const first = tokens.findIndex(isProcedure);
  const cells = tokens.slice(first);
  const label = textOf(tokens.slice(0, first));
  const isTable = cells.every((token, at) => isProcedure(token) || (at === cells.length - 1 && SUM.test(token.text)));
  return first > 0 && cells.length >= 2 && isTable && meaningsOf(label, 'text').includes('procedure') ? cells : null;
}

const isProcedure = (token: Token): boolean =>
  token.cents === null && /\d{4}/.test(token.text) && procedureIn(token.text) !== null;
const textOf = (tokens: readonly Token[]): string => tokens.map((token) => token.text).join(' ');

/** A label that we know at the left, and nothing that stands outside the columns. */
function isNext(rows: readonly Row[], row: Row | undefined, columns: readonly Token[], em: number): boolean {
  if (!row || row.top - rows.at(-1)!.bottom > em * 2 || servicesIn(row)) return false;
  const cells = cellsOf(row, columns);
  const label = textOf(row.tokens.slice(0, row.tokens.length - cells.length));
  const meaning = meaningsOf(label)[0];
  const isOurs = meaning !== undefined && (isMoneyColumn(meaning) || TEXTS.has(meaning) || meaning === 'other');
  // The same amounts again are those of something else.
  const isAgain =
    meaning !== undefined && isMoneyColumn(meaning) && rows.some((each) => moneyOf(each, columns) === meaning);
  return isOurs && !isAgain && !label.endsWith(':') && columnsAreApart(cells, columns);
}

const moneyOf = (row: Row, columns: readonly Token[]): MoneyColumn | undefined =>
  meaningsOf(textOf(row.tokens.slice(0, row.tokens.length - cellsOf(row, columns).length)), 'money').find(
    isMoneyColumn,
  );

const columnsAreApart = (cells: readonly Token[], columns: readonly Token[]): boolean =>
  cells
    .filter((cell) => cell.cents !== null)
    .every((cell, at, all) => all.findIndex((each) => columnOf(each, columns) === columnOf(cell, columns)) === at);

/** Everything right of the label. */
const cellsOf = (row: Row, columns: readonly Token[]): readonly Token[] => {
  const from = row.tokens.findIndex(
    (token, at) =>
      at > 0 &&
      left(token) > right(row.tokens[at - 1]!) + token.box[3] * 0.9 &&
      right(token) > left(columns[0]!) - token.box[3] * 3,
  );
  return from < 0 ? [] : row.tokens.slice(from);
};

/** Amounts stand under the right edges of the codes or under their middles. */
const columnOf = (cell: Token, columns: readonly Token[]): number => {
  const apart = columns.map((column) =>
    Math.min(Math.abs(right(cell) - right(column)), Math.abs(centre(cell) - centre(column))),
  );
  return apart.indexOf(Math.min(...apart));
};

function blockOf(rows: readonly Row[], columns: readonly Token[], page: number): Transposed {
  const isSummed = SUM.test(columns.at(-1)!.text);
  const cards = columns
    .slice(0, isSummed ? -1 : columns.length)
    .map((): Card => ({ page, texts: new Map(), amounts: [], rows: [...rows] }));
  const sums = new Map<MoneyColumn, Token>();
  for (const row of rows) {
    const cells = row === rows[0] ? columns : cellsOf(row, columns);
    const label = textOf(row.tokens.slice(0, row.tokens.length - cells.length));
    const money = meaningsOf(label, 'money').find(isMoneyColumn);
    const text = meaningsOf(label, 'text').find((each): each is TextColumn => TEXTS.has(each as TextColumn));
    for (const cell of cells) {
      const at = columnOf(cell, columns);
      const card = cards[at];
      if (cell.cents !== null && money && !card) sums.set(money, cell);
      else if (cell.cents !== null && money && card)
        card.amounts.push({
          place: FIRST_PLACE + MONEY_COLUMNS.indexOf(money) * 8,
          heading: label,
          meanings: [money],
          token: cell,
          box: cell.box,
        });
      else if (cell.cents === null && text && card) card.texts.set(text, [...(card.texts.get(text) ?? []), cell]);
    }
  }
  return { rows, cards, sums };
}

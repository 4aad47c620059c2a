/** Services printed over two or three rows, each row with columns of its own under a row of headings of its own. */
import { columnsOf } from './columns.ts';
import type { Column } from './column.ts';
import type { Head } from './heads.ts';
import type { Row } from './rows.ts';
import { right } from './rows.ts';
import { isMoneyColumn, meaningsOf } from './vocabulary.ts';

export interface LevelledColumns {
  /** Each with the row of a service that it belongs to, from 0. */
  readonly columns: readonly Column[];
  readonly rows: number;
}

const MOST_ROWS = 3;
/** So many services must be printed alike. */
const MOST = 0.8;

/** @returns the columns of each printed row of a service; null when services have one row. */
export function levelledColumns(head: Head, body: readonly Row[], em: number, latest: string): LevelledColumns | null {
  const isMoney = (text: string) => isMoneyColumn(meaningsOf(text)[0] ?? 'other');
  const levels = [...new Set(head.phrases.map((phrase) => phrase.level))].toSorted((a, b) => a - b);
  const money = levels.filter(
    (level) => head.phrases.filter((phrase) => phrase.level === level && isMoney(phrase.text)).length >= 2,
  );
  const rows = money.length;
  if (rows < 2 || rows > MOST_ROWS) return null;
  const amounts = body.filter((row) => row.tokens.filter((token) => token.cents !== null).length >= 2);
  const begins = amounts.flatMap((row, at) => (isBeginning(row) ? [at] : []));
  const whole = begins.filter((at) =>
    Array.from({ length: rows - 1 }, (_, next) => amounts[at + 1 + next]).every(
      (row) => row && !isBeginning(row) && !isUnder(amounts[at]!, row, em),
    ),
  );
  if (whole.length === 0 || whole.length < begins.length * MOST) return null;
  const levelOf = (level: number) => money.findIndex((each) => level <= each);
  const columns = money.flatMap((_, at) => {
    const phrases = head.phrases.filter(
      (phrase) => levelOf(phrase.level) === at || (at === rows - 1 && levelOf(phrase.level) < 0),
    );
    const own = whole.map((begin) => amounts[begin + at]!);
    return columnsOf({ ...head, phrases }, own, em, latest).map((column) => ({ ...column, row: at }));
  });
  return { columns, rows };
}

/** A total stands under the very columns of the row above it. */
function isUnder(above: Row, row: Row, em: number): boolean {
  const edges = above.tokens.filter((token) => token.cents !== null).map(right);
  const own = row.tokens.filter((token) => token.cents !== null).map(right);
  const shared = own.filter((at) => edges.some((edge) => Math.abs(edge - at) < em * 0.8)).length;
  return shared > Math.min(own.length, edges.length) * 0.6;
}

/** A service begins with its day or its procedure. */
const isBeginning = (row: Row): boolean =>
  row.tokens.some((token) => token.isDate || /^\d{6}$|^(?:\d{5}|[A-Z]\d{4})(?:[- ]?[A-Z0-9]{2})?$/.test(token.text));

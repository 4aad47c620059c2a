/** A form repeats its headings over each claim: where a scan spoilt or lost a word of one row of headings, the others tell it. */
import type { Column } from './column.ts';

/** Share of the columns of money that two tables must call by the same name to be of one form. */
const ENOUGH = 0.6;

/** @param all the columns under each row of headings of a document. @returns `own`, named as the others name it where words of its headings are spoilt or missing. */
export function namedBySisters(own: readonly Column[], all: readonly (readonly Column[])[]): readonly Column[] {
  const sisters = all.filter((each) => each !== own && isSister(own, each));
  if (sisters.length === 0) return own;
  return own.map((column) => {
    const same = sisters.flatMap((sister) => counterpart(column, own, sister) ?? []);
    const told = mostCommon(same.filter(({ meanings }) => meanings.length > 0));
    if (!told || !isSpoilt(column, told)) return column;
    const { heading, levels, meanings } = told;
    return { ...column, heading, levels, meanings };
  });
}

const moneyOf = (columns: readonly Column[]): readonly Column[] => columns.filter(({ kind }) => kind === 'money');

function isSister(own: readonly Column[], other: readonly Column[]): boolean {
  const [mine, theirs] = [moneyOf(own), moneyOf(other)];
  const same = mine.filter(({ meanings: [name] }, at) => name !== undefined && name === theirs[at]?.meanings[0]);
  return mine.length === theirs.length && same.length >= mine.length * ENOUGH;
}

/** The column of the other table that stands between the same columns of money: as the so-manieth, else in the same place. */
function counterpart(column: Column, own: readonly Column[], other: readonly Column[]): Column | null {
  const [mine, theirs] = [gapOf(column, own), gapOf(column, own, other)];
  const at =
    mine.length === theirs.length
      ? mine.indexOf(column)
      : theirs.findIndex((each) => Math.min(each.right, column.right) > Math.max(each.left, column.left));
  return theirs[at] ?? null;
}

/** The columns of its kind after as many columns of money. */
function gapOf(column: Column, own: readonly Column[], of: readonly Column[] = own): readonly Column[] {
  const before = moneyOf(own.slice(0, own.indexOf(column))).length;
  return of.filter(
    (each, at) => each.kind === column.kind && moneyOf(of.slice(0, at)).length === before && each.filled > 0,
  );
}

function mostCommon(columns: readonly Column[]): Column | undefined {
  const votes = (column: Column) => columns.filter(({ meanings }) => meanings[0] === column.meanings[0]).length;
  return columns.toSorted((a, b) => votes(b) - votes(a))[0];
}

const wordsOf = ({ heading }: Column): string[] => heading.toLowerCase().split(/\s+/).filter(Boolean);

/** Not known at all, or known by fewer of the same words. */
function isSpoilt(column: Column, told: Column): boolean {
  const [own, whole] = [wordsOf(column), wordsOf(told)];
  return (
    column.meanings.length === 0 ||
    (column.meanings[0] !== told.meanings[0] && own.length < whole.length && own.every((word) => whole.includes(word)))
  );
}

/** What a claim loses under its lines, in words: `BENEFITS 214.60`, `LESS DEDUCTIBLE 47.73`, `BENEFIT PAYABLE 166.87`. */
import { amountOf } from './amount-text.ts';
import { codedRecord } from './coded-amounts.ts';
import type { CodedAmount } from './coded-amounts.ts';
import type { Found, FoundClaim } from './found.ts';
import type { TableRecord } from './records.ts';
import type { MoneyColumn } from './solve/cells.ts';

/** The code that says what the words say. */
const CODES: Readonly<Partial<Record<MoneyColumn, string>>> = {
  deductible: 'PR-1',
  coinsurance: 'PR-2',
  copay: 'PR-3',
  otherInsurance: 'OA-23',
  sequestration: 'CO-253',
  withhold: 'CO-104',
};

const centsOf = (found: Found): number => amountOf(found.text) ?? 0;

/** @returns whether an amount is what the claim's stated payment comes to, less what is stated after it. */
export function isNetOf(stated: FoundClaim['stated'], cents: number | null): boolean {
  const all = [...stated];
  const at = all.findIndex(([meaning]) => meaning === 'paid');
  if (at < 0) return false;
  const less = all.slice(at + 1).filter(([meaning]) => CODES[meaning] !== undefined);
  const sum = less.reduce((total, [, found]) => total + centsOf(found), 0);
  return less.length > 0 && centsOf(all[at]![1]) - sum === cents;
}

/** Amounts in words become coded amounts of the claim where its lines are paid more than the claim by just as much. */
export function withTakenFromClaim(claim: FoundClaim): void {
  const { total, lines, stated, coded } = claim;
  if (!total || lines.length === 0 || coded.length > 0) return;
  const paidOf = (record: TableRecord) =>
    record.amounts.find(({ meanings }) => meanings[0] === 'paid')?.token?.cents ?? 0;
  const gap = lines.reduce((sum, { record }) => sum + paidOf(record), 0) - paidOf(total);
  const isOfLines = (meaning: MoneyColumn) =>
    lines.some(({ record }) => record.amounts.some(({ token, meanings }) => token && meanings[0] === meaning));
  const taken = [...stated].flatMap(([meaning, found]): CodedAmount[] => {
    const [text, cents] = [CODES[meaning], centsOf(found)];
    if (!text || cents === 0 || isOfLines(meaning)) return [];
    const token = { ...found, isDate: false };
    return [{ code: { ...token, text, cents: null }, amount: { ...token, cents } }];
  });
  if (gap === 0 || taken.reduce((sum, { amount }) => sum + (amount.cents ?? 0), 0) !== gap) return;
  const [x, y, width, height] = taken[0]!.amount.box;
  const row = { page: total.page, top: y, bottom: y + height, middle: y + height / 2, tokens: [] };
  coded.push(codedRecord(total, { ...row, tokens: [{ ...taken[0]!.amount, box: [x, y, width, height] }] }, taken));
}

/** Amounts that stand beside words: `Total Charge: $471.72   Claim Payment: $269.27`, `LESS DEDUCTIBLE ..... 12.00`. */
import type { Row, Token } from './rows.ts';
import { left, right } from './rows.ts';
import type { MoneyColumn } from './solve/cells.ts';
import { isMoneyColumn, meaningsOf } from './vocabulary.ts';

export interface LabelledAmount {
  readonly meaning: MoneyColumn;
  readonly label: string;
  readonly amount: Token;
}

const MOST_WORDS = 4;
/** In heights of a word, between words and their amount. */
const FAR = 30;

/** @returns the amounts of a row that follow words for money, each with the likeliest meaning of its words. */
export function labelledAmountsIn(row: Row, em: number, far = FAR): LabelledAmount[] {
  return row.tokens.flatMap((amount, at): LabelledAmount[] => {
    if (amount.cents === null) return [];
    const words: Token[] = [];
    for (let before = at - 1; before >= 0 && words.length < MOST_WORDS; before -= 1) {
      const word = row.tokens[before]!;
      const next = words[0] ?? amount;
      const isFar = left(next) - right(word) > em * (words.length === 0 ? far : 1.3);
      if (word.cents !== null || isFar || (words.length > 0 && /[:;,]$/.test(word.text)) || /\d/.test(word.text)) break;
      words.unshift(word);
    }
    const label = words.map((word) => word.text).join(' ');
    const meaning = meaningsOf(label, 'money').find(isMoneyColumn);
    return meaning ? [{ meaning, label, amount }] : [];
  });
}

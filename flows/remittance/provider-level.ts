/** Entries at payer level: recoupments, interest, balances carried forward. They are PLB, never part of a claim. */
import type { ProviderAdjustment } from '../../domain/remittance.ts';
import type { PaymentModel } from './amounts.ts';
import type { FoundAdjustment, FoundPayment } from './found.ts';
import { foundOf } from './found.ts';
import type { PageRows, Row } from './rows.ts';
import type { Reading } from './solve/cells.ts';

/** PLB03-1 codes that payers print as they are. */
const CODES = new Set([
  'WO',
  'FB',
  'L6',
  '72',
  'CS',
  'LE',
  'IR',
  'AP',
  'PI',
  'CT',
  'CV',
  '50',
  '51',
  '90',
  'BD',
  'E3',
  'J1',
  'LS',
  'AM',
  'B2',
  'C5',
  'RA',
  'RB',
  'SL',
  'TL',
]);

/** Words to PLB reasons; the first that fits wins. */
const WORDS: readonly (readonly [RegExp, string])[] = [
  [
    /\b(overpay\w*|recoup\w*|recover\w*|off-?sets?|take-?\s?backs?|refunds? due|prior payment|previous payment|withheld)\b/i,
    'WO',
  ],
  [/\b(interest)\b/i, 'L6'],
  [/\b(forward\w*|balance forward|previous balance|carr(?:y|ied)\s?(?:over|forward)?|prior balance)\b/i, 'FB'],
  [/\b(levy|levied|garnish\w*)\b/i, 'LE'],
  [/\b(irs|backup withholding|tax withh\w*)\b/i, 'IR'],
  [/\b(advance|accelerated)\b/i, 'AP'],
  [/\b(capitation)\b/i, 'CT'],
  [/\b(late filing|penalty)\b/i, '50'],
];

/** A reason code beside a reference leaves no doubt. */
const CODED = /\b(?:WO|FB|L6|LE|IR|CS|AP|J1|E3|BD|LS)\b/;

/** @returns the PLB reason that the words name, or null. */
export function plbReason(words: string): string | null {
  for (const token of words
    .split(/[\s:;,()]+/)
    .map((word, at) => (/^W[O0]$/i.test(word) ? 'WO' : at === 0 && word.length === 2 ? word.toUpperCase() : word)))
    if (CODES.has(token.toUpperCase()) && token === token.toUpperCase() && /[A-Z]/.test(token)) return token;
  return WORDS.find(([pattern]) => pattern.test(words))?.[1] ?? null;
}

/** A row with one amount, words that name a payer-level entry, and no claim of its own. */
export function providerAdjustmentIn(row: Row, page: PageRows): FoundAdjustment | null {
  const amounts = row.tokens.filter((token) => token.cents !== null);
  const [amount] = amounts;
  // `LESS AMOUNT WITHHELD 0.00` is no entry.
  if (!amount || amounts.length !== 1 || amount.cents === 0) return null;
  const others = row.tokens.filter((token) => token !== amount);
  const words = others.map((token) => token.text).join(' ');
  if (/\b(total|net|sum)\b/i.test(words) || !plbReason(words)) return null;
  const reference = others.filter((token) => /^(?=.*\d)[A-Z0-9][A-Z0-9-]{5,}$/i.test(token.text) && !token.isDate);
  const found = foundOf([amount], page.page, page.source);
  return {
    words,
    isCoded: CODED.test(words),
    reference: reference[0] ? foundOf([reference[0]], page.page, page.source) : null,
    amount: found,
    cents: amount.cents!,
  };
}

/** Reasons that lower the payment unless the paper says otherwise; interest raises it. */
const LOWERS = new Set(['WO', 'LE', 'IR', '50', 'E3']);

/** @returns for each entry its amount in the sign of X12, the likeliest first; the other sign where the paper leaves it open. */
export function providerReadings(found: FoundPayment, model: PaymentModel): readonly (readonly Reading[])[] {
  return found.adjustments.map(({ words }, at) => {
    const reason = plbReason(words) ?? 'CS';
    return model.adjustments[at]!.readings.flatMap((reading): Reading[] => {
      const size = Math.abs(reading.cents);
      if (reason === 'L6') return [{ ...reading, cents: -size }];
      if (LOWERS.has(reason) && reading.cents >= 0) return [reading];
      const likely = LOWERS.has(reason) ? size : reading.cents;
      return [
        { ...reading, cents: likely },
        { ...reading, cents: -likely, score: reading.score * 0.9 },
      ];
    });
  });
}

/**
 * Chooses among the signs that the paper leaves open: the likeliest, unless only the other ones add up.
 * @param owedCents what the entries must come to: claims paid less the payment; null when that is not known.
 */
export function chosenAdjustments(
  found: readonly FoundAdjustment[],
  readings: readonly (readonly Reading[])[],
  owedCents: number | null,
): ProviderAdjustment[] {
  const likely = readings.map((each) => each[0]?.cents ?? 0);
  const other = readings.map((each) => each.at(-1)?.cents ?? 0);
  const sum = (all: readonly number[]) => all.reduce((total, each) => total + each, 0);
  const chosen = owedCents !== null && sum(likely) !== owedCents && sum(other) === owedCents ? other : likely;
  return found.map((each, at) => ({
    reason: plbReason(each.words) ?? 'CS',
    reference: each.reference?.text ?? null,
    amountCents: chosen[at] ?? each.cents,
  }));
}

/** A summary repeats what entries with references of their own come to: it is not one more entry. */
export function withoutRepeated(entries: readonly FoundAdjustment[]): FoundAdjustment[] {
  const own = entries.filter(({ reference }) => reference !== null);
  const sum = own.reduce((all, { cents }) => all + Math.abs(cents), 0);
  const reasons = new Set(own.map(({ words }) => plbReason(words)));
  return entries.filter(
    ({ reference, isCoded, words, cents }) =>
      reference !== null || isCoded || Math.abs(cents) !== sum || reasons.size !== 1 || !reasons.has(plbReason(words)),
  );
}

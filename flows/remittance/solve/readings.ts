import type { Reading } from './cells.ts';

/** One distinct amount that a cell may hold, with everything that speaks for it. */
export interface Option {
  readonly cents: number;
  /** 0 to 1: raised when several looks agree, lowered when they disagree. */
  readonly score: number;
  readonly via: Reading['via'] | 'arithmetic';
  /** The best of its cell. */
  readonly isTop: boolean;
}

const maxOptions = 4;
/** A second look at the same ink errs like the first: it counts half. */
const agreementWeight = 0.5;

/** @returns the distinct amounts among the readings, best first, at most four. */
export function optionsOf(readings: readonly Reading[]): Option[] {
  const amounts = [...new Set(readings.map((reading) => reading.cents))];
  const merged = amounts.map((cents) =>
    merge(
      cents,
      readings.filter((reading) => reading.cents === cents),
    ),
  );
  const weight = merged.reduce((sum, one) => sum + one.score ** 2, 0);
  return merged
    .map((one) => ({ ...one, score: weight === 0 ? 0 : one.score * (one.score ** 2 / weight) }))
    .sort((a, b) => b.score - a.score)
    .slice(0, maxOptions)
    .map((one, at) => ({ ...one, isTop: at === 0 }));
}

function merge(cents: number, same: readonly Reading[]): Omit<Option, 'isTop'> {
  const [best, ...others] = same.toSorted((a, b) => b.score - a.score) as [Reading, ...Reading[]];
  const doubt = others.reduce((left, one) => left * (1 - one.score * agreementWeight), 1 - best.score);
  return { cents, score: 1 - doubt, via: best.via };
}

/** Glyphs that tired scans and fax machines exchange. */
const lookalikes: Readonly<Record<string, string>> = {
  0: '689',
  1: '47',
  2: '7',
  3: '589',
  4: '19',
  5: '3689',
  6: '058',
  7: '12',
  8: '03569',
  9: '03458',
};

/**
 * What an amount may have been before common misreadings: one look-alike digit, a lost decimal point, a lost leading or
 * trailing digit, a digit too many, a lost or extra sign. Weak evidence: only for values that two identities name.
 */
export function confusions(cents: number): ReadonlySet<number> {
  const digits = String(Math.abs(cents)).padStart(3, '0');
  const texts = [...swapped(digits), ...shortened(digits), ...lengthened(digits)];
  if (cents % 100 === 0) texts.push(digits.slice(0, -2));
  const sign = cents < 0 ? -1 : 1;
  const values = texts.filter((text) => text !== '').map((text) => sign * Number(text));
  return new Set([...values, cents * 100, -cents].filter((value) => value !== cents));
}

const swapped = (digits: string): string[] =>
  digits
    .split('')
    .flatMap((digit, at) =>
      (lookalikes[digit] ?? '').split('').map((other) => digits.slice(0, at) + other + digits.slice(at + 1)),
    );

const shortened = (digits: string): string[] =>
  digits.split('').map((_, at) => digits.slice(0, at) + digits.slice(at + 1));

/** A leading digit lost (`1` of 123.45), a trailing one lost (`123.4`: read as 123.40 or as 12.34). */
const lengthened = (digits: string): string[] =>
  '0123456789'
    .split('')
    .flatMap((digit) => [
      digit + digits,
      digits + digit,
      ...(digits.endsWith('0') ? [digits.slice(0, -1) + digit] : []),
    ]);

/** Codes under a claim that only name what its lines have in columns: `Adjustment codes: CO-45 450.00  PR-2 109.00`. */
import type { Adjustment, RemittanceLine } from '../../domain/remittance.ts';
import { amountOf } from './amount-text.ts';
import { codeText } from './code-text.ts';
import type { FoundClaim } from './found.ts';
import { codedAs } from './line-adjustments.ts';

type Named = Pick<Adjustment, 'group' | 'reason' | 'printedCode'>;

/**
 * Gives the adjustments of the lines the codes that are printed under the claim, where amounts show which is which.
 * When one of those codes finds no amount, no column's usual meaning is believed: the adjustments lose their code.
 */
export function namedByClaim(found: FoundClaim, lines: readonly RemittanceLine[]): readonly RemittanceLine[] {
  const coded = found.coded.flatMap((record) =>
    (record.texts.get('codes') ?? []).map((token, at) => ({
      name: codedAs(codeText(token.text)),
      cents: amountOf(record.amounts[at]?.token?.text ?? ''),
    })),
  );
  if (coded.length === 0) return lines;
  const names = new Map<string, Named>();
  const groups = grouped(lines);
  for (const { name, cents } of coded) {
    const own = groups.find(([key, sum]) => sum === cents && key === keyOf(name));
    const [key] = own ?? groups.find(([each, sum]) => sum === cents && isUsual(each) && !names.has(each)) ?? [];
    if (key === undefined) return lines.map((line) => withNames(line, () => ({ group: null, reason: null })));
    names.set(key, name);
  }
  return lines.map((line) => withNames(line, (key) => names.get(key) ?? null));
}

const keyOf = ({ group, reason, printedCode }: Named): string => `${group}/${reason}/${printedCode ?? ''}`;

/** What a column gives without a code: the contractual write-off, or nothing at all. */
const isUsual = (key: string): boolean => key === 'CO/45/' || key === 'null/null/';

function grouped(lines: readonly RemittanceLine[]): [string, number][] {
  const sums = new Map<string, number>();
  for (const each of lines.flatMap((line) => line.adjustments))
    sums.set(keyOf(each), (sums.get(keyOf(each)) ?? 0) + each.amountCents);
  return [...sums];
}

const withNames = (line: RemittanceLine, nameOf: (key: string) => Named | null): RemittanceLine => ({
  ...line,
  adjustments: line.adjustments.map((each) => {
    const name = isUsual(keyOf(each)) ? nameOf(keyOf(each)) : null;
    return name ? { ...name, amountCents: each.amountCents } : each;
  }),
});

/** How often the codes of a payment are printed on its paper. */
import { codeText, standardCode } from './code-text.ts';
import type { FoundClaim } from './found.ts';

/** A code that the paper prints again and again was not misread each time alike. */
export const OFTEN = 3;

/** @returns codes of service lines in their settled form, with how often each is printed. */
export function codeCounts(claims: readonly FoundClaim[]): Map<string, number> {
  const counts = new Map<string, number>();
  for (const { text } of claims.flatMap((claim) => claim.lines.flatMap((line) => line.codes))) {
    const code = codeText(text);
    counts.set(code, (counts.get(code) ?? 0) + 1);
  }
  return counts;
}

/** Whether the paper itself vouches for how an adjustment's code was read. */
export function isPrintedOften(text: string, counts: ReadonlyMap<string, number>): boolean {
  const code = codeText(text);
  return standardCode(code) !== null && (counts.get(code) ?? 0) >= OFTEN;
}

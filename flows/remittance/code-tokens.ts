/** Codes that a form prints in two words: the group in one column, the reason in the next, or `45 CO`. */
import { codeText, isRemark, standardCode } from './code-text.ts';
import type { Token } from './rows.ts';
import { around, left, right } from './rows.ts';

const GROUP = /^(?:CO|PR|OA|PI|CR)[-:]?$/;
const REASON = /^[AB]?\d{1,3}$/;

/** @returns the words of a row with group and reason put together as `CO-45`. */
export function withWholeCodes(tokens: readonly Token[], em: number): readonly Token[] {
  if (!tokens.some((token) => GROUP.test(token.text))) return tokens;
  const whole: Token[] = [];
  for (let at = 0; at < tokens.length; at += 1) {
    const [token, next] = [tokens[at]!, tokens[at + 1]];
    const gap = next ? left(next) - right(token) : Number.POSITIVE_INFINITY;
    if (next && GROUP.test(token.text) && REASON.test(reasonText(next)) && gap < em * 10) {
      whole.push(joined(token, next, token.text, reasonText(next)));
      at += 1;
    } else if (
      next &&
      REASON.test(reasonText(token)) &&
      GROUP.test(next.text) &&
      gap < em &&
      !isPair(tokens, at + 1, em)
    ) {
      whole.push(joined(token, next, next.text, reasonText(token)));
      at += 1;
    } else whole.push(token);
  }
  return whole;
}

/** A group with its reason behind it does not belong to what stands before. */
function isPair(tokens: readonly Token[], at: number, em: number): boolean {
  const [group, reason] = [tokens[at]!, tokens[at + 1]];
  return reason !== undefined && REASON.test(reasonText(reason)) && left(reason) - right(group) < em * 10;
}

const reasonText = (token: Token): string => token.text.replace(/[,;.]$/, '');

const joined = (one: Token, other: Token, group: string, reason: string): Token => ({
  text: `${group.slice(0, 2)}-${reason}`,
  box: around([one.box, other.box]),
  confidence: Math.min(one.confidence, other.confidence),
  cents: null,
  isDate: false,
});

/** @returns the codes of a row that has nothing else, such as further codes under a line; empty otherwise. */
export function codesAlone(tokens: readonly Token[], em: number): readonly Token[] {
  const whole = withWholeCodes(tokens, em);
  const codes = whole.filter((token) => standardCode(codeText(token.text)) !== null || isRemark(codeText(token.text)));
  return codes.length === whole.length ? codes : [];
}

/** Codes on the paper and the sentences that explain them, wherever on the paper those stand. */
import { meaningOf } from '../../domain/crosswalk-phrases.ts';
import type { Explain } from './line-adjustments.ts';
import type { Walk } from './walk-state.ts';

const CODE = /^[A-Z]{0,3}[- ]?[A-Z0-9]{1,5}$/;

/** A mark such as `a`, `u2` or `(37).` without its marks, as `A`, `U2`, `37`. */
function bareCode(text: string): string {
  const bare = text.replace(/^[([*]+(?=\w)|[)\].:=*–-]+$/g, '');
  return /^[a-z]\d{0,2}$/.test(bare) ? bare.toUpperCase() : bare;
}

/**
 * @param codes the codes printed beside claims.
 * @returns code to its sentence; a sentence may run over several rows.
 */
export function legendOf({ loose }: Walk, codes: ReadonlySet<string>): ReadonlyMap<string, string> {
  const legend = new Map<string, string>();
  let open: { code: string; indent: number; bottom: number; page: number } | null = null;
  for (const { row, page } of loose) {
    const [first, ...rest] = row.tokens;
    if (!first) continue;
    const code = bareCode(first.text);
    const words = rest.filter((token) => /[A-Za-z]/.test(token.text));
    if (codes.has(code) && CODE.test(code) && words.length >= 2 && !legend.has(code)) {
      const text = rest.map((token) => token.text).join(' ');
      legend.set(code, text.replace(/^[-–=:.\s]+/, ''));
      open = { code, indent: rest[0]!.box[0], bottom: row.bottom, page: page.page };
    } else if (
      open &&
      page.page === open.page &&
      first.box[0] > open.indent - page.em &&
      row.top - open.bottom < page.em
    ) {
      legend.set(open.code, `${legend.get(open.code)} ${row.tokens.map((token) => token.text).join(' ')}`);
      open.bottom = row.bottom;
    } else open = null;
  }
  return legend;
}

/** @returns the words printed in columns of codes. */
export const codesOn = ({ payments }: Walk): ReadonlySet<string> =>
  new Set(
    payments
      .flatMap((payment) => payment.claims)
      .flatMap((claim) => [...claim.lines.map((line) => line.record), ...(claim.total ? [claim.total] : [])])
      .flatMap((record) => record.texts.get('codes') ?? [])
      .flatMap((token) => token.text.split(/[,;/]+/))
      .map(bareCode),
  );

/** What a legend's sentences say of codes; the crosswalk decides later what is posted. */
export const explainFrom =
  (legend: ReadonlyMap<string, string>): Explain =>
  (code) => {
    const text = legend.get(code);
    return text ? meaningOf(text) : null;
  };

/** Places of a table where words or amounts stand under each other. */
import { codeText, standardCode } from './code-text.ts';
import type { Row, Token } from './rows.ts';
import { left, right } from './rows.ts';

export interface Cluster {
  kind: 'money' | 'text';
  left: number;
  right: number;
  filled: number;
  lefts: number[];
  rights: number[];
  /** Tokens that are codes such as `CO-45`. */
  codes: number;
  texts: string[];
}

export const width = (at: { left: number; right: number }): number => at.right - at.left;
export const overlap = (a: { left: number; right: number }, b: { left: number; right: number }): number =>
  Math.min(a.right, b.right) - Math.max(a.left, b.left);

const isGroupCode = (token: Token): boolean =>
  standardCode(codeText(token.text)) !== null || GROUP_CODE.test(token.text);
const GROUP_CODE = /^(?:CO|PR|OA|PI|CR)$/;

/** The fullest rows lay the columns down; two tokens of one row never share a column of money. */
export function clusters(rows: readonly Row[], kind: 'money' | 'text'): Cluster[] {
  const found: Cluster[] = [];
  const of = (row: Row) =>
    row.tokens.filter((token) => (token.cents !== null) === (kind === 'money') && !/^[-–—]+$/.test(token.text));
  for (const row of rows.toSorted((a, b) => of(b).length - of(a).length)) {
    const taken = new Set<Cluster>();
    for (const token of of(row)) {
      const at = { left: left(token), right: right(token) };
      const cluster = best(found, at, kind === 'money' ? taken : new Set());
      if (cluster) {
        taken.add(cluster);
        // Two cells that OCR took for one word do not widen the column.
        if (cluster.filled >= 3 && width(at) > width(cluster) * 1.8) continue;
        cluster.left = Math.min(cluster.left, at.left);
        cluster.right = Math.max(cluster.right, at.right);
        cluster.filled += 1;
        cluster.lefts.push(at.left);
        cluster.rights.push(at.right);
        cluster.codes += Number(isGroupCode(token));
        cluster.texts.push(token.text);
      } else {
        const fresh: Cluster = {
          kind,
          ...at,
          filled: 1,
          lefts: [at.left],
          rights: [at.right],
          codes: Number(isGroupCode(token)),
          texts: [token.text],
        };
        taken.add(fresh);
        found.push(fresh);
      }
    }
  }
  return found;
}

function best(
  found: readonly Cluster[],
  at: { left: number; right: number },
  taken: ReadonlySet<Cluster>,
): Cluster | null {
  let chosen: Cluster | null = null;
  let most = 0;
  for (const cluster of found) {
    const shared = overlap(cluster, at) / Math.min(width(cluster), width(at));
    if (shared > Math.max(most, 0.25) && !taken.has(cluster)) [chosen, most] = [cluster, shared];
  }
  return chosen;
}

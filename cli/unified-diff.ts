/** Two versions of a text file as a unified diff that `git apply` takes. */

const CONTEXT = 3;

interface Line {
  readonly sign: ' ' | '-' | '+';
  readonly text: string;
}

/** @param path as the repository names the file. @returns '' for equal texts. */
export function unifiedDiff(path: string, before: string, after: string): string {
  if (before === after) return '';
  const lines = compare(before.replace(/\n$/, '').split('\n'), after.replace(/\n$/, '').split('\n'));
  return `--- a/${path}\n+++ b/${path}\n${hunksOf(lines).join('')}`;
}

/** Longest common subsequence: selector files have some hundred lines. */
function compare(before: readonly string[], after: readonly string[]): Line[] {
  const lengths = Array.from({ length: before.length + 1 }, () => new Uint32Array(after.length + 1));
  for (let i = before.length - 1; i >= 0; i -= 1)
    for (let j = after.length - 1; j >= 0; j -= 1)
      lengths[i]![j] =
        before[i] === after[j] ? lengths[i + 1]![j + 1]! + 1 : Math.max(lengths[i + 1]![j]!, lengths[i]![j + 1]!);
  const lines: Line[] = [];
  let [i, j] = [0, 0];
  while (i < before.length || j < after.length) {
    if (i < before.length && j < after.length && before[i] === after[j]) {
      lines.push({ sign: ' ', text: before[i]! });
      i += 1;
      j += 1;
    } else if (i < before.length && (j === after.length || lengths[i + 1]![j]! >= lengths[i]![j + 1]!)) {
      lines.push({ sign: '-', text: before[i]! });
      i += 1;
    } else {
      lines.push({ sign: '+', text: after[j]! });
      j += 1;
    }
  }
  return lines;
}

function hunksOf(lines: readonly Line[]): string[] {
  const near = lines.map((_, at) => lines.slice(Math.max(0, at - CONTEXT), at + CONTEXT + 1).some(isChange));
  const hunks: string[] = [];
  for (let at = 0; at < lines.length; at += 1) {
    if (!near[at]) continue;
    const end = near.indexOf(false, at);
    const part = lines.slice(at, end < 0 ? lines.length : end);
    hunks.push(hunk(lines.slice(0, at), part));
    at += part.length;
  }
  return hunks;
}

function hunk(above: readonly Line[], part: readonly Line[]): string {
  const count = (lines: readonly Line[], sign: '-' | '+') =>
    lines.filter((line) => line.sign === ' ' || line.sign === sign).length;
  const head = `@@ -${count(above, '-') + 1},${count(part, '-')} +${count(above, '+') + 1},${count(part, '+')} @@`;
  return `${[head, ...part.map(({ sign, text }) => sign + text)].join('\n')}\n`;
}

const isChange = ({ sign }: Line): boolean => sign !== ' ';

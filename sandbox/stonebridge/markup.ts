/** Forms, facts and tables of the practice portal's pages, and how they drift. */
import type { DriftLevel } from '../faults.ts';
import { esc } from '../page-text.ts';

export interface Box {
  readonly name: string;
  /** As printed now, and after the labels have drifted. */
  readonly label: readonly [string, string];
  readonly value?: string;
  readonly type?: 'text' | 'password';
  readonly hint?: string;
  readonly isRequired?: boolean;
}

/** One column: its header now and after drift, and each row's cell as HTML. */
export interface Column<T> {
  readonly header: readonly [string, string];
  readonly cell: (row: T) => string;
}

export interface Markup {
  /** The first wording, or the second once labels have drifted. */
  readonly word: (wording: readonly [string, string]) => string;
  readonly box: (box: Box) => string;
  readonly button: (name: string, wording: readonly [string, string]) => string;
  readonly choice: (
    name: string,
    label: readonly [string, string],
    options: readonly { readonly value: string; readonly text: string }[],
  ) => string;
  /** Name and value pairs. Values are HTML. */
  readonly facts: (pairs: readonly (readonly [readonly [string, string], string])[]) => string;
  readonly table: <T>(caption: readonly [string, string], columns: readonly Column<T>[], rows: readonly T[]) => string;
  readonly form: (path: string, token: string, inner: string) => string;
}

export function markupOf(drift: DriftLevel | false): Markup {
  const word: Markup['word'] = (wording) => wording[drift === 'labels' ? 1 : 0];
  const id = (name: string): string => (drift === 'ids' ? `sb-${name.length}-${name.slice(0, 2)}x` : name);
  const kind = (name: string): string => (drift === 'ids' ? `c${name.length}` : name);
  return {
    word,
    box: ({ name, label, value = '', type = 'text', hint = '', isRequired = false }) =>
      `<p class="${kind('field')}"><label for="${id(name)}">${word(label)}</label>${isRequired ? '<span aria-hidden="true">*</span>' : ''}
<input type="${type}" id="${id(name)}" name="${name}" value="${esc(value)}" autocomplete="off" maxlength="80">${hint && ` <small>${hint}</small>`}</p>`,
    button: (name, wording) =>
      `<button type="submit" id="${id(name)}" name="act" value="${name}">${word(wording)}</button>`,
    choice: (name, label, options) =>
      `<p class="${kind('field')}"><label for="${id(name)}">${word(label)}</label>
<select id="${id(name)}" name="${name}"><option value="">-- Select --</option>${options.map(({ value, text }) => `<option value="${esc(value)}">${esc(text)}</option>`).join('')}</select></p>`,
    facts: (pairs) =>
      `<dl class="${kind('facts')}">${pairs.map(([name, value]) => `<div><dt>${word(name)}</dt><dd>${value}</dd></div>`).join('\n')}</dl>`,
    table: (caption, columns, rows) => {
      const shown = drift === 'columns' ? rearranged(columns) : columns;
      const head = shown.map((column) => `<th scope="col">${word(column.header)}</th>`).join('');
      const body = rows.map((row) => `<tr>${shown.map((column) => `<td>${column.cell(row)}</td>`).join('')}</tr>`);
      const none = `<tr><td colspan="${shown.length}">None on file.</td></tr>`;
      return `<table class="${kind('data')}"><caption>${word(caption)}</caption><thead><tr>${head}</tr></thead>
<tbody>${body.join('\n') || none}</tbody></table>`;
    },
    form: (path, token, inner) =>
      `<form method="post" action="${path}" autocomplete="off"><input type="hidden" name="token" value="${token}">
${inner}
</form>`,
  };
}

/** The last column first, the others after it, and one more in their midst. */
function rearranged<T>(columns: readonly Column<T>[]): Column<T>[] {
  const turned = [...columns.slice(-1), ...columns.slice(0, -1)];
  turned.splice(2, 0, { header: ['Ref', 'Ref'], cell: () => 'SB' });
  return turned;
}

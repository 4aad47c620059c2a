/** A list that draws only the rows in view, and asks for rows as it is scrolled to them. */
import { h } from './dom.js';
import { ui } from './words.js';

const ROW = 40;
const IN_VIEW = 8;
/** Rows drawn above and below those in view. */
const OVER = 1;
const PORTION = 12;

/** @param fetchRows answers `{ rows }` from a place on, or null. */
export function virtualList(title, columns, first, fetchRows) {
  const known = new Map(first.rows.map((row, at) => [at, row]));
  const asked = new Set([0]);
  const spacer = h('div', { style: `height:${first.total * ROW}px` });
  const viewport = h('div', { class: 'viewport', role: 'rowgroup', tabindex: '0' }, spacer);
  const rowAt = (at) => {
    const row = known.get(at);
    const cells = row
      ? columns.map(([, cell]) => h('span', { role: 'cell' }, cell(row, at) ?? ''))
      : columns.map(() => h('span', { role: 'cell' }, '\u00b7\u00b7\u00b7'));
    return h(
      'div',
      {
        class: 'line',
        role: 'row',
        'aria-rowindex': String(at + 2),
        'aria-busy': row ? null : 'true',
        style: `top:${at * ROW}px`,
      },
      ...cells,
    );
  };
  const draw = () => {
    const top = Math.max(0, Math.floor(viewport.scrollTop / ROW) - OVER);
    const end = Math.min(first.total, top + IN_VIEW + 2 * OVER);
    spacer.replaceChildren(...Array.from({ length: Math.max(0, end - top) }, (_, i) => rowAt(top + i)));
    for (let at = top; at < end; at += 1) void need(Math.floor(at / PORTION));
  };
  const need = async (portion) => {
    if (asked.has(portion)) return;
    asked.add(portion);
    const answer = await fetchRows(portion * PORTION, PORTION);
    for (const [i, row] of (answer?.rows ?? []).entries()) known.set(portion * PORTION + i, row);
    draw();
  };
  viewport.addEventListener('scroll', () => requestAnimationFrame(draw));
  draw();
  const heads = columns.map(([header]) => h('span', { role: 'columnheader' }, ui.w(header)));
  const head = h('div', { class: 'heads', role: 'row', 'aria-rowindex': '1' }, ...heads);
  return h('bw-list', { role: 'table', 'aria-label': title, 'aria-rowcount': String(first.total + 1) }, head, viewport);
}

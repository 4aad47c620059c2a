/** Draws elements; the page's drift decides class names and ids. */
import { ui } from './words.js';

/** @returns an element; `on...` attributes are listeners, null children are left out. */
export function h(tag, attributes, ...children) {
  const node = document.createElement(tag);
  node.setAttribute(`_ngcontent-${ui.prefix()}-c${tag.length}`, '');
  for (const [name, value] of Object.entries(attributes ?? {})) {
    if (value === null || value === undefined) continue;
    if (name.startsWith('on')) node.addEventListener(name.slice(2), value);
    else node.setAttribute(name, name === 'id' || name === 'for' ? `${ui.prefix()}-${value}` : value);
  }
  node.append(...children.flat().filter((child) => child !== null));
  return node;
}

export const card = (...children) => h('bw-card', {}, ...children);
export const loading = () => h('div', { role: 'progressbar', 'aria-label': ui.w('Loading') }, 'Loading\u2026');
export const alertOf = (message) => h('div', { role: 'alert' }, h('p', {}, message));

/** A labelled text box. */
export const field = (name, label, { type = 'text', value = '' } = {}) =>
  h(
    'bw-field',
    {},
    h('label', { for: name }, ui.w(label)),
    h('input', { id: name, name, type, value, autocomplete: 'off' }),
  );

/** Name and value pairs; a pair of null is left out. */
export const facts = (pairs) =>
  h('dl', {}, ...pairs.filter(Boolean).flatMap(([name, value]) => [h('dt', {}, ui.w(name)), h('dd', {}, value ?? '')]));

/** A table with its title; columns are `[header, cell]`. Left out when it has no rows. */
export function table(title, columns, rows) {
  if (rows.length === 0) return null;
  const shown = ui.columns(columns);
  return h(
    'table',
    {},
    h('caption', {}, ui.w(title)),
    h('thead', {}, h('tr', {}, ...shown.map(([header]) => h('th', { scope: 'col' }, ui.w(header))))),
    h('tbody', {}, ...rows.map((row, at) => h('tr', {}, ...shown.map(([, cell]) => h('td', {}, cell(row, at) ?? ''))))),
  );
}

/** The texts of a form's boxes by name. */
export const valuesOf = (form) => Object.fromEntries(new FormData(form).entries());

/** The document library: search by claim number and dates, download as PDF. */
import { ask, askFile } from '../api.js';
import { alertOf, card, field, h, loading, table, valuesOf } from '../dom.js';
import { isoDate, usDate } from '../format.js';
import { ui } from '../words.js';

export function documents(app) {
  const messages = h('div', {});
  const results = h('div', {});
  const submit = async (event) => {
    event.preventDefault();
    const given = valuesOf(event.target);
    const [from, to] = [isoDate(given.from), isoDate(given.to)];
    if (from === null || to === null) return messages.replaceChildren(alertOf('Enter valid dates (MM/DD/YYYY).'));
    messages.replaceChildren(loading());
    results.replaceChildren();
    try {
      const { form, rows } = await ask('documents', { ...given, from, to });
      messages.replaceChildren();
      return results.replaceChildren(...listOf(app, form, rows));
    } catch (error) {
      return app.refuse(error, messages);
    }
  };
  app.show(
    card(
      h('h1', {}, ui.w('Document library')),
      h('p', {}, 'Remittances are kept for 24 months. Search any 90 days.'),
      messages,
      h(
        'form',
        { onsubmit: submit },
        field('claimNumber', 'Claim number'),
        field('from', 'From date'),
        field('to', 'To date'),
        h('button', { class: 'action', type: 'submit' }, ui.w('Search documents')),
      ),
      results,
    ),
  );
}

function listOf(app, form, rows) {
  if (rows.length === 0) return [h('p', {}, 'No documents match your search.')];
  const columns = [
    ['Claim number', (row) => row.claimNumber],
    ['Member ID', (row) => row.memberId],
    ['Document date', (row) => usDate(row.date)],
    ['Document', (row) => row.fileName],
    ['Match', (row) => row.match],
    ['Action', (row, at) => control(app, form, row, at)],
  ];
  return [
    h('p', {}, `${rows.length} ${rows.length === 1 ? 'document' : 'documents'} found`),
    table('Documents', columns, rows),
  ];
}

/** The same words on a link or a button: the five ways in which portals hand out a file. */
function control(app, form, row, at) {
  const words = ui.w('Download PDF');
  if (!form.startsWith('blob')) {
    const target = form === 'attachment' ? null : '_blank';
    return h('a', { class: 'link', href: row.address, target }, words);
  }
  const fetchIt = async () => {
    try {
      const address = URL.createObjectURL(await askFile('document', { row: at }));
      if (form === 'blob-window') window.open(address);
      else {
        const link = h('a', { href: address, download: row.fileName });
        link.click();
        URL.revokeObjectURL(address);
      }
    } catch (error) {
      app.refuse(error, null);
    }
  };
  return h('button', { class: 'link', type: 'button', onclick: fetchIt }, words);
}

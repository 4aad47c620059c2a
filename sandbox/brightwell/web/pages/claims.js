/** Claim search, the list of what it found, and one claim. */
import { ask } from '../api.js';
import { alertOf, card, facts, field, h, loading, table, valuesOf } from '../dom.js';
import { isoDate, money, usDate } from '../format.js';
import { ui } from '../words.js';
import { virtualList } from '../virtual-list.js';

const KINDS = [
  ['claim', 'Claim number', ['claimNumber']],
  ['account', 'Patient account number', ['accountNumber']],
  ['member', 'Member and dates of service', ['memberId', 'serviceFrom', 'serviceTo']],
];
const BOXES = {
  claimNumber: () => field('claimNumber', 'Claim number'),
  accountNumber: () => field('accountNumber', 'Patient account number'),
  memberId: () => field('memberId', 'Member ID'),
  serviceFrom: () => field('serviceFrom', 'First date of service'),
  serviceTo: () => field('serviceTo', 'Last date of service'),
};
/** How long after a list its second answer comes, when answers come twice. */
const AGAIN_MS = 120;

export function claimSearch(app) {
  const messages = h('div', {});
  const boxes = h('div', {});
  const choose = (event) => {
    const names = KINDS.find(([kind]) => kind === event.target.value)?.[2] ?? [];
    boxes.replaceChildren(...names.map((name) => BOXES[name]()));
  };
  const submit = async (event) => {
    event.preventDefault();
    const given = valuesOf(event.target);
    for (const name of ['serviceFrom', 'serviceTo'])
      if (given[name]) {
        given[name] = isoDate(given[name]);
        if (given[name] === null)
          return messages.replaceChildren(alertOf('Enter valid dates of service (MM/DD/YYYY).'));
      }
    messages.replaceChildren(loading());
    try {
      const { total, isRepeated } = await ask('claims', given);
      if (total === 0) return messages.replaceChildren(alertOf('No claims match your search.'));
      return await app.go('/provider/claims/results', { isRepeated });
    } catch (error) {
      return app.refuse(error, messages);
    }
  };
  const options = KINDS.map(([kind, label]) => h('option', { value: kind }, label));
  app.show(
    card(
      h('h1', {}, ui.w('Claims')),
      messages,
      h(
        'form',
        { onsubmit: submit },
        h(
          'bw-field',
          {},
          h('label', { for: 'by' }, ui.w('Search by')),
          h('select', { id: 'by', name: 'by', onchange: choose }, h('option', { value: '' }, 'Select'), ...options),
        ),
        boxes,
        h('button', { class: 'action', type: 'submit' }, ui.w('Search claims')),
      ),
    ),
  );
}

export async function claimResults(app, { isRepeated }) {
  app.show(loading());
  const first = await ask('claim-rows', { from: 0, count: 12 });
  const openClaim = (at) => () => app.go('/provider/claims/detail', { row: at });
  const columns = [
    [
      'Claim number',
      (row, at) => h('button', { class: 'link', type: 'button', onclick: openClaim(at) }, row.claimNumber),
    ],
    ['Patient account number', (row) => row.accountNumber],
    ['Member name', (row) => row.name],
    ['Member ID', (row) => row.memberId],
    ['Service date', (row) => usDate(row.serviceFrom)],
    ['Billed', (row) => money(row.billedCents)],
    ['Status', (row) => row.status],
  ];
  const draw = () => {
    const list = virtualList(ui.w('Claim results'), ui.columns(columns), first, async (from, count) => {
      try {
        return await ask('claim-rows', { from, count });
      } catch (error) {
        app.refuse(error, null);
        return null;
      }
    });
    app.show(
      card(
        h('h1', {}, 'Claim search results'),
        h('p', {}, `${first.total} ${first.total === 1 ? 'claim' : 'claims'} found`),
        list,
      ),
    );
  };
  draw();
  const here = location.pathname;
  if (isRepeated) setTimeout(() => void (location.pathname === here && draw()), AGAIN_MS);
}

const codeOf = ({ group, reason }) => [group, reason].filter(Boolean).join('-');

export async function claimDetail(app, { row }) {
  app.show(loading());
  const shown = await ask('claim', { row });
  const { claim } = shown;
  const adjustments = [
    ...claim.adjustments.map((each) => ({ ...each, line: 'Claim' })),
    ...claim.lines.flatMap((line) => line.adjustments.map((each) => ({ ...each, line: String(line.lineNumber) }))),
  ];
  const remarks = [
    ...claim.remarks.map((code) => ({ code, line: 'Claim' })),
    ...claim.lines.flatMap((line) => line.remarks.map((code) => ({ code, line: String(line.lineNumber) }))),
  ];
  app.show(
    card(
      h('h1', {}, ui.w('Claim detail')),
      facts([
        ['Claim number', claim.payerClaimControlNumber],
        ['Patient account number', claim.patientControlNumber],
        ['Member name', shown.name],
        ['Member ID', shown.memberId],
        ['Date of birth', usDate(shown.birthDate)],
        ['Claim status', claim.statusText],
        ['First date of service', usDate(claim.serviceFrom)],
        ['Last date of service', usDate(claim.serviceTo)],
        ['Received date', usDate(shown.receivedOn)],
        ['Processed date', usDate(claim.finalizedDate)],
        ['Total billed', money(claim.billedCents)],
        ['Total allowed', money(shown.allowedCents)],
        ['Total paid', money(claim.paidCents)],
        ['Member responsibility', money(claim.patientResponsibilityCents)],
        ['Check or EFT number', claim.checkNumber],
        ['Check or EFT date', usDate(claim.checkDate)],
        shown.replaces && ['Replaces claim', shown.replaces],
      ]),
    ),
    card(
      table(
        'Service lines',
        [
          ['Line', (line) => String(line.lineNumber)],
          ['Service date', (line) => usDate(line.serviceDate)],
          ['Procedure', (line) => line.procedure],
          ['Modifiers', (line) => line.modifiers.join(' ')],
          ['Units', (line) => (line.units === null ? '' : String(line.units))],
          ['Line status', (line) => line.statusText],
          ['Billed', (line) => money(line.billedCents)],
          ['Allowed', (line) => money(line.allowedCents)],
          ['Paid', (line) => money(line.paidCents)],
        ],
        claim.lines,
      ),
      table(
        'Adjustments',
        [
          ['Line', (each) => each.line],
          ['Code', codeOf],
          ['Amount', (each) => money(each.amountCents)],
        ],
        adjustments,
      ),
      table(
        'Remarks',
        [
          ['Line', (each) => each.line],
          ['Remark code', (each) => each.code],
        ],
        remarks,
      ),
      shown.hasDocument ? h('p', {}, 'The remittance of this claim is in the document library.') : null,
    ),
  );
}

/** Member search, its exact and partial matches, and one member's coverage. */
import { ask } from '../api.js';
import { alertOf, card, facts, field, h, loading, table, valuesOf } from '../dom.js';
import { endDate, isoDate, money, percent, usDate } from '../format.js';
import { ui } from '../words.js';

export function memberSearch(app) {
  const messages = h('div', {});
  const submit = async (event) => {
    event.preventDefault();
    const given = valuesOf(event.target);
    const birthDate = given.birthDate && isoDate(given.birthDate);
    const asOf = isoDate(given.asOf);
    if (birthDate === null || asOf === null)
      return messages.replaceChildren(
        alertOf(`Enter a valid date of ${asOf === null ? 'service' : 'birth'} (MM/DD/YYYY).`),
      );
    messages.replaceChildren(loading());
    try {
      const found = await ask('members', { ...given, birthDate, asOf });
      if (found.exact.length + found.partial.length > 0)
        return await app.go('/provider/eligibility/matches', { ...found, asOf });
      return messages.replaceChildren(alertOf("We couldn't find a member that matches what you entered."));
    } catch (error) {
      return app.refuse(error, messages);
    }
  };
  app.show(
    card(
      h('h1', {}, ui.w('Eligibility & benefits')),
      messages,
      h(
        'form',
        { onsubmit: submit },
        field('memberId', 'Member ID'),
        field('lastName', 'Last name'),
        field('firstName', 'First name'),
        field('birthDate', 'Date of birth'),
        field('asOf', 'Date of service'),
        h('button', { class: 'action', type: 'submit' }, ui.w('Search members')),
      ),
    ),
  );
}

export function memberMatches(app, { exact, partial, asOf }) {
  const openAt = (at) =>
    h(
      'button',
      { class: 'link', type: 'button', onclick: () => app.go('/provider/eligibility/coverage', { row: at, asOf }) },
      ui.w('View coverage'),
    );
  const columns = (offset) => [
    ['Member name', (row) => row.name],
    ['Member ID', (row) => row.memberId],
    ['Date of birth', (row) => usDate(row.birthDate)],
    ['Action', (_row, at) => openAt(at + offset)],
  ];
  app.show(
    card(
      h('h1', {}, 'Member results'),
      h('p', {}, `${exact.length} exact ${exact.length === 1 ? 'match' : 'matches'}`),
      table('Exact matches', columns(0), exact),
      partial.length > 0 ? h('p', {}, `${partial.length} similar, not all of what you entered agrees`) : null,
      table('Partial matches', columns(exact.length), partial),
    ),
  );
}

const NETWORK = { in: 'In network', out: 'Out of network' };
const networkOf = (row) => NETWORK[row.network] ?? '';
const LEVEL = { individual: 'Individual', family: 'Family' };

export async function coverage(app, { row, asOf }) {
  app.show(loading());
  const shown = await ask('coverage', { row, asOf });
  const { coverage: held } = shown;
  const isActive = held.status === 'active';
  const yearly = [
    ['Level', (each) => LEVEL[each.level]],
    ['Network', networkOf],
    ['Period', (each) => each.period],
    ['Amount', (each) => money(each.amountCents)],
    ['Remaining', (each) => money(each.remainingCents)],
  ];
  app.show(
    card(
      h('h1', {}, ui.w('Coverage')),
      facts([
        ['Member name', shown.name],
        ['Member ID', shown.memberId],
        ['Date of birth', usDate(shown.birthDate)],
        ['Date of service', usDate(asOf)],
        ['Coverage status', isActive ? 'Active' : 'Inactive'],
        isActive && ['Plan', held.plan],
        isActive && ['Plan type', held.planType],
        isActive && ['Group number', held.groupNumber],
        isActive && ['Effective date', usDate(held.effectiveDate)],
        isActive && ['Termination date', endDate(held.terminationDate)],
        isActive && ['Primary care provider', held.primaryCare],
      ]),
    ),
    card(
      table('Deductible', yearly, held.deductibles),
      table('Out-of-pocket maximum', yearly, held.outOfPocket),
      table(
        'Copays',
        [
          ['Service', (each) => each.service],
          ['Network', networkOf],
          ['Amount', (each) => money(each.amountCents)],
          ['Per', (each) => each.period],
        ],
        held.copays,
      ),
      table(
        'Coinsurance',
        [
          ['Service', (each) => each.service],
          ['Network', networkOf],
          ['Member pays', (each) => percent(each.percent)],
        ],
        held.coinsurance,
      ),
      table('Prior authorization required', [['Service', (each) => each]], held.priorAuthRequired),
      table('Benefit limits', [['Limit', (each) => each]], held.limitations),
      table(
        'Other insurance',
        [
          ['Insurer', (each) => each.name],
          ['Policy number', (each) => each.memberId],
          ['Effective date', (each) => usDate(each.effectiveDate)],
        ],
        held.otherPayers,
      ),
      table(
        'Coverage history',
        [
          ['Plan', (each) => each.plan],
          ['Effective date', (each) => usDate(each.from)],
          ['Termination date', (each) => endDate(each.to)],
        ],
        shown.history,
      ),
    ),
  );
}

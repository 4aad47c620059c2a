/** Eligibility inquiry, and the list of subscribers that it finds. */
import { parseUsDate } from '../../../domain/dates.ts';
import type { PortalMember } from '../../members.ts';
import { esc, personName, usDate } from '../../page-text.ts';
import { findMembers } from '../../records.ts';
import { namesakeOf } from '../../look-alikes.ts';
import { payerOfMember } from '../payers.ts';
import { document } from '../paper.ts';
import {
  alarm,
  type Answer,
  box,
  button,
  type Call,
  formRow,
  heading,
  type PageDefinition,
  radio,
  ruled,
  sessionOf,
} from '../site.ts';
import { emptyCell, hint, isOwnProvider, numbered, pickLink, pickScript, waiting, whomAndWhere } from './searching.ts';

const form = (call: Call, error: string): Answer => ({
  html: document(
    'Eligibility',
    `${heading(call, 'Eligibility Inquiry')}${alarm(error)}
<form method="post" action="/aex/elg_run.do"><table border="0"><tr><td><table border="0">
<tr>${radio(call, 'srch', 'N', 'Name and Birth Date', true)}${radio(call, 'srch', 'I', 'Subscriber No.', false)}</tr></table></td></tr>
<tr><td><table border="0">${whomAndWhere(call)}
${formRow(call, 'Subscriber No.:', box(call, 'subno'))}${formRow(call, 'Last Name:', box(call, 'lname'))}${formRow(call, 'First Name:', box(call, 'fname'))}
${formRow(call, 'Birth Date:', box(call, 'bdate', 10))}${formRow(call, 'Service Date:', box(call, 'sdate', 10))}
<tr><td></td><td>${button(call, 'Run Inquiry')}</td></tr></table></td></tr></table></form>`,
  ),
});

export const eligibilityInquiry: PageDefinition = { name: 'elg-inquiry', answer: (call) => form(call, '') };

export const eligibilityRun: PageDefinition = {
  name: 'elg-inquiry',
  answer: (call) => {
    const { site, field } = call;
    const serviceDate = parseUsDate(field('sdate'));
    if (!serviceDate) return form(call, 'Service Date must be MM/DD/YYYY.');
    if (field('bdate') && !parseUsDate(field('bdate'))) return form(call, 'Birth Date must be MM/DD/YYYY.');
    const found = search(call, serviceDate);
    if (found === 'invalid') return form(call, 'The inquiry is incomplete, or the Service Date is too far ahead.');
    site.counters.lookups += 1;
    const ours = found.filter((member) => !field('payer') || payerOfMember(member.memberId).key === field('payer'));
    sessionOf(call).members = { found: isOwnProvider(call) ? ours : [], serviceDate };
    return { redirect: '/aex/elg_list.jsp' };
  },
};

/** By the subscriber's number everyone under it; by name and birth date the one who is. */
function search({ site, field }: Call, serviceDate: string): readonly PortalMember[] | 'invalid' {
  const isById = field('srch') === 'I';
  const named = { lastName: field('lname'), firstName: field('fname'), birthDate: parseUsDate(field('bdate')) };
  const nobody = { lastName: null, firstName: null, birthDate: null };
  if (isById && !field('subno')) return 'invalid';
  return findMembers(
    site.members,
    {
      memberId: isById ? field('subno') : null,
      ...(isById ? nobody : named),
      ssn: null,
      from: serviceDate,
      to: serviceDate,
    },
    site.today,
  );
}

export const eligibilityList: PageDefinition = {
  name: 'elg-list',
  answer: (call) => {
    const { site, faults } = call;
    const searched = sessionOf(call).members;
    if (!searched) return { redirect: '/aex/elg_inq.jsp' };
    if (site.faults.hits(faults.neverAnswers)) return waiting(call);
    const [first] = searched.found;
    const found = first && site.faults.hits(faults.namesakes) ? [namesakeOf(first), ...searched.found] : searched.found;
    sessionOf(call).members = { ...searched, found };
    const rows = numbered(found);
    const shown = site.faults.hits(faults.doubleSubmit) ? [...rows, ...rows] : rows;
    return {
      html: document(
        'Subscribers',
        `${heading(call, 'Inquiry Results')}${shown.length === 0 ? emptyCell() : hint(call, 'Click a subscriber, then click again to open the report.') + grid(call, shown)}`,
        pickScript('/aex/elg_rpt.jsp', site.faults.hits(faults.doubleSubmit)),
      ),
    };
  },
};

const grid = (call: Call, rows: readonly { row: PortalMember; n: number }[]): string =>
  ruled(
    call,
    'Subscribers',
    [
      { header: 'Subscriber No.', cell: ({ row, n }) => pickLink(n, esc(row.memberId)) },
      { header: 'Subscriber Name', cell: ({ row }) => esc(personName(row.lastName, row.firstName)) },
      { header: 'Birth Date', cell: ({ row }) => usDate(row.birthDate) },
      { header: 'Payer', cell: ({ row }) => esc(payerOfMember(row.memberId).name) },
    ],
    rows,
  );

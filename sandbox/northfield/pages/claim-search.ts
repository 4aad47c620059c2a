/** Claim search and its results: ten rows to a page, paged inside an UpdatePanel. */
import { parseUsDate } from '../../../domain/dates.ts';
import type { PortalClaim } from '../../adjudication.ts';
import { datedOff, namesakesClaim } from '../../look-alikes.ts';
import { findClaims } from '../../records.ts';
import { esc, money, personName, usDate } from '../../page-text.ts';
import { arranged, type Column, grid } from '../html.ts';
import { updatePanel } from '../layout.ts';
import type { Call, Controls, PageDefinition, Reply } from '../site.ts';

const PAGE_SIZE = 10;
const FIELDS = ['ClaimNumber', 'PatientAccountNumber', 'MemberID', 'ServiceFrom', 'ServiceTo'] as const;
type Field = (typeof FIELDS)[number];
const LABELS: Readonly<Record<Field, readonly [string, string]>> = {
  ClaimNumber: ['Claim Number', 'Claim ID (ICN)'],
  PatientAccountNumber: ['Patient Account Number', 'Your Account No.'],
  MemberID: ['Member ID', 'Medicaid Number'],
  ServiceFrom: ['Service From', 'First Date of Service'],
  ServiceTo: ['Service To', 'Last Date of Service'],
};

export const claimSearch: PageDefinition = {
  name: 'claim-search',
  title: 'Search Claims',
  path: '/hcp/provider/Claims/SearchClaims/tabid/151/Default.aspx',
  stage: 'signed-in',
  view: (call, errors) => {
    const { controls, drift } = call;
    const box = (field: Field): string =>
      controls.textBox(field, LABELS[field][drift === 'labels' ? 1 : 0], {
        value: errors.length > 0 ? call.field(`${field}CmnTextBox_Control`) : '',
        hint: field.startsWith('Service') ? 'MM/DD/YYYY' : '',
      });
    return {
      heading: 'Search Claims',
      body: `<p>Enter a Claim Number, or a Patient Account Number, or a Member ID with the dates of service.</p>
${(drift === 'columns' ? FIELDS.toReversed() : FIELDS).map(box).join('\n')}
${controls.submit('SearchButton', drift === 'labels' ? 'Find' : 'Search')} ${controls.submit('ResetButton', 'Reset')}`,
    };
  },
  postBack: (call, control) => (control === 'ResetButton' ? { page: 'claim-search' } : search(call)),
};

function search(call: Call): Reply {
  const { site, session } = call;
  const value = (field: Field): string => call.field(`${field}CmnTextBox_Control`);
  const errors: string[] = [];
  const date = (field: Field): string | null => {
    const day = parseUsDate(value(field));
    if (value(field) && !day) errors.push(`${LABELS[field][0]} must be a valid date (MM/DD/YYYY).`);
    return day;
  };
  const from = date('ServiceFrom');
  const to = date('ServiceTo');
  const isEnough = value('ClaimNumber') || value('PatientAccountNumber') || (value('MemberID') && from && to);
  if (!isEnough && errors.length === 0)
    errors.push('Claim Number, Patient Account Number, or Member ID with Service From and Service To is required.');
  if (from && to && from > to) errors.push('Service To must be on or after Service From.');
  if (errors.length > 0) return { errors };
  site.counters.lookups += 1;
  session.claimSearch = {
    claimNumber: value('ClaimNumber') || null,
    accountNumber: value('PatientAccountNumber') || null,
    memberId: value('MemberID') || null,
    from,
    to,
  };
  session.claimPage = 1;
  return { page: 'claim-results' };
}

export const claimResults: PageDefinition = {
  name: 'claim-results',
  title: 'Claim Search Results',
  path: '/hcp/provider/Claims/SearchResults/tabid/152/Default.aspx',
  stage: 'signed-in',
  isOneTime: true,
  view: (call) => {
    const { controls } = call;
    const found = foundClaims(call);
    const panelId = controls.id('ResultsUpdatePanel');
    const inner = found.length === 0 ? '' : resultsGrid(call, found);
    const count =
      found.length === 0 ? 'No claims found that match the search criteria.' : `Total Records: ${found.length}`;
    return {
      heading: 'Claim Search Results',
      body: `<p id="${controls.id('ResultCount')}">${count}</p>
${updatePanel(panelId, inner)}
${controls.submit('NewSearchButton', 'New Search')}`,
      panels: { [panelId]: inner },
    };
  },
  postBack: (call, control, argument) => {
    if (control === 'NewSearchButton') return { page: 'claim-search' };
    const { session, site, faults, hits } = call;
    const found = foundClaims(call);
    const page = /^Page\$(\d+)$/.exec(argument)?.[1];
    if (control === 'ResultsGrid' && page) {
      session.claimPage = Math.min(Math.max(1, Number(page)), Math.ceil(found.length / PAGE_SIZE));
      return 'stay';
    }
    const row =
      found[(session.claimPage - 1) * PAGE_SIZE + Number(/^ResultsGrid\$ctl(\d+)\$ClaimLink$/.exec(control)?.[1]) - 2];
    if (!row) return 'stay';
    if (hits(faults.cutSessionBeforeDetail)) {
      site.sessions.end(session);
      return { notice: 'session-ended' };
    }
    session.claimNumber = row.shown.payerClaimControlNumber;
    return { page: 'claim-detail' };
  },
};

/** A provider that only delegates has no claims here. */
function foundClaims({ site, session, faults, hits }: Call): PortalClaim[] {
  if (!session.claimSearch || !session.provider?.isOwn) return [];
  const found = findClaims(datedOff(site.records, faults.otherDate), session.claimSearch);
  const [first] = found;
  const listed = first && hits(faults.namesakes) ? [namesakesClaim(first), ...found] : found;
  return hits(faults.doubleSubmit) ? listed.flatMap((record) => [record, record]) : listed;
}

function resultsGrid(call: Call, found: readonly PortalClaim[]): string {
  const { controls, session, drift } = call;
  const first = (session.claimPage - 1) * PAGE_SIZE;
  const link = (index: number): string => `ResultsGrid$ctl${String(index + 2).padStart(2, '0')}$ClaimLink`;
  const columns: Column<PortalClaim>[] = [
    {
      header: 'Claim Number',
      cell: ({ shown }, i) =>
        `<a id="${controls.id(link(i).replaceAll('$', '_'))}" href="${controls.postBackHref(link(i))}">${esc(shown.payerClaimControlNumber)}</a>`,
    },
    { header: 'Patient Account Number', cell: ({ shown }) => esc(shown.patientControlNumber) },
    { header: 'Member ID', cell: ({ member }) => esc(member.memberId) },
    { header: 'Member Name', cell: ({ member }) => esc(personName(member.lastName, member.firstName)) },
    { header: 'Service From', cell: ({ shown }) => usDate(shown.serviceFrom) },
    { header: 'Service To', cell: ({ shown }) => usDate(shown.serviceTo) },
    { header: 'Billed Amount', cell: ({ shown }) => money(shown.billedCents) },
    { header: 'Paid Amount', cell: ({ shown }) => money(shown.paidCents) },
    { header: 'Claim Status', cell: ({ shown }) => esc(shown.statusText) },
  ];
  const shownColumns = arranged(drift, columns);
  const pages = Math.ceil(found.length / PAGE_SIZE);
  const footer = pages > 1 ? pager(controls, session.claimPage, pages, shownColumns.length) : '';
  return grid(controls.id('ResultsGrid'), 'Claims', shownColumns, found.slice(first, first + PAGE_SIZE), footer);
}

function pager(controls: Controls, current: number, pages: number, span: number): string {
  const links = Array.from({ length: pages }, (_, i) => i + 1).map((page) =>
    page === current
      ? `<span>${page}</span>`
      : `<a href="${controls.postBackHref('ResultsGrid', `Page$${page}`)}">${page}</a>`,
  );
  return `<tr class="pager"><td colspan="${span}">${links.join(' ')}</td></tr>`;
}

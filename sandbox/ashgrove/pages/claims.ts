/** Claim inquiry, and the list of claims that it finds: eight to a page. */
import { addDays, parseUsDate } from '../../../domain/dates.ts';
import type { PortalClaim } from '../../adjudication.ts';
import { esc, money, personName, usDate } from '../../page-text.ts';
import { type ClaimSearch, findClaims } from '../../records.ts';
import { datedOff, namesakesClaim } from '../../look-alikes.ts';
import { payerOfMember } from '../payers.ts';
import { document, FONT } from '../paper.ts';
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
  select,
  sessionOf,
  word,
} from '../site.ts';
import { emptyCell, hint, isOwnProvider, numbered, pickLink, pickScript, waiting, whomAndWhere } from './searching.ts';

const PAGE_SIZE = 8;
/** The first is chosen when the page opens: a search by number looks into the last 30 days only, unless told otherwise. */
const PERIODS = [
  ['30', 'Last 30 Days'],
  ['90', 'Last 90 Days'],
  ['365', 'Last 12 Months'],
  ['', '-- ANY --'],
] as const;

const form = (call: Call, error: string): Answer => ({
  html: document(
    'Claims',
    `${heading(call, 'Claim Inquiry')}${alarm(error)}
<form method="post" action="/aex/clm_run.do"><table border="0"><tr><td><table border="0">
<tr>${radio(call, 'srch', 'S', 'Subscriber No. and Dates', true)}${radio(call, 'srch', 'C', 'Payer Claim No.', false)}${radio(call, 'srch', 'A', 'Patient Account No.', false)}</tr></table></td></tr>
<tr><td><table border="0">${whomAndWhere(call)}${formRow(call, 'Period:', select(call, 'period', PERIODS))}
${formRow(call, 'Search For:', box(call, 'what', 30))}${formRow(call, 'From:', box(call, 'from', 10))}${formRow(call, 'Thru:', box(call, 'thru', 10))}
<tr><td></td><td>${button(call, 'Run Inquiry')}</td></tr></table></td></tr></table></form>`,
  ),
});

export const claimInquiry: PageDefinition = { name: 'clm-inquiry', answer: (call) => form(call, '') };

export const claimRun: PageDefinition = {
  name: 'clm-inquiry',
  answer: (call) => {
    const { site, field } = call;
    const [from, to] = [parseUsDate(field('from')), parseUsDate(field('thru'))];
    if ((field('from') && !from) || (field('thru') && !to)) return form(call, 'Dates must be MM/DD/YYYY.');
    const kind = field('srch');
    if (!field('what') || (kind === 'S' && !(from && to))) return form(call, 'The inquiry is incomplete.');
    if (from && to && from > to) return form(call, 'Thru must not be before From.');
    site.counters.lookups += 1;
    sessionOf(call).claims = isOwnProvider(call) ? search(call, kind, from, to) : [];
    return { redirect: '/aex/clm_list.jsp?pg=1' };
  },
};

function search({ site, faults, field }: Call, kind: string, from: string | null, to: string | null): PortalClaim[] {
  const asked: ClaimSearch = {
    claimNumber: kind === 'C' ? field('what') : null,
    accountNumber: kind === 'A' ? field('what') : null,
    memberId: kind === 'S' ? field('what') : null,
    from,
    to,
  };
  const records = datedOff(site.records, faults.otherDate);
  const since = field('period') ? addDays(site.today, -Number(field('period'))) : '';
  const found = findClaims(records, asked).filter(
    ({ member, shown }) =>
      (shown.serviceFrom ?? site.today) >= since &&
      (!field('payer') || payerOfMember(member.memberId).key === field('payer')),
  );
  const [first] = found;
  return first && site.faults.hits(faults.namesakes) ? [namesakesClaim(first), ...found] : found;
}

export const claimList: PageDefinition = {
  name: 'clm-list',
  answer: (call) => {
    const { site, faults, query } = call;
    const { claims } = sessionOf(call);
    if (!claims) return { redirect: '/aex/clm_inq.jsp' };
    if (site.faults.hits(faults.neverAnswers)) return waiting(call);
    const rows = numbered(claims);
    const isTwice = site.faults.hits(faults.doubleSubmit);
    const shown = isTwice ? [...rows, ...rows] : rows;
    const last = Math.max(1, Math.ceil(shown.length / PAGE_SIZE));
    const page = Math.min(Math.max(1, Number(query.get('pg')) || 1), last);
    const content = shown.length === 0 ? emptyCell() : listed(call, shown, page, last);
    return {
      html: document(
        'Claims',
        `${heading(call, 'Inquiry Results')}${content}`,
        pickScript('/aex/clm_rpt.jsp', isTwice),
      ),
    };
  },
};

type Row = { readonly row: PortalClaim; readonly n: number };

function listed(call: Call, rows: readonly Row[], page: number, last: number): string {
  const link = (to: number, text: string): string => `<a href="/aex/clm_list.jsp?pg=${to}">${word(call, text)}</a> `;
  const turns = `${page > 1 ? link(page - 1, '<< Previous') : ''}${page < last ? link(page + 1, 'Next >>') : ''}`;
  return `${hint(call, 'Click a claim, then click again to open the report.')}
<p>${FONT}Page ${page} of ${last} (${rows.length} items)</font></p>
${grid(call, rows.slice((page - 1) * PAGE_SIZE, page * PAGE_SIZE))}
<p>${FONT}${turns}</font></p>`;
}

const grid = (call: Call, rows: readonly Row[]): string =>
  ruled(
    call,
    'Claims',
    [
      { header: 'Payer Claim No.', cell: ({ row, n }) => pickLink(n, esc(row.shown.payerClaimControlNumber)) },
      { header: 'Patient Account No.', cell: ({ row }) => esc(row.shown.patientControlNumber) },
      { header: 'Subscriber No.', cell: ({ row }) => esc(row.member.memberId) },
      { header: 'Subscriber Name', cell: ({ row }) => esc(personName(row.member.lastName, row.member.firstName)) },
      { header: 'Service From', cell: ({ row }) => usDate(row.shown.serviceFrom) },
      { header: 'Service Thru', cell: ({ row }) => usDate(row.shown.serviceTo) },
      { header: 'Charge', cell: ({ row }) => money(row.shown.billedCents) },
      { header: 'Claim Status', cell: ({ row }) => esc(row.shown.statusText) },
    ],
    rows,
  );

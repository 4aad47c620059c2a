/** Claim status: the search and its list, ten rows to a page. */
import type { PortalClaim } from '../../adjudication.ts';
import { datedOff } from '../../look-alikes.ts';
import { esc, money, usDate } from '../../page-text.ts';
import { findClaims } from '../../records.ts';
import { claimsOf } from '../lookup.ts';
import type { Answer, Call, PageDefinition, View } from '../site.ts';
import { afterSubmit, beneficiaryBoxes, dateIn, isOwnProvider, meant, withBeneficiary } from './beneficiary.ts';

const PAGE_SIZE = 10;

export const claimSearch: PageDefinition = {
  name: 'claim-search',
  path: '/portal/claims',
  stage: 'signed-in',
  get: (call) => ({ view: searchForm(call, []) }),
  post: (call) => {
    const { site, session, faults } = call;
    const refuse = (error: string): Answer => ({ view: searchForm(call, [error]) });
    const isOwn = isOwnProvider(call);
    if (isOwn === null) return refuse('Select a TIN / NPI / PTAN.');
    const records = isOwn ? datedOff(site.records, faults.otherDate) : [];
    const claimNumber = call.field('claim-number');
    if (claimNumber) {
      site.counters.lookups += 1;
      session.found = findClaims(records, { claimNumber, accountNumber: null, memberId: null, from: null, to: null });
      return afterSubmit(call, claimList.path);
    }
    const [from, to] = [dateIn(call, 'from-date'), dateIn(call, 'to-date')];
    if (!from || !to || from > to)
      return refuse('Enter the dates of service as MM/DD/YYYY, the first before the last.');
    const people = meant(call);
    if ('error' in people) return refuse(people.error);
    site.counters.lookups += 1;
    const path = withBeneficiary(call, people, (member) => {
      session.found = claimsOf(records, member, from, to);
      return claimList.path;
    });
    return afterSubmit(call, path);
  },
};

const searchForm = (call: Call, errors: readonly string[]): View => ({
  title: 'Claim Status Inquiry',
  errors,
  body: call.markup.form(
    claimSearch.path,
    call.session.formToken,
    `<p>Enter a Claim Control Number, or a beneficiary with dates of service.</p>
${call.markup.box({ name: 'claim-number', label: ['Claim Control Number', 'ICN or DCN'] })}
${beneficiaryBoxes(call)}
${call.markup.box({ name: 'from-date', label: ['From Date', 'First Day'], hint: 'MM/DD/YYYY' })}
${call.markup.box({ name: 'to-date', label: ['To Date', 'Last Day'], hint: 'MM/DD/YYYY' })}
${call.markup.button('search-claims', ['Search Claims', 'Find Claims'])}`,
  ),
});

export const claimList: PageDefinition = {
  name: 'claim-list',
  path: '/portal/claims/list',
  stage: 'signed-in',
  get: (call) => {
    const { session, markup } = call;
    const title = 'Claim Status Response';
    const { found } = session;
    if (found.length === 0) return { view: { title, body: '<p>No claims were found for this inquiry.</p>' } };
    const pages = Math.ceil(found.length / PAGE_SIZE);
    const page = Math.min(pages, Math.max(1, call.number('page')));
    const first = (page - 1) * PAGE_SIZE;
    const rows = found.slice(first, first + PAGE_SIZE).map((record, i) => ({ record, at: first + i }));
    const next =
      page < pages ? `<a href="${claimList.path}?page=${page + 1}">${markup.word(['Next Page', 'More'])}</a>` : '';
    return {
      view: {
        title,
        body: `<p>Claims found: ${found.length}</p><p>Page ${page} of ${pages}</p>${listTable(call, rows)}${next}`,
      },
    };
  },
};

interface ListRow {
  readonly record: PortalClaim;
  readonly at: number;
}

const listTable = ({ markup }: Call, rows: readonly ListRow[]): string =>
  markup.table<ListRow>(
    ['Claims', 'Matching Claims'],
    [
      {
        header: ['Claim Control Number', 'ICN or DCN'],
        cell: ({ record }) => esc(record.shown.payerClaimControlNumber),
      },
      { header: ['From Date', 'First Day'], cell: ({ record }) => usDate(record.shown.serviceFrom) },
      { header: ['To Date', 'Last Day'], cell: ({ record }) => usDate(record.shown.serviceTo) },
      { header: ['Status', 'Stage'], cell: ({ record }) => (record.shown.finalizedDate ? 'PROCESSED' : 'PENDING') },
      { header: ['Billed Amount', 'Billed'], cell: ({ record }) => money(record.shown.billedCents) },
      { header: ['Finalized Date', 'Finalized'], cell: ({ record }) => usDate(record.shown.finalizedDate) },
      { header: ['EFT/Check Number', 'Payment No.'], cell: ({ record }) => esc(record.shown.checkNumber) },
      { header: ['Paid Amount', 'Paid'], cell: ({ record }) => money(record.shown.paidCents) },
      {
        header: ['Action', 'Do'],
        cell: ({ at }) => `<a href="/portal/claims/view?row=${at + 1}">${markup.word(['View Claim', 'Open'])}</a>`,
      },
    ],
    rows,
  );

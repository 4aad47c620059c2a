/** Reports in windows of their own: a frameset of tools and the printed report. */
import type { ClaimStatusLine, StatusAdjustment } from '../../../domain/claim-status.ts';
import type { PortalClaim } from '../../adjudication.ts';
import { costSharingOf } from '../../cost-sharing.ts';
import { overlaps, type PortalMember } from '../../members.ts';
import { esc, money, personName, usDate } from '../../page-text.ts';
import { planOf } from '../../plans.ts';
import { payerOfMember } from '../payers.ts';
import type { Report } from '../sessions.ts';
import { document, FONT } from '../paper.ts';
import { type Answer, type Call, heading, type PageDefinition, pairs, ruled, sessionOf, word } from '../site.ts';

/** How the clearinghouse prints "no end". */
const OPEN_END = '99/99/9999';
const endDate = (iso: string | null): string => (iso === null ? OPEN_END : usDate(iso));

/** A report's window; its number says nothing of the patient. */
function reportWindow(call: Call, report: Report | undefined): Answer {
  const { site } = call;
  if (!report) return { notice: 'expired' };
  if (site.faults.hits(call.faults.cutSessionBeforeDetail)) {
    site.sessions.end(sessionOf(call), 'cut');
    return { notice: 'idle-session' };
  }
  const number = String(site.random.int(10_000_000, 99_999_999));
  sessionOf(call).reports.set(number, report);
  return {
    html: `<html><head><title>Report ${number}</title><link rel="icon" href="data:,"></head><frameset rows="34,*" border="0">
<frame name="tools" src="/aex/rpt_tools.jsp" scrolling="no"><frame name="report" src="/aex/rpt_body.jsp?rpt=${number}"></frameset></html>`,
  };
}

const placeOf = ({ query }: Call): number => Number(query.get('n') ?? '-1');

export const eligibilityReport: PageDefinition = {
  name: 'elg-report',
  answer: (call) => {
    const { site, faults } = call;
    const searched = sessionOf(call).members;
    const member = searched?.found[placeOf(call)];
    if (!searched || !member) return { notice: 'expired' };
    const isStale = site.faults.hits(faults.staleDetail);
    const shown = isStale ? (site.members.find((other) => other.lastName !== member.lastName) ?? member) : member;
    return reportWindow(call, { kind: 'eligibility', member: shown, serviceDate: searched.serviceDate });
  },
};

export const claimReport: PageDefinition = {
  name: 'clm-report',
  answer: (call) => {
    const { site, faults } = call;
    const record = sessionOf(call).claims?.[placeOf(call)];
    if (!record) return { notice: 'expired' };
    const isStale = site.faults.hits(faults.staleDetail);
    const shown = isStale ? (site.records.find((other) => other.member !== record.member) ?? record) : record;
    return reportWindow(call, { kind: 'claim', record: shown });
  },
};

export const reportTools: PageDefinition = {
  name: 'tools',
  isDecoration: true,
  answer: () => ({
    html: `<html><body bgcolor="#DDE6EE">${FONT}<a href="#" onclick="top.close(); return false;">Close Window</a></font></body></html>`,
  }),
};

export const reportBody: PageDefinition = {
  name: 'report',
  answer: (call) => {
    const number = call.query.get('rpt') ?? '';
    const report = sessionOf(call).reports.get(number);
    if (!report) return { notice: 'expired' };
    return report.kind === 'claim' ? printedClaim(call, number, report.record) : printedEligibility(call, report);
  },
};

function printedEligibility(
  call: Call,
  { member, serviceDate }: { member: PortalMember; serviceDate: string },
): Answer {
  const isActive = member.spans.some((span) => overlaps(span, serviceDate, serviceDate));
  const content = [
    heading(call, 'Eligibility Report'),
    pairs(call, [
      ['Payer', esc(payerOfMember(member.memberId).name)],
      ['Subscriber No.', esc(member.memberId)],
      ['Subscriber Name', esc(personName(member.lastName, member.firstName))],
      ['Birth Date', usDate(member.birthDate)],
      ['Service Date', usDate(serviceDate)],
      ['Coverage Status', isActive ? 'ACTIVE' : 'NOT ACTIVE'],
      ['Group No.', esc(isActive ? costSharingOf(member).groupNumber : null)],
      [
        'Primary Care',
        esc(
          isActive
            ? (member.managedCare.find((care) => overlaps(care, serviceDate, serviceDate))?.primaryCare ?? null)
            : null,
        ),
      ],
    ]),
    ...(isActive ? sections(call, member) : []),
  ];
  return { html: document('Eligibility Report', content.join('\n')) };
}

function sections(call: Call, member: PortalMember): string[] {
  return [
    ruled(
      call,
      'Coverage Spans',
      [
        { header: 'Plan', cell: (span) => esc(span.plan) },
        { header: 'Plan Type', cell: (span) => esc(planOf(span.plan).type) },
        { header: 'Effective', cell: (span) => usDate(span.from) },
        { header: 'Ends', cell: (span) => endDate(span.to) },
      ],
      member.spans,
    ),
    ruled(
      call,
      'Yearly Amounts',
      [
        { header: 'Kind', cell: ({ kind }) => kind },
        { header: 'Level', cell: ({ amount }) => ({ individual: 'IND', family: 'FAM' })[amount.level] },
        { header: 'Network', cell: ({ amount }) => ({ in: 'INN', out: 'OON' })[amount.network] },
        { header: 'Amount', cell: ({ amount }) => money(amount.amountCents) },
        { header: 'Remaining', cell: ({ amount }) => money(amount.remainingCents) },
      ],
      [
        ...costSharingOf(member).deductibles.map((amount) => ({ kind: 'DEDUCTIBLE', amount })),
        ...costSharingOf(member).outOfPocket.map((amount) => ({ kind: 'OUT OF POCKET', amount })),
      ],
    ),
    ...(member.copays.length === 0
      ? []
      : [
          ruled(
            call,
            'Co-payments',
            [
              { header: 'Service', cell: (copay) => esc(copay.service) },
              { header: 'Network', cell: (copay) => ({ in: 'INN', out: 'OON', none: '' })[copay.network ?? 'none'] },
              { header: 'Amount', cell: (copay) => money(copay.amountCents) },
              { header: 'Per', cell: (copay) => esc(copay.per) },
            ],
            member.copays,
          ),
        ]),
    ...(member.otherInsurance.length === 0
      ? []
      : [
          ruled(
            call,
            'Other Insurance',
            [
              { header: 'Carrier', cell: (other) => esc(other.carrier) },
              { header: 'Policy No.', cell: (other) => esc(other.policyNumber) },
              { header: 'Effective', cell: (other) => usDate(other.from) },
              { header: 'Ends', cell: (other) => endDate(other.to) },
            ],
            member.otherInsurance,
          ),
        ]),
  ];
}

function printedClaim(call: Call, number: string, record: PortalClaim): Answer {
  const { shown, member, replaces } = record;
  const content = [
    heading(call, 'Claim Status Report'),
    pairs(call, [
      ['Payer Claim No.', esc(shown.payerClaimControlNumber)],
      ['Patient Account No.', esc(shown.patientControlNumber)],
      ['Subscriber No.', esc(member.memberId)],
      ['Subscriber Name', esc(personName(member.lastName, member.firstName))],
      ['Birth Date', usDate(member.birthDate)],
      ['Claim Status', esc(shown.statusText)],
      ['Service From', usDate(shown.serviceFrom)],
      ['Service Thru', usDate(shown.serviceTo)],
      ['Charge Amount', money(shown.billedCents)],
      ['Paid Amount', money(shown.paidCents)],
      ['Patient Owes', money(shown.patientResponsibilityCents)],
      ['Check No.', esc(shown.checkNumber)],
      ['Check Date', usDate(shown.checkDate)],
      ['Finalized', usDate(shown.finalizedDate)],
      ['Replaces Claim', esc(replaces)],
    ]),
    ...(shown.lines.length > 0 ? [lines(call, shown.lines)] : []),
    ...adjustments(call, record),
    remittanceLink(call, number, record),
  ];
  const script = `function printRemit() { window.open('/aex/era_print.jsp?rpt=${number}', '_blank', 'width=700,height=500'); return false; }`;
  return { html: document('Claim Status Report', content.join('\n'), script) };
}

const lines = (call: Call, all: readonly ClaimStatusLine[]): string =>
  ruled(
    call,
    'Service Lines',
    [
      { header: 'Ln', cell: (line) => esc(line.lineNumber) },
      { header: 'Service Date', cell: (line) => usDate(line.serviceDate) },
      { header: 'Procedure', cell: (line) => esc(line.procedure) },
      { header: 'Mods', cell: (line) => esc(line.modifiers.join(' ')) },
      { header: 'Units', cell: (line) => esc(line.units) },
      { header: 'Charge', cell: (line) => money(line.billedCents) },
      { header: 'Paid', cell: (line) => money(line.paidCents) },
      { header: 'Line Status', cell: (line) => esc(line.statusText) },
      { header: 'Remarks', cell: (line) => esc(line.remarks.join(' ')) },
    ],
    all,
  );

/** Rows of the whole claim say CLM where rows of a line have its number. */
function adjustments(call: Call, { shown }: PortalClaim): string[] {
  const rows: { place: string; value: StatusAdjustment }[] = [
    ...shown.adjustments.map((value) => ({ place: 'CLM', value })),
    ...shown.lines.flatMap((line) => line.adjustments.map((value) => ({ place: String(line.lineNumber), value }))),
  ];
  if (rows.length === 0) return [];
  return [
    ruled(
      call,
      'Adjustments',
      [
        { header: 'Ln', cell: (row) => row.place },
        { header: 'Code', cell: (row) => esc(`${row.value.group ?? ''}-${row.value.reason ?? ''}`) },
        { header: 'Amount', cell: (row) => money(row.value.amountCents) },
      ],
      rows,
    ),
  ];
}

const remittanceLink = (call: Call, number: string, { shown }: PortalClaim): string =>
  shown.checkNumber === null
    ? `<p>${FONT}No remittance is on file for this claim.</font></p>`
    : `<p>${FONT}<a href="/aex/era_print.jsp?rpt=${number}" onclick="return printRemit()">${word(call, 'Print Remittance')}</a></font></p>`;

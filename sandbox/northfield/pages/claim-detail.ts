/** One claim: header, lines, adjustments, remarks. */
import type { ClaimStatusLine, StatusAdjustment } from '../../../domain/claim-status.ts';
import type { PortalClaim } from '../../adjudication.ts';
import { datedOff } from '../../look-alikes.ts';
import { esc, money, personName, usDate } from '../../page-text.ts';
import { arranged, type Column, facts, grid } from '../html.ts';
import type { Call, PageDefinition } from '../site.ts';

/** Own wording for the remark codes that the practice payer uses. */
const REMARKS: Readonly<Record<string, string>> = {
  MA18: 'Also sent on to the other insurer',
  M51: 'Procedure code missing, incomplete or not valid',
  N20: 'Service is part of another one on the same day',
  N54: 'Claim differs from the approval on file',
  N115: 'Decision follows a published coverage rule',
};

export const claimDetail: PageDefinition = {
  name: 'claim-detail',
  title: 'View Claim',
  path: '/hcp/provider/Claims/ViewClaim/tabid/153/Default.aspx',
  stage: 'signed-in',
  isOneTime: true,
  view: (call) => {
    const { controls } = call;
    const record = shownRecord(call);
    if (!record) return { heading: 'Claim Detail', body: '' };
    return {
      heading: 'Claim Detail',
      body: `${header(call, record)}
${lines(call, record)}
${adjustments(call, record)}
${remarks(call, record)}
${controls.submit('BackButton', 'Back to Search Results')}`,
    };
  },
  postBack: (_call, control) => (control === 'BackButton' ? { page: 'claim-results' } : 'stay'),
};

/** With the stale-row fault on: the next record of another member. */
function shownRecord({ site, session, faults, hits }: Call): PortalClaim | null {
  const records = datedOff(site.records, faults.otherDate);
  const at = records.findIndex((record) => record.shown.payerClaimControlNumber === session.claimNumber);
  const record = records[at] ?? null;
  if (!record || !hits(faults.staleDetail)) return record;
  const isOther = (other: PortalClaim): boolean => other.member !== record.member;
  return records.slice(at).find(isOther) ?? records.find(isOther) ?? record;
}

function header({ controls, drift }: Call, { shown, member, receivedOn, allowedCents, replaces }: PortalClaim): string {
  const pairs: [string, string][] = [
    ['Claim Number', esc(shown.payerClaimControlNumber)],
    ['Patient Account Number', esc(shown.patientControlNumber)],
    ['Member ID', esc(member.memberId)],
    ['Member Name', esc(personName(member.lastName, member.firstName))],
    ['Birth Date', usDate(member.birthDate)],
    ['Claim Status', esc(shown.statusText)],
    ['Service From', usDate(shown.serviceFrom)],
    ['Service To', usDate(shown.serviceTo)],
    ['Received Date', usDate(receivedOn)],
    ['Finalized Date', usDate(shown.finalizedDate)],
    ['Billed Amount', money(shown.billedCents)],
    ['Allowed Amount', money(allowedCents)],
    ['Paid Amount', money(shown.paidCents)],
    ['Patient Responsibility', money(shown.patientResponsibilityCents)],
    ['Check/EFT Number', esc(shown.checkNumber)],
    ['Check Date', usDate(shown.checkDate)],
    ['Replaces Claim', esc(replaces)],
  ];
  return facts(controls.id('ClaimInformation'), 'Claim Information', drift === 'columns' ? pairs.toReversed() : pairs);
}

function lines({ controls, drift }: Call, { shown, revenueCodes }: PortalClaim): string {
  if (shown.lines.length === 0) return '<p>No service lines on file.</p>';
  const columns: Column<ClaimStatusLine>[] = [
    { header: 'Line', cell: (line) => esc(line.lineNumber) },
    { header: 'Service Date', cell: (line) => usDate(line.serviceDate) },
    { header: 'Revenue Code', cell: (_line, i) => esc(revenueCodes[i] ?? null) },
    { header: 'Procedure', cell: (line) => esc(line.procedure) },
    { header: 'Modifiers', cell: (line) => esc(line.modifiers.join(' ')) },
    { header: 'Units', cell: (line) => esc(line.units) },
    { header: 'Line Status', cell: (line) => esc(line.statusText) },
    { header: 'Billed', cell: (line) => money(line.billedCents) },
    { header: 'Allowed', cell: (line) => money(line.allowedCents) },
    { header: 'Paid', cell: (line) => money(line.paidCents) },
    { header: 'Patient Resp', cell: (line) => money(line.patientResponsibilityCents) },
  ];
  return grid(controls.id('LinesGrid'), 'Service Lines', arranged(drift, columns), shown.lines);
}

/** Rows of the whole claim say "Claim" where rows of a line have its number. */
const byPlace = <T>(
  ofClaim: readonly T[],
  shown: PortalClaim['shown'],
  ofLine: (line: ClaimStatusLine) => readonly T[],
) => [
  ...ofClaim.map((value) => ({ place: 'Claim', value })),
  ...shown.lines.flatMap((line) => ofLine(line).map((value) => ({ place: String(line.lineNumber), value }))),
];

function adjustments({ controls, drift }: Call, { shown }: PortalClaim): string {
  const rows = byPlace(shown.adjustments, shown, (line) => line.adjustments);
  if (rows.length === 0) return '<p>No adjustments.</p>';
  const columns: Column<{ place: string; value: StatusAdjustment }>[] = [
    { header: 'Line', cell: (row) => row.place },
    { header: 'Group', cell: (row) => esc(row.value.group) },
    { header: 'Reason', cell: (row) => esc(row.value.reason) },
    { header: 'Amount', cell: (row) => money(row.value.amountCents) },
  ];
  return grid(controls.id('AdjustmentsGrid'), 'Adjustments', arranged(drift, columns), rows);
}

function remarks({ controls, drift }: Call, { shown }: PortalClaim): string {
  const rows = byPlace(shown.remarks, shown, (line) => line.remarks);
  if (rows.length === 0) return '<p>No remarks.</p>';
  const columns: Column<{ place: string; value: string }>[] = [
    { header: 'Line', cell: (row) => row.place },
    { header: 'Remark Code', cell: (row) => esc(row.value) },
    { header: 'Description', cell: (row) => esc(REMARKS[row.value] ?? '') },
  ];
  return grid(controls.id('RemarksGrid'), 'Remarks', arranged(drift, columns), rows);
}

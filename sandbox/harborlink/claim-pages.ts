/** What a payer prints of claims: the list of a search, one claim with its lines, and a remittance. */
import { money, personName, usDate } from '../page-text.ts';
import type { PortalClaim } from '../adjudication.ts';
import { hashText } from '../random.ts';
import { table } from './benefits.ts';
import type { PanelModel, ResultModel, TableModel } from './model.ts';
import type { PracticePayer } from './payers.ts';

const COLUMN_LABELS: Readonly<Record<string, string>> = {
  claimNumber: 'Claim Number',
  patientName: 'Patient Name',
  patientId: 'Patient ID',
  accountNumber: 'Patient Account Number',
  serviceDates: 'Service Dates',
  billed: 'Billed',
  paid: 'Paid',
  status: 'Status',
  finalizedDate: 'Finalized Date',
  line: 'Line',
  serviceDate: 'Service Date',
  procedure: 'Procedure',
  modifiers: 'Modifiers',
  units: 'Quantity',
  allowed: 'Allowed',
  patientResponsibility: 'Patient Responsibility',
};
const columnsOf = (keys: readonly string[]): TableModel['columns'] =>
  keys.map((key) => ({ key, label: COLUMN_LABELS[key] ?? key }));

const serviceDates = ({ shown }: PortalClaim): string =>
  shown.serviceTo && shown.serviceTo !== shown.serviceFrom
    ? `${usDate(shown.serviceFrom)} - ${usDate(shown.serviceTo)}`
    : usDate(shown.serviceFrom);

/** @param refs what to ask the server for to open each claim. */
export function claimList(payer: PracticePayer, claims: readonly PortalClaim[], refs: readonly string[]): ResultModel {
  const rows = claims.map((claim) => ({
    claimNumber: claim.shown.payerClaimControlNumber ?? '',
    patientName: personName(claim.member.lastName, claim.member.firstName),
    patientId: claim.member.memberId ?? '',
    accountNumber: claim.shown.patientControlNumber ?? '',
    serviceDates: serviceDates(claim),
    billed: money(claim.shown.billedCents),
    paid: money(claim.shown.paidCents),
    status: claim.shown.statusText,
    finalizedDate: usDate(claim.shown.finalizedDate),
  }));
  return {
    heading: 'Claim Status Results',
    alerts: [{ severity: 'info', lines: ['Claims finalized today may show their payment tomorrow.'] }],
    panels: [],
    tables: [],
    list: { title: 'Claims', columns: columnsOf(payer.claimColumns), rows, refs, opens: '/apps/claim-status' },
  };
}

export function claimDetail(payer: PracticePayer, claim: PortalClaim): ResultModel {
  const { shown, member, replaces } = claim;
  const fact = (label: string, value: string | null): { label: string; value: string } => ({
    label,
    value: value ?? '',
  });
  const panels: PanelModel[] = [
    {
      title: 'Patient',
      facts: [
        fact('Patient Name', personName(member.lastName, member.firstName)),
        fact('Patient ID', member.memberId),
        fact('Date of Birth', usDate(member.birthDate)),
        fact('Patient Account Number', shown.patientControlNumber),
      ],
    },
    {
      title: 'Claim',
      facts: [
        fact('Claim Number', shown.payerClaimControlNumber),
        fact('Claim Status', shown.statusText),
        fact('Service From Date', usDate(shown.serviceFrom)),
        fact('Service To Date', usDate(shown.serviceTo)),
        fact('Finalized Date', usDate(shown.finalizedDate)),
        fact('Check Number', shown.checkNumber),
        fact('Check Date', usDate(shown.checkDate)),
        fact('Billed', money(shown.billedCents)),
        fact('Paid', money(shown.paidCents)),
        fact('Patient Responsibility', money(shown.patientResponsibilityCents)),
        ...(replaces === null ? [] : [fact('Replaces Claim', replaces)]),
      ],
    },
  ];
  return {
    heading: 'Claim Detail',
    alerts: [],
    panels,
    tables: [linesOf(payer, claim), ...claimLevel(payer, claim), ...codesOf(payer, claim)].filter(
      ({ rows }) => rows.length > 0,
    ),
    back: { label: 'Results', href: '/apps/claim-status?back=results' },
  };
}

function linesOf(payer: PracticePayer, { shown }: PortalClaim): TableModel {
  return {
    title: 'Service Lines',
    columns: columnsOf(payer.lineColumns),
    rows: shown.lines.map((line) => ({
      line: String(line.lineNumber ?? ''),
      serviceDate: usDate(line.serviceDate),
      procedure: line.procedure ?? '',
      modifiers: line.modifiers.join(' '),
      units: line.units === null ? '' : String(line.units),
      billed: money(line.billedCents),
      paid: money(line.paidCents),
      allowed: money(line.allowedCents),
      patientResponsibility: money(line.patientResponsibilityCents),
      status: line.statusText ?? '',
    })),
    details: shown.lines.map((line) => reasonsOf(payer, 'Line Adjustments', String(line.lineNumber ?? ''), line)),
  };
}

const claimLevel = (payer: PracticePayer, { shown }: PortalClaim): TableModel[] => {
  const reasons = reasonsOf(payer, 'Claim Adjustments', 'Claim', shown);
  return reasons ? [reasons] : [];
};

/** Adjustments and remarks of a line or of the claim; null when there is nothing to expand. */
function reasonsOf(
  payer: PracticePayer,
  title: string,
  place: string,
  { adjustments, remarks }: Pick<PortalClaim['shown'], 'adjustments' | 'remarks'>,
): TableModel | null {
  const rows = [
    ...adjustments.map(({ group, reason, amountCents }) => [
      place,
      `${group ?? ''} ${reason ?? ''}`.trim(),
      '',
      money(amountCents),
    ]),
    ...(payer.prints.remarks ? remarks.map((remark) => [place, '', remark, '']) : []),
  ];
  return rows.length === 0 ? null : table(title, ['Line', 'Reason Code', 'Remark Code', 'Amount'], rows);
}

/** Each code once, with words of our own. */
function codesOf(payer: PracticePayer, { shown }: PortalClaim): TableModel[] {
  const all = [shown, ...shown.lines];
  const reasons = all.flatMap(({ adjustments }) => adjustments.map(({ group, reason }) => `${group} ${reason}`));
  const remarks = payer.prints.remarks ? all.flatMap((each) => each.remarks) : [];
  const codes = [...new Set([...reasons, ...remarks])].toSorted();
  return [
    table(
      'Codes',
      ['Code', 'Description'],
      codes.map((code) => [code, `See the code list for ${code}.`]),
    ),
  ];
}

export const isPaid = ({ shown }: PortalClaim): boolean => shown.checkNumber !== null && (shown.paidCents ?? 0) > 0;

/** The remittances of a claim: the viewer knows paid claims only. */
export function remitList(claims: readonly PortalClaim[], refs: readonly string[]): ResultModel {
  const rows = claims.map(({ shown, member }) => ({
    'Claim Number': shown.payerClaimControlNumber ?? '',
    'Patient Name': personName(member.lastName, member.firstName),
    'Check Number': shown.checkNumber ?? '',
    'Check Date': usDate(shown.checkDate),
    Paid: money(shown.paidCents),
  }));
  return {
    heading: 'Remittance Results',
    alerts: [],
    panels: [],
    tables: [],
    list: {
      title: 'Remits',
      columns: ['Claim Number', 'Patient Name', 'Check Number', 'Check Date', 'Paid'].map((label) => ({
        key: label,
        label,
      })),
      rows,
      refs,
      opens: '/apps/remittance',
    },
  };
}

/** Number of the file: says nothing of the patient. */
export const eobName = ({ shown }: PortalClaim): string =>
  `EOB-${hashText(shown.payerClaimControlNumber ?? '').toString(36)}.pdf`;

/** The lines of a claim's explanation of benefits. */
export function eobLines(payerName: string, { shown, member }: PortalClaim): string[] {
  return [
    payerName.toUpperCase(),
    'EXPLANATION OF BENEFITS',
    '',
    `Check number  ${shown.checkNumber ?? ''}      Check date  ${usDate(shown.checkDate)}`,
    `Claim number  ${shown.payerClaimControlNumber ?? ''}      Account  ${shown.patientControlNumber ?? ''}`,
    `Patient       ${personName(member.lastName, member.firstName)}      ID  ${member.memberId ?? ''}`,
    '',
    'Line  Service date  Procedure     Billed    Allowed       Paid',
    ...shown.lines.map((line) =>
      [
        String(line.lineNumber ?? '').padEnd(6),
        usDate(line.serviceDate).padEnd(14),
        (line.procedure ?? '').padEnd(10),
        ...[line.billedCents, line.allowedCents, line.paidCents].map((cents) => money(cents).padStart(11)),
      ].join(''),
    ),
    '',
    `Billed ${money(shown.billedCents)}   Paid ${money(shown.paidCents)}   Patient responsibility ${money(shown.patientResponsibilityCents)}`,
  ];
}

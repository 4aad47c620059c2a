/** Reads Brightwell's claim detail. Pure: what is on the sheet, nothing of how it got there. */
import type { ClaimStatusLine, StatusAdjustment } from '../../../domain/claim-status.ts';
import { readClaimStatusText } from '../../../domain/claim-status-text.ts';
import type { printedClaimDetail } from '../../../selectors/brightwell/claims.ts';
import type { ClaimReading } from '../../claim-reading.ts';
import type { RowOf, Sheet } from '../../sheet.ts';
import { startTrace, type Trace, unreadable } from '../../trace.ts';

type Detail = typeof printedClaimDetail;
type Row<G extends keyof Detail['grids']> = RowOf<Detail, G>;

/** The word that adjustments and remarks of the whole claim have in place of a line number. */
const WHOLE_CLAIM = 'Claim';

export function readClaim(sheet: Sheet<Detail>): ClaimReading {
  const trace = startTrace();
  const rows = sheet.rows('lines');
  const adjustments = sheet.rows('adjustments');
  const remarks = sheet.rows('remarks');
  refuseStrayRows(rows, [...adjustments, ...remarks]);
  const header = {
    payerClaimControlNumber: trace.text('/payerClaimControlNumber', sheet.field('claimNumber')),
    patientControlNumber: trace.text('/patientControlNumber', sheet.field('accountNumber')),
    statusText: trace.text('/statusText', sheet.field('status')) ?? '',
    serviceFrom: trace.date('/serviceFrom', sheet.field('serviceFrom')),
    serviceTo: trace.date('/serviceTo', sheet.field('serviceTo')),
    billedCents: trace.cents('/billedCents', sheet.field('billed')),
    paidCents: trace.cents('/paidCents', sheet.field('paid')),
    patientResponsibilityCents: trace.cents('/patientResponsibilityCents', sheet.field('memberResponsibility')),
    checkNumber: trace.text('/checkNumber', sheet.field('checkNumber')),
    checkDate: trace.date('/checkDate', sheet.field('checkDate')),
    finalizedDate: trace.date('/finalizedDate', sheet.field('processedDate')),
    adjustments: adjustmentsOf(trace, '', adjustments, WHOLE_CLAIM),
    remarks: remarksOf(trace, '', remarks, WHOLE_CLAIM),
    lines: rows.map((row, at) => lineOf(trace, `/lines/${at}`, row, adjustments, remarks)),
  };
  const meaning = readClaimStatusText(header);
  for (const pointer of ['/category', '/status', '/state']) trace.fields[pointer] = trace.fields['/statusText']!;
  const aside = startTrace();
  return {
    claim: { ...header, ...meaning },
    fields: trace.fields,
    person: {
      memberId: aside.text('', sheet.field('memberId')),
      name: aside.text('', sheet.field('memberName')),
      birthDate: aside.date('', sheet.field('birthDate')),
    },
    replaces: aside.text('', sheet.field('replaces')),
    page: 'brightwell/claim-detail',
  };
}

/** The portal does not say what the patient owes of one line. */
function lineOf(
  trace: Trace,
  at: string,
  row: Row<'lines'>,
  adjustments: readonly Row<'adjustments'>[],
  remarks: readonly Row<'remarks'>[],
): ClaimStatusLine {
  const modifiers = trace.text(`${at}/modifiers`, row.modifiers);
  return {
    lineNumber: trace.number(`${at}/lineNumber`, row.line),
    procedure: trace.text(`${at}/procedure`, row.procedure),
    modifiers: modifiers?.split(' ') ?? [],
    serviceDate: trace.date(`${at}/serviceDate`, row.serviceDate),
    units: trace.number(`${at}/units`, row.units),
    statusText: trace.text(`${at}/statusText`, row.status),
    billedCents: trace.cents(`${at}/billedCents`, row.billed),
    allowedCents: trace.cents(`${at}/allowedCents`, row.allowed),
    paidCents: trace.cents(`${at}/paidCents`, row.paid),
    patientResponsibilityCents: null,
    adjustments: adjustmentsOf(trace, at, adjustments, row.line.text),
    remarks: remarksOf(trace, at, remarks, row.line.text),
  };
}

const adjustmentsOf = (
  trace: Trace,
  at: string,
  rows: readonly Row<'adjustments'>[],
  line: string | null,
): StatusAdjustment[] =>
  rows
    .filter((row) => row.line.text === line)
    .map((row, i) => {
      const pointer = `${at}/adjustments/${i}`;
      const [group, reason] = codeOf(row);
      for (const part of ['group', 'reason']) trace.fields[`${pointer}/${part}`] = row.code.provenance;
      return { group, reason, amountCents: trace.cents(`${pointer}/amountCents`, row.amount) };
    });

/** `CO-45` is group and reason; a reason may stand alone. */
function codeOf({ code }: Row<'adjustments'>): readonly [string | null, string] {
  const match = /^(?:([A-Z]{2})-)?([A-Z]?\d{1,3})$/.exec(code.text ?? '');
  if (!match?.[2]) throw unreadable(code, 'adjustment code');
  return [match[1] ?? null, match[2]];
}

const remarksOf = (trace: Trace, at: string, rows: readonly Row<'remarks'>[], line: string | null): string[] =>
  rows.filter((row) => row.line.text === line).map((row, i) => trace.text(`${at}/remarks/${i}`, row.code) ?? '');

/** An adjustment of a line that is not shown would be lost without a word. */
function refuseStrayRows(
  lines: readonly Row<'lines'>[],
  others: readonly (Row<'adjustments'> | Row<'remarks'>)[],
): void {
  const places = new Set([WHOLE_CLAIM, ...lines.map((row) => row.line.text)]);
  if (places.size !== lines.length + 1 && lines[0]) throw unreadable(lines[0].line, 'line number');
  const stray = others.find((row) => !places.has(row.line.text));
  if (stray) throw unreadable(stray.line, 'line number');
}

/** Reads Ashgrove's claim status report. Pure: what is on the sheet, nothing of how it got there. */
import type { ClaimStatusLine, StatusAdjustment } from '../../../domain/claim-status.ts';
import { readClaimStatusText } from '../../../domain/claim-status-text.ts';
import { type printedClaimReport, WHOLE_CLAIM } from '../../../selectors/ashgrove/claims.ts';
import type { ClaimReading } from '../../claim-reading.ts';
import type { RowOf, Sheet } from '../../sheet.ts';
import { startTrace, type Trace, unreadable } from '../../trace.ts';

type Report = typeof printedClaimReport;
type Row<G extends keyof Report['grids']> = RowOf<Report, G>;

export function readClaim(sheet: Sheet<Report>): ClaimReading {
  const trace = startTrace();
  const adjustments = sheet.rows('adjustments');
  const rows = sheet.rows('lines');
  refuseStrayRows(rows, adjustments);
  const header = {
    payerClaimControlNumber: trace.text('/payerClaimControlNumber', sheet.field('claimNumber')),
    patientControlNumber: trace.text('/patientControlNumber', sheet.field('accountNumber')),
    statusText: trace.text('/statusText', sheet.field('status')) ?? '',
    serviceFrom: trace.date('/serviceFrom', sheet.field('serviceFrom')),
    serviceTo: trace.date('/serviceTo', sheet.field('serviceTo')),
    billedCents: trace.cents('/billedCents', sheet.field('billed')),
    paidCents: trace.cents('/paidCents', sheet.field('paid')),
    patientResponsibilityCents: trace.cents('/patientResponsibilityCents', sheet.field('patientResponsibility')),
    checkNumber: trace.text('/checkNumber', sheet.field('checkNumber')),
    checkDate: trace.date('/checkDate', sheet.field('checkDate')),
    finalizedDate: trace.date('/finalizedDate', sheet.field('finalizedDate')),
    adjustments: adjustmentsOf(trace, '', adjustments, WHOLE_CLAIM),
    remarks: [],
    lines: rows.map((row, at) => lineOf(trace, `/lines/${at}`, row, adjustments)),
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
    page: 'ashgrove/claim-report',
  };
}

function lineOf(
  trace: Trace,
  at: string,
  row: Row<'lines'>,
  adjustments: readonly Row<'adjustments'>[],
): ClaimStatusLine {
  return {
    lineNumber: trace.number(`${at}/lineNumber`, row.line),
    procedure: trace.text(`${at}/procedure`, row.procedure),
    modifiers: trace.text(`${at}/modifiers`, row.modifiers)?.split(' ') ?? [],
    serviceDate: trace.date(`${at}/serviceDate`, row.serviceDate),
    units: trace.number(`${at}/units`, row.units),
    statusText: trace.text(`${at}/statusText`, row.status),
    billedCents: trace.cents(`${at}/billedCents`, row.billed),
    allowedCents: null,
    paidCents: trace.cents(`${at}/paidCents`, row.paid),
    patientResponsibilityCents: null,
    adjustments: adjustmentsOf(trace, at, adjustments, row.line.text),
    remarks: trace.text(`${at}/remarks`, row.remarks)?.split(' ') ?? [],
  };
}

/** Group and reason are printed as one code, `CO-45`. */
const adjustmentsOf = (
  trace: Trace,
  at: string,
  rows: readonly Row<'adjustments'>[],
  line: string | null,
): StatusAdjustment[] =>
  rows
    .filter((row) => row.line.text === line)
    .map((row, i) => {
      const parts = /^([A-Z]{2})-(\w+)$/.exec(row.code.text ?? '');
      if (!parts) throw unreadable(row.code, 'adjustment code');
      trace.text(`${at}/adjustments/${i}/group`, row.code);
      trace.text(`${at}/adjustments/${i}/reason`, row.code);
      return {
        group: parts[1] ?? null,
        reason: parts[2] ?? null,
        amountCents: trace.cents(`${at}/adjustments/${i}/amountCents`, row.amount),
      };
    });

/** An adjustment of a line that is not shown would be lost without a word. */
function refuseStrayRows(lines: readonly Row<'lines'>[], others: readonly Row<'adjustments'>[]): void {
  const places = new Set([WHOLE_CLAIM, ...lines.map((row) => row.line.text)]);
  if (places.size !== lines.length + 1 && lines[0]) throw unreadable(lines[0].line, 'line number');
  const stray = others.find((row) => !places.has(row.line.text));
  if (stray) throw unreadable(stray.line, 'line number');
}

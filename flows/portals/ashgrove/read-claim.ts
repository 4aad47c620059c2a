/** Reads Ashgrove's claim status report. Pure: what is on the sheet, nothing of how it got there. */
import type { ClaimStatusLine, StatusAdjustment } from '../../../domain/claim-status.ts';
import { type printedClaimReport, WHOLE_CLAIM } from '../../../selectors/ashgrove/claims.ts';
import { claimHeader, type ClaimReading, claimReading, refuseStrayRows } from '../../claim-reading.ts';
import type { RowOf, Sheet } from '../../sheet.ts';
import { startTrace, type Trace, unreadable } from '../../trace.ts';

type Report = typeof printedClaimReport;
type Row<G extends keyof Report['grids']> = RowOf<Report, G>;

export function readClaim(sheet: Sheet<Report>): ClaimReading {
  const trace = startTrace();
  const adjustments = sheet.rows('adjustments');
  const rows = sheet.rows('lines');
  refuseStrayRows(rows, adjustments, WHOLE_CLAIM);
  const header = {
    ...claimHeader(trace, sheet.field),
    adjustments: adjustmentsOf(trace, '', adjustments, WHOLE_CLAIM),
    remarks: [],
    lines: rows.map((row, at) => lineOf(trace, `/lines/${at}`, row, adjustments)),
  };
  return claimReading(header, trace, sheet.field, 'ashgrove/claim-report');
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

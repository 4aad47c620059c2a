/** Reads Harborlink's claim detail. Pure: what is on the sheet, nothing of how it got there. */
import type { ClaimStatusLine, StatusAdjustment } from '../../../domain/claim-status.ts';
import type { PrintedClaimDetail } from '../../../selectors/harborlink/claims.ts';
import { claimHeader, type ClaimReading, claimReading, refuseStrayRows } from '../../claim-reading.ts';
import type { Entry, RowOf, Sheet } from '../../sheet.ts';
import { startTrace, type Trace, unreadable } from '../../trace.ts';

type Row<G extends keyof PrintedClaimDetail['grids']> = RowOf<PrintedClaimDetail, G>;
type Reasons = readonly Row<'claimAdjustments'>[];

/** The word that adjustments of the whole claim have in place of a line number. */
const WHOLE_CLAIM = 'Claim';

export function readClaim(sheet: Sheet<PrintedClaimDetail>): ClaimReading {
  const trace = startTrace();
  const rows = sheet.rows('lines');
  const ofLines = sheet.rows('lineAdjustments');
  const ofClaim = sheet.rows('claimAdjustments');
  refuseStrayRows(rows, ofLines);
  refuseStrayRows([], ofClaim, WHOLE_CLAIM);
  const header = {
    ...claimHeader(trace, sheet.field),
    ...reasonsOf(trace, '', ofClaim),
    lines: rows.map((row, at) =>
      lineOf(
        trace,
        `/lines/${at}`,
        row,
        ofLines.filter((reason) => reason.line.text === row.line.text),
      ),
    ),
  };
  return claimReading(header, trace, sheet.field, 'harborlink/claim-detail');
}

function lineOf(trace: Trace, at: string, row: Row<'lines'>, reasons: Reasons): ClaimStatusLine {
  return {
    lineNumber: trace.number(`${at}/lineNumber`, row.line),
    procedure: trace.text(`${at}/procedure`, row.procedure),
    modifiers: trace.text(`${at}/modifiers`, inColumn(row, 'modifiers'))?.split(' ') ?? [],
    serviceDate: trace.date(`${at}/serviceDate`, row.serviceDate),
    units: trace.number(`${at}/units`, inColumn(row, 'units')),
    statusText: trace.text(`${at}/statusText`, row.status),
    billedCents: trace.cents(`${at}/billedCents`, row.billed),
    allowedCents: trace.cents(`${at}/allowedCents`, inColumn(row, 'allowed')),
    paidCents: trace.cents(`${at}/paidCents`, row.paid),
    patientResponsibilityCents: trace.cents(`${at}/patientResponsibilityCents`, row.patientResponsibility),
    ...reasonsOf(trace, at, reasons),
  };
}

/** The cell of a column that not every payer has. */
const inColumn = (row: Readonly<Partial<Record<string, Entry>>>, column: string): Entry | null => row[column] ?? null;

/** Rows with a reason code are adjustments, rows with a remark code are remarks. */
function reasonsOf(trace: Trace, at: string, rows: Reasons): { adjustments: StatusAdjustment[]; remarks: string[] } {
  const adjustments = rows.filter((row) => row.reason.text !== null);
  const remarks = rows.filter((row) => row.reason.text === null);
  return {
    adjustments: adjustments.map((row, i) => adjustmentOf(trace, `${at}/adjustments/${i}`, row)),
    remarks: remarks.map((row, i) => trace.text(`${at}/remarks/${i}`, row.remark) ?? ''),
  };
}

/** "CO 45": group and reason; a reason may stand without its group. */
function adjustmentOf(trace: Trace, at: string, row: Reasons[number]): StatusAdjustment {
  const match = /^(?:([A-Z]{2}) )?([A-Z]?\d{1,3})$/.exec(row.reason.text ?? '');
  if (!match) throw unreadable(row.reason, 'reason code');
  trace.text(`${at}/group`, row.reason);
  trace.text(`${at}/reason`, row.reason);
  return {
    group: match[1] ?? null,
    reason: match[2] ?? null,
    amountCents: trace.cents(`${at}/amountCents`, row.amount),
  };
}

/** Reads Northfield's claim detail. Pure: what is on the sheet, nothing of how it got there. */
import type { ClaimStatusLine, StatusAdjustment } from '../../../domain/claim-status.ts';
import type { printedClaimDetail } from '../../../selectors/northfield/claim-detail.ts';
import { claimHeader, type ClaimReading, claimReading, refuseStrayRows } from '../../claim-reading.ts';
import type { RowOf, Sheet } from '../../sheet.ts';
import { startTrace, type Trace } from '../../trace.ts';

type Detail = typeof printedClaimDetail;
type Row<G extends keyof Detail['grids']> = RowOf<Detail, G>;

/** The word that adjustments and remarks of the whole claim have in place of a line number. */
const WHOLE_CLAIM = 'Claim';

export function readClaim(sheet: Sheet<Detail>): ClaimReading {
  const trace = startTrace();
  const adjustments = sheet.rows('adjustments');
  const remarks = sheet.rows('remarks');
  const rows = sheet.rows('lines');
  refuseStrayRows(rows, [...adjustments, ...remarks], WHOLE_CLAIM);
  const header = {
    ...claimHeader(trace, sheet.field),
    adjustments: adjustmentsOf(trace, '', adjustments, WHOLE_CLAIM),
    remarks: remarksOf(trace, '', remarks, WHOLE_CLAIM),
    lines: rows.map((row, at) => lineOf(trace, `/lines/${at}`, row, adjustments, remarks)),
  };
  return claimReading(header, trace, sheet.field, 'northfield/claim-detail');
}

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
    patientResponsibilityCents: trace.cents(`${at}/patientResponsibilityCents`, row.patientResponsibility),
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
    .map((row, i) => ({
      group: trace.text(`${at}/adjustments/${i}/group`, row.group),
      reason: trace.text(`${at}/adjustments/${i}/reason`, row.reason),
      amountCents: trace.cents(`${at}/adjustments/${i}/amountCents`, row.amount),
    }));

const remarksOf = (trace: Trace, at: string, rows: readonly Row<'remarks'>[], line: string | null): string[] =>
  rows.filter((row) => row.line.text === line).map((row, i) => trace.text(`${at}/remarks/${i}`, row.code) ?? '');

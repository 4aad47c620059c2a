/** Reads Brightwell's claim detail. Pure: what is on the sheet, nothing of how it got there. */
import type { ClaimStatusLine, StatusAdjustment } from '../../../domain/claim-status.ts';
import type { printedClaimDetail } from '../../../selectors/brightwell/claims.ts';
import { claimHeader, type ClaimReading, claimReading, refuseStrayRows } from '../../claim-reading.ts';
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
  refuseStrayRows(rows, [...adjustments, ...remarks], WHOLE_CLAIM);
  const header = {
    ...claimHeader(trace, sheet.field),
    adjustments: adjustmentsOf(trace, '', adjustments, WHOLE_CLAIM),
    remarks: remarksOf(trace, '', remarks, WHOLE_CLAIM),
    lines: rows.map((row, at) => lineOf(trace, `/lines/${at}`, row, adjustments, remarks)),
  };
  return claimReading(header, trace, sheet.field, 'brightwell/claim-detail');
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

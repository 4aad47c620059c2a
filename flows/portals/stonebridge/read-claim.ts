/** Reads Stonebridge's claim detail. Pure: what is on the sheet, nothing of how it got there. */
import type { ClaimStatusLine, StatusAdjustment } from '../../../domain/claim-status.ts';
import type { printedClaimDetail } from '../../../selectors/stonebridge/claim-detail.ts';
import { claimHeader, type ClaimReading, claimReading, refuseStrayRows } from '../../claim-reading.ts';
import type { RowOf, Sheet } from '../../sheet.ts';
import { startTrace, type Trace, unreadable } from '../../trace.ts';

type Detail = typeof printedClaimDetail;
type Row<G extends keyof Detail['grids']> = RowOf<Detail, G>;

/** The word that codes of the whole claim have in place of a line number. */
const WHOLE_CLAIM = 'All';
/** Group and reason (`CO-45`), and remark codes (`N115`, `MA18`). */
const ADJUSTMENT = /^(CO|OA|PI|PR|CR)-([A-Z]?\d{1,3})$/;
const REMARK = /^(?:MA?|N)\d{1,4}$/;

/** @throws WorkException `result-unreadable` for a code that is neither, or that belongs to no line. */
export function readClaim(sheet: Sheet<Detail>): ClaimReading {
  const trace = startTrace();
  const codes = sheet.rows('codes');
  const rows = sheet.rows('lines');
  refuseStrays(rows, codes);
  const header = {
    ...claimHeader(trace, sheet.field),
    ...codesOf(trace, '', codes, WHOLE_CLAIM),
    lines: rows.map((row, at) => lineOf(trace, `/lines/${at}`, row, codes)),
  };
  return claimReading(header, trace, sheet.field, 'stonebridge/claim-detail');
}

function lineOf(trace: Trace, at: string, row: Row<'lines'>, codes: readonly Row<'codes'>[]): ClaimStatusLine {
  const modifiers = trace.text(`${at}/modifiers`, row.modifiers);
  return {
    lineNumber: trace.number(`${at}/lineNumber`, row.line),
    procedure: trace.text(`${at}/procedure`, row.procedure),
    modifiers: modifiers?.split(', ') ?? [],
    serviceDate: trace.date(`${at}/serviceDate`, row.serviceDate),
    units: trace.number(`${at}/units`, row.units),
    statusText: trace.text(`${at}/statusText`, row.status),
    billedCents: trace.cents(`${at}/billedCents`, row.billed),
    allowedCents: trace.cents(`${at}/allowedCents`, row.allowed),
    paidCents: trace.cents(`${at}/paidCents`, row.paid),
    patientResponsibilityCents: null,
    ...codesOf(trace, at, codes, row.line.text),
  };
}

/** Adjustments and remarks of one line, or of the whole claim. */
function codesOf(
  trace: Trace,
  at: string,
  rows: readonly Row<'codes'>[],
  line: string | null,
): { adjustments: StatusAdjustment[]; remarks: string[] } {
  const adjustments: StatusAdjustment[] = [];
  const remarks: string[] = [];
  for (const row of rows.filter((each) => each.line.text === line)) {
    const [, group = null, reason = null] = ADJUSTMENT.exec(row.code.text ?? '') ?? [];
    if (group === null) remarks.push(trace.text(`${at}/remarks/${remarks.length}`, row.code) ?? '');
    else {
      const place = `${at}/adjustments/${adjustments.length}`;
      for (const part of ['group', 'reason']) trace.text(`${place}/${part}`, row.code);
      adjustments.push({ group, reason, amountCents: trace.cents(`${place}/amountCents`, row.amount) });
    }
  }
  return { adjustments, remarks };
}

/** A code of a line that is not shown, or of a kind that we do not know, would be lost without a word. */
function refuseStrays(lines: readonly Row<'lines'>[], codes: readonly Row<'codes'>[]): void {
  refuseStrayRows(lines, codes, WHOLE_CLAIM);
  for (const { code, amount } of codes) {
    const isAdjustment = ADJUSTMENT.test(code.text ?? '');
    if (!isAdjustment && !REMARK.test(code.text ?? '')) throw unreadable(code, 'reason or remark code');
    if (isAdjustment !== (amount.text !== null)) throw unreadable(amount, 'amount of an adjustment');
  }
}

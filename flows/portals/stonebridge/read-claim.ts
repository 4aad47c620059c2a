/** Reads Stonebridge's claim detail. Pure: what is on the sheet, nothing of how it got there. */
import type { ClaimStatusLine, StatusAdjustment } from '../../../domain/claim-status.ts';
import { readClaimStatusText } from '../../../domain/claim-status-text.ts';
import type { printedClaimDetail } from '../../../selectors/stonebridge/claim-detail.ts';
import type { ClaimReading } from '../../claim-reading.ts';
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
    ...codesOf(trace, '', codes, WHOLE_CLAIM),
    lines: rows.map((row, at) => lineOf(trace, `/lines/${at}`, row, codes)),
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
    page: 'stonebridge/claim-detail',
  };
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
  const places = new Set([WHOLE_CLAIM, ...lines.map((row) => row.line.text)]);
  if (places.size !== lines.length + 1 && lines[0]) throw unreadable(lines[0].line, 'line number');
  for (const { line, code, amount } of codes) {
    if (!places.has(line.text)) throw unreadable(line, 'line number');
    const isAdjustment = ADJUSTMENT.test(code.text ?? '');
    if (!isAdjustment && !REMARK.test(code.text ?? '')) throw unreadable(code, 'reason or remark code');
    if (isAdjustment !== (amount.text !== null)) throw unreadable(amount, 'amount of an adjustment');
  }
}

/** Where the columns of a form do not add up in most rows, the form is not understood: nothing on it is certain. */
import type { FieldSource } from '../../domain/remittance.ts';
import { rowsOfClaim } from './amounts.ts';
import type { PaymentModel } from './amounts.ts';
import type { SettledPayment } from './assemble.ts';
import { meaningsOf } from './vocabulary.ts';

/** Below what a posting asks for, above what a person must look at first. */
const HUMBLE = 0.9;
/** Of rows: a scan has misread figures, a text layer has none. */
const ENOUGH = { 'text-layer': 0.5, ocr: 0.25 } as const;

/** A form of more rows than these prints what is paid somewhere. */
const FEW = 3;
/** Share of rows that add up where one amount on the paper may be wrong. */
const NEARLY = 0.9;

/** @returns the fields, those of payments that are not understood with no more than a fair confidence. */
export function humbled(
  fields: Readonly<Record<string, FieldSource>>,
  settled: readonly SettledPayment[],
): Record<string, FieldSource> {
  const open = settled.flatMap((payment, at) => (isOpenScan(payment) ? [`/payments/${at}/`] : []));
  const unfooted = settled.flatMap((payment, at) =>
    unfootedIn(payment).map((claim) => `/payments/${at}/claims/${claim}/`),
  );
  const doubtful = settled.flatMap((payment, at) => (isUnderstood(payment) ? [] : [`/payments/${at}/`]));
  return Object.fromEntries(
    Object.entries(fields).map(([pointer, field]) => [
      pointer,
      doubtful.some((each) => pointer.startsWith(each)) && field.confidence > HUMBLE
        ? { ...field, confidence: HUMBLE }
        : (isSum(pointer, field) && open.some((each) => pointer.startsWith(each))) ||
            (pointer.endsWith('Cents') && unfooted.some((each) => pointer.startsWith(each)))
          ? { ...field, confidence: Math.min(field.confidence, UNPROVEN) }
          : field,
    ]),
  );
}

/** A claim's sum of its lines is as good as the count of them: where the payment does not add up, a scan may lack one. */
const UNPROVEN = 0.98;

const isSum = (pointer: string, { via, box }: FieldSource): boolean =>
  via === 'arithmetic' && box === undefined && /\/claims\/\d+\/(?:billed|paid)Cents$/.test(pointer);

/** On a scan a total that its lines do not come to may be another's, or a line of them: rows by themselves are sound either way. */
const unfootedIn = ({ solved, model }: SettledPayment): number[] =>
  isScan(model) ? solved.claims.flatMap(({ adds }, at) => (adds === false ? [at] : [])) : [];

/** Of two columns headed as paid one may be the patient's, its heading spoilt, and of none any: rows add up with each, only the payment tells. */
const isPaidGuessed = (model: PaymentModel): boolean =>
  model.claims.flatMap(rowsOfClaim).some(({ cells }) => {
    const headed = cells.filter(({ heading }) => meaningsOf(heading)[0] === 'paid').length;
    const isRenamed = cells.some(
      ({ meanings, heading }) => meanings[0] === 'paid' && !meaningsOf(heading).includes('paid'),
    );
    return headed > 1 || (headed === 0 && isRenamed);
  });

const isOpenScan = ({ solved, model }: SettledPayment): boolean => !solved.adds && isScan(model);

const isScan = (model: PaymentModel): boolean =>
  model.claims
    .flatMap(rowsOfClaim)
    .some((row) => row.cells.some((cell) => cell.spots.some((spot) => spot.source === 'ocr')));

function isUnderstood({ solved, model }: SettledPayment): boolean {
  const enough = ENOUGH[isScan(model) ? 'ocr' : 'text-layer'];
  const rows = solved.claims.flatMap((claim) => [...claim.lines, ...(claim.total ? [claim.total] : [])]);
  const isPaidRead = model.claims
    .flatMap(rowsOfClaim)
    .some((row) =>
      row.cells.some((cell) => cell.meanings[0] === 'paid' && cell.spots.some((spot) => spot.readings.length > 0)),
    );
  if (rows.length === 0 || (rows.length > FEW && !isPaidRead)) return false;
  if (isScan(model) && !solved.adds && isPaidGuessed(model)) return false;
  const held = rows.filter((row) => row.holds).length / rows.length;
  const added = solved.claims.filter(({ adds }) => adds !== null);
  const footed = added.length === 0 ? 1 : added.filter(({ adds }) => adds).length / added.length;
  if (held < enough || (enough === ENOUGH['text-layer'] && footed < enough)) return false;
  // Where the payment does not come out either, all but every row must be sound.
  return solved.adds || isScan(model) || Math.min(held, footed) >= NEARLY;
}

/** Numbers and codes that the paper's others speak against: each reads well by itself. */
import type { RemittanceClaim } from '../../domain/remittance.ts';
import type { FieldLog } from './field-log.ts';

/** Below what a posting asks for. */
const DOUBTED = 0.9;

/**
 * Lowers the confidence of a payment's number that is one of its claims' or is set like them, dashes and all; on scans
 * also of claim numbers that lack the marks of the others: `29907857500` among `676548345-00`.
 * @param pointer of the payment.
 */
export function doubtNumbers(
  number: string | null,
  claims: readonly RemittanceClaim[],
  pointer: string,
  log: FieldLog,
): void {
  const numbers = claims.map(({ payerClaimControlNumber }) => payerClaimControlNumber ?? '');
  const isAClaims = (paid: string): boolean =>
    numbers.some((each) => plain(each) === plain(paid) || (plain(paid) !== paid && shapeOf(each) === shapeOf(paid)));
  if (number !== null && isAClaims(number)) log.limit(`${pointer}/number`, DOUBTED);
  numbers.forEach((own, at) => {
    const place = `${pointer}/claims/${at}/payerClaimControlNumber`;
    const isScan = log.fields[place]?.via !== 'text-layer';
    const isBare = own !== '' && plain(own) === own;
    if (isScan && isBare && numbers.some((other) => plain(other) !== other && shapeOf(plain(other)) === shapeOf(own)))
      log.limit(place, DOUBTED);
  });
}

/** Share of the lines whose procedures are of one length, as CPT, HCPCS and CDT are: a date may stand in the place of another. */
const USUAL = 0.75;
const PROCEDURE_LENGTH = 5;

/** Lowers the confidence of procedures on a scan that are no such code where nearly all others are, or are the line's own month and day. */
export function doubtProcedures(claims: readonly RemittanceClaim[], pointer: string, log: FieldLog): void {
  const codes = claims.flatMap(({ lines }, claim) =>
    lines.flatMap(({ procedure, serviceDate }, line) =>
      procedure ? [{ procedure, serviceDate, place: `${pointer}/claims/${claim}/lines/${line}/procedure` }] : [],
    ),
  );
  const isDay = (code: string, day: string | null | undefined) => day?.slice(5).replace('-', '') === code;
  const odd = codes.filter(({ procedure }) => procedure.length !== PROCEDURE_LENGTH);
  const isRare = odd.length <= codes.length * (1 - USUAL);
  for (const { place, procedure, serviceDate } of odd)
    if (log.fields[place]?.via !== 'text-layer' && (isRare || isDay(procedure, serviceDate))) log.limit(place, DOUBTED);
}

const plain = (number: string): string => number.replace(/[^A-Z0-9]/gi, '');
const shapeOf = (number: string): string => number.replace(/\d/g, '0').replace(/[A-Z]/gi, 'A');

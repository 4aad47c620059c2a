/** What paper leaves in doubt and our own claim settles: codes that OCR takes for each other, names of which either word may be the family's. */
import type { Claim } from './claim.ts';
import { comparePatient } from './matching-keys.ts';
import type { FieldSource, RemittanceClaim, RemittanceLine, RemittancePayment } from './remittance.ts';

/** Letters and figures of one shape, each under the figure it looks like. */
const SHAPES: readonly (readonly [RegExp, string])[] = [
  [/[OQD]/g, '0'],
  [/[IJLT7]/g, '1'],
  [/Z/g, '2'],
  [/[G]/g, '6'],
  [/S/g, '5'],
  [/B/g, '8'],
];

const shapeOf = (code: string): string =>
  SHAPES.reduce((shape, [letters, figure]) => shape.replace(letters, figure), code.toUpperCase());

/** Whether a reading may be the code: of the same shape, or without the first character, which a rule beside it hides. */
const isSeenAlike = (read: string, code: string): boolean =>
  shapeOf(read) === shapeOf(code) || (read.length === code.length - 1 && shapeOf(read) === shapeOf(code.slice(1)));

/** What of a paper document tells how it was read. */
interface Reading {
  readonly document: { readonly kind: string; readonly fields: Readonly<Record<string, FieldSource>> };
  /** Of the payment in its document, from 0. */
  readonly place: number;
  /** Our claim for each claim of the payment; null where none is certain. */
  readonly ours: readonly (Claim | null)[];
  /** Below it a field was not read for certain, 0 to 1. */
  readonly confidence: number;
}

/**
 * @returns the payment with procedures as we billed them, where they are doubtful and just one line of ours has the day,
 * the charge and the shape; with modifiers as we billed them, where they are doubtful; and with our patient's name, where it is doubtful and has the same words.
 */
export function asBilled(
  payment: RemittancePayment,
  { document, place, ours, confidence }: Reading,
): RemittancePayment {
  if (document.kind !== 'paper-eob') return payment;
  const claims = payment.claims.map((claim, at) => {
    const own = ours[at];
    const isDoubtful = (pointer: string): boolean =>
      (document.fields[`/payments/${place}/claims/${at}${pointer}`]?.confidence ?? 1) < confidence;
    return own
      ? {
          ...claim,
          patient: isDoubtful('/patient/lastName') ? named(claim, own) : claim.patient,
          lines: claim.lines.map((line, number) => {
            const coded = isDoubtful(`/lines/${number}/procedure`) ? billedAs(line, own) : line;
            return isDoubtful(`/lines/${number}/modifiers`) ? modifiedAs(coded, own) : coded;
          }),
        }
      : claim;
  });
  return { ...payment, claims };
}

const named = ({ patient }: RemittanceClaim, { patient: ours }: Claim): RemittanceClaim['patient'] =>
  comparePatient(ours, patient) === 'same'
    ? { ...patient, lastName: ours.lastName, firstName: ours.firstName }
    : patient;

function billedAs(line: RemittanceLine, { lines }: Claim): RemittanceLine {
  const { procedure, serviceDate, billedCents } = line;
  if (!procedure || !serviceDate || billedCents === null) return line;
  const alike = lines.filter(
    (own) =>
      own.serviceFrom === serviceDate &&
      own.billedCents === Math.abs(billedCents) &&
      own.procedure !== null &&
      isSeenAlike(procedure, own.procedure),
  );
  return alike.length === 1 ? { ...line, procedure: alike[0]!.procedure } : line;
}

/** The modifiers of our line with that procedure, day and charge; where several have them, all must have the same. */
function modifiedAs(line: RemittanceLine, { lines }: Claim): RemittanceLine {
  const { procedure, serviceDate, billedCents } = line;
  if (!procedure || !serviceDate || billedCents === null) return line;
  const same = lines.filter(
    (own) =>
      own.procedure === procedure && own.serviceFrom === serviceDate && own.billedCents === Math.abs(billedCents),
  );
  const ways = new Set(same.map(({ modifiers }) => modifiers.toSorted().join()));
  return ways.size === 1 ? { ...line, modifiers: same[0]!.modifiers } : line;
}

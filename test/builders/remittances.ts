/** Invented remittances of this practice's payer, as they look once read: every amount balances to the cent. */
import { createHash } from 'node:crypto';
import type { Claim } from '../../domain/claim.ts';
import { addDays } from '../../domain/dates.ts';
import { balanceOf } from '../../domain/balance.ts';
import type {
  RemittanceClaim,
  RemittanceDocument,
  RemittanceLine,
  RemittancePayment,
} from '../../domain/remittance.ts';
import { aClaim } from './claims.ts';
import { seeded } from './random.ts';

/** @returns the payer's answer to one of our claims: 70 % allowed, four fifths of it paid, the rest the patient's. */
export function anAnswer(claim: Claim, change: Partial<RemittanceClaim> = {}): RemittanceClaim {
  const lines = claim.lines.map((line): RemittanceLine => {
    const allowedCents = Math.round(line.billedCents * 0.7);
    const paidCents = Math.round(allowedCents * 0.8);
    return {
      serviceDate: line.serviceFrom,
      procedure: line.procedure ?? '99213',
      modifiers: [...line.modifiers],
      units: line.units ?? 1,
      billedCents: line.billedCents,
      allowedCents,
      paidCents,
      adjustments: [
        { group: 'CO', reason: '45', amountCents: line.billedCents - allowedCents },
        { group: 'PR', reason: '2', amountCents: allowedCents - paidCents },
      ],
      qualifier: 'HC',
    };
  });
  const paidCents = sum(lines.map((line) => line.paidCents));
  return {
    patientControlNumber: claim.patientControlNumber,
    payerClaimControlNumber: `ICN${claim.patientControlNumber}`,
    statusCode: '1',
    patient: { lastName: claim.patient.lastName, firstName: claim.patient.firstName, memberId: claim.memberId },
    serviceFrom: claim.serviceFrom,
    serviceTo: claim.serviceTo,
    billedCents: claim.billedCents,
    paidCents,
    patientResponsibilityCents: sum(lines.map((line) => (line.allowedCents ?? 0) - (line.paidCents ?? 0))),
    lines,
    disposition: 'post',
    exceptions: [],
    filingIndicator: '12',
    ...change,
  };
}

/** @returns a payment of these answers, its amount what they add up to. */
export function aPayment(claims: RemittanceClaim[], change: Partial<RemittancePayment> = {}): RemittancePayment {
  const providerAdjustments = change.providerAdjustments ?? [];
  const amountCents =
    sum(claims.map((claim) => claim.paidCents)) - sum(providerAdjustments.map((each) => each.amountCents));
  const payment: Omit<RemittancePayment, 'balance'> = {
    payer: { name: 'NORTHERN PINES HEALTH', id: 'NPH01', originator: '1010555299' },
    payee: { name: 'HARBOR FAMILY CLINIC', npi: '1730155201', tin: '010555201' },
    method: 'ACH',
    number: '700100',
    date: '2026-11-16',
    amountCents,
    claims,
    providerAdjustments,
    disposition: 'post',
    exceptions: [],
    ...change,
  };
  return { ...payment, balance: change.balance ?? balanceOf(payment).balance };
}

/** @returns a document as the readers give it; `name` makes its bytes, so that two names are two files. */
export const aDocument = (
  payments: RemittancePayment[],
  name = 'november.835',
  kind: 'era-835' | 'paper-eob' = 'era-835',
): RemittanceDocument => ({
  schema: 'remittance/1',
  source: {
    kind,
    file: name,
    sha256: createHash('sha256').update(name).digest('hex'),
    pages: kind === 'era-835' ? 0 : 1,
  },
  payments,
  fields: {},
});

/** @returns as many claims of different patients, and payments that answer them all, each once. */
export function manyPayments(count: number, seed: number): { claims: Claim[]; payments: RemittancePayment[] } {
  const random = seeded(seed);
  const claims: Claim[] = [];
  const payments = Array.from({ length: count }, (_, place) => {
    const own = Array.from({ length: 1 + Math.floor(random() * 3) }, () => {
      const number = claims.length + 1;
      const day = addDays('2026-06-01', Math.floor(random() * 120));
      const billedCents = 5_000 + Math.floor(random() * 40_000);
      const patient = { lastName: lastName(number), firstName: 'MARA', birthDate: '1984-03-17', sex: 'F' } as const;
      const claim = aClaim({
        patientControlNumber: `HFC-${10_000 + number}`,
        memberId: `NPH${4_000_000 + number}`,
        patient,
        subscriber: patient,
        billedCents,
        serviceFrom: day,
        serviceTo: day,
        lines: [{ ...aClaim().lines[0]!, billedCents, serviceFrom: day, serviceTo: day }],
      });
      claims.push(claim);
      return claim;
    });
    return aPayment(
      own.map((claim) => anAnswer(claim)),
      { number: `EFT${900_000 + place}`, date: addDays('2026-10-01', place % 40) },
    );
  });
  return { claims, payments };
}

const LETTERS = 'ABCDEFGHIJKLMNOPQRSTUVWXYZ';
/** Unlike in their first letters. */
const lastName = (number: number): string =>
  [1, 26, 676, 17_576].map((step) => LETTERS[Math.floor(number / step) % 26]).join('') + 'OSTRAND';

const sum = (cents: readonly (number | null)[]): number => cents.reduce<number>((all, each) => all + (each ?? 0), 0);

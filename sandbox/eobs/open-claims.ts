/** The practice's own claims that the invented remittances answer, so that matching and posting can be tried. */
import type { Claim } from '../../domain/claim.ts';
import { addDays } from '../../domain/dates.ts';
import type { RemittanceClaim, RemittancePayment } from '../../domain/remittance.ts';
import { type Random, seededRandom } from '../random.ts';
import type { PracticeCast } from './cast.ts';
import type { EobTruth, Profile } from './truth.ts';

/** One claim for each account number; a take-back and its correction answer the same one. */
export function claimsAnswered(
  payments: readonly RemittancePayment[],
  profile: Profile,
  practice: PracticeCast,
  random: Random,
): Claim[] {
  const answered = new Map<string, Claim>();
  for (const payment of payments)
    for (const claim of payment.claims) {
      const account = claim.patientControlNumber ?? '';
      if (!answered.has(account)) answered.set(account, billed(claim, payment, { profile, practice, random }));
    }
  return [...answered.values()];
}

interface Biller {
  readonly profile: Profile;
  readonly practice: PracticeCast;
  readonly random: Random;
}

function billed(claim: RemittanceClaim, payment: RemittancePayment, { profile, practice, random }: Biller): Claim {
  const patient = {
    lastName: claim.patient.lastName ?? '',
    firstName: claim.patient.firstName ?? null,
    birthDate: addDays('1950-01-01', random.int(0, 24_000)),
    sex: random.pick(['F', 'M'] as const),
  };
  const provider = { name: practice.name, npi: practice.npi, tin: practice.tin };
  const serviceTo = claim.serviceTo ?? null;
  return {
    kind: profile.kind,
    patientControlNumber: claim.patientControlNumber ?? '',
    frequency: '1',
    payerClaimControlNumber: null,
    payer: { name: payment.payer.name ?? '', id: payment.payer.id ?? null },
    memberId: claim.patient.memberId ?? null,
    groupNumber: null,
    subscriber: patient,
    patient,
    relationship: '18',
    billingProvider: provider,
    renderingProvider: null,
    billedCents: Math.abs(claim.billedCents ?? 0),
    serviceFrom: claim.serviceFrom ?? null,
    serviceTo,
    diagnoses: ['M545'],
    submittedOn: serviceTo ? addDays(serviceTo, 3) : null,
    lines: claim.lines.map((line) => ({
      procedure: profile.kind === 'institutional' ? null : line.procedure,
      modifiers: line.modifiers ?? [],
      revenueCode: profile.kind === 'institutional' ? line.procedure : null,
      billedCents: Math.abs(line.billedCents ?? 0),
      units: line.units ?? null,
      serviceFrom: line.serviceDate ?? null,
      serviceTo: line.serviceDate ?? null,
      controlNumber: line.controlNumber ?? null,
    })),
  };
}

/** What matching must find for an account number of the remittance. */
export type MatchExpected = 'found' | 'missing' | 'ambiguous' | 'other-patient';

export interface OpenClaims {
  readonly claims: readonly Claim[];
  /** By account number. */
  readonly expected: Readonly<Record<string, MatchExpected>>;
}

export interface OpenClaimsOptions {
  /** Shares of the claims, 0 to 1, that the practice does not have, has twice, or has for another patient. */
  readonly missing?: number;
  readonly ambiguous?: number;
  readonly otherPatient?: number;
}

/** The claims that the document answers, some of them spoilt on purpose. */
export function openClaims(truth: EobTruth, options: OpenClaimsOptions = {}): OpenClaims {
  const random = seededRandom(truth.seed, 'open-claims');
  const { missing = 0, ambiguous = 0, otherPatient = 0 } = options;
  const expected: Record<string, MatchExpected> = {};
  const claims = truth.claims.flatMap((claim): Claim[] => {
    const chance = random.next();
    const fate: MatchExpected =
      chance < missing
        ? 'missing'
        : chance < missing + ambiguous
          ? 'ambiguous'
          : chance < missing + ambiguous + otherPatient
            ? 'other-patient'
            : 'found';
    expected[claim.patientControlNumber] = fate;
    if (fate === 'missing') return [];
    if (fate === 'ambiguous')
      return [claim, { ...claim, submittedOn: claim.submittedOn && addDays(claim.submittedOn, 1) }];
    if (fate === 'other-patient') return [asAnother(claim)];
    return [claim];
  });
  return { claims, expected };
}

/** The account number belongs to somebody else: another name, member id and day. */
function asAnother(claim: Claim): Claim {
  const patient = { ...claim.patient, lastName: 'Overbrook', firstName: 'Cassius', birthDate: '1971-02-03' };
  const day = claim.serviceFrom && addDays(claim.serviceFrom, -200);
  return {
    ...claim,
    patient,
    subscriber: patient,
    memberId: '900000001',
    serviceFrom: day,
    serviceTo: day,
    lines: claim.lines.map((line) => ({ ...line, serviceFrom: day, serviceTo: day })),
  };
}

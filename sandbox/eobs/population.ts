/** Invented remittances that balance to the cent at line, claim and payment level. The same seed and profile give the same truth. */
import { addDays } from '../../domain/dates.ts';
import type { ProviderAdjustment, RemittanceClaim, RemittancePayment } from '../../domain/remittance.ts';
import { FIRST_NAMES, LAST_NAMES } from '../people.ts';
import { type Random, seededRandom } from '../random.ts';
import { drawFate, drawLine } from './adjudicate.ts';
import { accountNumbers, claimNumber, memberId, PRACTICES, paymentNumber } from './cast.ts';
import { sumOf } from './money-of.ts';
import { claimsAnswered } from './open-claims.ts';
import { PROCEDURES } from './procedures.ts';
import type { EobTruth, Feature, Profile } from './truth.ts';

export interface DrawOptions {
  readonly seed: number;
  readonly profile: Profile;
  /** Nothing but claims that a right system posts: no denials, reversals, pended claims or payer-level entries. */
  readonly isCalm?: boolean;
}

interface Draw {
  readonly random: Random;
  readonly profile: Profile;
  readonly isCalm: boolean;
  readonly account: (index: number) => string;
}

/** How often a feature happens to a payment whose layout can state it. */
const CHANCES: Readonly<Partial<Record<Feature, number>>> = {
  interest: 0.2,
  recoupment: 0.12,
  'forward-balance': 0.06,
  reversal: 0.15,
  'zero-pay': 0.05,
  pended: 0.6,
  'several-payments': 0.25,
};

export function drawTruth({ seed, profile, isCalm = false }: DrawOptions): EobTruth {
  const random = seededRandom(seed, 'eob');
  const draw: Draw = { random, profile, isCalm, account: accountNumbers(random) };
  const count = happens(draw, 'several-payments') ? 2 : 1;
  const practice = random.pick(PRACTICES[profile.kind]);
  const payer = random.pick(profile.payers);
  let drawn = 0;
  const payments = Array.from({ length: count }, (): RemittancePayment => {
    const date = addDays('2026-01-05', random.int(0, 300));
    const isUnpaid = happens(draw, 'zero-pay');
    const claims = drawClaims(draw, { date, from: drawn, isUnpaid });
    drawn += claims.length;
    const providerAdjustments = drawProviderAdjustments(draw, claims, date);
    const amountCents = sumOf(claims.map(paidNow)) - sumOf(providerAdjustments.map((each) => each.amountCents));
    const usual = profile.method === 'both' ? random.pick(['CHK', 'ACH'] as const) : profile.method;
    return {
      payer: { name: payer.name, id: payer.id, originator: `1${payer.tin}` },
      payee: { name: practice.name, npi: practice.npi, tin: practice.tin },
      method: amountCents === 0 ? 'NON' : usual,
      number: paymentNumber(random, usual),
      date,
      amountCents,
      claims,
      providerAdjustments,
      balance: { lines: true, claims: true, payment: true, differenceCents: 0 },
      disposition: 'post',
      exceptions: [],
    };
  });
  return { seed, kind: profile.kind, payments, claims: claimsAnswered(payments, profile, practice, random) };
}

const paidNow = (claim: RemittanceClaim): number => (claim.isPended ? 0 : (claim.paidCents ?? 0));

const happens = ({ random, profile, isCalm }: Draw, feature: Feature): boolean =>
  !isCalm && profile.features.includes(feature) && random.chance(CHANCES[feature] ?? 0);

interface ClaimsDraw {
  readonly date: string;
  /** Claims drawn before, for account numbers. */
  readonly from: number;
  readonly isUnpaid: boolean;
}

function drawClaims(draw: Draw, { date, from, isUnpaid }: ClaimsDraw): RemittanceClaim[] {
  const { random, profile } = draw;
  const count = isUnpaid ? random.int(1, 2) : random.int(profile.claims[0], profile.claims[1]);
  const apart = Array.from({ length: count }, (_, i) => drawClaim(draw, { date, index: from + i, isUnpaid }));
  const paid = apart.map((claim, i) =>
    profile.sharesPatients && i % 2 === 1 ? { ...claim, patient: apart[i - 1]?.patient ?? claim.patient } : claim,
  );
  const pended = happens(draw, 'pended')
    ? Array.from({ length: random.int(1, 2) }, (_, i) =>
        pend(drawClaim(draw, { date, index: from + 50 + i, isUnpaid: false })),
      )
    : [];
  const paidSum = sumOf(paid.map((claim) => claim.paidCents));
  const reversed = happens(draw, 'reversal') ? takeBack(draw, date, from + 80) : [];
  /** A payment is never negative here: a forward balance has its own chance. */
  const fits =
    paidSum + sumOf(reversed.map((claim) => claim.paidCents)) >= 0 || profile.features.includes('forward-balance');
  return [...paid, ...(fits && !isUnpaid ? reversed : []), ...pended];
}

function drawClaim(
  draw: Draw,
  { date, index, isUnpaid }: { date: string; index: number; isUnpaid: boolean },
): RemittanceClaim {
  const { random, profile, isCalm } = draw;
  const serviceFrom = addDays(date, -random.int(12, 75));
  const drawn = drawFate(random, profile, isCalm);
  const fate = isUnpaid ? { ...drawn, kind: 'denied' as const, denial: profile.denials[0] ?? null } : drawn;
  const wanted = random.int(profile.lines[0], profile.lines[1]);
  const lines = random
    .shuffle(PROCEDURES[profile.kind])
    .slice(0, wanted)
    .map((procedure, i) => {
      const serviceDate =
        i > 1 && profile.kind !== 'dental' && random.chance(0.15) ? addDays(serviceFrom, 1) : serviceFrom;
      return drawLine(random, { procedure, serviceDate, index: i, fate, profile, isCalm });
    });
  const days = lines.map((line) => line.serviceDate ?? serviceFrom).sort();
  const sex = random.pick(['F', 'M'] as const);
  const claim: RemittanceClaim = {
    patientControlNumber: draw.account(index),
    payerClaimControlNumber: claimNumber(random, profile.claimNumbers, date),
    statusCode: fate.kind === 'denied' ? '4' : fate.kind === 'secondary' ? '2' : '1',
    patient: {
      lastName: random.pick(LAST_NAMES),
      firstName: random.pick(FIRST_NAMES[sex]),
      memberId: memberId(random, profile.memberIds),
    },
    serviceFrom: days[0] ?? serviceFrom,
    serviceTo: days.at(-1) ?? serviceFrom,
    billedCents: sumOf(lines.map((line) => line.billedCents)),
    allowedCents: sumOf(lines.map((line) => line.allowedCents)),
    paidCents: sumOf(lines.map((line) => line.paidCents)),
    patientResponsibilityCents: 0,
    interestCents: null,
    adjustments: [],
    remarks: [],
    lines,
    disposition: 'post',
    exceptions: [],
  };
  return withPatientShare(withClaimAdjustment(draw, claim));
}

/** A deductible that is taken from the claim as a whole, not from a line. */
function withClaimAdjustment({ random, profile, isCalm }: Draw, claim: RemittanceClaim): RemittanceClaim {
  const paid = claim.paidCents ?? 0;
  if (isCalm || !profile.features.includes('claim-adjustments') || paid < 5_000 || !random.chance(0.25)) return claim;
  const amountCents = random.int(500, Math.min(paid - 1_000, 15_000));
  return {
    ...claim,
    paidCents: paid - amountCents,
    adjustments: [{ group: 'PR', reason: '1', amountCents, quantity: null }],
  };
}

const withPatientShare = (claim: RemittanceClaim): RemittanceClaim => ({
  ...claim,
  patientResponsibilityCents: sumOf(
    [...(claim.adjustments ?? []), ...claim.lines.flatMap((line) => line.adjustments)]
      .filter((each) => each.group === 'PR')
      .map((each) => each.amountCents),
  ),
});

/** In process: billed, nothing decided. */
const pend = (claim: RemittanceClaim): RemittanceClaim => ({
  ...claim,
  statusCode: null,
  isPended: true,
  allowedCents: null,
  paidCents: null,
  patientResponsibilityCents: null,
  adjustments: [],
  lines: claim.lines.map((line) => ({ ...line, allowedCents: null, paidCents: null, adjustments: [], remarks: [] })),
});

/** A payment of an earlier day taken back in full, and the claim decided anew (CLP02 22, then 1). */
function takeBack(draw: Draw, date: string, index: number): RemittanceClaim[] {
  const { random, profile } = draw;
  const earlier = drawClaim({ ...draw, isCalm: true }, { date: addDays(date, -60), index, isUnpaid: false });
  const number = earlier.payerClaimControlNumber ?? '';
  const replaced =
    profile.claimNumbers === 'suffixed' ? number.replace(/00$/, '01') : claimNumber(random, profile.claimNumbers, date);
  const lines = earlier.lines.map((line, i) =>
    drawLine(random, {
      procedure: { code: line.procedure ?? '', cents: line.billedCents ?? 0, modifiers: [] },
      serviceDate: line.serviceDate ?? date,
      index: i,
      fate: drawFate(random, profile, true),
      profile,
      isCalm: true,
    }),
  );
  const again = lines.map((line, i) => sameCharge(line, earlier.lines[i]!, profile.features.includes('deductible')));
  const corrected = withPatientShare({
    ...earlier,
    statusCode: '1',
    payerClaimControlNumber: replaced,
    allowedCents: sumOf(again.map((line) => line.allowedCents)),
    paidCents: sumOf(again.map((line) => line.paidCents)),
    lines: again,
  });
  return [negate(earlier), corrected];
}

/** The new decision about the charge that was billed: what differs is contractual. */
function sameCharge(
  decided: RemittanceClaim['lines'][number],
  billed: RemittanceClaim['lines'][number],
  hasDeductible: boolean,
): RemittanceClaim['lines'][number] {
  const share = (billed.billedCents ?? 0) / (decided.billedCents ?? 1);
  const allowedCents = Math.round((decided.allowedCents ?? 0) * share);
  const patient = hasDeductible ? Math.round(allowedCents * 0.2) : 0;
  const adjustments = [
    { group: 'CO' as const, reason: '45', amountCents: (billed.billedCents ?? 0) - allowedCents, quantity: null },
    { group: 'PR' as const, reason: '1', amountCents: patient, quantity: null },
  ].filter((each) => each.amountCents !== 0);
  return { ...billed, allowedCents, paidCents: allowedCents - patient, adjustments };
}

const minus = (cents: number | null | undefined): number | null =>
  cents === null || cents === undefined ? null : 0 - cents || 0;

/** Every amount with the other sign, in the original groups. */
function negate(claim: RemittanceClaim): RemittanceClaim {
  return {
    ...claim,
    statusCode: '22',
    billedCents: minus(claim.billedCents),
    allowedCents: minus(claim.allowedCents),
    paidCents: minus(claim.paidCents),
    patientResponsibilityCents: minus(claim.patientResponsibilityCents),
    adjustments: (claim.adjustments ?? []).map((each) => ({ ...each, amountCents: -each.amountCents })),
    lines: claim.lines.map((line) => ({
      ...line,
      billedCents: minus(line.billedCents),
      allowedCents: minus(line.allowedCents),
      paidCents: minus(line.paidCents),
      adjustments: line.adjustments.map((each) => ({ ...each, amountCents: -each.amountCents })),
    })),
  };
}

/** Writes interest into the claims it is paid for. */
function drawProviderAdjustments(draw: Draw, claims: RemittanceClaim[], date: string): ProviderAdjustment[] {
  const { random, profile } = draw;
  const made: ProviderAdjustment[] = [];
  const first = claims.findIndex((claim) => (claim.paidCents ?? 0) > 4_000);
  if (first >= 0 && happens(draw, 'interest')) {
    const claim = claims[first]!;
    const interestCents = Math.max(1, Math.round((claim.paidCents ?? 0) * 0.004));
    claims[first] = { ...claim, interestCents };
    made.push({ reason: 'L6', reference: claim.payerClaimControlNumber, amountCents: -interestCents });
  }
  const left = (): number => sumOf(claims.map(paidNow)) - sumOf(made.map((each) => each.amountCents));
  const reference = claimNumber(random, profile.claimNumbers, addDays(date, -90));
  if (left() > 6_000 && happens(draw, 'recoupment'))
    made.push({ reason: 'WO', reference, amountCents: random.int(1_000, Math.min(left() - 1_000, 40_000)) });
  if (left() > 6_000 && happens(draw, 'forward-balance'))
    made.push({ reason: 'FB', reference, amountCents: random.int(500, 5_000) });
  if (left() < 0) made.push({ reason: 'FB', reference, amountCents: left() });
  return made;
}

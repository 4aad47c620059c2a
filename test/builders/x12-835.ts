/** 835 texts with an invented cast. What is built balances at every level; seeded, so that every run builds the same. */
import { seeded } from './random.ts';
import { type EnvelopeOptions, interchange } from './x12.ts';

export interface RemitText {
  readonly seed?: number;
  readonly claims?: number;
  /** Reversals, interest, recoupments and other rarities too (the default). */
  readonly isVaried?: boolean;
  readonly number?: string;
  /** Service lines of a claim, at most. */
  readonly mostLines?: number;
}

const ENVELOPE: EnvelopeOptions = { groupCode: 'HP', groupVersion: '005010X221A1' };

/** @param transactions each a list of segments from BPR on, written with `*` and `:`. */
export const remitInterchange = (transactions: readonly (readonly string[])[], options: EnvelopeOptions = {}): string =>
  interchange(transactions, { ...ENVELOPE, ...options }, '835');

/** One payment in one interchange. */
export const remit835 = (options: RemitText = {}, envelope: EnvelopeOptions = {}): string =>
  remitInterchange([remitSegments(options)], envelope);

/** BPR to the last PLB of one payment. */
export function remitSegments({
  seed = 1,
  claims = 4,
  isVaried = true,
  number = '70001234',
  mostLines = 3,
}: RemitText = {}): string[] {
  const random = seeded(seed);
  const made = Array.from({ length: claims }, (_, index) => makeClaim(index, random, isVaried, mostLines));
  const paid = total(made.map((claim) => claim.paidCents));
  const interest = total(made.map((claim) => claim.interestCents));
  const pairs: [string, number][] = interest === 0 ? [] : [['L6', -interest]];
  if (isVaried) pairs.push(['WO:ICN0000042', Math.max(0, Math.floor(paid / 10))], ['CS:ADJ77', -125], ['72:RET5', 300]);
  const adjustments = pairs.filter(([, cents]) => cents !== 0);
  const short = paid - total(adjustments.map(([, cents]) => cents));
  // an 835 cannot take money: what is short moves to a later one
  if (short < 0) adjustments.push(['FB:20261102', short]);
  const amountCents = Math.max(0, short);
  return [
    `BPR*${amountCents === 0 ? 'H' : 'I'}*${money(amountCents)}*C*${amountCents === 0 ? 'NON' : 'CHK'}************20261102`,
    `TRN*1*${number}*1010555300`,
    'DTM*405*20261101',
    'N1*PR*NORTHERN PINES HEALTH',
    'N3*1 CONIFER WAY',
    'N4*AUGUSTA*ME*04330',
    'REF*2U*NPH01',
    'PER*BL*PROVIDER LINE*TE*5555550111',
    'N1*PE*HARBOR FAMILY CLINIC*XX*1730155201',
    'REF*TJ*010555201',
    'LX*1',
    ...made.flatMap(({ segments }) => segments),
    ...(adjustments.length === 0
      ? []
      : [`PLB*1730155201*20261231*${adjustments.map(([reason, cents]) => `${reason}*${money(cents)}`).join('*')}`]),
  ];
}

interface MadeClaim {
  readonly segments: readonly string[];
  readonly paidCents: number;
  readonly interestCents: number;
}

type Random = () => number;
const between = (random: Random, low: number, high: number): number => low + Math.floor(random() * (high - low + 1));
const pick = <T>(random: Random, from: readonly T[]): T => from[Math.floor(random() * from.length)]!;
const total = (cents: readonly number[]): number => cents.reduce((left, right) => left + right, 0);

export const money = (cents: number): string => {
  const text = (Math.abs(cents) / 100).toFixed(2).replace(/\.?0+$/, '');
  return cents < 0 ? `-${text}` : text;
};

function makeClaim(index: number, random: Random, isVaried: boolean, mostLines: number): MadeClaim {
  const isReversal = isVaried && random() < 0.1;
  const sign = isReversal ? -1 : 1;
  const lines = Array.from({ length: between(random, 1, mostLines) }, (_, line) => makeLine(line, sign, random));
  const linesPaid = total(lines.map((line) => line.paidCents));
  const sequesterCents = isVaried && random() < 0.2 ? Math.trunc(linesPaid * 0.02) : 0;
  const chargeCents = total(lines.map((line) => line.chargeCents));
  const paidCents = linesPaid - sequesterCents;
  const patientCents = total(lines.map((line) => line.patientCents));
  const interestCents = isVaried && !isReversal && random() < 0.15 ? between(random, 1, 999) : 0;
  const status = isReversal ? '22' : paidCents <= 0 ? '4' : pick(random, ['1', '1', '1', '2', '19']);
  const number = `HFC-${String(index + 1).padStart(6, '0')}`;
  const segments = [
    `CLP*${number}*${status}*${money(chargeCents)}*${money(paidCents)}*${money(patientCents)}*12*ICN${String(index + 1).padStart(8, '0')}*11*1`,
    ...(sequesterCents === 0 ? [] : [`CAS*CO*253*${money(sequesterCents)}`]),
    `NM1*QC*1*${pick(random, NAMES)}****MI*NPH${String(4_410_000 + index)}`,
    `NM1*82*1*ABARA*INES****XX*1730155219`,
    ...(isVaried && random() < 0.2 ? ['MOA***MA01*N781'] : []),
    `REF*1L*GRP7`,
    `DTM*232*20260914`,
    ...(interestCents === 0 ? [] : [`AMT*I*${money(interestCents)}`]),
    ...lines.flatMap((line) => line.segments),
  ];
  return { segments, paidCents, interestCents };
}

const NAMES = ['QUILLON*MARA', 'OSTRAND*WREN', 'ISAAC*NARCISA', 'TOVE-LIND*PER', 'BELLAMY*ODA'];

interface MadeLine {
  readonly segments: readonly string[];
  readonly chargeCents: number;
  readonly paidCents: number;
  readonly patientCents: number;
}

function makeLine(index: number, sign: number, random: Random): MadeLine {
  const charge = between(random, 2_000, 60_000);
  const contractual = random() < 0.1 ? charge : between(random, 1, Math.floor(charge / 2));
  const allowed = charge - contractual;
  const coinsurance = allowed === 0 ? 0 : between(random, 0, Math.floor(allowed / 3));
  const deductible = allowed > 5_000 && random() < 0.3 ? between(random, 1, Math.floor(allowed / 3)) : 0;
  const shares = [
    deductible === 0 ? '' : `1*${money(sign * deductible)}`,
    coinsurance === 0 ? '' : `2*${money(sign * coinsurance)}`,
  ];
  const patient = shares.filter((share) => share !== '').join('**');
  const paid = allowed - coinsurance - deductible;
  const segments = [
    `SVC*HC:${pick(random, ['99213', '99214:25', '97110:GP:59', 'J1885'])}*${money(sign * charge)}*${money(sign * paid)}**${between(random, 1, 4)}`,
    `DTM*472*202609${String(between(random, 10, 28))}`,
    `CAS*CO*${allowed === 0 ? '50' : '45'}*${money(sign * contractual)}`,
    ...(patient === '' ? [] : [`CAS*PR*${patient}`]),
    `REF*6R*L${index + 1}`,
    `AMT*B6*${money(sign * allowed)}`,
    ...(allowed === 0 ? ['LQ*HE*N115'] : []),
  ];
  return {
    segments,
    chargeCents: sign * charge,
    paidCents: sign * paid,
    patientCents: sign * (coinsurance + deductible),
  };
}

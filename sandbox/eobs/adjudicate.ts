/** How the invented payer decides about one line: every amount follows from the one before, so that the line balances to the cent. */
import type { Adjustment, RemittanceLine } from '../../domain/remittance.ts';
import type { Random } from '../random.ts';
import { DENIAL_REMARKS, type Procedure } from './procedures.ts';
import type { Denial, Profile } from './truth.ts';

export interface ClaimFate {
  readonly kind: 'paid' | 'deductible' | 'secondary' | 'denied' | 'part-denied';
  readonly denial: Denial | null;
  /** The payer's share of the fee after its discount. */
  readonly ratio: number;
  readonly coinsurance: number;
}

export function drawFate(random: Random, profile: Profile, isCalm: boolean): ClaimFate {
  const has = (feature: Profile['features'][number]): boolean => profile.features.includes(feature);
  const denial = !isCalm && profile.denials.length > 0 && random.chance(0.16) ? random.pick(profile.denials) : null;
  const fates: ClaimFate['kind'][] = ['paid', 'paid', 'paid', 'paid'];
  if (has('deductible')) fates.push('deductible');
  if (has('other-payer')) fates.push('secondary');
  return {
    kind: denial ? random.pick(['denied', 'part-denied', 'part-denied'] as const) : random.pick(fates),
    denial,
    ratio: random.pick([0.38, 0.46, 0.52, 0.61, 0.67, 0.74, 0.83]) + random.next() / 20,
    coinsurance: has('coinsurance') ? random.pick([0, 0.1, 0.2, 0.2, 0.3, 0.5]) : 0,
  };
}

interface LineDraw {
  readonly procedure: Procedure;
  readonly serviceDate: string;
  readonly index: number;
  readonly fate: ClaimFate;
  readonly profile: Profile;
  readonly isCalm: boolean;
}

export function drawLine(random: Random, draw: LineDraw): RemittanceLine {
  const { procedure, profile } = draw;
  const units = procedure.mayRepeat && profile.features.includes('units') ? random.int(1, 4) : 1;
  const modifiers =
    profile.features.includes('modifiers') && procedure.modifiers.length > 0 && random.chance(0.4)
      ? random.pick(procedure.modifiers)
      : [];
  const billedCents = Math.round(procedure.cents * (0.9 + random.next() / 4)) * units;
  const line = {
    serviceDate: draw.serviceDate,
    procedure: procedure.code,
    modifiers: [...modifiers],
    units,
    billedCents,
    qualifier: { professional: 'HC', institutional: 'NU', dental: 'AD' }[profile.kind],
    controlNumber: String(draw.index + 1),
  };
  const { fate } = draw;
  if (fate.denial && (fate.kind === 'denied' || draw.index === 0))
    return { ...line, ...denied(random, billedCents, fate.denial) };
  if (!draw.isCalm && profile.features.includes('write-off') && random.chance(0.04))
    return { ...line, allowedCents: 0, paidCents: 0, adjustments: [adjust('CO', '45', billedCents)], remarks: [] };
  return { ...line, ...allowed(random, billedCents, draw) };
}

type Decision = Pick<RemittanceLine, 'allowedCents' | 'paidCents' | 'adjustments' | 'remarks'>;

function denied(random: Random, billedCents: number, denial: Denial): Decision {
  const [group, reason] = denial.split('-') as ['CO' | 'PR', string];
  const remarks = [random.pick(DENIAL_REMARKS[denial])];
  return { allowedCents: 0, paidCents: 0, adjustments: [adjust(group, reason, billedCents)], remarks };
}

function allowed(random: Random, billedCents: number, { fate, profile, procedure, index }: LineDraw): Decision {
  const has = (feature: Profile['features'][number]): boolean => profile.features.includes(feature);
  const allowedCents = random.chance(0.08) ? billedCents : Math.round(billedCents * fate.ratio);
  let left = allowedCents;
  const adjustments: Adjustment[] = [adjust('CO', '45', billedCents - allowedCents)];
  const take = (group: Adjustment['group'], reason: string, amount: number): void => {
    const cents = Math.max(0, Math.min(left, amount));
    left -= cents;
    adjustments.push(adjust(group, reason, cents));
  };
  if (fate.kind === 'deductible') take('PR', '1', random.chance(0.6) ? left : Math.round(left * random.next()));
  if (has('copay') && procedure.isVisit && random.chance(0.5))
    take('PR', '3', random.pick([1500, 2000, 2500, 3000, 4000]));
  else if (fate.coinsurance > 0 && (index > 0 || random.chance(0.7)))
    take('PR', '2', Math.round(left * fate.coinsurance));
  if (fate.kind === 'secondary') take('OA', '23', Math.round(left * (0.4 + random.next() / 2)));
  if (has('sequestration')) take('CO', '253', Math.round(left * 0.02));
  return {
    allowedCents,
    paidCents: left,
    adjustments: adjustments.filter((each) => each.amountCents !== 0),
    remarks: [],
  };
}

const adjust = (group: Adjustment['group'], reason: string, amountCents: number): Adjustment => ({
  group,
  reason,
  amountCents,
  quantity: null,
});

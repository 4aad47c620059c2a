/** The invented benefit plans of the practice payer and what each covers. */
import type { Random } from './random.ts';

export interface PlanCopay {
  readonly service: string;
  readonly network: 'in' | 'out' | null;
  /** Null prints as an empty cell: the portal does not say. */
  readonly amountCents: number | null;
  readonly per: string | null;
}

export interface PlanBenefit {
  readonly service: string;
  readonly isCovered: boolean;
  /** Null prints as an empty cell. */
  readonly isPriorAuthRequired: boolean | null;
  readonly limitation: string | null;
}

interface Plan {
  readonly code: string;
  readonly type: string;
  readonly title: string;
  readonly benefits: readonly PlanBenefit[];
}

const benefit = (
  service: string,
  isPriorAuthRequired: boolean | null,
  limitation: string | null = null,
  isCovered = true,
): PlanBenefit => ({ service, isCovered, isPriorAuthRequired, limitation });

const PLANS = {
  STND: {
    code: 'STND',
    type: 'Medical',
    title: 'Standard Medical Coverage',
    benefits: [
      benefit('Office Visit', false),
      benefit('Physical Therapy', true, 'Physical therapy is limited to 20 visits per calendar year.'),
      benefit('Advanced Imaging', true),
      benefit('Vision', false, 'One pair of eyeglasses every 24 months.'),
      benefit('Cosmetic Surgery', null, null, false),
    ],
  },
  CHILD: {
    code: 'CHILD',
    type: 'Medical',
    title: "Children's Coverage",
    benefits: [benefit('Office Visit', false), benefit('Well Child Visit', false), benefit('Speech Therapy', true)],
  },
  FAMPL: {
    code: 'FAMPL',
    type: 'Family Planning',
    title: 'Family Planning Services',
    benefits: [
      benefit('Family Planning', false, 'Only family planning services are covered.'),
      benefit('Hospital Inpatient', null, null, false),
    ],
  },
  EMS: {
    code: 'EMS',
    type: 'Emergency',
    title: 'Emergency Services Only',
    benefits: [benefit('Emergency Room', false, 'Only emergency services are covered.')],
  },
  BHAB: {
    code: 'BHAB',
    type: 'Behavioral Health',
    title: 'Behavioral Health and Habilitation',
    benefits: [
      benefit('Outpatient Therapy', false, 'Outpatient therapy is limited to 30 sessions per calendar year.'),
      benefit('Residential Treatment', true),
    ],
  },
} as const satisfies Record<string, Plan>;

export type PlanCode = keyof typeof PLANS;
export const planOf = (code: PlanCode): Plan => PLANS[code];

/** @returns the co-pays of one member: some have none, some have services whose amount the portal leaves empty. */
export function drawCopays(random: Random): PlanCopay[] {
  if (random.chance(0.25)) return [];
  const visit: PlanCopay = {
    service: 'Office Visit',
    network: 'in',
    amountCents: random.pick([0, 200, 300, 350]),
    per: 'Visit',
  };
  const copays: PlanCopay[] = [visit];
  if (random.chance(0.5)) copays.push({ ...visit, network: 'out', amountCents: random.pick([400, 750, null]) });
  if (random.chance(0.6))
    copays.push({ service: 'Pharmacy', network: null, amountCents: random.pick([100, 300]), per: 'Prescription' });
  if (random.chance(0.4))
    copays.push({ service: 'Emergency Room', network: null, amountCents: random.pick([0, 800]), per: null });
  return copays;
}

/** What a member's plan leaves to the member, where a portal prints it: drawn from the member alone, so that every portal agrees. */
import type { PortalMember } from './members.ts';
import { hashText, seededRandom } from './random.ts';

/** A yearly amount. `remainingCents` null: the payer does not say. */
export interface YearlyAmount {
  readonly level: 'individual' | 'family';
  readonly network: 'in' | 'out';
  readonly amountCents: number;
  readonly remainingCents: number | null;
}

export interface CostSharing {
  readonly groupNumber: string | null;
  readonly coinsurance: readonly {
    readonly service: string;
    readonly network: 'in' | 'out';
    readonly percent: number;
  }[];
  readonly deductibles: readonly YearlyAmount[];
  readonly outOfPocket: readonly YearlyAmount[];
}

const DEDUCTIBLES = [0, 25_000, 50_000, 150_000, 300_000] as const;
const LIMITS = [150_000, 400_000, 675_000, 940_000] as const;

/** The same member gives the same amounts, whatever else was drawn. */
export function costSharingOf({ memberId, lastName, firstName, birthDate }: PortalMember): CostSharing {
  const random = seededRandom(hashText([memberId, lastName, firstName, birthDate].join('\u001f')), 'cost-sharing');
  const individual = random.pick(DEDUCTIBLES);
  const limit = individual + random.pick(LIMITS);
  const hasFamily = random.chance(0.6);
  const percent = random.pick([0, 10, 20, 30]);
  /** Out of network costs twice as much; what is left of it the payer says in three of four cases. */
  const amounts = (inNetworkCents: number): YearlyAmount[] =>
    (['in', 'out'] as const).flatMap((network) =>
      (hasFamily ? (['individual', 'family'] as const) : (['individual'] as const)).map((level) => {
        const amountCents = inNetworkCents * (network === 'out' ? 2 : 1) * (level === 'family' ? 2 : 1);
        const remainingCents = random.chance(0.75) ? random.int(0, amountCents) : null;
        return { level, network, amountCents, remainingCents };
      }),
    );
  return {
    groupNumber: random.chance(0.8) ? `G${random.int(10_000, 99_999)}` : null,
    coinsurance: random.chance(0.8)
      ? [
          { service: 'Hospital Outpatient', network: 'in', percent },
          { service: 'Hospital Outpatient', network: 'out', percent: percent + 20 },
        ]
      : [],
    deductibles: amounts(individual),
    outOfPocket: amounts(limit),
  };
}

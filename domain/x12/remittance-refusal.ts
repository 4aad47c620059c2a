import type { BalancePlace } from '../balance.ts';

export type RemittanceFlaw =
  | 'out-of-balance'
  | 'amount-missing'
  | 'value-missing'
  | 'negative-payment'
  | 'zero-provider-adjustment'
  | 'adjustment-unexplained';

export interface RemittanceFault {
  readonly flaw: RemittanceFlaw;
  readonly level: 'line' | 'claim' | 'charges' | 'payment';
  readonly place: BalancePlace;
  /** Stated minus what adds up; null where the flaw is no difference. */
  readonly differenceCents: number | null;
}

/** A remittance that must not become an 835. The message is one sentence without patient data. */
export class RemittanceRefusal extends Error implements RemittanceFault {
  override readonly name = 'RemittanceRefusal';
  readonly flaw: RemittanceFlaw;
  readonly level: RemittanceFault['level'];
  readonly place: BalancePlace;
  readonly differenceCents: number | null;

  constructor(fault: RemittanceFault, message: string) {
    super(message);
    this.flaw = fault.flaw;
    this.level = fault.level;
    this.place = fault.place;
    this.differenceCents = fault.differenceCents;
  }
}

/** Payers under one name: a payer is printed, abbreviated and numbered in many ways. */

/** One payer of the register: what `config/payers` files hold. */
export interface PayerNames {
  readonly key: string;
  readonly name: string;
  readonly ids: readonly string[];
  readonly names: readonly string[];
}

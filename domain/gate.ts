/** The post gate: ten questions, G1 to G10. What is not certain to the cent waits for a person; cash always ties to the deposit. */
import type { GateContext } from './gate-context.ts';
import type { PaymentPlan } from './posting.ts';
import type { RemittancePayment } from './remittance.ts';

/**
 * Decides what a payment does to the ledger. Pure: the same payment and context give the same plan.
 * @param payment after `applyCrosswalk`.
 */
export function planPayment(payment: RemittancePayment, context: GateContext): PaymentPlan {
  throw new Error(`not planned: ${payment.claims.length} claims of ${context.document.kind}`);
}

/** What stands around the claims: where payers and payees live, and what standard codes mean, in our own words. Shared by layouts. */
import type { RemittancePayment } from '../../../domain/remittance.ts';
import { PRACTICES } from '../cast.ts';
import type { PayerCast } from '../truth.ts';
import { escapeHtml } from './ink.ts';

/** Street and town. */
export const payeeAddress = ({ payee }: RemittancePayment): readonly string[] =>
  Object.values(PRACTICES)
    .flat()
    .find(({ name }) => name === payee.name)?.address ?? [];

/** @param payers the cast of the layout. */
export const payerAddress = ({ payer }: RemittancePayment, payers: readonly PayerCast[]): readonly string[] =>
  payers.find(({ name }) => name === payer.name)?.address ?? [];

/** Texts one below the other. */
export const stacked = (texts: readonly (string | null | undefined)[], letters: 'as they are' | 'upper'): string =>
  texts.map((text) => escapeHtml(letters === 'upper' ? (text ?? '').toUpperCase() : (text ?? ''))).join('<br>');

/** Name, street and town, as the window of the envelope shows them. */
export const payeeBlock = (payment: RemittancePayment, letters: 'as they are' | 'upper' = 'as they are'): string =>
  stacked([payment.payee.name, ...payeeAddress(payment)], letters);

/** The name set large above the address. */
export const payerBlock = (payment: RemittancePayment, payers: readonly PayerCast[]): string =>
  `<div class="name">${escapeHtml(payment.payer.name ?? '')}</div>${payerAddress(payment, payers).join('<br>')}`;

/** How the money comes, as the paper calls it. */
export const meansOf = ({ method }: RemittancePayment, check = 'Check', transfer = 'EFT'): string =>
  method === 'ACH' ? transfer : check;

/** CARC values. */
const REASONS: Readonly<Record<string, string>> = {
  '1': 'Amount applied to the deductible.',
  '2': 'Amount applied to coinsurance.',
  '3': 'Amount applied to the copayment.',
  '16': 'The claim or service is lacking information, or has an error in billing.',
  '23': 'The effect of what a prior payer paid or adjusted.',
  '29': 'The time allowed for filing has passed.',
  '45': 'The charge is more than the fee schedule or contracted amount.',
  '50': 'The payer does not consider the service medically necessary.',
  '96': 'The charge is not covered.',
  '97': 'Payment for this service is included in the payment of another service.',
  '204': 'The service is not covered under the benefit plan of the patient.',
  '253': 'Federal payment reduced by sequestration.',
};

/** RARC values. */
const REMARKS: Readonly<Record<string, string>> = {
  M15: 'Services billed apart are paid as one procedure.',
  M25: 'The information given does not support this level of service.',
  M51: 'The procedure code is missing, incomplete or invalid.',
  MA130: 'The claim cannot be processed as it was sent. Please send a new claim.',
  N115: 'This decision follows a local coverage policy.',
  N130: 'See the plan document for what the benefit does not cover.',
  N19: 'The procedure is incidental to the primary procedure.',
  N211: 'This decision may not be appealed.',
  N290: 'The identifier of the rendering provider is missing or invalid.',
  N382: 'The identifier of the patient is missing or invalid.',
  N425: 'The service is excluded by law or by the contract.',
};

/** @returns the reason and remark codes on the paper with their meaning, each once; reasons first. */
export function codesExplained({ claims }: RemittancePayment): (readonly [code: string, text: string])[] {
  const lines = claims.flatMap((claim) => claim.lines);
  const used = new Set([
    ...lines.flatMap(({ adjustments }) => adjustments.map(({ reason }) => reason ?? '')),
    ...lines.flatMap(({ remarks }) => remarks ?? []),
  ]);
  return [...Object.entries(REASONS), ...Object.entries(REMARKS)].filter(([code]) => used.has(code));
}

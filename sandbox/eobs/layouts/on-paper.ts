/** What nearly every paper states and may hold: a layout names these and adds what is its own. */
import type { Denial, Feature, LocalCode, Prints } from '../truth.ts';

/** Whose claim it is, in the practice's numbers and the payer's. */
export const IDENTITY = [
  'patientControlNumber',
  'payerClaimControlNumber',
  'memberId',
  'firstName',
] as const satisfies Prints['claim'];

/** What was done. */
export const SERVICE = ['serviceDate', 'procedure', 'modifiers', 'units'] as const satisfies Prints['line'];

/** What a plan leaves to the patient. */
export const COST_SHARES = ['copay', 'coinsurance', 'deductible'] as const satisfies readonly Feature[];

/** What a payer takes back of an earlier payment. */
export const TAKEN_BACK = ['reversal', 'recoupment'] as const satisfies readonly Feature[];

/** What a service line may say beside its code. */
export const SERVICE_DETAIL = ['modifiers', 'units'] as const satisfies readonly Feature[];

/** A code of the payer's own whose words leave no doubt which standard code is meant. */
export const clearNote = (code: string, text: string): LocalCode => ({ code, text, isUnmistakable: true });

/** A code of the payer's own whose words only a person can settle. */
export const vagueNote = (code: string, text: string): LocalCode => ({ code, text, isUnmistakable: false });

/** In the order that they are drawn from. */
export const ANY_DENIAL = ['CO-16', 'CO-97', 'CO-50', 'CO-29', 'PR-96', 'PR-204'] as const satisfies readonly Denial[];

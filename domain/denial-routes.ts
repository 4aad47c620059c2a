/** Where a denial goes by its code: queue, first step, and whether to correct, appeal, bill another payer or the patient. */

export const DENIAL_CATEGORIES = [
  'billing-data',
  'records',
  'coding',
  'duplicate',
  'coordination',
  'eligibility',
  'registration',
  'timely-filing',
  'authorization',
  'clinical',
  'bundling',
  'benefit',
  'limits',
  'enrollment',
  'review-upheld',
  'audit',
  'pending',
  'finance',
  'unknown',
] as const;
/** The queue a denial is worked in. */
export type DenialCategory = (typeof DENIAL_CATEGORIES)[number];

/** What usually settles it. `new-claim`: unprocessable, no appeal. `investigate`: the code alone does not say. */
export const DENIAL_STEPS = [
  'correct-and-resubmit',
  'new-claim',
  'appeal',
  'send-records',
  'rebill-other-payer',
  'bill-patient',
  'wait',
  'book',
  'investigate',
] as const;
export type DenialStep = (typeof DENIAL_STEPS)[number];

/** Coverage: the typed answer to an eligibility inquiry, in the words of the X12 271 (005010X279A1). */
import { z } from 'zod';
import { isoDateSchema } from './dates.ts';

const text = z.string().nullable();

/** One benefit amount. What the portal does not say is null, never 0 (271 EB02, EB06, EB07, EB08, EB12). */
export const benefitAmountSchema = z.object({
  service: text,
  level: z.enum(['individual', 'family']).nullable(),
  network: z.enum(['in', 'out']).nullable(),
  period: text,
  amountCents: z.number().int().nullable(),
  remainingCents: z.number().int().nullable(),
  percent: z.number().min(0).max(100).nullable(),
});
export type BenefitAmount = z.infer<typeof benefitAmountSchema>;

/** What a portal says of one benefit before it is read: nothing. */
export const NO_AMOUNT: BenefitAmount = {
  service: null,
  level: null,
  network: null,
  period: null,
  amountCents: null,
  remainingCents: null,
  percent: null,
};

export const coverageSchema = z.object({
  status: z.enum(['active', 'inactive', 'unknown']),
  plan: text,
  planType: text,
  groupNumber: text,
  memberId: text,
  effectiveDate: isoDateSchema.nullable(),
  terminationDate: isoDateSchema.nullable(),
  /** The date the portal was asked for: an answer holds for this date only. */
  serviceDate: isoDateSchema,
  copays: z.array(benefitAmountSchema),
  coinsurance: z.array(benefitAmountSchema),
  deductibles: z.array(benefitAmountSchema),
  outOfPocket: z.array(benefitAmountSchema),
  priorAuthRequired: z.array(z.string()),
  otherPayers: z.array(z.object({ name: z.string(), memberId: text, effectiveDate: isoDateSchema.nullable() })),
  primaryCare: text,
  limitations: z.array(z.string()),
});
export type Coverage = z.infer<typeof coverageSchema>;

/** Nothing said yet: what a portal leaves out stays null or empty. */
export const nothingSaid = (serviceDate: string): Coverage => ({
  status: 'unknown',
  plan: null,
  planType: null,
  groupNumber: null,
  memberId: null,
  effectiveDate: null,
  terminationDate: null,
  serviceDate,
  copays: [],
  coinsurance: [],
  deductibles: [],
  outOfPocket: [],
  priorAuthRequired: [],
  otherPayers: [],
  primaryCare: null,
  limitations: [],
});

/** Claim status: the typed answer to a claim-status inquiry, in the words of the X12 277 (005010X212). */
import { z } from 'zod';
import { isoDateSchema } from './dates.ts';

/** What a 277 category means for the office; our own words. */
export const CLAIM_STATES = [
  'FORWARDED',
  'RECEIVED',
  'IN_PROCESS',
  'REJECTED',
  'NOT_FOUND',
  'SPLIT',
  'PENDED_REVIEW',
  'PENDED_PAYER',
  'INFO_NEEDED_PROVIDER',
  'INFO_NEEDED_PATIENT',
  'FINAL_UNSPECIFIED',
  'FINAL_PAID',
  'FINAL_DENIED',
  'FINAL_REVISED',
  'FINAL_ZERO_PAY',
  'CANCELLED',
  'QUERY_ERROR',
  'PAYER_DOWN',
  'UNKNOWN',
] as const;
export const claimStateSchema = z.enum(CLAIM_STATES);
export type ClaimState = z.infer<typeof claimStateSchema>;

const text = z.string().nullable();
const cents = z.number().int().nullable();

/** CAS group, CARC, amount; `group` null when the portal prints a reason without its group. */
const adjustmentSchema = z.object({ group: text, reason: text, amountCents: cents });

const claimStatusLineSchema = z.object({
  lineNumber: z.number().int().nullable(),
  procedure: text,
  modifiers: z.array(z.string()),
  serviceDate: isoDateSchema.nullable(),
  units: z.number().nullable(),
  statusText: text,
  billedCents: cents,
  allowedCents: cents,
  paidCents: cents,
  patientResponsibilityCents: cents,
  adjustments: z.array(adjustmentSchema),
  remarks: z.array(z.string()),
});

export const claimStatusSchema = z.object({
  payerClaimControlNumber: text,
  patientControlNumber: text,
  /** 277 STC01-1 and STC01-2. */
  category: text,
  status: text,
  state: claimStateSchema,
  /** As the portal printed it. */
  statusText: z.string(),
  serviceFrom: isoDateSchema.nullable(),
  serviceTo: isoDateSchema.nullable(),
  billedCents: cents,
  paidCents: cents,
  patientResponsibilityCents: cents,
  checkNumber: text,
  checkDate: isoDateSchema.nullable(),
  finalizedDate: isoDateSchema.nullable(),
  adjustments: z.array(adjustmentSchema),
  remarks: z.array(z.string()),
  lines: z.array(claimStatusLineSchema),
});
export type ClaimStatus = z.infer<typeof claimStatusSchema>;
export type ClaimStatusLine = z.infer<typeof claimStatusLineSchema>;
export type StatusAdjustment = z.infer<typeof adjustmentSchema>;

export const claimStatusAnswerSchema = z.object({ claims: z.array(claimStatusSchema).min(1) });
export type ClaimStatusAnswer = z.infer<typeof claimStatusAnswerSchema>;

const CLOSED: ReadonlySet<ClaimState> = new Set(['FINAL_PAID', 'FINAL_ZERO_PAY', 'CANCELLED']);

/** @returns whether nothing more is to be asked about a claim in this state. A denial stays open: it is work. */
export const isClosed = (state: ClaimState): boolean => CLOSED.has(state);

/** What an answer with several claims (an original and its replacement) says of ours: the one that is still open, else the last. */
export const overallState = (claims: readonly ClaimStatus[]): { state: ClaimState; statusText: string } =>
  claims.find((claim) => !isClosed(claim.state)) ?? claims.at(-1) ?? { state: 'UNKNOWN', statusText: '' };

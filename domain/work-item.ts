/** A work item: one unit of requested work, kept as a durable row. The job that runs it carries its id only. */
import { z } from 'zod';
import { isoDateSchema } from './dates.ts';

/** Who is asked about. `birthDate` is null when the source did not say. */
const memberSchema = z.object({
  memberId: z.string().nullable(),
  lastName: z.string().nullable(),
  firstName: z.string().nullable(),
  birthDate: isoDateSchema.nullable(),
});
export type Member = z.infer<typeof memberSchema>;

export const eligibilityInquirySchema = z.object({
  kind: z.literal('eligibility'),
  member: memberSchema,
  /** The day coverage is asked for: the appointment's, never the policy's start. */
  serviceDate: isoDateSchema,
  providerNpi: z.string().nullable(),
});
export type EligibilityInquiry = z.infer<typeof eligibilityInquirySchema>;

export const claimStatusInquirySchema = z.object({
  kind: z.literal('claim-status'),
  member: memberSchema,
  patientControlNumber: z.string().nullable(),
  payerClaimControlNumber: z.string().nullable(),
  serviceFrom: isoDateSchema.nullable(),
  serviceTo: isoDateSchema.nullable(),
  billedCents: z.number().int().nullable(),
  providerNpi: z.string().nullable(),
});
export type ClaimStatusInquiry = z.infer<typeof claimStatusInquirySchema>;

export const inquirySchema = z.discriminatedUnion('kind', [eligibilityInquirySchema, claimStatusInquirySchema]);
export type Inquiry = z.infer<typeof inquirySchema>;
export type WorkKind = Inquiry['kind'];

/**
 * queued: a job will run it. running: a worker has it. waiting: to be run again at `availableAt`.
 * done, review, failed: ended. An ended item leaves `review` only when a person sends it back.
 */
export type WorkState = 'queued' | 'running' | 'waiting' | 'done' | 'review' | 'failed';

export interface WorkItem {
  readonly id: string;
  readonly kind: WorkKind;
  readonly state: WorkState;
  readonly portal: string;
  readonly loginId: string;
  readonly payer: string;
  readonly inquiry: Inquiry;
  /** Rises by one each time a worker takes the item: the fence that keeps a worker which lost its lock from writing. */
  readonly attempt: number;
  /** Tries spent on system faults and drift; waits spend none. */
  readonly tries: number;
  readonly claimId: string | null;
  readonly appointmentId: string | null;
}

/**
 * One question a day: payer + provider + member + claim + purpose + day.
 * @param day the practice's calendar day, `YYYY-MM-DD`.
 * @returns the text to be hashed into the row's unique key; the separator cannot occur in a part.
 */
export function dedupeText(payer: string, inquiry: Inquiry, day: string): string {
  const claim =
    inquiry.kind === 'claim-status'
      ? [inquiry.payerClaimControlNumber, inquiry.patientControlNumber, inquiry.serviceFrom, inquiry.serviceTo]
      : [inquiry.serviceDate];
  const member = [inquiry.member.memberId, inquiry.member.birthDate, inquiry.member.lastName, inquiry.member.firstName];
  return [payer, inquiry.providerNpi, ...member, ...claim, inquiry.kind, day]
    .map((part) => (part ?? '').trim().toUpperCase().replaceAll('\u001f', ''))
    .join('\u001f');
}

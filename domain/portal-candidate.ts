/** What a portal listed when it found several: kept under seal with the evidence, so that a person can choose one of them. Pure. */
import { z } from 'zod';
import { isoDateSchema } from './dates.ts';
import type { Inquiry } from './work-item.ts';

const text = z.string().nullable();
const memberCandidateSchema = z.object({
  kind: z.literal('member'),
  memberId: text,
  /** `LAST, FIRST`, as printed. */
  name: text,
  birthDate: isoDateSchema.nullable(),
});
const claimCandidateSchema = z.object({
  kind: z.literal('claim'),
  claimNumber: z.string(),
  accountNumber: text,
  serviceFrom: isoDateSchema.nullable(),
  billedCents: z.number().int().nullable(),
  statusText: text,
});
export const portalCandidateSchema = z.discriminatedUnion('kind', [memberCandidateSchema, claimCandidateSchema]);
export type PortalCandidate = z.infer<typeof portalCandidateSchema>;
export type MemberCandidate = z.infer<typeof memberCandidateSchema>;
export type ClaimCandidate = z.infer<typeof claimCandidateSchema>;

/** @returns the inquiry that finds the chosen one and no other; null when it cannot ask for such a thing. */
export function askFor(inquiry: Inquiry, candidate: PortalCandidate): Inquiry | null {
  if (candidate.kind === 'claim')
    return inquiry.kind === 'claim-status' ? { ...inquiry, ...claimKeys(inquiry, candidate) } : null;
  const [lastName = null, firstName = null] = candidate.name?.split(', ', 2) ?? [];
  const { member } = inquiry;
  return {
    ...inquiry,
    member: {
      memberId: candidate.memberId ?? member.memberId,
      birthDate: candidate.birthDate ?? member.birthDate,
      lastName: lastName ?? member.lastName,
      firstName: firstName ?? member.firstName,
    },
  };
}

/** A claim of another day is asked for by its own day: else the robot would take it for another record. */
const claimKeys = (
  { serviceTo }: Extract<Inquiry, { kind: 'claim-status' }>,
  { claimNumber, serviceFrom }: ClaimCandidate,
) => ({
  payerClaimControlNumber: claimNumber,
  ...(serviceFrom && { serviceFrom, serviceTo: serviceTo && serviceTo < serviceFrom ? serviceFrom : serviceTo }),
});

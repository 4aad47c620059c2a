/** What the API takes and gives of the second pair of eyes, of reopening, and of the trail of an item. */
import { z } from 'zod';

const id = z.uuid();
const time = z.iso.datetime();
const text = z.string().nullable();
/** Values before and after, in words. */
const changes = z.array(z.object({ label: z.string(), before: text, after: text }));

export const approvalParamsSchema = z.object({ id });
/** Why: shown to whoever decides next. */
export const reasonSchema = z.object({ reason: z.string().trim().min(1, 'say in a few words why').max(2000) });

export const approvalSchema = z.object({
  id,
  itemId: id,
  /** Of the payment or claim, as the item says it. */
  title: z.string(),
  documentId: id.nullable(),
  state: z.enum(['proposed', 'approved', 'rejected', 'withdrawn']),
  reasons: z.array(z.enum(['take-back', 'write-off', 'amount'])),
  /** Why a second person is asked, in words. */
  why: z.string(),
  cashCents: z.number().int(),
  writeOffCents: z.number().int(),
  proposedName: z.string(),
  proposedAt: time,
  decidedName: text,
  decidedAt: time.nullable(),
  decisionNote: text,
  /** What would be booked and what the first person said; null when it does not open with this master key. */
  content: z.object({ message: z.string(), note: text, changes, said: z.array(z.string()) }).nullable(),
  isMine: z.boolean(),
  /** Whether whoever asks may approve it. */
  mayApprove: z.boolean(),
});
export type Approval = z.infer<typeof approvalSchema>;
export const approvalListSchema = z.object({ at: time, approvals: z.array(approvalSchema) });
export type ApprovalList = z.infer<typeof approvalListSchema>;

/** `isChanged` false: it was done before, nothing was changed. */
export const approvalAnswerSchema = z.object({ isChanged: z.boolean(), message: z.string() });
export type ApprovalAnswer = z.infer<typeof approvalAnswerSchema>;
/** `itemId`: the item that goes on. */
export const reopenedSchema = approvalAnswerSchema.extend({ itemId: id });
export type Reopened = z.infer<typeof reopenedSchema>;

export const trailSchema = z.object({
  entries: z.array(
    z.object({
      at: time,
      who: z.string(),
      what: z.string(),
      note: text,
      changes,
    }),
  ),
  approvals: z.array(approvalSchema),
  /** How whoever asks may let it wait again; null: not, or not they. */
  wayBack: z.enum(['reopen', 'reverse']).nullable(),
  /** Where it goes on, when it was opened again. */
  reopenedAs: z.object({ itemId: id, by: z.string() }).nullable(),
});
export type Trail = z.infer<typeof trailSchema>;

/** What the API takes and gives of remittances. */
import { z } from 'zod';
import { boxSchema } from '../../domain/provenance.ts';
import { claimSchema } from './schema.ts';
import { differenceSchema } from './validation-schema.ts';
import { exceptionNoteSchema, fieldSourceSchema, remittancePaymentSchema } from '../../domain/remittance.ts';

const text = z.string().nullable();
const time = z.iso.datetime();
const id = z.uuid();
const count = z.number().int().min(0);
const cents = z.number().int().nullable();

export const documentStateSchema = z.enum([
  'received',
  'reading',
  'read',
  'posted',
  'review',
  'failed',
  'refused',
  'arranged',
]);
export type DocumentState = z.infer<typeof documentStateSchema>;

export const remittanceParamsSchema = z.object({ id });
export const remittancePageParamsSchema = z.object({ id, page: z.coerce.number().int().min(1) });
export const remittanceListQuerySchema = z.object({
  /** `working`: a worker has it or will; `waiting`: a person must decide something; `done`: nothing is left to do. */
  state: z.enum(['all', 'working', 'waiting', 'done']).default('all'),
  /** `next` of the page before. */
  cursor: z.string().max(200).optional(),
  limit: z.coerce.number().int().min(1).max(200).default(50),
});
export type RemittanceListQuery = z.infer<typeof remittanceListQuerySchema>;

/** `done` of `total` pages; null for an 835 and before the file was opened. */
const progressSchema = z.object({ done: count, total: count }).nullable();

const remittanceRowSchema = z.object({
  id,
  fileName: z.string(),
  kind: z.enum(['paper-eob', 'era-835', 'not-a-remittance']).nullable(),
  mediaType: text,
  source: z.enum(['cli', 'folder', 'api']),
  state: documentStateSchema,
  progress: progressSchema,
  receivedAt: time,
  /** Why it is not posted, in words; null when nothing stands in the way. */
  message: text,
  payers: z.array(z.string()),
  numbers: z.array(z.string()),
  /** Of all its payments. */
  amountCents: cents,
  claims: count,
  postedClaims: count,
  openItems: count,
});
export type RemittanceRow = z.infer<typeof remittanceRowSchema>;

export const remittanceListSchema = z.object({ at: time, remittances: z.array(remittanceRowSchema), next: text });
export type RemittanceList = z.infer<typeof remittanceListSchema>;

const pageSchema = z.object({
  page: z.number().int().min(1),
  /** In the file, when a person arranged its pages. */
  filePage: z.number().int().min(1),
  state: z.enum(['waiting', 'seen', 'blank', 'failed']),
  /** Of its picture, in pixels; null before it was seen. */
  width: count.nullable(),
  height: count.nullable(),
  hasImage: z.boolean(),
  remarks: z.array(z.string()),
});
export type RemittancePage = z.infer<typeof pageSchema>;

const remittanceFieldSchema = z.object({
  pointer: z.string(),
  label: z.string(),
  value: text,
  confidence: z.number(),
  via: fieldSourceSchema.shape.via,
  page: z.number().int().nullable(),
  box: boxSchema.nullable(),
  isDoubtful: z.boolean(),
});
export type RemittanceField = z.infer<typeof remittanceFieldSchema>;

const openItemSchema = z.object({
  id,
  code: z.string(),
  title: z.string(),
  message: z.string(),
  whatToDo: z.string(),
  /** Where in `payments`; null: the file, or the payment, as a whole. */
  payment: count.nullable(),
  claim: count.nullable(),
  /** JSON pointer of what posting it would post; null: the item is about the file. */
  pointer: text,
  isOpen: z.boolean(),
  /** The decision that waits for a second person; null: none does. */
  proposal: z.object({ id, by: z.string(), isMine: z.boolean() }).nullable(),
  /** Who works on it now. */
  holder: claimSchema.nullable(),
  resolvedBy: text,
  note: text,
});
export type RemittanceItem = z.infer<typeof openItemSchema>;

const correctionSchema = z.object({
  label: z.string(),
  pointer: z.string(),
  /** As an office writes them; null: not stated. */
  before: text,
  after: text,
  by: z.string(),
  at: time,
});
export type RemittanceCorrection = z.infer<typeof correctionSchema>;

const noteSchema = exceptionNoteSchema.extend({ title: z.string(), whatToDo: z.string() });
export type RemittanceNote = z.infer<typeof noteSchema>;

/** What became of one claim of a payment. */
const claimOutcomeSchema = z.object({
  /** The row's; null before posting was tried. */
  id: id.nullable(),
  state: z.enum(['posted', 'held', 'released']).nullable(),
  why: z.array(noteSchema),
});
export type ClaimOutcome = z.infer<typeof claimOutcomeSchema>;

const paymentOutcomeSchema = z.object({
  id: id.nullable(),
  state: z.enum(['posted', 'part', 'held', 'attached', 'withdrawn']).nullable(),
  why: z.array(noteSchema),
  /** In the ledger: `postedCents` + `unappliedCents` is the deposit; null when nothing of it is there. */
  postedCents: cents,
  unappliedCents: cents,
  claims: z.array(claimOutcomeSchema),
});
export type PaymentOutcome = z.infer<typeof paymentOutcomeSchema>;

/** The documents that the pages of its file are read in now. */
const arrangedFileSchema = z.object({
  /** As it was taken in. */
  fileId: id,
  by: z.string(),
  at: time,
  parts: z.array(z.object({ documentId: id, pages: z.string() })),
  leftOut: count,
});

export const remittanceSchema = remittanceRowSchema.extend({
  at: time,
  title: text,
  whatToDo: text,
  canRetry: z.boolean(),
  /** How a person laid the pages of its file; null: nobody did. */
  arranged: arrangedFileSchema.nullable(),
  pages: z.array(pageSchema),
  payments: z.array(remittancePaymentSchema),
  outcomes: z.array(paymentOutcomeSchema),
  fields: z.array(remittanceFieldSchema),
  items: z.array(openItemSchema),
  /** What does not add up, as it stands. */
  differences: z.array(differenceSchema),
  /** What people changed of what was read, in order. */
  corrections: z.array(correctionSchema),
});
export type Remittance = z.infer<typeof remittanceSchema>;

/** `isNew` false: the same bytes were here before; nothing was done with them again. */
export const uploadedSchema = z.object({ id, isNew: z.boolean(), message: z.string() });
export type Uploaded = z.infer<typeof uploadedSchema>;

export const answerSchema = z.object({ message: z.string() });

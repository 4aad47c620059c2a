/** What the API takes and gives about imports, questions, answers, sweeps and postings. */
import { z } from 'zod';
import { isoDateSchema } from '../../domain/dates.ts';
import { nextSchema, PAGE_QUERY } from './paging.ts';

const time = z.iso.datetime();
const id = z.uuid();
const count = z.number().int().min(0);
const text = z.string().nullable();
const name = z.string().trim().min(1).max(100);
const words = z.string().trim().min(1).max(100).nullable().default(null);
const day = isoDateSchema.nullable().default(null);

export const importQuerySchema = z.object({
  /** Asks this portal, whatever payer the file names. */
  portal: name.optional(),
  /** Where a field stands, when its column has a name of its own: `patientControlNumber=Acct #`; may be repeated. */
  column: z
    .union([z.string(), z.array(z.string())])
    .transform((given) => [given].flat())
    .pipe(
      z
        .array(
          z
            .string()
            .max(200)
            .regex(/^\w+=.+$/, 'must be field=Header'),
        )
        .max(50),
    )
    .optional(),
});
export const importAnswerSchema = z.object({
  format: z.string(),
  read: count,
  new: count,
  known: count,
  /** When these very bytes were imported before. */
  sameFileAsOf: time.nullable(),
  totalCents: z.number().int(),
  /** What was left out, with its place and the remedy. */
  problems: z.array(z.string()),
  warnings: z.array(z.string()),
  /** Payers that no register entry knows: kept, but nobody is asked about them. */
  unknownPayers: z.array(z.string()),
});

const whom = {
  portal: name,
  /** Needed where the portal serves several. */
  payer: name.optional(),
  /** The login's label, where the portal has several. */
  login: name.optional(),
};
const memberSchema = z
  .object({ memberId: words, lastName: words, firstName: words, birthDate: day })
  .refine(
    ({ memberId, lastName, firstName, birthDate }) => memberId ?? (lastName && firstName && birthDate),
    'needs a member ID, or last name, first name and birth date',
  );
export const eligibilityQuestionSchema = z.object({
  ...whom,
  member: memberSchema,
  /** The day of the visit; default: today. */
  serviceDate: isoDateSchema.optional(),
  providerNpi: words,
});
export const claimQuestionSchema = z.union([
  z.object({
    ...whom,
    /** Our own number of a claim that was imported. */
    claim: z.string().trim().min(1).max(100),
  }),
  z
    .object({
      ...whom,
      member: memberSchema,
      serviceFrom: isoDateSchema,
      /** Default: the first day. */
      serviceTo: isoDateSchema.optional(),
      patientControlNumber: words,
      payerClaimControlNumber: words,
      billedCents: z.number().int().min(0).nullable().default(null),
      providerNpi: words,
    })
    .refine(({ serviceFrom, serviceTo }) => !serviceTo || serviceTo >= serviceFrom, 'serviceTo is before serviceFrom'),
]);
export const askedSchema = z.object({
  workItem: id,
  /** False: it was asked today already, by whomever; that work item is the answer's. */
  isNew: z.boolean(),
});

const stateSchema = z.enum(['queued', 'running', 'waiting', 'done', 'review', 'failed']);
export const workItemQuerySchema = z.object({
  ...PAGE_QUERY,
  state: stateSchema.optional(),
  kind: z.enum(['eligibility', 'claim-status']).optional(),
  portal: name.optional(),
});
const workItemSchema = z.object({
  id,
  kind: z.enum(['eligibility', 'claim-status']),
  state: stateSchema,
  code: text,
  message: text,
  portal: z.string(),
  payer: z.string(),
  claim: id.nullable(),
  appointment: id.nullable(),
  askedAt: time,
  endedAt: time.nullable(),
});
export const workItemListSchema = z.object({ at: time, workItems: z.array(workItemSchema), next: nextSchema });

export const answerDocumentSchema = z.object({
  workItem: id,
  state: stateSchema,
  /** Null while no robot has come to an end with it. */
  outcome: z.enum(['done', 'wait', 'review', 'failed']).nullable(),
  code: text,
  message: text,
  /** Coverage in the words of a 271, or claim status in those of a 277; null until `outcome` is `done`. */
  result: z.unknown(),
  /** By JSON pointer into the result: where each value came from, and how surely. */
  fields: z.record(z.string(), z.unknown()),
  askedAt: time,
  answeredAt: time.nullable(),
  portal: z.string(),
  login: z.string(),
});

export const sweepQuerySchema = z.object({
  /** Plan for this moment instead of now. */
  at: time.optional(),
});
const sweepLineSchema = z.object({
  claim: id,
  patientControlNumber: z.string(),
  payer: z.string(),
  billedCents: z.number().int(),
  reason: z.string(),
});
export const sweepPlanSchema = z.object({
  today: isoDateSchema,
  ask: z.array(sweepLineSchema),
  skip: z.array(sweepLineSchema),
});
export const sweepRunSchema = z.object({ queued: count, askedBeforeToday: count, leftAlone: count });

const dayQuery = { from: isoDateSchema.optional(), to: isoDateSchema.optional() };
export const exportQuerySchema = z
  .object({ ...dayQuery, format: z.enum(['json', 'csv', 'xlsx']).default('json') })
  .refine(({ from, to }) => !from || !to || to >= from, 'to is before from');
export const postingExportQuerySchema = z
  .object({ ...dayQuery, format: z.enum(['json', 'csv', 'xlsx', '835']).default('json') })
  .refine(({ from, to }) => !from || !to || to >= from, 'to is before from');

export const postingQuerySchema = z.object({ ...PAGE_QUERY, remittance: id.optional() });
const entrySchema = z.object({
  id: count,
  kind: z.string(),
  amountCents: z.number().int(),
  group: text,
  reason: text,
  line: z.number().int().nullable(),
  claim: id.nullable(),
});
const postingSchema = z.object({
  id,
  postedAt: time,
  /** `robot`, or who released it. */
  actor: z.string(),
  /** From 1: the first posting of a payment, then one for each release or reversal. */
  part: count,
  payment: id,
  remittance: id,
  paymentNumber: text,
  entries: z.array(entrySchema),
});
export const postingListSchema = z.object({ at: time, postings: z.array(postingSchema), next: nextSchema });

/** What the API takes and gives while a person corrects a held claim or payment. */
import { z } from 'zod';
import { crosswalkEntrySchema } from '../../domain/crosswalk.ts';
import { boxSchema } from '../../domain/provenance.ts';
import { codeSchema, nextSchema } from './inbox-schema.ts';

const pointer = z.string().max(200);
const text = z.string().nullable();
const id = z.uuid();
const place = z.number().int().min(0);

/** All that a person did to an item. Pointers lead into the remittance as it was shown. */
export const workSchema = z.object({
  /** What a value should be, as typed; one past the end of a list adds to it. `at`: the words of the page it was taken from. */
  edits: z
    .array(
      z.object({
        pointer,
        text: z.string().max(300),
        at: z.object({ page: z.number().int().min(1), box: boxSchema }).optional(),
      }),
    )
    .max(2000)
    .default([]),
  /** Doubtful fields that were compared with the page and are right. */
  confirmed: z.array(pointer).max(5000).default([]),
  /** Claims, lines and adjustments that are not on the page. */
  removed: z.array(pointer).max(500).default([]),
  /** Exceptions that the person saw and lets stand. */
  approved: z.array(codeSchema).max(50).default([]),
  /** Claims of ours that the person chose, by the place of the claim in the payment. */
  chosen: z
    .array(z.object({ claim: place, claimId: id }))
    .max(500)
    .default([]),
  /** What the payer's own codes mean; remembered for this payer. */
  remember: z.array(crosswalkEntrySchema).max(100).default([]),
});
export type WorkBody = z.input<typeof workSchema>;

/** Posts what a remittance item holds. The note may be empty when nothing is let stand: then what was done speaks. */
export const postSchema = workSchema.extend({
  note: z.string().trim().max(2000).default(''),
  next: nextSchema.optional(),
});
export type PostBody = z.input<typeof postSchema>;

export const differenceSchema = z.object({
  /** `charges`: the lines do not make up the claim's charge. */
  level: z.enum(['line', 'claim', 'charges', 'payment']),
  pointer,
  /** Stated minus what adds up; null when a value is missing. */
  differenceCents: z.number().int().nullable(),
  missing: z.array(pointer),
});
export type Difference = z.infer<typeof differenceSchema>;

const reasonSchema = z.object({
  code: z.string(),
  title: z.string(),
  whatToDo: z.string(),
  detail: z.string(),
  differenceCents: z.number().int().nullable().optional(),
  /** A claim of a payment that would wait although the payment posts; null: it holds the item. */
  claim: place.nullable(),
  /** Whether a person may let it stand; else it must be put right. */
  mayStand: z.boolean(),
});
export type Reason = z.infer<typeof reasonSchema>;

const codeTakenSchema = z.object({
  /** Of the adjustment. */
  pointer,
  /** As printed by the payer; null when the page names none. */
  printedCode: text,
  /** The payer's own words for it. */
  legend: text,
  group: text,
  /** Null: nobody has said yet what it means. */
  reason: text,
});
export type CodeTaken = z.infer<typeof codeTakenSchema>;

/** What would happen if it were posted now. */
export const checkSchema = z.object({
  wouldPost: z.boolean(),
  /** What would be booked, or why nothing would. */
  message: z.string(),
  /** Why a second person must approve it before it posts; null: one may post it. */
  second: z.string().nullable(),
  reasons: z.array(reasonSchema),
  faults: z.array(z.object({ pointer, message: z.string() })),
  differences: z.array(differenceSchema),
  /** Fields that the gate still wants compared with the page. */
  doubtful: z.array(pointer),
  /** What was typed, as it was understood. */
  values: z.record(z.string(), text),
  codes: z.array(codeTakenSchema),
  matches: z.array(z.object({ claim: place, claimId: id.nullable(), candidates: z.number().int() })),
});
export type Check = z.infer<typeof checkSchema>;

export const candidatesBodySchema = z.object({ work: workSchema, claim: place });

const agreementSchema = z.enum(['same', 'weak', 'differs', 'not-stated']);
const keySchema = z.object({ label: z.string(), agreement: agreementSchema, ours: text, theirs: text });
const candidateSchema = z.object({
  claimId: id,
  account: z.string(),
  patient: z.string(),
  payer: z.string(),
  billedCents: z.number().int(),
  /** Every key that is compared, with what either side says. */
  keys: z.array(keySchema),
});
export type Candidate = z.infer<typeof candidateSchema>;
export const candidatesSchema = z.object({ candidates: z.array(candidateSchema) });

export const wordsSchema = z.object({ words: z.array(z.object({ text: z.string(), box: boxSchema })) });
export type PageWords = z.infer<typeof wordsSchema>;

const meaning = z.object({ code: z.string(), text: z.string() });
export const adjustmentCodesSchema = z.object({
  groups: z.array(meaning),
  /** CARC, in our words. */
  reasons: z.array(meaning.extend({ groups: z.array(z.string()) })),
});
export type AdjustmentCodes = z.infer<typeof adjustmentCodesSchema>;

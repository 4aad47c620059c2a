/** Where a value came from: the trace that every stored field keeps. */
import { z } from 'zod';

/** x, y, width, height in pixels of the screenshot that is kept as evidence. */
export const boxSchema = z.tuple([z.number(), z.number(), z.number(), z.number()]);
export type Box = z.infer<typeof boxSchema>;

export const provenanceSchema = z.object({
  /** 1 = read as printed by the portal. */
  confidence: z.number().min(0).max(1),
  /** `person`: typed in the review app instead of a portal's answer. */
  via: z.enum(['portal', 'reviewer', 'x12', 'person']),
  /** Of a person's: the reviewer's id, and when. */
  by: z.string().optional(),
  at: z.string().optional(),
  /** Evidence id of the screenshot that shows it. */
  evidence: z.string().optional(),
  box: boxSchema.optional(),
  /** `<page>.<element>` of the selector file. */
  selector: z.string().optional(),
  /** Which alternative served; 0 = the first. Above 0 counts as drift. */
  alternative: z.number().int().min(0).optional(),
});
export type Provenance = z.infer<typeof provenanceSchema>;

/** Key: JSON pointer into the result, e.g. `/claims/0/paidCents`. */
export const fieldsSchema = z.record(z.string(), provenanceSchema);
export type Fields = z.infer<typeof fieldsSchema>;

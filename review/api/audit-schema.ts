/** What a search of the audit trail takes and gives. */
import { z } from 'zod';
import { isoDateSchema } from '../../domain/dates.ts';

const text = z.string().trim().min(1).max(200);

const filter = {
  /** `reviewer:<id>`, `robot`, `token:<id>`, `command-line:<user>`, `anonymous`; or a person's name. */
  actor: text.optional(),
  action: text.optional(),
  /** A whole subject such as `review-item:<id>`, or its beginning such as `payment:`. */
  subject: text.optional(),
  /** Days of the practice, both included. */
  from: isoDateSchema.optional(),
  to: isoDateSchema.optional(),
};
export const auditQuerySchema = z.object({
  ...filter,
  /** `next` of the page before. */
  cursor: z.coerce.number().int().positive().optional(),
  limit: z.coerce.number().int().min(1).max(200).default(100),
});
export const auditExportSchema = z.object({ ...filter, format: z.enum(['csv', 'json']).default('csv') });
export type AuditFilter = Omit<z.infer<typeof auditExportSchema>, 'format'>;

const entrySchema = z.object({
  id: z.number().int(),
  at: z.iso.datetime(),
  actor: z.string(),
  /** The person's name, or null. */
  name: z.string().nullable(),
  action: z.string(),
  subject: z.string(),
  /** Ids, codes and counts, as JSON text. */
  detail: z.string(),
});
export type AuditRow = z.infer<typeof entrySchema>;
export const auditListSchema = z.object({ entries: z.array(entrySchema), next: z.string().nullable() });
export type AuditList = z.infer<typeof auditListSchema>;
export const auditActionsSchema = z.object({ actions: z.array(z.string()) });

export const auditParamsSchema = z.object({ id: z.coerce.number().int().positive() });
/** What stood before a decision and after it; patient data. */
export const changeSchema = z.object({ before: z.unknown(), after: z.unknown() });

/** As `claimwright audit verify --json` gives it. */
export const trailReportSchema = z.object({
  isWhole: z.boolean(),
  entries: z.number().int(),
  newest: z.object({ seq: z.number().int(), hash: z.string() }).nullable(),
  sealed: z.object({ seq: z.number().int(), at: z.string() }).nullable(),
  problems: z.array(
    z.object({ fault: z.string(), entry: z.number().nullable(), link: z.number().nullable(), message: z.string() }),
  ),
  found: z.number().int(),
});
export type TrailAnswer = z.infer<typeof trailReportSchema>;

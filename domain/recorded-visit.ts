/** A script of a portal visit for the recorder: what a person would do and say, so that a visit can be recorded unattended. */
import { z } from 'zod';
import { isoDateSchema } from './dates.ts';

const words = z.string().min(1);

/** What the visit asks about; needed to know it again on the pages, and to take it off them. */
export const askedSchema = z.strictObject({
  memberId: words.nullable().default(null),
  lastName: words.nullable().default(null),
  firstName: words.nullable().default(null),
  birthDate: isoDateSchema.nullable().default(null),
  serviceDate: isoDateSchema.nullable().default(null),
  claimNumber: words.nullable().default(null),
  accountNumber: words.nullable().default(null),
});

const stepSchema = z.union([
  /** Names the page in view, once these words are on it. */
  z.strictObject({
    page: words,
    as: z
      .string()
      .regex(/^[a-z][a-z0-9-]*$/)
      .optional(),
    when: words.optional(),
  }),
  z.strictObject({ fill: words, with: z.string() }),
  /** The text of a file: a password is never in a script. */
  z.strictObject({ fill: words, fromFile: words }),
  z.strictObject({ choose: words, option: words }),
  z.strictObject({ check: words }),
  z.strictObject({ click: words }),
  z.strictObject({ enter: words }),
  z.strictObject({ go: words }),
]);
export type VisitStep = z.infer<typeof stepSchema>;

export const visitScriptSchema = z.strictObject({ asked: askedSchema, steps: z.array(stepSchema).min(1) });
export type VisitScript = z.infer<typeof visitScriptSchema>;

/** @returns the script, or in one sentence why the text is none. */
export function parseVisitScript(text: string): VisitScript | string {
  try {
    return visitScriptSchema.parse(JSON.parse(text));
  } catch (error) {
    return error instanceof z.ZodError ? z.prettifyError(error) : 'it is no JSON';
  }
}

/** The index of a portal's saved pages (`test/fixtures/<portal>/saved.json`): which file shows what, and what must be read from it. */
import { z } from 'zod';
import { isoDateSchema } from './dates.ts';
import { POLICIES, type ExceptionCode } from './exceptions.ts';
import { inquirySchema } from './work-item.ts';

const file = z.string().regex(/^[a-z0-9][a-z0-9/-]*\.html$/, 'must be a file of the folder, as pages/sign-in.html');
const code = z.custom<ExceptionCode>((given) => typeof given === 'string' && given in POLICIES, 'must be a known code');

export const savedIndexSchema = z.strictObject({
  pages: z.array(
    z.strictObject({
      file,
      /** The page's name in its selector file. */
      page: z.string(),
      /** Elements that stand once in each row: there they match one element, on the whole page several. */
      inRows: z.array(z.string()).optional(),
      /** Pages that this one is a part of, drawn under their form, say: they know themselves on it too. */
      within: z.array(z.string()).optional(),
    }),
  ),
  signals: z.array(
    z.strictObject({
      file,
      code,
      /** The page whose own signal it is; missing = one that any page may show. */
      on: z.string().optional(),
    }),
  ),
  cases: z.array(
    z.strictObject({
      /** `<name>.json` holds the inquiry and the result that must come of it. */
      name: z.string(),
      kind: z.enum(['eligibility', 'claim-status']),
      payer: z.string().optional(),
      /** The saved pages that the portal's own reader is given, by page name. */
      pages: z.record(z.string(), file).optional(),
      /** In place of `pages`: the saved pages in the order in which the flow walks over them. */
      walk: z.array(file).optional(),
      /** Who compared the expected result with what the portal showed, and when; null = nobody yet. */
      confirmed: z.strictObject({ by: z.string().min(1), on: isoDateSchema }).nullable(),
    }),
  ),
  /** From the sign-in page to the page that rejects the password; `answers` to the challenge questions that it asks. */
  rejected: z
    .strictObject({ walk: z.array(file).min(2), answers: z.record(z.string(), z.string()).optional() })
    .nullable(),
  /** Pages (`northfield/home`) and elements (`northfield/home.news`) that no saved page can show, and why not. */
  unseen: z.array(z.strictObject({ what: z.string(), why: z.string().min(1) })),
});
export type SavedIndex = z.infer<typeof savedIndexSchema>;
export type SavedCase = SavedIndex['cases'][number];

/** @returns the index, or in one sentence why the text is none. */
export function parseSavedIndex(text: string): SavedIndex | string {
  return parseBy(savedIndexSchema, text);
}

const expectedSchema = z.object({ inquiry: inquirySchema.nullish(), result: z.unknown() });

/** What a case asks and what must come of it: the text of `<name>.json`. */
export const parseExpected = (text: string): z.infer<typeof expectedSchema> | string => parseBy(expectedSchema, text);

function parseBy<T>(schema: z.ZodType<T>, text: string): T | string {
  try {
    return schema.parse(JSON.parse(text));
  } catch (error) {
    return error instanceof z.ZodError ? z.prettifyError(error) : 'it is no JSON';
  }
}

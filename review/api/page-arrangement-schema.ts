/** What the API takes and gives of the pages of a file and how a person lays them. */
import { z } from 'zod';
import { placedPageSchema, quarterTurnSchema } from '../../domain/page-arrangement.ts';

const id = z.uuid();
const pageNumber = z.number().int().min(1);

/** More than a scan ever holds. */
const MOST_PAGES = 5000;

const filePageSchema = z.object({
  /** In the file. */
  page: pageNumber,
  /** Clockwise, from how the page lies in its file to how it is shown; null: it was not read. */
  turn: quarterTurnSchema.nullable(),
  /** Where its picture is: a document and the page in it; null: none is kept. */
  picture: z.object({ documentId: id, page: pageNumber }).nullable(),
  isBlank: z.boolean(),
});
export type ArrangedPage = z.infer<typeof filePageSchema>;

export const pageArrangementSchema = z.object({
  /** The document that came with the file. */
  fileId: id,
  /** How often it was arranged; what is sent back must name it. */
  version: z.number().int().min(0),
  /** Every page of the file, in its order. */
  pages: z.array(filePageSchema),
  /** Each a document of its own. */
  parts: z.array(
    z.object({
      documentId: id,
      /** Pages of the file, in the order in which they are read. */
      pages: z.array(pageNumber),
      /** Check or EFT numbers read on it. */
      numbers: z.array(z.string()),
      /** Why it must stay as it is, in words; null: it may be arranged. */
      fixed: z.string().nullable(),
    }),
  ),
  leftOut: z.array(pageNumber),
});
export type PageArrangement = z.infer<typeof pageArrangementSchema>;

export const arrangeBodySchema = z.object({
  version: z.number().int().min(0),
  /** Pages in no part are left out. */
  parts: z.array(z.array(placedPageSchema).max(MOST_PAGES)).min(1).max(MOST_PAGES),
});
export type ArrangeBody = z.input<typeof arrangeBodySchema>;

export const arrangedSchema = z.object({
  message: z.string(),
  /** One a part, in their order. `isNew`: it is being read. */
  documents: z.array(z.object({ id, isNew: z.boolean() })),
});
export type Arranged = z.infer<typeof arrangedSchema>;

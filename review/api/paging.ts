/** Pages of lists, by the same names everywhere: `cursor` and `limit` go in, `next` comes out. */
import { z } from 'zod';
import { readInput, RequestProblem } from './problems.ts';

/** To be spread into a list's query schema. */
export const PAGE_QUERY = {
  /** `next` of the page before. */
  cursor: z.string().max(200).optional(),
  limit: z.coerce.number().int().min(1).max(200).default(100),
};

/** `next` of a list's answer: null at the end. */
export const nextSchema = z.string().nullable();

/** The last row of the page before; lists are in the order of a time and an id. */
export interface Place {
  readonly at: string;
  readonly id: string;
}
const placeSchema = z.tuple([z.iso.datetime(), z.uuid()]);

/** @throws RequestProblem 400 for a text that is none of our cursors. */
export function placeAfter(cursor: string | undefined): Place | null {
  if (cursor === undefined) return null;
  const parts = Buffer.from(cursor, 'base64url').toString('utf8').split(' ');
  if (!placeSchema.safeParse(parts).success)
    throw new RequestProblem(400, 'This cursor is none of ours; begin the list again without one.');
  const [at, id] = readInput(placeSchema, parts);
  return { at, id };
}

/** @param rows one more than `limit`, when there are so many. @returns the page and the cursor of the next. */
export function pageOf<T>(
  rows: readonly T[],
  limit: number,
  placeOf: (row: T) => { readonly at: Date; readonly id: string },
): { page: T[]; next: string | null } {
  const page = rows.slice(0, limit);
  const last = page.at(-1);
  if (!last || rows.length <= limit) return { page, next: null };
  const { at, id } = placeOf(last);
  return { page, next: Buffer.from(`${at.toISOString()} ${id}`).toString('base64url') };
}

/** What the inbox takes and gives: filters, orders, saved views, and what people do with many items at once. */
import { z } from 'zod';
import { POLICIES, type ExceptionCode } from '../../domain/exceptions.ts';
import { isoDateSchema } from '../../domain/dates.ts';

export const codeSchema = z.enum(Object.keys(POLICIES) as [ExceptionCode, ...ExceptionCode[]]);
/** What an item is about: one inquiry, a remittance, a login, a code that a page waits for, or a portal (one of its pages, or all of it). */
export const itemKindSchema = z.enum(['eligibility', 'claim-status', 'remittance', 'login', 'code', 'portal']);
export type ItemKind = z.infer<typeof itemKindSchema>;

/** `priority`: domain/urgency.ts. Items without a due day or an amount come last, or first in the order turned round. */
export const orderSchema = z.enum([
  'priority',
  'due',
  'due-last',
  'oldest',
  'newest',
  'value',
  'value-least',
  'payer',
  'payer-last',
  'touched',
  'touched-last',
]);
export type Order = z.infer<typeof orderSchema>;

const label = z
  .string()
  .trim()
  .min(1)
  .max(30)
  .regex(/^[\p{L}\d][\p{L}\d -]*$/u, 'letters, digits, spaces and hyphens only');
const cents = z.coerce.number().int().min(0).max(100_000_000_00);
const flag = z.literal('1');

/** Everything that narrows the list and may stand in an address; what is searched for may not: it can be a patient's name. */
export const filterSchema = z.object({
  state: z.enum(['open', 'resolved']).default('open'),
  code: codeSchema.optional(),
  kind: itemKindSchema.optional(),
  portal: z.string().max(100).optional(),
  payer: z.string().max(100).optional(),
  label: label.optional(),
  /** Given to or held by whoever asks, nobody, or this person. */
  assignee: z.union([z.enum(['me', 'nobody']), z.uuid()]).optional(),
  /** Opened at least this many days ago. */
  olderThan: z.coerce.number().int().min(0).max(3650).optional(),
  /** `week`: within seven days, today included; overdue is not in it. */
  due: z.enum(['overdue', 'today', 'week', 'month', 'none']).optional(),
  minCents: cents.optional(),
  maxCents: cents.optional(),
  escalated: flag.optional(),
  /** Only what is put off; else that is left out. */
  postponed: flag.optional(),
  /** Whoever asks was mentioned in a note and has not read it. */
  mentions: flag.optional(),
  order: orderSchema.default('priority'),
});
export type Filter = z.infer<typeof filterSchema>;

const paging = {
  /** `next` of the page before. */
  cursor: z.string().max(200).optional(),
  limit: z.coerce.number().int().min(1).max(200).default(100),
};
export const listQuerySchema = filterSchema.extend({ ...paging, order: orderSchema.default('oldest') });
/** The same with what is searched for: names and numbers, by the beginnings of their words. */
const searched = z.string().trim().min(2).max(100);
export const searchSchema = listQuerySchema.extend({ text: searched });
export type ListQuery = z.infer<typeof listQuerySchema> & { readonly text?: string | undefined };

const id = z.uuid();
/** The list that a person works through, at a decision. `likely`: the item that its page expects next; another is given when it is gone. */
export const nextSchema = filterSchema.extend({ text: searched.optional(), likely: id.optional() });
export type NextQuery = z.infer<typeof nextSchema>;
const text = z.string().trim().max(2000);
const reason = text.min(1, 'say why in a few words');
const ids = z.array(id).min(1).max(500);

export const assignSchema = z.object({ to: id.nullable(), reason: text.default('') });
export const escalateSchema = z.object({ reason });
/** The item comes back by itself at the beginning of that day, of the office's time zone. */
export const postponeSchema = z.object({ until: isoDateSchema, reason });
export const labelsSchema = z.object({
  add: z.array(label).max(10).default([]),
  remove: z.array(label).max(10).default([]),
});
export const noteSchema = z.object({ text: text.min(1, 'write something') });
/** `version`: as the list gave it; refused when the item has changed since. */
const bulkDoes = z.discriminatedUnion('do', [
  assignSchema.extend({ do: z.literal('assign') }),
  postponeSchema.extend({ do: z.literal('postpone') }),
  labelsSchema.extend({ do: z.literal('label') }),
  escalateSchema.extend({ do: z.literal('escalate') }),
  z.object({ do: z.literal('resolve'), note: text.min(1, 'say in a few words what was done') }),
]);
export const bulkSchema = z.object({ ids, action: bulkDoes });
export type BulkAction = z.infer<typeof bulkDoes>;

const count = z.number().int().min(0);
export const bulkAnswerSchema = z.object({
  message: z.string(),
  changed: count,
  /** What was left as it was, and why. */
  skipped: z.array(z.object({ id, why: z.string() })),
  /** Null when nothing was changed. */
  undo: z.object({ token: id, seconds: count }).nullable(),
});
export type BulkAnswer = z.infer<typeof bulkAnswerSchema>;

export const saidSchema = z.object({ message: z.string() });

const noteViewSchema = z.object({
  id,
  at: z.iso.datetime(),
  by: z.string(),
  kind: z.enum(['note', 'postponed', 'forwarded', 'escalated', 'assigned']),
  text: z.string(),
  /** Names of those whom it mentions. */
  mentions: z.array(z.string()),
});
export const notesSchema = z.object({ notes: z.array(noteViewSchema) });
export type ItemNotes = z.infer<typeof notesSchema>;

/** A saved filter without its cursor; `isMine` false: another person shares it. */
const viewSchema = z.object({
  id,
  name: z.string(),
  isShared: z.boolean(),
  isMine: z.boolean(),
  by: z.string(),
  filter: filterSchema,
});
export const viewsSchema = z.object({ views: z.array(viewSchema) });
export type SavedView = z.infer<typeof viewSchema>;
export const newViewSchema = z.object({
  name: z.string().trim().min(1).max(40),
  isShared: z.boolean().default(false),
  filter: filterSchema,
});

export const colleaguesSchema = z.object({ people: z.array(z.object({ id, name: z.string(), open: count })) });
export type Colleagues = z.infer<typeof colleaguesSchema>;

const sharers = z.array(id).max(500);
export const sharingSchema = z.object({ isOn: z.boolean(), people: sharers });
export type Sharing = z.infer<typeof sharingSchema>;
/** As if these people took part and so many items came now. */
export const sharingPreviewSchema = z.object({ people: sharers, items: z.number().int().min(1).max(1000).default(20) });
/** `open`: what each has already; whoever is disabled or only reads is left out. */
export const sharedOutSchema = z.object({
  people: z.array(z.object({ id, name: z.string(), open: count, gets: count })),
});
export type SharedOut = z.infer<typeof sharedOutSchema>;

const counted = z.object({ name: z.string(), title: z.string(), count });
/** Counts of the side bar: by queue, by saved view, by what an item has. */
export const queuesSchema = z.object({
  queues: z.object({
    open: count,
    mine: count,
    nobodys: count,
    overdue: count,
    week: count,
    escalated: count,
    postponed: count,
    mentions: count,
  }),
  views: z.array(z.object({ id, count })),
  byPayer: z.array(counted),
  byPortal: z.array(counted),
  byLabel: z.array(counted),
});
export type Queues = z.infer<typeof queuesSchema>;

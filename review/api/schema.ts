/** What the HTTP API takes and gives. The web application imports these types and nothing else. */
import { z } from 'zod';
import { PERMISSIONS, roleSchema } from '../../domain/permissions.ts';
import { portalCandidateSchema } from '../../domain/portal-candidate.ts';
import { boxSchema } from '../../domain/provenance.ts';
import { inquirySchema } from '../../domain/work-item.ts';
import { ACTION_KINDS } from '../actions.ts';
import { codeSchema, itemKindSchema, nextSchema } from './inbox-schema.ts';

const text = z.string().nullable();
const time = z.iso.datetime();
const id = z.uuid();
const count = z.number().int().min(0);

export const signInSchema = z.object({ name: z.string().trim().min(1).max(100), password: z.string().min(1).max(500) });
export const sessionSchema = z.object({
  id,
  name: z.string(),
  role: roleSchema,
  /** What the role may do: the page shows nothing else. */
  permissions: z.array(z.enum(PERMISSIONS)),
  idleMinutes: z.number(),
  /** What must be done before anything else is allowed; null: nothing. */
  first: z.enum(['password', 'second-factor']).nullable(),
  by: z.enum(['password', 'single-sign-on']),
});
export type Session = z.infer<typeof sessionSchema>;

export const itemParamsSchema = z.object({ id });
export const claimSchema = z.object({ by: z.string(), isMine: z.boolean(), until: time });
const resolutionSchema = z.object({ kind: z.enum(['resolved', 'sent-back']), by: text, at: time, note: text });

const rowSchema = z.object({
  id,
  code: codeSchema,
  kind: itemKindSchema,
  title: z.string(),
  message: z.string(),
  portal: text,
  payer: text,
  /** `Last, First`, or null when the item is not about one patient. */
  patient: text,
  memberId: text,
  amountCents: z.number().int().nullable(),
  loginLabel: text,
  /** The remittance that shows it. */
  documentId: id.nullable(),
  met: count,
  openedAt: time,
  /** The last day, `YYYY-MM-DD`, and what runs out then. */
  due: z.object({ on: z.string(), why: z.enum(['visit', 'timely-filing', 'appeal', 'correction']) }).nullable(),
  touchedAt: time,
  /** One more with each change. */
  version: count,
  /** Whose work it is; who holds it now is in `claim`. */
  assignee: z.object({ id, name: z.string(), isMine: z.boolean() }).nullable(),
  isEscalated: z.boolean(),
  postponedUntil: time.nullable(),
  labels: z.array(z.string()),
  notes: count,
  /** A decision that is made already but for another person's word, or a selector found by likeness that nobody has judged. */
  waitsFor: z.enum(['second-person', 'selector']).nullable(),
  claim: claimSchema.nullable(),
  resolution: resolutionSchema.nullable(),
});
export type ItemRow = z.infer<typeof rowSchema>;

/** `at`: the server's time, to which ages relate. */
export const listSchema = z.object({ at: time, today: z.string(), items: z.array(rowSchema), next: text });
export type ItemList = z.infer<typeof listSchema>;

const readFieldSchema = z.object({
  /** JSON pointer into the result. */
  pointer: z.string(),
  label: z.string(),
  value: text,
  confidence: z.number(),
  box: boxSchema.nullable(),
});
export type ReadField = z.infer<typeof readFieldSchema>;

const evidenceSchema = z.object({
  id,
  takenAt: time,
  hasImage: z.boolean(),
  fields: z.array(readFieldSchema),
  steps: z.array(z.object({ at: z.string(), what: z.string() })),
  /** What the portal listed where it found several: one of them can be chosen. */
  candidates: z.array(portalCandidateSchema),
  /** What the portal printed, as it was: show it as text only. */
  seen: text,
});

export const itemSchema = rowSchema.extend({
  at: time,
  /** The office's day. */
  today: z.string(),
  whatToDo: z.string(),
  /** What `resolve` will do, in one sentence. */
  resolveMeans: z.string(),
  /** Why resolving now would not help, or null. */
  warning: text,
  canSendBack: z.boolean(),
  /** What can be done with it by whoever asks, the main thing first; empty once it is decided. */
  actions: z.array(z.object({ kind: z.enum(ACTION_KINDS), label: z.string(), hint: z.string() })),
  inquiry: inquirySchema.nullable(),
  workItem: z.object({ id, state: z.string(), attempt: count, askedAt: time }).nullable(),
  login: z.object({ id, label: z.string(), pausedCode: text, waiting: count }).nullable(),
  /** An answer that was stored before, if any. */
  result: z.unknown(),
  /** Selectors found by likeness that a person must approve or reject; empty for other items. */
  proposals: z.array(z.object({ id, element: z.string(), words: z.string(), likeness: z.number() })),
  evidence: evidenceSchema.nullable(),
  history: z.array(z.object({ at: time, who: z.string(), what: z.string() })),
});
export type Item = z.infer<typeof itemSchema>;

const note = z.string().trim().max(2000);
const next = nextSchema.optional();
export const resolveSchema = z.object({ note: note.min(1, 'say in a few words what was done'), next });
/** `correction` null: ask the same again. */
export const sendBackSchema = z.object({ correction: inquirySchema.nullable(), note: note.default(''), next });

/** By proposal; each that the item shows must be decided. */
export const selectorsBodySchema = z.object({
  decisions: z.record(z.uuid(), z.enum(['approved', 'rejected'])),
  note: note.default(''),
  next,
});

/** As the person typed it; how many digits it must have stands in the summary. */
export const codeBodySchema = z.object({ code: z.string().min(1).max(40) });

/** Held by whoever decided. `item` null: it is shown at its document, or is to be read by its own address. */
const nextItemSchema = z.object({ id, documentId: id.nullable(), item: itemSchema.nullable() });
export type NextItem = z.infer<typeof nextItemSchema>;

/** `isChanged` false: the same decision was already taken, nothing was changed. `next`: when it was asked for; null: none is free. */
export const decisionSchema = z.object({
  isChanged: z.boolean(),
  message: z.string(),
  sentBack: count,
  next: nextItemSchema.nullable().optional(),
});
export type DecisionAnswer = z.infer<typeof decisionSchema>;

const counted = z.object({ name: z.string(), title: z.string(), count });
const wantedCodeSchema = z.object({
  itemId: id,
  portal: z.string(),
  loginLabel: z.string(),
  /** What the portal says it did, in our words. */
  what: z.string(),
  digits: count,
  /** Milliseconds that the page still waits, at `at`. */
  leftMs: z.number(),
});

export const summarySchema = z.object({
  at: time,
  open: count,
  unclaimed: count,
  mine: count,
  oldestOpenedAt: time.nullable(),
  byCode: z.array(counted),
  byKind: z.array(counted),
  byPortal: z.array(counted),
  work: z.object({ queued: count, running: count, waiting: count, done: count, review: count, failed: count }),
  /** Pages that wait for a code now, the most urgent first. */
  codes: z.array(wantedCodeSchema),
  /** Changes whenever the list of open items does: reload the list then, and only then. */
  version: z.string(),
});
export type Summary = z.infer<typeof summarySchema>;

/** RFC 9457. */
export const problemSchema = z.object({
  type: z.string(),
  /** Stable, of `problem-kinds.ts`; programs tell problems apart by it. */
  code: z.string(),
  title: z.string(),
  status: z.number().int(),
  detail: z.string(),
  errors: z.array(z.object({ path: z.string(), message: z.string() })).optional(),
});
export type Problem = z.infer<typeof problemSchema>;

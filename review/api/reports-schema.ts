/** What the reports take and give. The web application imports these types and nothing else. */
import { z } from 'zod';
import { AGING_BUCKETS } from '../../domain/aging.ts';
import { isoDateSchema } from '../../domain/dates.ts';
import { baselineKindSchema } from '../../domain/robot-minutes.ts';

const text = z.string().nullable();
const time = z.iso.datetime();
const count = z.number().int().min(0);
const cents = z.number().int();
const number = z.number().nullable();

export const REPORT_NAMES = ['today', 'queues', 'portals', 'logins', 'aging', 'denials', 'people'] as const;
export type ReportName = (typeof REPORT_NAMES)[number];

/** Days of the practice, both included; at most 400, of people 92. Left out: what the report is usually looked at for. */
export const reportQuerySchema = z.object({
  from: isoDateSchema.optional(),
  to: isoDateSchema.optional(),
  /** Of denials: what the weeks are divided by. */
  by: z.enum(['category', 'reason', 'payer']).default('category'),
  format: z.enum(['json', 'csv']).default('json'),
});
export type ReportQuery = z.infer<typeof reportQuerySchema>;

/** What every report begins with. `at` is the server's time, `timeZone` the one that its days go by. */
const head = { at: time, from: isoDateSchema, to: isoDateSchema, timeZone: z.string() };

const doneSchema = z.object({
  asked: count,
  done: count,
  review: count,
  failed: count,
  queued: count,
  waiting: count,
});
const groupSchema = doneSchema.extend({ name: z.string(), title: z.string() });

const minutesSchema = z.object({
  kinds: z.array(
    z.object({ kind: baselineKindSchema, title: z.string(), count, minutesEach: number, minutes: number }),
  ),
  /** Null when it cannot be said. */
  saved: number,
  /** Kinds that there was some of, without minutes. */
  missing: z.array(baselineKindSchema),
});
export type Minutes = z.infer<typeof minutesSchema>;

export const todaySchema = z.object({
  ...head,
  totals: doneSchema,
  byPortal: z.array(groupSchema),
  byPayer: z.array(groupSchema),
  rows: z.array(doneSchema.extend({ portal: z.string(), payer: z.string(), kind: z.string() })),
  remittances: z.object({
    received: count,
    posted: count,
    review: count,
    failed: count,
    refused: count,
    claimsByRobot: count,
    claimsByPerson: count,
  }),
  minutes: minutesSchema,
});
export type TodayReport = z.infer<typeof todaySchema>;

const estimateSchema = z.object({
  kind: z.enum(['empty', 'too-little', 'not-at-this-pace', 'at']),
  /** Only of `at`. */
  at: time.nullable(),
});
const queueSchema = z.object({
  queue: z.enum(['robots', 'people', 'remittances']),
  /** Null: all of the queue. */
  name: text,
  title: z.string(),
  depth: count,
  queued: count,
  running: count,
  waiting: count,
  oldestAt: time.nullable(),
  arrived: count,
  ended: count,
  /** Of which `arrived` and `ended` were counted, and the estimate made. */
  hours: count,
  estimate: estimateSchema,
});
export type QueueRow = z.infer<typeof queueSchema>;
const pointSchema = z.object({ at: time, arrived: count, ended: count, depth: z.number().int() });
export const queuesSchema = z.object({
  ...head,
  step: z.enum(['hour', 'day']),
  queues: z.array(queueSchema),
  robots: z.array(pointSchema),
  people: z.array(pointSchema),
});
export type QueuesReport = z.infer<typeof queuesSchema>;

export const portalsSchema = z.object({
  ...head,
  portals: z.array(
    z.object({
      portal: z.string(),
      title: z.string(),
      ended: count,
      answered: count,
      business: count,
      stopped: count,
      /** 0 to 1; null when nothing ended. */
      success: number,
      medianSeconds: number,
      p95Seconds: number,
      drifting: count,
      driftSeen: count,
      proposed: count,
      canaryAt: time.nullable(),
      canaryPassedAt: time.nullable(),
      /** Why it failed, in words; null: it passed, or was never asked. */
      canaryFault: text,
      pausedAt: time.nullable(),
      /** In words. */
      pausedWhy: text,
      trialAt: time.nullable(),
      slowedUntil: time.nullable(),
    }),
  ),
});
export type PortalsReport = z.infer<typeof portalsSchema>;

export const loginsSchema = z.object({
  ...head,
  logins: z.array(
    z.object({
      id: z.uuid(),
      portal: z.string(),
      title: z.string(),
      label: z.string(),
      /** `paused`: stopped. `spent`: may not sign in. `due`: something is due within its notice. */
      health: z.enum(['ok', 'due', 'spent', 'paused']),
      /** In words; null when all is well. */
      why: text,
      pausedAt: time.nullable(),
      /** When the portal wants a new password, disables it for lack of use, or wants its user confirmed; null = no such rule. */
      passwordBy: time.nullable(),
      useBy: time.nullable(),
      confirmBy: time.nullable(),
      usedAt: time.nullable(),
      signIns: count,
      /** Passwords that may still be sent before a person must look. */
      budgetLeft: count,
      lookupsToday: count,
      /** Null = the portal sets no limit. */
      dailyCap: count.nullable(),
    }),
  ),
});
export type LoginsReport = z.infer<typeof loginsSchema>;

const bucketSchema = z.enum([...AGING_BUCKETS, 'unknown']);
const amountsSchema = z.object({ bucket: bucketSchema, claims: count, billedCents: cents });
export const agingSchema = z.object({
  ...head,
  now: z.array(amountsSchema),
  /** Days on which a picture was taken; the others are not known. */
  days: z.array(z.object({ day: isoDateSchema, buckets: z.array(amountsSchema) })),
});
export type AgingReport = z.infer<typeof agingSchema>;

export const denialsSchema = z.object({
  ...head,
  by: reportQuerySchema.shape.by.unwrap(),
  open: z.object({ count, amountCents: cents }),
  /** Mondays of every week that the range touches. */
  weeks: z.array(isoDateSchema),
  rows: z.array(
    z.object({
      week: isoDateSchema,
      name: z.string(),
      title: z.string(),
      opened: count,
      openedCents: cents,
      closed: count,
      closedCents: cents,
    }),
  ),
});
export type DenialsReport = z.infer<typeof denialsSchema>;

export const peopleSchema = z.object({
  ...head,
  people: z.array(
    z.object({
      name: z.string(),
      handled: count,
      resolved: count,
      sentBack: count,
      medianMinutes: number,
      timed: count,
      cameBack: count,
      holding: count,
    }),
  ),
});
export type PeopleReport = z.infer<typeof peopleSchema>;

/** Minutes by hand; null: no longer known. */
export const baselineSchema = z.object({
  minutes: z.partialRecord(baselineKindSchema, z.number().min(0).max(600).nullable()),
});

/** What other programs are told of, and how often it is tried when they do not answer. */
import { z } from 'zod';

/** Facts of which a webhook may be told. The database writes them down where they are made: `0013-ways-in.sql`. */
export const EVENT_KINDS = [
  'work-item.answered',
  'review-item.opened',
  'review-item.resolved',
  'remittance.posted',
  'login.paused',
  'portal.paused',
] as const;
export const eventKindSchema = z.enum(EVENT_KINDS);
export type EventKind = z.infer<typeof eventKindSchema>;

/** Sent when somebody tries an endpoint out. */
export const TEST_KIND = 'webhook.test';

const MINUTE = 60_000;
const HOUR = 60 * MINUTE;

/** Waits after the first try, the second and so on; after the last the delivery is dead. Somewhat over three days in all. */
const WAITS_MS = [
  5_000,
  MINUTE,
  5 * MINUTE,
  30 * MINUTE,
  2 * HOUR,
  5 * HOUR,
  10 * HOUR,
  14 * HOUR,
  20 * HOUR,
  24 * HOUR,
];
/** A receiver may ask for a longer pause than ours, but not for ever. */
const LONGEST_ASKED_MS = 24 * HOUR;

/** How long the secret of before signs beside the new one, in hours. */
export const OLD_SECRET_HOURS = 24;

/**
 * @param tries made so far, from 1.
 * @param random in [0, 1): many deliveries of one outage do not come back together.
 * @param askedMs what the receiver asked for (`Retry-After`); null = nothing.
 * @returns milliseconds until the next try, or null when it is dead.
 */
export function waitBeforeTry(tries: number, random: number, askedMs: number | null = null): number | null {
  const wait = WAITS_MS[tries - 1];
  if (wait === undefined) return null;
  return Math.max(wait * (0.8 + 0.4 * random), Math.min(askedMs ?? 0, LONGEST_ASKED_MS));
}

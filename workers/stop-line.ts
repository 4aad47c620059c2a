/** Stop the line: faults in a row pause one portal on all hosts with one review item; it goes on by canary or by a person. */
import { markDue, openCanaries } from '../adapters/canaries.ts';
import { noteAnswered, noteFault, noteNotFound, resumePortal } from '../adapters/portal-health.ts';
import type { Query } from '../adapters/query.ts';
import type { Answer } from '../adapters/results.ts';
import { sendBackStopped } from '../adapters/work-items.ts';
import { policyOf } from '../domain/exceptions.ts';
import type { ExceptionCode, WorkException } from '../domain/exceptions.ts';
import type { WorkItem, WorkKind } from '../domain/work-item.ts';
import { openReviewItem, settleReviewItem } from '../review/items.ts';
import type { Stores } from './stores.ts';

/** Faults of our own stores and browsers say nothing about a portal. */
const OURS: readonly ExceptionCode[] = ['adapter-unavailable', 'browser-crashed'];
export const NOT_FOUND: readonly ExceptionCode[] = ['member-not-found', 'claim-not-found'];
const NOT_FOUND_LIMIT = 5;
/** Of the time between tries of a system fault: then a paused portal is first tried. */
const TRIAL_RETRIES = 15;
const LEARN_EVERY_MS = 24 * 60 * 60_000;

export const trialMs = ({ settings }: Stores): number => settings.retryMs * TRIAL_RETRIES;

/** What an item's end says about its portal. @param now when it ended. @returns whether the portal goes on. */
export async function weighFault(
  stores: Stores,
  tx: Query,
  item: WorkItem,
  code: ExceptionCode,
  now: Date,
): Promise<'runs' | 'pauses' | 'paused'> {
  const { family } = policyOf(code);
  if (family === 'business') {
    await weighAnswer(tx, item, code, now);
    return 'runs';
  }
  if ((family !== 'drift' && family !== 'system') || OURS.includes(code)) return 'runs';
  // One bad record may make a portal fail on every try: only different items make a row of system faults.
  const key = family === 'drift' ? `${item.id} ${item.attempt}` : item.id;
  return noteFault(tx, { portal: item.portal, key, kind: item.kind, code }, trialMs(stores), now);
}

async function weighAnswer(tx: Query, { portal }: WorkItem, code: ExceptionCode, now: Date): Promise<void> {
  if (!NOT_FOUND.includes(code)) return noteAnswered(tx, portal);
  // A portal that suddenly finds nobody may be at fault itself: somebody whom it knows tells.
  if ((await noteNotFound(tx, portal, now)) === NOT_FOUND_LIMIT) await markDue(tx, [portal], now, now);
}

/** When this process last learned a canary, by login and kind. */
const learnedAt = new WeakMap<Stores, Map<string, number>>();

/** The portal answered: it works, and what it was asked serves as canary. */
export async function noteGoodAnswer(
  stores: Stores,
  tx: Query,
  item: WorkItem,
  result: Answer['result'],
): Promise<void> {
  const { clock, vault } = stores;
  const { kind, loginId, payer, inquiry } = item;
  await noteAnswered(tx, item.portal);
  // Who is not covered may be gone from the portal tomorrow.
  if ('status' in result && result.status !== 'active') return;
  const known = learnedAt.get(stores) ?? new Map<string, number>();
  learnedAt.set(stores, known);
  const [key, now] = [`${loginId} ${kind}`, clock.now()];
  if (now.getTime() - (known.get(key) ?? -Infinity) < LEARN_EVERY_MS) return;
  await openCanaries(vault).learn(tx, { loginId, kind, payer, inquiry }, now);
  known.set(key, now.getTime());
}

export interface LineStop {
  readonly portal: string;
  readonly exception: WorkException;
  /** `page:<page>` of a drift fault, else `portal:<portal>`. */
  readonly subject: string;
  readonly workItemId: string | null;
  readonly evidenceId: string | null;
}

/** The one review item of a pause. */
export const openStop = (tx: Query, stop: LineStop, now: Date): Promise<unknown> =>
  openReviewItem(
    tx,
    {
      code: stop.exception.code,
      portal: stop.portal,
      subject: stop.subject,
      workItemId: stop.workItemId,
      loginId: null,
      message: `The robots have stopped working this portal. ${stop.exception.message}`,
      evidenceId: stop.evidenceId,
    },
    now,
  );

/** A canary passed: the portal goes on, its review items are settled, and what stopped on its pages is asked again. */
export async function restart(stores: Stores, tx: Query, portal: string): Promise<number> {
  const now = stores.clock.now();
  await resumePortal(tx, portal, 'canary', now);
  const { rows } = await tx.query<{ subject: string }>(
    `select subject from review_item where resolution is null and portal = $1
       and (subject = 'portal:' || $1 or starts_with(subject, 'page:' || $1 || '/'))`,
    [portal],
  );
  for (const { subject } of rows)
    await settleReviewItem(tx, subject, 'a known member was found again, so the robots went on by themselves', now);
  return sendBackStopped(tx, { portal }, DRIFT_CODES, now);
}

const DRIFT_CODES: readonly ExceptionCode[] = ['unknown-page', 'selector-missing', 'result-unreadable'];

/** "Not found" was no answer: the portal does not find a known member either. Those items are asked again. */
export async function takeBackNotFound(tx: Query, portal: string, now: Date): Promise<number> {
  const { rows } = await tx.query<{ id: string }>(
    `update work_item w set state = 'queued', tries = 0, code = null, message = null, ended_at = null, available_at = $3
     from portal_health h where h.portal = $1 and w.portal = $1 and w.state = 'review' and w.code = any($2::text[])
       and w.ended_at >= h.not_found_since returning w.id`,
    [portal, NOT_FOUND, now],
  );
  for (const { id } of rows)
    await settleReviewItem(tx, `work-item:${id}`, 'asked again: the portal did not find a known member either', now);
  return rows.length;
}

/** @returns the kinds in which a paused portal failed; a canary of each must pass. */
export async function faultKinds(tx: Query, portal: string): Promise<readonly WorkKind[]> {
  const { rows } = await tx.query<{ kinds: WorkKind[] }>(
    'select fault_kinds as kinds from portal_health where portal = $1',
    [portal],
  );
  return rows[0]?.kinds ?? [];
}

/** Turns claims and appointments into work items, and work items into jobs. */
import type { NewWorkItem } from '../adapters/work-items.ts';
import { requestWork } from '../adapters/work-items.ts';
import { dayIn } from '../domain/dates.ts';
import type { Stores } from './stores.ts';

export interface Asked {
  /** Work item ids in the order of the questions. */
  readonly ids: string[];
  readonly created: number;
}

/** Each question is asked once a day: one that was asked today already keeps its work item. */
export async function ask({ db, queues, clock, settings }: Stores, items: readonly NewWorkItem[]): Promise<Asked> {
  const now = clock.now();
  const { ids, created } = await db.transaction((tx) => requestWork(tx, items, dayIn(now, settings.timeZone), now));
  // Should the process end here, the reconciler adds the jobs.
  await queues.enqueue(created);
  return { ids, created: created.length };
}

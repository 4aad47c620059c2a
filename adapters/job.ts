/** One BullMQ job: what the executor answers to it, and how that answer is carried out. */
import { DelayedError, UnrecoverableError, WaitingChildrenError } from 'bullmq';
import type { Job } from 'bullmq';
import { faultOf } from './log.ts';

/** What the executor answers to a job; the only things that can happen to it. */
export type Verdict =
  | { readonly kind: 'ack' }
  | { readonly kind: 'again'; readonly at: Date }
  | { readonly kind: 'fail'; readonly code: string };

/** A parent's verdict: it may also rest until the last of its children has ended. */
export type ParentVerdict = Verdict | { readonly kind: 'after-children' };

export interface Running {
  /** Takes no new job and waits for the one under way. */
  close(): Promise<void>;
}

/** The worker of one login's queue in this process. */
export interface LoginRunning extends Running {
  /** Takes no further job until woken: another process holds the login's session. */
  rest(): void;
  wake(): void;
}

/** Carries out the executor's verdict on a job. */
export async function obey(
  job: Job,
  token: string | undefined,
  run: (id: string) => Promise<ParentVerdict>,
): Promise<void> {
  const verdict = await run((job.data as { id: string }).id).catch(unquoted);
  switch (verdict.kind) {
    case 'ack':
      return;
    case 'again':
      await job.moveToDelayed(verdict.at.getTime(), token);
      throw new DelayedError();
    case 'fail':
      throw new UnrecoverableError(verdict.code);
    case 'after-children':
      // False: the last child ended in between. The job comes back at once and finds them all ended.
      if (await job.moveToWaitingChildren(token ?? '')) throw new WaitingChildrenError();
      await job.moveToDelayed(job.timestamp, token);
      throw new DelayedError();
  }
}

/** BullMQ keeps the words of an error beside the job, where a query or a page that they quote must not stand. */
export function unquoted(error: unknown): never {
  const { kind, code } = faultOf(error);
  throw new Error(code === null ? kind : `${kind} ${code}`);
}

/** What every job of ours is kept and dropped by. */
export const jobOptions = (job: { id: string; priority: number; availableAt: Date }, now: Date) => ({
  jobId: job.id,
  priority: job.priority,
  delay: Math.max(0, job.availableAt.getTime() - now.getTime()),
  attempts: 1,
  removeOnComplete: true,
  removeOnFail: { count: 10_000 },
  stackTraceLimit: 0,
});

/** The job tree of remittances: one document is a parent, its pages are its children. Jobs carry ids only. */
import type { Job, Queue, WorkerOptions } from 'bullmq';
import { jobOptions, obey } from './job.ts';
import type { ParentVerdict, Running, Verdict } from './job.ts';

/** A document or a page that a job should be running or about to run. */
export interface TreeJob {
  readonly id: string;
  /** The document of a page; null for a document. */
  readonly parentId: string | null;
  readonly availableAt: Date;
}

export interface TreeWork {
  readonly document: (id: string) => Promise<ParentVerdict>;
  readonly page: (id: string) => Promise<Verdict>;
  readonly lockMs: number;
  /** Pages that one process reads at the same time. */
  readonly pagesAtOnce: number;
}

export interface RemittanceQueue {
  /** Adds documents first: a page whose document has no job is added by itself. */
  enqueue(jobs: readonly TreeJob[]): Promise<void>;
  /** @returns those whose job is gone or has ended, and documents that wait for children that nobody will run. */
  missing(jobs: readonly TreeJob[]): Promise<TreeJob[]>;
  work(work: TreeWork): Promise<Running>;
}

/** What the tree needs of the engine: Redis or the database. */
export interface Engine {
  readonly queue: (name: string) => Promise<Queue>;
  readonly watched: (
    name: string,
    run: (job: Job, token?: string) => Promise<void>,
    extra: Partial<WorkerOptions>,
  ) => Running;
  readonly now: () => Date;
}

const DOCUMENTS = 'remittance';
const PAGES = 'remittance-page';
/** Documents are read one after the other in a process: their pages are what takes time. */
const DOCUMENTS_AT_ONCE = 1;
const ENDED = new Set(['unknown', 'failed', 'completed']);

export function openRemittanceQueue({ queue, watched, now }: Engine): RemittanceQueue {
  const queueOf = (job: TreeJob) => queue(job.parentId ? PAGES : DOCUMENTS);

  const add = async (job: TreeJob) => {
    const target = await queueOf(job);
    const options = jobOptions({ ...job, priority: 0 }, now());
    const alone = () => target.add('page', { id: job.id }, options);
    if (!job.parentId) return target.add('document', { id: job.id }, options);
    const parent = { id: job.parentId, queue: (await queue(DOCUMENTS)).qualifiedName };
    // The parent's job may be gone: the page is read all the same, and the document's own job comes back.
    return target.add('page', { id: job.id }, { ...options, parent }).catch(async (error: unknown) => {
      if (error instanceof Error && error.message.startsWith('Missing key for parent job')) return alone();
      throw error;
    });
  };

  return {
    async enqueue(jobs) {
      for (const job of [...jobs.filter((one) => !one.parentId), ...jobs.filter((one) => one.parentId)]) await add(job);
    },

    async missing(jobs) {
      const lost: TreeJob[] = [];
      const withPages = new Set(jobs.flatMap(({ parentId }) => parentId ?? []));
      for (const job of jobs) {
        const known = (await (await queueOf(job)).getJob(job.id)) as Job | undefined;
        const state = known ? await known.getState() : 'unknown';
        // Its pages have all ended by their rows, yet it rests: a child was lost on the way.
        const isStuck = state === 'waiting-children' && !withPages.has(job.id);
        if (known && !isStuck && !ENDED.has(state)) continue;
        await known?.remove().catch(() => undefined);
        lost.push(job);
      }
      return lost;
    },

    async work({ document, page, lockMs, pagesAtOnce }) {
      await queue(DOCUMENTS);
      await queue(PAGES);
      const shared = {
        lockDuration: lockMs,
        stalledInterval: Math.ceil(lockMs / 2),
        // A killed worker is no fault of the document's: the row counts what was tried.
        maxStalledCount: 1_000_000,
      };
      const workers = [
        watched(DOCUMENTS, (job, token) => obey(job, token, document), { ...shared, concurrency: DOCUMENTS_AT_ONCE }),
        watched(PAGES, (job, token) => obey(job, token, page), { ...shared, concurrency: pagesAtOnce }),
      ];
      return { close: async () => void (await Promise.all(workers.map((worker) => worker.close()))) };
    },
  };
}

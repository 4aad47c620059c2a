/** How long one piece of work may take; waiting for a mail or a person does not count. */
import { performance } from 'node:perf_hooks';
import { WorkException } from '../domain/exceptions.ts';

export interface TimeLimit {
  /** @throws WorkException `navigation-timeout` when the work takes longer; the loser's end is nobody's business then. */
  within<T>(work: Promise<T>): Promise<T>;
  /** The limit stands still while this waits. */
  outside<T>(wait: () => Promise<T>): Promise<T>;
}

export function timeLimit(ms: number): TimeLimit {
  let left = ms;
  let startedAt = performance.now();
  let timer: NodeJS.Timeout | undefined;
  let isOver = false;
  let expire: () => void = () => undefined;
  const run = () => {
    if (isOver) return;
    startedAt = performance.now();
    timer = setTimeout(() => expire(), left);
  };

  return {
    async within(work) {
      const late = new Promise<never>((_, reject) => {
        expire = () =>
          reject(new WorkException('navigation-timeout', 'The look-up took longer than it may and was stopped.'));
      });
      run();
      try {
        return await Promise.race([work, late]);
      } finally {
        isOver = true;
        clearTimeout(timer);
        // The loser still runs until its session is dropped.
        work.catch(() => undefined);
      }
    },
    async outside(wait) {
      clearTimeout(timer);
      left -= performance.now() - startedAt;
      try {
        return await wait();
      } finally {
        run();
      }
    },
  };
}

/** Runs `step` again and again, `everyMs` after the last one ended. */
export function repeat(
  step: () => Promise<void>,
  everyMs: number,
  onError: (error: unknown) => void,
): { stop(): Promise<void> } {
  let isStopped = false;
  let timer: NodeJS.Timeout;
  let current: Promise<void> = Promise.resolve();
  const plan = () => {
    timer = setTimeout(() => {
      current = step()
        .catch(onError)
        .finally(() => {
          if (!isStopped) plan();
        });
    }, everyMs);
  };
  plan();
  return {
    async stop() {
      isStopped = true;
      clearTimeout(timer);
      await current;
    },
  };
}

/** One round after the other. Who asks while one is under way gets the next, and shares it with all who ask meanwhile. */
export function inRounds(round: () => Promise<unknown>): () => Promise<void> {
  let last: Promise<void> = Promise.resolve();
  let next: Promise<void> | null = null;
  const following = async (before: Promise<void>): Promise<void> => {
    await before.catch(() => undefined);
    next = null;
    await round();
  };
  return () => {
    next ??= following(last);
    last = next;
    return next;
  };
}

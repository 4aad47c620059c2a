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

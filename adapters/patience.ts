/** Waiting for what may hang: a browser that does not answer must not stop the process that asked it. */

/** @throws an Error named `TimeoutError` when it takes longer; the loser's end is nobody's business then. */
export async function within<T>(ms: number, work: Promise<T>): Promise<T> {
  let timer: NodeJS.Timeout | undefined;
  const late = new Promise<never>((_, reject) => {
    timer = setTimeout(() => {
      const error = new Error(`Nothing came within ${ms} ms.`);
      error.name = 'TimeoutError';
      reject(error);
    }, ms);
  });
  try {
    return await Promise.race([work, late]);
  } finally {
    clearTimeout(timer);
    work.catch(() => undefined);
  }
}

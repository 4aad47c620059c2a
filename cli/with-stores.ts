/** Opens the stores for one command and closes them whatever happens, Ctrl-C included. */
import { faultOf } from '../adapters/log.ts';
import { readSettings } from '../config/settings.ts';
import { openStores } from '../workers/stores.ts';
import type { Stores } from '../workers/stores.ts';

/** @param options `isLooking`: only looks, so the audit trail is not sealed behind it. */
export async function withStores<T>(
  command: string,
  body: (stores: Stores) => Promise<T>,
  options: { readonly isLooking?: boolean } = {},
): Promise<T> {
  const settings = readSettings();
  // A command speaks for itself; at the usual level its log would repeat it.
  const quiet = settings.logLevel === 'info' ? { ...settings, logLevel: 'error' } : settings;
  const stores = await openStores(quiet, { command });
  const stop = onStopSignal(() => stores.close());
  try {
    const done = await body(stores);
    if (!options.isLooking) await sealTrail(stores);
    return done;
  } finally {
    stop.forget();
    await stores.close();
  }
}

/** What was done is done; the next command or start seals it too. */
const sealTrail = ({ trail, log }: Stores): Promise<unknown> =>
  trail.seal().catch((error: unknown) => log.warn({ fault: faultOf(error) }, 'the audit trail was not sealed'));

const GRACE_MS = 30_000;
/** One Ctrl-C can arrive twice: from the terminal and relayed by npm. */
const SAME_PRESS_MS = 1_000;

/**
 * Runs `close` once on SIGINT or SIGTERM, then ends the process; a second signal, or 30 seconds, ends it at once.
 * Nothing is lost by that: rows are written in transactions, and what was under way is taken up again.
 */
export function onStopSignal(close: () => Promise<void>): { forget(): void } {
  let stoppingSince: number | null = null;
  const stop = (signal: NodeJS.Signals) => {
    const code = signal === 'SIGINT' ? 130 : 143;
    if (stoppingSince !== null) {
      if (performance.now() - stoppingSince > SAME_PRESS_MS) process.exit(code);
      return;
    }
    stoppingSince = performance.now();
    setTimeout(() => process.exit(code), GRACE_MS).unref();
    void close()
      .catch(() => undefined)
      .then(() => process.exit(code));
  };
  process.on('SIGINT', stop).on('SIGTERM', stop);
  return { forget: () => void process.off('SIGINT', stop).off('SIGTERM', stop) };
}

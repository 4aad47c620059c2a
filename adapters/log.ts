/** Logs: JSON lines on standard error with ids, codes and counts only. */
import { pino } from 'pino';
import type { Logger } from 'pino';

export type Log = Pick<Logger, 'debug' | 'info' | 'warn' | 'error'>;

/**
 * What may be said of a fault: its kind and code, never its message, which can quote a page, a query or a value.
 * @returns `{ kind, code }` for a log line.
 */
export function faultOf(error: unknown): { kind: string; code: string | null } {
  const fault = error as { name?: unknown; code?: unknown } | null;
  const kind = typeof fault?.name === 'string' ? fault.name : typeof error;
  return { kind, code: typeof fault?.code === 'string' ? fault.code : null };
}

/** @param level pino's; `silent` for none. Written straight to standard error, so that a killed process loses no line. */
export function openLog(level: string): Logger {
  return pino({ level, base: { pid: process.pid } }, pino.destination({ dest: 2, sync: true }));
}

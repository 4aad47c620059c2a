/** What went wrong, as one plain sentence on standard error and an exit code. */
import { DataFolderHeld } from '../adapters/data-folder.ts';
import { FileRefusal } from '../adapters/input-file.ts';
import { VaultError } from '../adapters/vault.ts';
import { SettingsError } from '../config/settings.ts';
import { policyOf, WorkException } from '../domain/exceptions.ts';
import { X12Refusal } from '../domain/x12/refusal.ts';

/** 0 done, 1 something went to review or was refused, 2 bad usage or bad input, 3 a system fault. */
export type ExitCode = 0 | 1 | 2 | 3;

/** Bad usage or bad input, found by a command itself. */
export class UsageError extends Error {
  override readonly name = 'UsageError';
}

export function sayFailure(error: unknown): ExitCode {
  const { code, sentence } = failureOf(error);
  process.stderr.write(`${sentence}\n`);
  if (sentence.includes(NAMELESS)) process.stderr.write(`${whereOf(error)}\n`);
  return code;
}

const NAMELESS = 'Something failed that has no name yet';

/** Where in the code it happened. The message is left out: it can quote a value. */
const whereOf = (error: unknown): string =>
  ((error as Error | null)?.stack ?? '')
    .split('\n')
    .filter((line) => line.startsWith('    at '))
    .slice(0, 8)
    .join('\n');

/** Only our own errors may be quoted: others can hold a query's values or a page's text. */
export function failureOf(error: unknown): { code: ExitCode; sentence: string } {
  if (
    error instanceof UsageError ||
    error instanceof FileRefusal ||
    error instanceof SettingsError ||
    error instanceof X12Refusal
  )
    return { code: 2, sentence: error.message };
  // A business exception is the input's fault, a system one the machine's; both speak for themselves.
  if (error instanceof WorkException)
    return { code: policyOf(error.code).outcome === 'failed' ? 3 : 2, sentence: error.message };
  if (error instanceof DataFolderHeld || error instanceof VaultError) return { code: 3, sentence: error.message };
  const { code, message } = error as NodeJS.ErrnoException;
  if (code === 'ENOSPC')
    return { code: 3, sentence: 'The disk is full. Make room, then run the command again; nothing was half done.' };
  if (code === 'EACCES' || code === 'EROFS')
    return {
      code: 3,
      sentence: 'The data folder cannot be written. Correct its permissions or set DATA_FOLDER to another folder.',
    };
  if (code === 'EADDRINUSE')
    return { code: 3, sentence: 'The port is taken. Set API_PORT to a free one, or stop what uses it.' };
  if (/ECONNREFUSED|ENOTFOUND|ECONNRESET|28P01|3D000/.test(code ?? '') || /connect|terminat/i.test(message ?? '')) {
    return {
      code: 3,
      sentence:
        'The database or Redis cannot be reached. Check DATABASE_URL and REDIS_URL; "claimwright doctor" says which one.',
    };
  }
  const kind = (error as Error | null)?.name ?? typeof error;
  return {
    code: 3,
    sentence: `${NAMELESS} (${kind}${code ? ` ${code}` : ''}). Run "claimwright doctor"; if it finds nothing, report the lines below.`,
  };
}

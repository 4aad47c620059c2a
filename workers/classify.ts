/** Turns whatever a flow threw into one code of the exception table. */
import { ZodError } from 'zod';
import { WorkException } from '../domain/exceptions.ts';
import type { ExceptionCode } from '../domain/exceptions.ts';

/** What Playwright, the network and the stores say, and the code it stands for. First match wins. */
const SAYINGS: readonly (readonly [RegExp, ExceptionCode, string])[] = [
  [
    /Target (page|frame|context|browser).*closed|has been closed|Target crashed|Page crashed|browser has disconnected/i,
    'browser-crashed',
    'The browser went away in the middle of the look-up.',
  ],
  [
    /net::ERR_(CONNECTION|NAME|ADDRESS|INTERNET|NETWORK|SOCKET|EMPTY|SSL|CERT|TUNNEL|PROXY|TIMED)/i,
    'portal-error',
    'The portal could not be reached.',
  ],
  [/net::ERR_/i, 'portal-error', 'The portal broke off the connection.'],
  [
    /ECONNREFUSED|ECONNRESET|EPIPE|ENOTFOUND|connection (terminated|timeout|error|is closed)|terminating connection|exceeded when trying to connect|database system is|too many clients|No space left|ENOSPC|EROFS|EDQUOT/i,
    'adapter-unavailable',
    'One of our own stores could not be reached.',
  ],
];

/** @returns a WorkException; its message holds nothing that a page or a store said. */
export function classify(error: unknown): WorkException {
  if (error instanceof WorkException) return error;
  if (error instanceof ZodError) {
    return new WorkException(
      'result-unreadable',
      'The portal showed a value that does not fit the answer, so nothing was taken from it.',
      { cause: error },
    );
  }
  const { name = '', message = '' } = error as Partial<Error>;
  if (name === 'TimeoutError') {
    return new WorkException('navigation-timeout', 'The portal did not answer in time.', { cause: error });
  }
  for (const [saying, code, sentence] of SAYINGS) {
    if (saying.test(message)) return new WorkException(code, sentence, { cause: error });
  }
  return new WorkException('unexpected', 'Something went wrong that nobody has named yet; the log has its kind.', {
    cause: error,
  });
}

/**
 * Sends one webhook to an address that somebody typed in. The address that was checked is the one that is connected to, so a
 * name that changes its mind between the two gains nothing; redirects are not followed; the answer's body is not read.
 */
import { lookup, type LookupAddress } from 'node:dns';
import { request as requestHttp, type ClientRequest, type IncomingMessage } from 'node:http';
import { request as requestHttps } from 'node:https';
import { isIP, type LookupFunction } from 'node:net';
import type { Networks } from './networks.ts';

/** Why nothing was answered, in a word. */
export type PostFault =
  | 'address-refused'
  | 'plain-http'
  | 'name-unknown'
  | 'connection-refused'
  | 'certificate'
  | 'timeout'
  | 'unreachable';

export type Posted = { readonly status: number; readonly retryAfterMs: number | null } | { readonly fault: PostFault };

export interface WebhookPost {
  readonly url: string;
  readonly headers: Readonly<Record<string, string>>;
  readonly body: string;
  readonly networks: Networks;
  /** From the first to the last byte. */
  readonly timeoutMs: number;
}

/** The address is refused before anything is sent to it. */
class Refused extends Error {
  override readonly name = 'Refused';
  readonly fault: 'address-refused' | 'plain-http';
  constructor(fault: Refused['fault']) {
    super(fault);
    this.fault = fault;
  }
}

/** Never rejects: what went wrong is the answer. */
export function postWebhook(post: WebhookPost): Promise<Posted> {
  return new Promise((resolve) => {
    try {
      const sent = start(post, (answer) => {
        resolve({ status: answer.statusCode ?? 0, retryAfterMs: secondsIn(answer.headers['retry-after']) });
        answer.destroy();
      });
      sent.on('error', (error) => resolve({ fault: faultOf(error) }));
      sent.end(post.body);
    } catch (error) {
      resolve({ fault: faultOf(error) });
    }
  });
}

function start(
  { url, headers, body, networks, timeoutMs }: WebhookPost,
  onAnswer: (answer: IncomingMessage) => void,
): ClientRequest {
  const target = new URL(url);
  const isPlain = target.protocol === 'http:';
  const host = target.hostname.replace(/^\[|\]$/g, '');
  // Node asks `lookup` for names only.
  if (isIP(host) !== 0) check(networks, host, isPlain);
  return (isPlain ? requestHttp : requestHttps)(
    target,
    {
      method: 'POST',
      // No connection is kept: a kept one would not be checked again.
      agent: false,
      lookup: checkedLookup(networks, isPlain),
      signal: AbortSignal.timeout(timeoutMs),
      headers: {
        ...headers,
        'content-type': 'application/json',
        'content-length': Buffer.byteLength(body),
        'user-agent': 'Claimwright-Webhooks',
      },
    },
    onAnswer,
  );
}

/** @throws Refused */
function check(networks: Networks, address: string, isPlain: boolean): void {
  if (!networks.mayReach(address)) throw new Refused('address-refused');
  if (isPlain && !networks.isAllowed(address)) throw new Refused('plain-http');
}

/** One address that may not be reached refuses the name: its owner decides which of them we get. */
function checkedLookup(networks: Networks, isPlain: boolean): LookupFunction {
  return (hostname, options, done) => {
    lookup(hostname, { ...options, all: true }, (error, found: LookupAddress[]) => {
      if (error) return done(error, '', 0);
      try {
        for (const { address } of found) check(networks, address, isPlain);
      } catch (refused) {
        return done(refused as Error, '', 0);
      }
      const [first] = found;
      if (options.all) done(null, found);
      else done(null, first?.address ?? '', first?.family ?? 0);
    });
  };
}

function faultOf(error: unknown): PostFault {
  if (error instanceof Refused) return error.fault;
  const { name, code } = error as NodeJS.ErrnoException;
  if (name === 'AbortError' || name === 'TimeoutError' || code === 'ETIMEDOUT') return 'timeout';
  if (code === 'ENOTFOUND' || code === 'EAI_AGAIN') return 'name-unknown';
  if (code === 'ECONNREFUSED') return 'connection-refused';
  if (code && /CERT|TLS|SSL|SIGNED|SIGNATURE|EPROTO/.test(code)) return 'certificate';
  return 'unreachable';
}

const secondsIn = (header: string | undefined): number | null =>
  header !== undefined && /^\d{1,6}$/.test(header) ? Number(header) * 1000 : null;

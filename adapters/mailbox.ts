/** The practice's own mailbox over IMAP, read only: waits for a portal's mail and takes the one-time code out of it. */
import { text as readAll } from 'node:stream/consumers';
import { setTimeout as passTime } from 'node:timers/promises';
import { AuthenticationFailure, ImapFlow } from 'imapflow';
import type { FetchMessageObject, MessageStructureObject } from 'imapflow';
import { WorkException } from '../domain/exceptions.ts';
import type { Credentials } from '../domain/login.ts';
import { findCode } from '../domain/one-time-code.ts';

export type MailboxSettings = NonNullable<Credentials['mailbox']>;

/** A place in a mailbox: mails that came later have higher numbers, as long as the generation is the same. */
export interface Mark {
  readonly generation: string;
  readonly lastUid: number;
}

export interface CodeSearch {
  /** Only mails after this one count. */
  readonly after: Mark;
  readonly digits: number;
  readonly patienceMs: number;
  /** Ends the wait at once. */
  readonly signal?: AbortSignal | undefined;
}

export interface Mailbox {
  /** Where the mailbox stands now. */
  mark(): Promise<Mark>;
  /** @returns the code of the newest mail of the portal's sender that holds one; null when none comes in time. */
  waitForCode(search: CodeSearch): Promise<string | null>;
  close(): Promise<void>;
}

const POLL_MS = 2_000;
const CONNECT_MS = 15_000;
const MOST_BYTES = 128 * 1024;
const LOOPBACK = /^(127\.|localhost$|::1$)/;

/** @throws WorkException `mfa-required` when the mailbox refuses the password, `adapter-unavailable` when it is out of reach. */
export async function openMailbox(settings: MailboxSettings): Promise<Mailbox> {
  let client = await connect(settings);

  /** Mails since a mark, newest first. */
  const mailsAfter = async (after: Mark): Promise<FetchMessageObject[]> => {
    if (!client.usable) client = await connect(settings);
    await client.noop();
    if (generationOf(client) !== after.generation) return [];
    const mails = await client.fetchAll(
      `${after.lastUid + 1}:*`,
      { envelope: true, bodyStructure: true },
      { uid: true },
    );
    // `n:*` names the last mail even when its number is lower than n.
    return mails.filter((mail) => mail.uid > after.lastUid).toReversed();
  };

  const codeIn = async (mail: FetchMessageObject, digits: number): Promise<string | null> => {
    const sender = (mail.envelope?.from ?? []).map(({ name, address }) => `${name ?? ''} <${address ?? ''}>`).join(' ');
    if (!sender.toLowerCase().includes(settings.from.toLowerCase())) return null;
    const part = textPart(mail.bodyStructure);
    if (part === null) return null;
    const { content } = await client.download(String(mail.uid), part, { uid: true, maxBytes: MOST_BYTES });
    return content ? findCode(await readAll(content), digits) : null;
  };

  return {
    async mark() {
      if (!client.usable) client = await connect(settings);
      await client.noop();
      const last = await client.fetchOne('*', { uid: true });
      const next = client.mailbox ? client.mailbox.uidNext : 1;
      return { generation: generationOf(client), lastUid: last ? last.uid : next - 1 };
    },

    async waitForCode({ after, digits, patienceMs, signal }) {
      const until = performance.now() + patienceMs;
      for (;;) {
        try {
          for (const mail of await mailsAfter(after)) {
            const code = await codeIn(mail, digits);
            if (code) return code;
          }
        } catch (error) {
          // A connection that broke while we waited is made again; a mailbox that refuses us is an answer.
          if (error instanceof WorkException) throw error;
        }
        const left = until - performance.now();
        if (left <= 0 || signal?.aborted) return null;
        await passTime(Math.min(POLL_MS, left), undefined, signal ? { signal } : {}).catch(() => undefined);
      }
    },

    close: async () => client.logout().catch(() => client.close()),
  };
}

async function connect({ host, port, isTls, user, password }: MailboxSettings): Promise<ImapFlow> {
  const client = new ImapFlow({
    host,
    port,
    secure: isTls,
    // Without TLS from the start, the password waits for STARTTLS; in the clear it goes to this machine only.
    ...(isTls || LOOPBACK.test(host) ? {} : { doSTARTTLS: true }),
    auth: { user, pass: password },
    logger: false,
    connectionTimeout: CONNECT_MS,
    greetingTimeout: CONNECT_MS,
    disableAutoIdle: true,
  });
  // Said again by the command that meets it.
  client.on('error', () => undefined);
  try {
    await client.connect();
    await client.mailboxOpen('INBOX', { readOnly: true });
    return client;
  } catch (error) {
    client.close();
    if (error instanceof AuthenticationFailure || (error as { authenticationFailed?: boolean }).authenticationFailed)
      throw new WorkException(
        'mfa-required',
        'The mailbox that the portal mails its codes to refused our name or password. Give the right one with "claimwright login add", then resolve this item.',
        { cause: error },
      );
    throw new WorkException(
      'adapter-unavailable',
      'The mailbox that the portal mails its codes to cannot be reached. Check its host, port and TLS in the login, and the network.',
      { cause: error },
    );
  }
}

const generationOf = ({ mailbox }: ImapFlow): string => (mailbox ? String(mailbox.uidValidity) : '');

/** @returns the number of the part to read: the plain text, else the HTML; null when there is neither. */
function textPart(root: MessageStructureObject | undefined): string | null {
  if (!root) return null;
  const parts = flatten(root).filter(({ disposition }) => disposition !== 'attachment');
  const chosen = parts.find(({ type }) => type === 'text/plain') ?? parts.find(({ type }) => type === 'text/html');
  return chosen ? (chosen.part ?? '1') : null;
}

const flatten = (node: MessageStructureObject): MessageStructureObject[] => [
  node,
  ...(node.childNodes ?? []).flatMap(flatten),
];

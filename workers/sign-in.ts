/** Signs a login in, or finds it signed in: the desk at which a flow gets passwords and codes. */
import { nextTotp } from '../adapters/authenticator.ts';
import { spendBackupCode } from '../adapters/backup-codes.ts';
import type { NewCodeRequest } from '../adapters/code-requests.ts';
import { openMailbox } from '../adapters/mailbox.ts';
import type { Mailbox } from '../adapters/mailbox.ts';
import { openMailedCodes } from '../adapters/mailed-codes.ts';
import { answerWithPasskey, claimSignCount, noteRefusedPasskey } from '../adapters/passkeys.ts';
import type { Session } from '../adapters/sessions.ts';
import type { PortalRegister } from '../config/registers.ts';
import { WorkException } from '../domain/exceptions.ts';
import type { Credentials, Login } from '../domain/login.ts';
import { secretTexts } from '../domain/login.ts';
import type { Portal, SignInDesk, Visit } from '../flows/portal.ts';
import { classify } from './classify.ts';
import { mailedCode } from './mailed-code.ts';
import { personCode } from './person-code.ts';
import type { Stores } from './stores.ts';
import type { TimeLimit } from './time-limit.ts';
import type { Notes } from './visit.ts';

export interface SignInTask {
  readonly session: Session;
  readonly portal: Portal;
  readonly visit: Visit;
  readonly login: Login;
  readonly register: PortalRegister;
  readonly notes: Notes;
  readonly limit: TimeLimit;
  readonly run: NewCodeRequest['run'];
  /** The worker is told to stop: nobody waits for a code any more. */
  readonly signal?: AbortSignal | undefined;
}

/** @throws WorkException why the login is not signed in. */
export async function ensureSignedIn(stores: Stores, task: SignInTask): Promise<void> {
  const { session, portal, visit, login, notes } = task;
  if (session.origin === 'warm') {
    notes.isSignedIn = true;
    return;
  }
  const isTakenUp = session.origin === 'kept' && (await portal.isSignedIn(visit));
  await session.checked();
  if (!isTakenUp) await signIn(stores, task);
  await session.live();
  if (!isTakenUp) await stores.logins.noteSignedIn(login.id, stores.clock.now());
  notes.isSignedIn = true;
}

async function signIn(stores: Stores, task: SignInTask): Promise<void> {
  const { portal, visit, login } = task;
  const { desk, close, hasSubmitted, hasUsedPasskey } = await openDesk(stores, task);
  try {
    await portal.signIn(visit, desk);
  } catch (error) {
    const { code } = classify(error);
    // A time-out or a crash leaves open whether the portal counted the submit: it stays unseen.
    if (hasSubmitted() && error instanceof WorkException) {
      await stores.logins.noteSubmitSeen(login.id, code === 'credentials-rejected' || code === 'login-locked');
    }
    if (hasUsedPasskey() && code === 'mfa-required') await noteRefusedPasskey(stores.db, login.id);
    throw error;
  } finally {
    await close();
  }
}

async function openDesk(stores: Stores, { visit, login, register, notes, limit, run, signal }: SignInTask) {
  const { clock, db, logins } = stores;
  const secrets = await logins.credentials(login.id);
  notes.secrets = secretTexts(secrets);
  let submits = 0;
  let passkeys = 0;
  let mailbox = await firstLook(stores, login.id, secrets);
  const hidden = async (code: Promise<string>): Promise<string> => {
    const text = await code;
    notes.secrets = [...notes.secrets, text];
    return text;
  };
  const desk: SignInDesk = {
    credentials: async () => secrets,
    beforeSubmit: async () => {
      await logins.spendSubmit(login.id, register.lockoutAfter);
      submits += 1;
    },
    totp: async () => {
      const { totpSecret } = secrets;
      if (!totpSecret) throw lacks('authenticator secret');
      return hidden(limit.outside(() => nextTotp(db, login.id, totpSecret, { clock })));
    },
    passkey: async (press) => {
      const { passkey } = secrets;
      if (!passkey) throw lacksPasskey();
      const signCount = await claimSignCount(db, login.id, passkey);
      passkeys += 1;
      return answerWithPasskey(visit.page, passkey, signCount, press);
    },
    backupCode: () => hidden(spendBackupCode(db, login.id, secrets.backupCodes ?? [], clock.now())),
    mailedCode: (mail) => {
      const box = async () => (mailbox ??= await openMailbox(mailboxOf(secrets)));
      // The portal's own steps in between are waits of the page: they have limits of their own.
      return hidden(limit.outside(() => mailedCode(stores, { loginId: login.id, mailbox: box, signal }, mail)));
    },
    personCode: (question) => hidden(limit.outside(() => personCode(stores, { login, run, signal }, question))),
  };
  return {
    desk,
    hasSubmitted: () => submits > 0,
    hasUsedPasskey: () => passkeys > 0,
    close: async () => mailbox?.close().catch(() => undefined),
  };
}

/** A mailbox that is out of reach is met before the portal is: nobody signs in there in vain. */
async function firstLook({ clock, db, vault }: Stores, loginId: string, secrets: Credentials): Promise<Mailbox | null> {
  if (!secrets.mailbox || (await openMailedCodes(db, vault).valid(loginId, clock.now()))) return null;
  return openMailbox(secrets.mailbox);
}

function mailboxOf({ mailbox }: Credentials): NonNullable<Credentials['mailbox']> {
  if (!mailbox) throw lacks('mailbox to read its mails from');
  return mailbox;
}

const lacks = (what: string): WorkException =>
  new WorkException(
    'mfa-required',
    `The portal asks for a one-time code, and this login has no ${what}. Add it with "claimwright login add", then resolve this item.`,
  );

const lacksPasskey = (): WorkException =>
  new WorkException(
    'mfa-required',
    'The portal asks for a passkey, and this login has none. Make one with "claimwright login passkey", then resolve this item.',
  );

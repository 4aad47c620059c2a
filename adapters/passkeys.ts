/**
 * Passkeys of logins: a virtual authenticator in the robot's own browser signs for the page, and only while its question is
 * answered. Browsers let it sign for the portal that made the passkey and for no other site.
 */
import type { BrowserContext, CDPSession, Page } from 'playwright';
import { WorkException } from '../domain/exceptions.ts';
import type { Passkey } from '../domain/login.ts';
import type { Query } from './query.ts';

/** A page may ask again within one sign-in; the browser counts on by itself from where we let it begin. */
const STRETCH = 16;

/** What the portal takes for the authenticator of a device: it is there, and has just known its user. */
const AUTHENTICATOR = {
  protocol: 'ctap2',
  transport: 'internal',
  hasResidentKey: true,
  hasUserVerification: true,
  isUserVerified: true,
  automaticPresenceSimulation: true,
} as const;

/**
 * Claims a stretch of the sign counter, before the portal is asked: a worker that is killed in between has used it up, since a
 * portal takes a counter that goes back for a stolen key.
 * @returns what the counter stands at.
 * @throws WorkException `mfa-required` for a passkey that the portal has refused: some lock a login that tries it again and again.
 */
export async function claimSignCount(db: Query, loginId: string, { signCount }: Passkey): Promise<number> {
  const { rows } = await db.query<{ uses: number }>(
    'update login set passkey_uses = passkey_uses + 1 where id = $1 and not passkey_refused returning passkey_uses as uses',
    [loginId],
  );
  if (!rows[0])
    throw new WorkException(
      'mfa-required',
      'The portal refused the passkey of this login before, so it was not tried again. Make a new one with "claimwright login passkey", or sign in by hand and run "claimwright login resume" with --signed-in.',
    );
  return signCount + rows[0].uses * STRETCH;
}

export const noteRefusedPasskey = (db: Query, loginId: string): Promise<unknown> =>
  db.query('update login set passkey_refused = true where id = $1', [loginId]);

/** Answers what the page asks while `press` runs; afterwards the browser holds no key. Throws as `press` does. */
export async function answerWithPasskey<T>(
  page: Page,
  { privateKey, ...passkey }: Passkey,
  signCount: number,
  press: () => Promise<T>,
): Promise<T> {
  const session = await page.context().newCDPSession(page);
  try {
    const authenticatorId = await addAuthenticator(session);
    const { rpId, credentialId, userHandle } = passkey;
    const named = userHandle === null ? { isResidentCredential: false } : { isResidentCredential: true, userHandle };
    await session
      .send('WebAuthn.addCredential', {
        authenticatorId,
        credential: { rpId, credentialId, privateKey, signCount, ...named },
      })
      .catch(() => {
        // The browser's own error could quote the key.
        throw new Error('The browser did not take the passkey of this login.');
      });
    return await press();
  } finally {
    await session.send('WebAuthn.disable').catch(() => undefined);
    await session.detach().catch(() => undefined);
  }
}

async function addAuthenticator(session: CDPSession): Promise<string> {
  await session.send('WebAuthn.enable', { enableUI: false });
  const { authenticatorId } = await session.send('WebAuthn.addVirtualAuthenticator', { options: AUTHENTICATOR });
  return authenticatorId;
}

/**
 * An authenticator for every window of a browser in which a person makes a passkey for the robot.
 * @param onMade is told of each that a portal has made.
 */
export async function makePasskeys(context: BrowserContext, onMade: (passkey: Passkey) => void): Promise<void> {
  const attach = async (page: Page): Promise<void> => {
    const session = await context.newCDPSession(page);
    session.on('WebAuthn.credentialAdded', ({ credential }) => {
      const { rpId, credentialId, privateKey, userHandle, signCount } = credential;
      if (rpId) onMade({ rpId, credentialId, privateKey, userHandle: userHandle || null, signCount });
    });
    await addAuthenticator(session);
  };
  context.on('page', (page) => void attach(page).catch(() => undefined));
  await Promise.all(context.pages().map(attach));
}

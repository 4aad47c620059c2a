/** Passkeys of the portal's users: what it asks a browser for, and whether the answer is right. A third bad answer in a row locks. */
import { randomBytes } from 'node:crypto';
import {
  type AuthenticationResponseJSON,
  generateAuthenticationOptions,
  generateRegistrationOptions,
  type RegistrationResponseJSON,
  verifyAuthenticationResponse,
  verifyRegistrationResponse,
} from '@simplewebauthn/server';
import { bytesOf, RP_ID } from './known-passkey.ts';
import { ok, refused, type Answer, type SignedInCall } from './site.ts';

const TRIES = 3;

/** What the browser is to answer, so that the answer is of use once and here only. */
export async function askForPasskey({ site, session }: SignedInCall): Promise<Answer> {
  const known = site.accounts.find(session.username)?.passkey;
  const allowCredentials = known ? [{ id: known.credential.id }] : [];
  const options = await generateAuthenticationOptions({
    rpID: RP_ID,
    allowCredentials,
    userVerification: 'required',
  });
  session.challenge = options.challenge;
  return ok(options);
}

export async function takePasskey({ site, session, text }: SignedInCall): Promise<Answer> {
  const account = site.accounts.find(session.username);
  const credential = account?.passkey?.credential;
  const { challenge } = session;
  session.challenge = null;
  if (!account || account.isLocked) return refused(423, 'LOCKED');
  try {
    if (!credential || challenge === null) throw new Error('nothing was asked');
    const { verified, authenticationInfo } = await verifyAuthenticationResponse({
      response: JSON.parse(text('answer')) as AuthenticationResponseJSON,
      expectedChallenge: challenge,
      expectedOrigin: site.origin(),
      expectedRPID: RP_ID,
      credential,
      requireUserVerification: true,
    });
    if (!verified) throw new Error('not by this key');
    credential.counter = authenticationInfo.newCounter;
  } catch {
    return refuse(site, account);
  }
  account.badPasskeys = 0;
  session.stages = session.stages.filter((stage) => stage !== 'passkey');
  return ok({ next: session.stages[0] ?? 'ready' });
}

/** A counter that goes back is refused as a wrong key is: it may have been copied. */
function refuse(site: SignedInCall['site'], account: { isLocked: boolean; badPasskeys: number }): Answer {
  site.counters.badAnswers += 1;
  account.badPasskeys += 1;
  account.isLocked = account.badPasskeys >= TRIES;
  if (!account.isLocked) return refused(422, 'PASSKEY', "We couldn't verify your passkey. Call Provider Web Support.");
  site.counters.lockouts += 1;
  return refused(423, 'LOCKED');
}

export async function offerPasskey({ session }: SignedInCall): Promise<Answer> {
  const options = await generateRegistrationOptions({
    rpName: 'Brightwell',
    rpID: RP_ID,
    userName: session.username,
    userID: bytesOf(randomBytes(16)),
    attestationType: 'none',
    authenticatorSelection: { residentKey: 'required', userVerification: 'required' },
    supportedAlgorithmIDs: [-7],
  });
  session.challenge = options.challenge;
  return ok(options);
}

/** A new passkey takes the place of the one before. */
export async function addPasskey({ site, session, text }: SignedInCall): Promise<Answer> {
  const account = site.accounts.find(session.username);
  const { challenge } = session;
  session.challenge = null;
  if (!account || challenge === null) return refused(422, 'PASSKEY', 'Start again.');
  try {
    const { verified, registrationInfo } = await verifyRegistrationResponse({
      response: JSON.parse(text('answer')) as RegistrationResponseJSON,
      expectedChallenge: challenge,
      expectedOrigin: site.origin(),
      expectedRPID: RP_ID,
    });
    if (!verified || !registrationInfo) throw new Error('not made for this portal');
    account.passkey = { credential: registrationInfo.credential };
    return ok({});
  } catch {
    return refused(422, 'PASSKEY', "We couldn't add your passkey.");
  }
}

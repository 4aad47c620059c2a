/** The practice portals' own logins: invented, printed on purpose, good for nothing else. */
import { createECDH, createHash, createPrivateKey } from 'node:crypto';
import type { Credentials, Passkey } from '../domain/login.ts';
import type { PracticePortalName, PracticeUser } from '../sandbox/index.ts';

/** That of the practice portal "northfield". */
export const PRACTICE_LOGIN: Credentials = {
  username: 'practice.desk',
  password: 'Practice-portal-1',
  answers: {
    'What was the name of your first pet?': 'Biscuit',
    'In what city were you born?': 'Harrow',
    'What was the make of your first car?': 'Saturn',
  },
};

/** As many as have an authenticator of their own. */
export const MOST_PRACTICE_LOGINS = 8;

/** @returns the users of every practice portal; the first is the practice login. */
export const practiceUsers = (count: number, providerNpi: string): PracticeUser[] =>
  Array.from({ length: count }, (_, at) => {
    const username = `${PRACTICE_LOGIN.username}${at === 0 ? '' : at + 1}`;
    return {
      ...PRACTICE_LOGIN,
      username,
      totpSecret: `JBSWY3DPEHPK3PXPJBSWY3DPEHPK3PX${'ABCDEFGH'[at] ?? 'A'}`,
      passkey: practicePasskey(username),
      email: `${username}@larkspur.example`,
      providerNpi,
    };
  });

/** Always the same key for a user, so that a login that was added once goes on after the portal starts anew. */
function practicePasskey(username: string): Passkey {
  const bits = createHash('sha256').update(`passkey of ${username}`).digest();
  const pair = createECDH('prime256v1');
  pair.setPrivateKey(bits);
  const point = pair.getPublicKey();
  const [x, y, d] = [point.subarray(1, 33), point.subarray(33), bits].map((part) => part.toString('base64url'));
  const key = createPrivateKey({ key: { kty: 'EC', crv: 'P-256', x: x!, y: y!, d: d! }, format: 'jwk' });
  return {
    rpId: 'localhost',
    credentialId: bits.subarray(0, 16).toString('base64'),
    userHandle: Buffer.from(username).toString('base64'),
    privateKey: key.export({ format: 'der', type: 'pkcs8' }).toString('base64'),
    signCount: 0,
  };
}

/** @returns the login with what its portal asks for and nothing else. */
export const practiceCredentials = (
  portal: PracticePortalName,
  { username, password, answers, totpSecret, passkey }: PracticeUser,
  { hasPasskeys = false } = {},
): Credentials => ({
  username,
  password,
  answers: portal === 'northfield' ? { ...answers } : {},
  ...(portal === 'harborlink' && { totpSecret }),
  ...(portal === 'brightwell' && hasPasskeys && { passkey }),
});

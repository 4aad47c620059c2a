/** What the portal keeps of a passkey: its public half, and how often it has signed. */
import { createPrivateKey, createPublicKey } from 'node:crypto';
import type { WebAuthnCredential } from '@simplewebauthn/server';
import type { Passkey } from '../../domain/login.ts';

/** The name by which a browser knows the portal: an address of numbers can have no passkeys. */
export const RP_ID = 'localhost';

export interface KnownPasskey {
  readonly credential: WebAuthnCredential;
}

/** Of a passkey that a user brings along; its public half as COSE writes an ES256 key (RFC 9053, 7.1.1). */
export function knownPasskey({ credentialId, privateKey, signCount }: Passkey): KnownPasskey {
  const whole = createPrivateKey({ key: Buffer.from(privateKey, 'base64'), format: 'der', type: 'pkcs8' });
  const key = createPublicKey(whole);
  const { x = '', y = '' } = key.export({ format: 'jwk' });
  const cose = ['a5010203262001215820', hex(x), '225820', hex(y)].join('');
  const id = Buffer.from(credentialId, 'base64').toString('base64url');
  return { credential: { id, publicKey: bytesOf(Buffer.from(cose, 'hex')), counter: signCount } };
}

const hex = (base64url: string): string => Buffer.from(base64url, 'base64url').toString('hex').padStart(64, '0');

export const bytesOf = (buffer: Buffer): Uint8Array<ArrayBuffer> => Uint8Array.from(buffer);

/** Standard Webhooks signatures (`v1`): HMAC-SHA256 over id, time and body. */
import { createHmac, randomBytes } from 'node:crypto';

const PREFIX = 'whsec_';

/** @returns a new secret in the form that receivers' libraries take. */
export const newWebhookSecret = (): string => `${PREFIX}${randomBytes(32).toString('base64')}`;

/** What a secret is sealed for; see `adapters/vault.ts`. */
export const webhookSecretPurpose = (endpointId: string): string => `webhook-secret:${endpointId}`;

export interface Signed {
  /** The same at every try of one event: receivers tell repeats by it. */
  readonly id: string;
  readonly at: Date;
  readonly body: string;
}

/** @param secrets the live ones: each signs, and the receiver takes any. @returns the headers of the request. */
export function signedHeaders({ id, at, body }: Signed, secrets: readonly string[]): Record<string, string> {
  const timestamp = String(Math.floor(at.getTime() / 1000));
  const sign = (secret: string) =>
    createHmac('sha256', Buffer.from(secret.slice(PREFIX.length), 'base64'))
      .update(`${id}.${timestamp}.${body}`)
      .digest('base64');
  return {
    'webhook-id': id,
    'webhook-timestamp': timestamp,
    'webhook-signature': secrets.map((secret) => `v1,${sign(secret)}`).join(' '),
  };
}

/** What the API takes and gives about tokens, webhooks and their deliveries. */
import { z } from 'zod';
import { TOKEN_SCOPES } from '../../domain/permissions.ts';
import { EVENT_KINDS, eventKindSchema, TEST_KIND } from '../../domain/webhooks.ts';
import { nextSchema, PAGE_QUERY } from './paging.ts';

const time = z.iso.datetime();
const id = z.uuid();
const count = z.number().int().min(0);
const scopeSchema = z.enum(TOKEN_SCOPES);

export const idParamsSchema = z.object({ id });
export const pageQuerySchema = z.object(PAGE_QUERY);
export const doneSchema = z.object({ message: z.string() });

export const integrationOptionsSchema = z.object({
  /** What a token of whoever asks may be given. */
  scopes: z.array(z.object({ name: scopeSchema, title: z.string() })),
  kinds: z.array(z.object({ name: eventKindSchema, title: z.string() })),
});
export type IntegrationOptions = z.infer<typeof integrationOptionsSchema>;

export const newTokenSchema = z.object({
  name: z.string().trim().min(1).max(100),
  scopes: z.array(scopeSchema).min(1, 'choose at least one'),
  expiresInDays: z.number().int().min(1).max(366).default(90),
});
export const tokenSchema = z.object({
  id,
  name: z.string(),
  /** The part that may be shown. */
  prefix: z.string(),
  scopes: z.array(scopeSchema),
  /** Whose work it does; it may never do more than this person's role. */
  by: z.string(),
  createdAt: time,
  expiresAt: time,
  lastUsedAt: time.nullable(),
  revokedAt: time.nullable(),
});
export type ApiToken = z.infer<typeof tokenSchema>;
export const tokenListSchema = z.object({ at: time, tokens: z.array(tokenSchema), next: nextSchema });
export type TokenList = z.infer<typeof tokenListSchema>;
/** `token` is shown this once and kept nowhere. */
export const createdTokenSchema = z.object({ id, token: z.string(), expiresAt: time });
export type CreatedToken = z.infer<typeof createdTokenSchema>;
/** What the token that asks is. */
export const ownTokenSchema = z.object({ id, name: z.string(), scopes: z.array(scopeSchema), by: z.string() });

/** Refused: anything but http(s), names and passwords in the address, fragments. */
const addressSchema = z
  .url({ protocol: /^https?$/, error: 'must be an address such as https://hooks.example.com/claimwright' })
  .max(2000)
  .refine((text) => {
    if (!URL.canParse(text)) return true;
    const { username, password, hash } = new URL(text);
    return username === '' && password === '' && hash === '';
  }, 'must hold no user name, no password and no #');
const endpointValues = {
  url: addressSchema,
  description: z.string().trim().max(200).default(''),
  kinds: z.array(eventKindSchema).min(1, 'choose at least one'),
};
export const newWebhookSchema = z.object(endpointValues);
export const webhookChangeSchema = z.object({ ...endpointValues, isEnabled: z.boolean() });
export const webhookSchema = z.object({
  id,
  url: z.string(),
  description: z.string(),
  kinds: z.array(eventKindSchema),
  createdAt: time,
  /** Also the `ETag`; sent back as `If-Match` with a change. */
  version: count,
  isEnabled: z.boolean(),
  disabledAt: time.nullable(),
  disabledWhy: z.string().nullable(),
  /** Until then the secret of before signs too. */
  oldSecretUntil: time.nullable(),
  pending: count,
  dead: count,
});
export type Webhook = z.infer<typeof webhookSchema>;
export const webhookListSchema = z.object({ at: time, webhooks: z.array(webhookSchema), next: nextSchema });
export type WebhookList = z.infer<typeof webhookListSchema>;
/** `secret` is shown this once; it is kept sealed. */
export const webhookSecretSchema = z.object({ id, secret: z.string(), oldSecretUntil: time.nullable() });
export type WebhookSecret = z.infer<typeof webhookSecretSchema>;

const stateSchema = z.enum(['pending', 'delivered', 'dead']);
export const deliveryQuerySchema = z.object({ ...PAGE_QUERY, state: stateSchema.optional(), webhook: id.optional() });
export const deliverySchema = z.object({
  id,
  /** The `webhook-id` under which it is sent. */
  event: id,
  kind: z.enum([...EVENT_KINDS, TEST_KIND]),
  happenedAt: time,
  /** Ids and codes. */
  data: z.record(z.string(), z.unknown()),
  webhook: id,
  url: z.string(),
  state: stateSchema,
  tries: count,
  createdAt: time,
  /** When it is tried next; null when it is not. */
  nextTryAt: time.nullable(),
  triedAt: time.nullable(),
  deliveredAt: time.nullable(),
  /** What the last try met: an HTTP status, or a word such as `timeout`. */
  status: z.number().int().nullable(),
  fault: z.string().nullable(),
});
export type Delivery = z.infer<typeof deliverySchema>;
export const deliveryListSchema = z.object({ at: time, deliveries: z.array(deliverySchema), next: nextSchema });
export type DeliveryList = z.infer<typeof deliveryListSchema>;
export const replayedSchema = z.object({ replayed: count, message: z.string() });

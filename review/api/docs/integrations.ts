/** Tokens, webhooks, and the API's own document. */
import {
  createdTokenSchema,
  deliveryListSchema,
  deliveryQuerySchema,
  doneSchema,
  integrationOptionsSchema,
  newTokenSchema,
  newWebhookSchema,
  ownTokenSchema,
  pageQuerySchema,
  replayedSchema,
  tokenListSchema,
  webhookChangeSchema,
  webhookListSchema,
  webhookSchema,
  webhookSecretSchema,
} from '../integrations-schema.ts';
import { IF_MATCH, type PartDocs } from './route-docs.ts';

const ONCE = 'Shown once: a repeated request with the same Idempotency-Key is told that it was done, not what it said.';

export const INTEGRATION_DOCS: PartDocs = {
  title: 'Integrations',
  schemas: {
    IntegrationOptions: integrationOptionsSchema,
    TokenList: tokenListSchema,
    CreatedToken: createdTokenSchema,
    OwnToken: ownTokenSchema,
    WebhookList: webhookListSchema,
    Webhook: webhookSchema,
    WebhookSecret: webhookSecretSchema,
    DeliveryList: deliveryListSchema,
    Replayed: replayedSchema,
  },
  routes: {
    'GET /openapi.json': { summary: 'This document', gives: ['application/json'] },
    'GET /health': { summary: 'Whether the API and its database answer', gives: ['application/json'] },
    'GET /integration-options': {
      summary: 'The scopes and event kinds to choose from',
      answer: integrationOptionsSchema,
    },
    'GET /token': { summary: 'What the token that asks may do', answer: ownTokenSchema },
    'GET /tokens': { summary: 'List tokens', query: pageQuerySchema, answer: tokenListSchema },
    'POST /tokens': {
      summary: 'Make a token',
      description: ONCE,
      body: newTokenSchema,
      status: 201,
      answer: createdTokenSchema,
    },
    'DELETE /tokens/:id': { summary: 'Revoke a token, at once and on every host', status: 204 },
    'GET /webhooks': { summary: 'List webhooks', query: pageQuerySchema, answer: webhookListSchema },
    'POST /webhooks': {
      summary: 'Add a webhook',
      description: ONCE,
      body: newWebhookSchema,
      status: 201,
      answer: webhookSecretSchema,
    },
    'GET /webhooks/:id': { summary: 'Read one webhook', answer: webhookSchema, isVersioned: true },
    'PUT /webhooks/:id': {
      summary: 'Change a webhook, switch it on or off',
      body: webhookChangeSchema,
      headers: IF_MATCH,
      answer: webhookSchema,
      isVersioned: true,
    },
    'DELETE /webhooks/:id': { summary: 'Delete a webhook; what it was not sent is dropped', status: 204 },
    'POST /webhooks/:id/secret': {
      summary: 'Give a webhook a new secret; the old one signs too for 24 hours',
      description: ONCE,
      answer: webhookSecretSchema,
    },
    'POST /webhooks/:id/test': { summary: 'Send a test event', status: 202, answer: doneSchema },
    'POST /webhooks/:id/replay': { summary: 'Send every dead event of a webhook again', answer: replayedSchema },
    'GET /webhook-deliveries': {
      summary: 'List deliveries; `state=dead` is the dead-letter view',
      query: deliveryQuerySchema,
      answer: deliveryListSchema,
    },
    'POST /webhook-deliveries/:id/replay': {
      summary: 'Send one event again, under the same webhook-id',
      answer: replayedSchema,
    },
  },
};

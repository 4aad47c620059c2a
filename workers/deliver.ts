/** One try of one delivery: signed, sent, and what came of it written down. At least once; receivers tell repeats by `webhook-id`. */
import { endTry, takeDelivery, type TakenDelivery, type TryEnded } from '../adapters/deliveries.ts';
import type { Networks } from '../adapters/networks.ts';
import type { Verdict } from '../adapters/queues.ts';
import { VaultError, type Vault } from '../adapters/vault.ts';
import { postWebhook, type Posted } from '../adapters/webhook-post.ts';
import { signedHeaders, webhookSecretPurpose } from '../adapters/webhook-signature.ts';
import { disableEndpoint } from '../adapters/webhooks.ts';
import { waitBeforeTry } from '../domain/webhooks.ts';
import type { Stores } from './stores.ts';

export type DeliveryOffice = Pick<Stores, 'db' | 'vault' | 'clock'> & { readonly networks: Networks };

const TIMEOUT_MS = 15_000;
const GONE = 410;

/** @param id of a delivery. */
export async function deliver(office: DeliveryOffice, id: string): Promise<Verdict> {
  const { db, clock, networks } = office;
  const delivery = await takeDelivery(db, id, clock.now());
  if (!delivery) return { kind: 'ack' };
  if (!delivery.isEnabled) return settle(office, delivery, dead(null, 'endpoint-disabled'));
  const secrets = secretsOf(office.vault, delivery, clock.now());
  if (!secrets) return settle(office, delivery, dead(null, 'secret-unreadable'));
  const body = JSON.stringify({
    type: delivery.kind,
    timestamp: delivery.happenedAt.toISOString(),
    data: delivery.data,
  });
  const headers = signedHeaders({ id: delivery.eventId, at: clock.now(), body }, secrets);
  const posted = await postWebhook({ url: delivery.url, headers, body, networks, timeoutMs: TIMEOUT_MS });
  return settle(office, delivery, endingOf(delivery, posted, clock.now()));
}

/** @returns null when they do not open: another master key, say. */
function secretsOf(vault: Vault, { endpointId, ...kept }: TakenDelivery, now: Date): string[] | null {
  const old = kept.oldSecret && kept.oldSecretUntil && kept.oldSecretUntil > now ? [kept.oldSecret] : [];
  try {
    return [kept.secret, ...old].map((sealed) => vault.open(sealed, webhookSecretPurpose(endpointId)).toString());
  } catch (error) {
    if (error instanceof VaultError) return null;
    throw error;
  }
}

function endingOf({ tries }: TakenDelivery, posted: Posted, now: Date): TryEnded {
  const status = 'status' in posted ? posted.status : null;
  const fault = 'fault' in posted ? posted.fault : null;
  if (status !== null && status >= 200 && status < 300)
    return { state: 'delivered', availableAt: null, status, fault: null };
  if (status === GONE) return dead(status, 'gone');
  const waitMs = waitBeforeTry(tries, Math.random(), 'retryAfterMs' in posted ? posted.retryAfterMs : null);
  if (waitMs === null) return dead(status, fault ?? 'refused');
  return { state: 'pending', availableAt: new Date(now.getTime() + waitMs), status, fault };
}

const dead = (status: number | null, fault: string): TryEnded => ({ state: 'dead', availableAt: null, status, fault });

async function settle({ db, clock }: DeliveryOffice, delivery: TakenDelivery, ended: TryEnded): Promise<Verdict> {
  const isWritten = await db.transaction(async (tx) => {
    if (!(await endTry(tx, delivery, ended, clock.now()))) return false;
    if (ended.status === GONE)
      await disableEndpoint(tx, delivery.endpointId, 'the receiver answered that it is gone (410)', clock.now());
    return true;
  });
  return isWritten && ended.availableAt ? { kind: 'again', at: ended.availableAt } : { kind: 'ack' };
}

/** An office that sends webhooks, and a receiver on a free port that answers as it is told. */
import { randomUUID } from 'node:crypto';
import { createServer, type IncomingHttpHeaders, type Server, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import type { Clock } from '../../adapters/clock.ts';
import { listDeliveries } from '../../adapters/deliveries.ts';
import { openNetworks } from '../../adapters/networks.ts';
import { newWebhookSecret, webhookSecretPurpose } from '../../adapters/webhook-signature.ts';
import { insertEndpoint } from '../../adapters/webhooks.ts';
import type { EventKind } from '../../domain/webhooks.ts';
import { ownStores, type Combination } from '../stores.ts';

interface Taken {
  readonly path: string;
  readonly headers: IncomingHttpHeaders;
  readonly body: string;
}

export async function openReceiver() {
  const taken: Taken[] = [];
  let answer = (response: ServerResponse) => void response.writeHead(204).end();
  const server: Server = createServer((request, response) => {
    const chunks: Buffer[] = [];
    request.on('data', (chunk: Buffer) => chunks.push(chunk));
    request.on('end', () => {
      taken.push({ path: request.url ?? '', headers: request.headers, body: Buffer.concat(chunks).toString() });
      answer(response);
    });
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const { port } = server.address() as AddressInfo;
  return {
    taken,
    port,
    url: `http://127.0.0.1:${port}/hooks`,
    answers: (status: number, headers: Record<string, string> = {}) =>
      void (answer = (response) => void response.writeHead(status, headers).end('kept by nobody')),
    staysSilent: () => void (answer = () => undefined),
    close: () => {
      server.closeAllConnections();
      return new Promise((resolve) => server.close(resolve));
    },
  };
}

const LOCAL = { WEBHOOK_NETWORKS: '127.0.0.1' };

/** @param url of who listens unless a test says otherwise. */
export async function openSender(combination: Combination, url: string, clock?: Clock) {
  const own = await ownStores(combination, { environment: LOCAL, ...(clock && { clock }) });
  const { db, vault } = own.stores;
  const now = () => own.stores.clock.now();
  const reviewerId = randomUUID();
  await db.query(
    `insert into reviewer (id, name, password_hash, created_at, role) values ($1, 'dana', '-', $2, 'administrator')`,
    [reviewerId, now()],
  );
  return {
    ...own,
    now,
    office: { ...own.stores, networks: openNetworks(own.stores.settings.webhookNetworks) },
    listen: async (kinds: readonly EventKind[], to = url) => {
      const [id, secret] = [randomUUID(), newWebhookSecret()];
      const sealed = vault.seal(secret, webhookSecretPurpose(id));
      await insertEndpoint(db, { id, url: to, description: '', kinds, secret: sealed, reviewerId }, now());
      return { id, secret };
    },
    deliveries: () => listDeliveries(db, {}, null, 100),
  };
}
export type Sender = Awaited<ReturnType<typeof openSender>>;

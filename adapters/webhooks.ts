/** Webhook endpoints as rows: where events go, which, and the sealed secrets that sign them. */
import { randomUUID } from 'node:crypto';
import type { EventKind } from '../domain/webhooks.ts';
import type { Query } from './query.ts';

export interface Endpoint {
  readonly id: string;
  readonly url: string;
  readonly description: string;
  readonly kinds: readonly EventKind[];
  readonly createdAt: Date;
  /** Raised by each change. */
  readonly version: number;
  /** Null while events are sent. */
  readonly disabledAt: Date | null;
  readonly disabledWhy: string | null;
  /** Until then the secret of before signs too; null = it does not. */
  readonly oldSecretUntil: Date | null;
  readonly pending: number;
  readonly dead: number;
}

export interface EndpointValues {
  readonly url: string;
  readonly description: string;
  readonly kinds: readonly EventKind[];
}

const COLUMNS = `e.id, e.url, e.description, e.kinds, e.created_at as "createdAt", e.version, e.disabled_at as "disabledAt",
  e.disabled_why as "disabledWhy", e.old_secret_until as "oldSecretUntil",
  (select count(*)::int from webhook_delivery d where d.endpoint_id = e.id and d.state = 'pending') as pending,
  (select count(*)::int from webhook_delivery d where d.endpoint_id = e.id and d.state = 'dead') as dead`;

/** @param after the last of the page before. @returns newest first, at most `limit`. */
export async function listEndpoints(
  db: Query,
  after: { at: string; id: string } | null,
  limit: number,
): Promise<Endpoint[]> {
  const { rows } = await db.query<Endpoint>(
    `select ${COLUMNS} from webhook_endpoint e
     where e.deleted_at is null and ($1::timestamptz is null or (e.created_at, e.id) < ($1::timestamptz, $2::uuid))
     order by e.created_at desc, e.id desc limit $3`,
    [after?.at ?? null, after?.id ?? null, limit],
  );
  return rows;
}

/** @returns null when there is none, or it was deleted. */
export async function findEndpoint(db: Query, id: string): Promise<Endpoint | null> {
  const { rows } = await db.query<Endpoint>(
    `select ${COLUMNS} from webhook_endpoint e where e.id = $1 and e.deleted_at is null`,
    [id],
  );
  return rows[0] ?? null;
}

export async function insertEndpoint(
  tx: Query,
  endpoint: EndpointValues & { readonly id: string; readonly secret: Buffer; readonly reviewerId: string },
  now: Date,
): Promise<void> {
  await tx.query(
    `insert into webhook_endpoint (id, url, description, kinds, secret, created_by, created_at) values ($1, $2, $3, $4, $5, $6, $7)`,
    [
      endpoint.id,
      endpoint.url,
      endpoint.description,
      JSON.stringify(endpoint.kinds),
      endpoint.secret,
      endpoint.reviewerId,
      now,
    ],
  );
}

/** @returns false when it was changed since `version`, or is gone: nothing is changed then. */
export async function updateEndpoint(
  tx: Query,
  id: string,
  version: number,
  values: EndpointValues & { readonly isEnabled: boolean },
  now: Date,
): Promise<boolean> {
  const { rowCount } = await tx.query(
    `update webhook_endpoint set url = $3, description = $4, kinds = $5, version = version + 1,
       disabled_at = case when $6 then null else coalesce(disabled_at, $7) end,
       disabled_why = case when $6 then null else coalesce(disabled_why, 'by a person') end
     where id = $1 and version = $2 and deleted_at is null`,
    [id, version, values.url, values.description, JSON.stringify(values.kinds), values.isEnabled, now],
  );
  return rowCount === 1;
}

/** The secret of before goes on signing until `oldUntil`. @returns false when there is no such endpoint. */
export async function renewSecret(tx: Query, id: string, secret: Buffer, oldUntil: Date): Promise<boolean> {
  const { rowCount } = await tx.query(
    `update webhook_endpoint set old_secret = secret, old_secret_until = $3, secret = $2, version = version + 1
     where id = $1 and deleted_at is null`,
    [id, secret, oldUntil],
  );
  return rowCount === 1;
}

/** What was not delivered is dropped with it. @returns false when there is no such endpoint. */
export async function deleteEndpoint(tx: Query, id: string, now: Date): Promise<boolean> {
  const { rowCount } = await tx.query(
    'update webhook_endpoint set deleted_at = $2, version = version + 1 where id = $1 and deleted_at is null',
    [id, now],
  );
  if (rowCount === 1)
    await tx.query(`delete from webhook_delivery where endpoint_id = $1 and state <> 'delivered'`, [id]);
  return rowCount === 1;
}

/** The receiver said that it is gone for good. */
export async function disableEndpoint(tx: Query, id: string, why: string, now: Date): Promise<void> {
  await tx.query(
    `update webhook_endpoint set disabled_at = $2, disabled_why = $3, version = version + 1
     where id = $1 and disabled_at is null`,
    [id, now, why],
  );
}

/** An event for one endpoint alone: to try it out. @returns the delivery's id. */
export async function insertEvent(tx: Query, endpointId: string, kind: string, now: Date): Promise<string> {
  const [event, delivery] = [randomUUID(), randomUUID()];
  await tx.query('insert into webhook_event (id, kind, happened_at, data) values ($1, $2, $3, $4)', [
    event,
    kind,
    now,
    JSON.stringify({ endpoint: endpointId }),
  ]);
  await tx.query(
    `insert into webhook_delivery (id, event_id, endpoint_id, state, available_at, created_at) values ($1, $2, $3, 'pending', $4, $4)`,
    [delivery, event, endpointId, now],
  );
  return delivery;
}

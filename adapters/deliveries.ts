/** Deliveries of webhook events as rows: the row is the truth, its job only the runner. */
import type { Query } from './query.ts';

export type DeliveryState = 'pending' | 'delivered' | 'dead';

/** One delivery taken for one try; `tries` fences what is written for it. */
export interface TakenDelivery {
  readonly id: string;
  readonly tries: number;
  readonly eventId: string;
  readonly kind: string;
  readonly happenedAt: Date;
  /** Ids and codes only. */
  readonly data: Readonly<Record<string, unknown>>;
  readonly endpointId: string;
  readonly url: string;
  readonly isEnabled: boolean;
  readonly secret: Uint8Array;
  readonly oldSecret: Uint8Array | null;
  readonly oldSecretUntil: Date | null;
}

/** @returns null when it is not there, or has ended. */
export async function takeDelivery(db: Query, id: string, now: Date): Promise<TakenDelivery | null> {
  const { rows } = await db.query<TakenDelivery>(
    `update webhook_delivery d set tries = d.tries + 1, tried_at = $2
     from webhook_event e, webhook_endpoint p
     where d.id = $1 and d.state = 'pending' and e.id = d.event_id and p.id = d.endpoint_id
     returning d.id, d.tries, d.event_id as "eventId", e.kind, e.happened_at as "happenedAt", e.data,
       d.endpoint_id as "endpointId", p.url, p.disabled_at is null and p.deleted_at is null as "isEnabled", p.secret,
       p.old_secret as "oldSecret", p.old_secret_until as "oldSecretUntil"`,
    [id, now],
  );
  return rows[0] ?? null;
}

export interface TryEnded {
  readonly state: DeliveryState;
  /** When it is tried again; null when it is not. */
  readonly availableAt: Date | null;
  readonly status: number | null;
  readonly fault: string | null;
}

/** @returns false when another try has begun meanwhile: nothing is written then. */
export async function endTry(
  db: Query,
  { id, tries }: Pick<TakenDelivery, 'id' | 'tries'>,
  ended: TryEnded,
  now: Date,
): Promise<boolean> {
  const { rowCount } = await db.query(
    `update webhook_delivery set state = $3, available_at = coalesce($4, available_at), status = $5, fault = $6,
       delivered_at = case when $3 = 'delivered' then $7::timestamptz end
     where id = $1 and tries = $2 and state = 'pending'`,
    [id, tries, ended.state, ended.availableAt, ended.status, ended.fault, now],
  );
  return rowCount === 1;
}

export interface PendingDelivery {
  readonly id: string;
  readonly availableAt: Date;
}

/** @returns what is to be sent, the longest due first. */
export async function pendingDeliveries(db: Query, limit: number): Promise<PendingDelivery[]> {
  const { rows } = await db.query<PendingDelivery>(
    `select id, available_at as "availableAt" from webhook_delivery where state = 'pending' order by available_at limit $1`,
    [limit],
  );
  return rows;
}

export interface DeliveryRow {
  readonly id: string;
  readonly event: string;
  readonly kind: string;
  readonly happenedAt: Date;
  readonly data: Readonly<Record<string, unknown>>;
  readonly endpoint: string;
  readonly url: string;
  readonly state: DeliveryState;
  readonly tries: number;
  readonly createdAt: Date;
  readonly availableAt: Date;
  readonly triedAt: Date | null;
  readonly deliveredAt: Date | null;
  readonly status: number | null;
  readonly fault: string | null;
}

export interface DeliveryFilter {
  readonly state?: DeliveryState | undefined;
  readonly endpoint?: string | undefined;
}

/** @param after the last of the page before. @returns newest first, at most `limit`. */
export async function listDeliveries(
  db: Query,
  { state, endpoint }: DeliveryFilter,
  after: { at: string; id: string } | null,
  limit: number,
): Promise<DeliveryRow[]> {
  const { rows } = await db.query<DeliveryRow>(
    `select d.id, e.id as event, e.kind, e.happened_at as "happenedAt", e.data, p.id as endpoint, p.url, d.state, d.tries,
       d.created_at as "createdAt", d.available_at as "availableAt", d.tried_at as "triedAt", d.delivered_at as "deliveredAt",
       d.status, d.fault
     from webhook_delivery d join webhook_event e on e.id = d.event_id join webhook_endpoint p on p.id = d.endpoint_id
     where ($1::text is null or d.state = $1) and ($2::uuid is null or d.endpoint_id = $2)
       and ($3::timestamptz is null or (d.created_at, d.id) < ($3::timestamptz, $4::uuid))
     order by d.created_at desc, d.id desc limit $5`,
    [state ?? null, endpoint ?? null, after?.at ?? null, after?.id ?? null, limit],
  );
  return rows;
}

/** Sends again, under the same `webhook-id`: one delivery, or every dead one of an endpoint. @returns how many. */
export async function replayDeliveries(
  tx: Query,
  which: { readonly id: string } | { readonly endpoint: string },
  now: Date,
): Promise<number> {
  const where = 'id' in which ? `d.id = $2 and d.state <> 'pending'` : `d.endpoint_id = $2 and d.state = 'dead'`;
  const { rowCount } = await tx.query(
    `update webhook_delivery d set state = 'pending', tries = 0, available_at = $1, status = null, fault = null, delivered_at = null
     from webhook_endpoint p where p.id = d.endpoint_id and p.disabled_at is null and p.deleted_at is null and ${where}`,
    [now, 'id' in which ? which.id : which.endpoint],
  );
  return rowCount;
}

/** Forgets what ended before a day, and events that nothing is left of. */
export async function dropOldDeliveries(db: Query, before: Date): Promise<void> {
  await db.query(`delete from webhook_delivery where state <> 'pending' and created_at < $1`, [before]);
  await db.query(
    `delete from webhook_event e where e.happened_at < $1
       and not exists (select 1 from webhook_delivery d where d.event_id = e.id)`,
    [before],
  );
}

/** What an administrator changed of the register files: portals' terms, hours and pace; payers. */
import { payerChangesSchema, portalChangesSchema } from '../domain/registers.ts';
import type { PayerChanges, PortalChanges, RegisterChanges } from '../domain/registers.ts';
import type { Query } from './query.ts';

interface Row {
  readonly kind: 'portal' | 'payer';
  readonly name: string;
  readonly changes: unknown;
}

/** @returns the changes that can be used; one that an older or newer version wrote otherwise is left out. */
export async function registerChanges(db: Query): Promise<RegisterChanges> {
  const { rows } = await db.query<Row>('select kind, name, changes from register_override');
  const portals = new Map<string, PortalChanges>();
  const payers = new Map<string, PayerChanges>();
  for (const { kind, name, changes } of rows) {
    const portal = kind === 'portal' ? portalChangesSchema.safeParse(changes).data : undefined;
    const payer = kind === 'payer' ? payerChangesSchema.safeParse(changes).data : undefined;
    if (portal) portals.set(name, portal);
    if (payer) payers.set(name, payer);
  }
  return { portals, payers };
}

/** Keeps all changes of one entry, or with null none: then the register file alone says it. The caller notes it in the audit trail. */
export async function keepChanges(
  tx: Query,
  kind: Row['kind'],
  name: string,
  changes: PortalChanges | PayerChanges | null,
  by: { readonly id: string; readonly now: Date },
): Promise<void> {
  if (!changes)
    return void (await tx.query('delete from register_override where kind = $1 and name = $2', [kind, name]));
  await tx.query(
    `insert into register_override (kind, name, changes, set_at, set_by) values ($1, $2, $3, $4, $5)
     on conflict (kind, name) do update set changes = excluded.changes, set_at = excluded.set_at, set_by = excluded.set_by`,
    [kind, name, JSON.stringify(changes), by.now, by.id],
  );
}

/** @returns who last changed which entry, and when. */
export async function whoChanged(
  db: Query,
): Promise<{ kind: Row['kind']; name: string; at: Date; by: string | null }[]> {
  const { rows } = await db.query<{ kind: Row['kind']; name: string; at: Date; by: string | null }>(
    `select o.kind, o.name, o.set_at as at, r.name as by from register_override o left join reviewer r on r.id = o.set_by`,
  );
  return rows;
}

/** What an administrator set while everything runs: one row a key, read by every host within seconds. */
import { OFFICE_SETTING_KEYS, readOfficeSetting } from '../domain/office-settings.ts';
import type { OfficeSettingKey, OfficeSettings } from '../domain/office-settings.ts';
import type { Query } from './query.ts';

export interface SetValue {
  readonly key: OfficeSettingKey;
  readonly value: OfficeSettings[OfficeSettingKey];
  readonly setAt: Date;
  /** A person's name; null: of before there were people. */
  readonly setBy: string | null;
}

/** @returns what is set and can be used; a value that an older or newer version wrote otherwise is left out. */
export async function setValues(db: Query): Promise<SetValue[]> {
  const { rows } = await db.query<{ key: OfficeSettingKey; value: unknown; setAt: Date; setBy: string | null }>(
    `select s.key, s.value, s.set_at as "setAt", r.name as "setBy" from office_setting s
     left join reviewer r on r.id = s.set_by where s.key = any($1::text[])`,
    [OFFICE_SETTING_KEYS],
  );
  return rows.flatMap((row) => {
    const read = readOfficeSetting(row.key, row.value);
    return 'why' in read ? [] : [{ ...row, value: read.value }];
  });
}

/** @returns the settings of an office: what is set, else the defaults, which are the environment's. */
export async function officeSettings(db: Query, defaults: OfficeSettings): Promise<OfficeSettings> {
  const set = await setValues(db);
  return { ...defaults, ...Object.fromEntries(set.map(({ key, value }) => [key, value])) };
}

/** Sets a value, or with undefined lets the environment say it again. The caller notes it in the audit trail. */
export async function setOfficeSetting<K extends OfficeSettingKey>(
  tx: Query,
  key: K,
  value: OfficeSettings[K] | undefined,
  by: { readonly id: string; readonly now: Date },
): Promise<void> {
  if (value === undefined) return void (await tx.query('delete from office_setting where key = $1', [key]));
  await tx.query(
    `insert into office_setting (key, value, set_at, set_by) values ($1, $2, $3, $4)
     on conflict (key) do update set value = excluded.value, set_at = excluded.set_at, set_by = excluded.set_by`,
    [key, JSON.stringify(value), by.now, by.id],
  );
}

/** One change at a time of settings and registers: who changes waits until the one before is done. */
export const lockAdministration = async (tx: Query): Promise<void> =>
  void (await tx.query("select pg_advisory_xact_lock(hashtext('claimwright administration'))"));

/** Everybody who may or might sign in, for administrators. */
import type { Role } from '../domain/permissions.ts';
import type { Query } from './query.ts';

export interface PersonRow {
  readonly id: string;
  readonly name: string;
  readonly role: Role;
  readonly createdAt: Date;
  readonly disabledAt: Date | null;
  readonly signedInAt: Date | null;
  readonly mustChangePassword: boolean;
  readonly hasSecondFactor: boolean;
  readonly isBySingleSignOn: boolean;
}

/** In order of their names. */
export async function peopleOf(db: Query): Promise<PersonRow[]> {
  const { rows } = await db.query<PersonRow>(
    `select id, name, role, created_at as "createdAt", disabled_at as "disabledAt", signed_in_at as "signedInAt",
       must_change_password as "mustChangePassword", totp_secret is not null as "hasSecondFactor",
       sso_subject is not null as "isBySingleSignOn"
     from reviewer order by lower(name), id`,
  );
  return rows;
}

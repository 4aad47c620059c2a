/** Who is it that the identity provider vouches for? Somebody we know, somebody whose role it states, or nobody. */
import { hashOfNothing } from '../adapters/passwords.ts';
import type { Identity } from '../adapters/identity-provider.ts';
import type { Query } from '../adapters/query.ts';
import { endSessionsOf } from '../adapters/reviewer-sessions.ts';
import { insertReviewer, lockAdministrators } from '../adapters/reviewers.ts';
import type { Role } from '../domain/permissions.ts';
import type { AccessRules, SingleSignOn } from './access.ts';
import { noteAudit } from './audit.ts';
import type { Desk, Person } from './desk.ts';
import { NAME_PATTERN } from './people.ts';

/** `unknown`: nobody of that name here; `no-role`: none of the values that give a role; `disabled`: no longer let in. */
export type Refusal = 'unknown' | 'no-role' | 'disabled';
export type Recognition = { readonly person: Person } | { readonly refusal: Refusal };

interface Found extends Person {
  readonly isDisabled: boolean;
}

/** Links a person at their first visit, by name; from then on the provider's own subject says who it is. */
export async function recognize(
  desk: Desk,
  rules: SingleSignOn,
  emergencyName: AccessRules['emergencyName'],
  identity: Identity,
): Promise<Recognition> {
  const now = desk.clock.now();
  const role = rules.roleClaim === null ? null : mappedRole(rules, identity.claims[rules.roleClaim]);
  if (rules.roleClaim !== null && role === null) return { refusal: 'no-role' };
  const hash = await hashOfNothing();
  return desk.db.transaction(async (tx) => {
    const administrators = await lockAdministrators(tx);
    const found =
      (await linked(tx, identity)) ??
      (await link(tx, rules, emergencyName, identity, now)) ??
      (role && (await add(tx, rules, identity, role, hash, now)));
    if (!found) return { refusal: 'unknown' };
    if (found.isDisabled) return { refusal: 'disabled' };
    const { id, name } = found;
    if (!role || role === found.role) return { person: { id, name, role: found.role } };
    // Whatever a group says, somebody can still let others in.
    if (administrators.every((each) => each === id) && found.role === 'administrator')
      return { person: { id, name, role: found.role } };
    await tx.query('update reviewer set role = $2 where id = $1', [id, role]);
    await endSessionsOf(tx, id);
    const person = { id, name, role };
    await noteAudit(tx, person, 'role-changed', `reviewer:${id}`, now, {
      before: found.role,
      after: role,
      by: 'identity provider',
    });
    return { person };
  });
}

const PERSON = 'id, name, role, disabled_at is not null as "isDisabled"';

async function linked(tx: Query, { issuer, subject }: Identity): Promise<Found | null> {
  const { rows } = await tx.query<Found>(
    `select ${PERSON} from reviewer where sso_issuer = $1 and sso_subject = $2 for update`,
    [issuer, subject],
  );
  return rows[0] ?? null;
}

async function link(
  tx: Query,
  rules: SingleSignOn,
  emergencyName: string | null,
  { issuer, subject, claims }: Identity,
  now: Date,
): Promise<Found | null> {
  const name = nameOf(rules, claims);
  if (name === null) return null;
  const { rows } = await tx.query<Found>(
    `update reviewer set sso_issuer = $2, sso_subject = $3
     where lower(name) = lower($1) and sso_subject is null and name is distinct from $4
       and (select count(*) from reviewer other where lower(other.name) = lower($1)) = 1
     returning ${PERSON}`,
    [name, issuer, subject, emergencyName],
  );
  if (rows[0]) await noteAudit(tx, rows[0], 'person-linked', `reviewer:${rows[0].id}`, now);
  return rows[0] ?? null;
}

async function add(
  tx: Query,
  rules: SingleSignOn,
  { issuer, subject, claims }: Identity,
  role: Role,
  hash: string,
  now: Date,
): Promise<Found | null> {
  const name = nameOf(rules, claims);
  if (name === null) return null;
  const alike = await tx.query('select 1 from reviewer where lower(name) = lower($1)', [name]);
  const id = alike.rows.length > 0 ? null : await insertReviewer(tx, name, hash, now, role, false);
  if (!id) return null;
  await tx.query('update reviewer set sso_issuer = $2, sso_subject = $3 where id = $1', [id, issuer, subject]);
  await noteAudit(tx, null, 'person-added', `reviewer:${id}`, now, { role, by: 'identity provider' });
  return { id, name, role, isDisabled: false };
}

/** An address of mail that the provider has not verified may be anybody's. */
function nameOf({ nameClaim }: SingleSignOn, claims: Identity['claims']): string | null {
  if (nameClaim === 'email' && claims['email_verified'] !== true) return null;
  const name = claims[nameClaim];
  return typeof name === 'string' && NAME_PATTERN.test(name) ? name : null;
}

/** The most that any of the values gives. */
function mappedRole({ roles }: SingleSignOn, claim: unknown): Role | null {
  const given = [claim].flat().map((value) => roles.get(String(value)));
  return MOST_FIRST.find((role) => given.includes(role)) ?? null;
}

const MOST_FIRST: readonly Role[] = ['administrator', 'supervisor', 'biller', 'auditor'];

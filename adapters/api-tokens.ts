/** Tokens of other programs: shown once, kept as sha256, found by the part that may be shown. */
import { createHash, randomBytes, randomUUID, timingSafeEqual } from 'node:crypto';
import { roleSchema, type Role, type TokenScope } from '../domain/permissions.ts';
import type { Query } from './query.ts';

/** `cw_`, 12 letters that may be shown, `_`, 43 letters that may not: 256 bits. */
const FORM = /^(cw_[0-9a-f]{12})_[\w-]{43}$/;
/** Written at most so often: a busy program must not cost a write a request. */
const USE_MS = 60_000;

export interface NewToken {
  readonly name: string;
  readonly scopes: readonly TokenScope[];
  readonly reviewerId: string;
  readonly expiresAt: Date;
}

export interface StoredToken {
  readonly id: string;
  readonly name: string;
  readonly prefix: string;
  readonly scopes: readonly TokenScope[];
  /** Whose work it does. */
  readonly by: string;
  readonly createdAt: Date;
  readonly expiresAt: Date;
  readonly lastUsedAt: Date | null;
  readonly revokedAt: Date | null;
}

/** @returns the token, to be shown once; it is kept nowhere. */
export async function createToken(
  tx: Query,
  { name, scopes, reviewerId, expiresAt }: NewToken,
  now: Date,
): Promise<{ id: string; token: string }> {
  const id = randomUUID();
  const prefix = `cw_${randomBytes(6).toString('hex')}`;
  const token = `${prefix}_${randomBytes(32).toString('base64url')}`;
  await tx.query(
    `insert into api_token (id, name, prefix, token_hash, scopes, reviewer_id, created_at, expires_at)
     values ($1, $2, $3, $4, $5, $6, $7, $8)`,
    [id, name, prefix, sha256(token).toString('hex'), JSON.stringify(scopes), reviewerId, now, expiresAt],
  );
  return { id, token };
}

/** Who asks by a token. */
export interface TokenUser {
  readonly tokenId: string;
  readonly tokenName: string;
  readonly scopes: readonly TokenScope[];
  readonly reviewer: { readonly id: string; readonly name: string; readonly role: Role };
}

interface TokenRow {
  id: string;
  name: string;
  hash: string;
  scopes: TokenScope[];
  lastUsedAt: Date | null;
  reviewerId: string;
  reviewerName: string;
  role: string;
}

/** @returns null for a token that is unknown, expired or revoked: all alike. */
export async function findToken(db: Query, token: string, now: Date): Promise<TokenUser | null> {
  const prefix = FORM.exec(token)?.[1];
  if (!prefix) return null;
  const { rows } = await db.query<TokenRow>(
    `select t.id, t.name, t.token_hash as hash, t.scopes, t.last_used_at as "lastUsedAt",
       r.id as "reviewerId", r.name as "reviewerName", r.role
     from api_token t join reviewer r on r.id = t.reviewer_id
     where t.prefix = $1 and t.revoked_at is null and t.expires_at > $2 and r.disabled_at is null`,
    [prefix, now],
  );
  const row = rows[0];
  if (!row || !timingSafeEqual(sha256(token), Buffer.from(row.hash, 'hex'))) return null;
  if (!row.lastUsedAt || now.getTime() - row.lastUsedAt.getTime() >= USE_MS)
    await db.query('update api_token set last_used_at = $2 where id = $1', [row.id, now]);
  return {
    tokenId: row.id,
    tokenName: row.name,
    scopes: row.scopes,
    reviewer: { id: row.reviewerId, name: row.reviewerName, role: roleSchema.parse(row.role) },
  };
}

/** @param after the last of the page before. @returns newest first, at most `limit`. */
export async function listTokens(db: Query, after: { at: string; id: string } | null, limit: number) {
  const { rows } = await db.query<StoredToken>(
    `select t.id, t.name, t.prefix, t.scopes, r.name as by, t.created_at as "createdAt", t.expires_at as "expiresAt",
       t.last_used_at as "lastUsedAt", t.revoked_at as "revokedAt"
     from api_token t join reviewer r on r.id = t.reviewer_id
     where $1::timestamptz is null or (t.created_at, t.id) < ($1::timestamptz, $2::uuid)
     order by t.created_at desc, t.id desc limit $3`,
    [after?.at ?? null, after?.id ?? null, limit],
  );
  return rows;
}

/** Holds from the next request on, on every host. @returns false when there is no such token, or it was revoked before. */
export async function revokeToken(tx: Query, id: string, reviewerId: string, now: Date): Promise<boolean> {
  const { rowCount } = await tx.query(
    'update api_token set revoked_at = $2, revoked_by = $3 where id = $1 and revoked_at is null',
    [id, now, reviewerId],
  );
  return rowCount === 1;
}

const sha256 = (text: string): Buffer => createHash('sha256').update(text).digest();

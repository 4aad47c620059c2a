/** How the audit trail is chained: the same bytes and the same HMAC as migration 0012 makes in the database. */
import { createHash, createHmac, timingSafeEqual } from 'node:crypto';
import type { Vault } from './vault.ts';

export const FIRST_PREVIOUS = '00'.repeat(32);

/** Opens no secret: it only makes entries of the trail that pass the check. */
export const auditKeyOf = (vault: Pick<Vault, 'mark'>): Buffer => Buffer.from(vault.mark('key', 'audit trail'), 'hex');

/** @returns the inner and the outer block of HMAC-SHA256 as hex: what the database needs to chain with the key. */
export function padsOf(key: Uint8Array): string {
  const block = Buffer.alloc(64);
  block.set(key);
  return Buffer.concat([block.map((byte) => byte ^ 0x36), block.map((byte) => byte ^ 0x5c)]).toString('hex');
}

export interface ChainedEntry {
  readonly seq: number;
  /** Hex. */
  readonly previous: string;
  /** Microseconds since 1970, as digits. */
  readonly at: string;
  readonly id: string;
  readonly actor: string;
  readonly action: string;
  readonly subject: string;
  /** As the database prints it. */
  readonly detail: string;
}

/** Each part with its length before it, so that no text can pass for two. */
const partsOf = (parts: readonly string[]): string =>
  parts.map((part) => `${Buffer.byteLength(part)}:${part},`).join('');

const contentOf = ({ seq, previous, id, at, actor, action, subject, detail }: ChainedEntry): string =>
  partsOf([String(seq), previous, id, at, actor, action, subject, detail]);

/** @returns the link's hash as hex. */
export const linkHash = (key: Uint8Array, entry: ChainedEntry): string =>
  createHmac('sha256', key).update(contentOf(entry)).digest('hex');

/** @returns the hash that a session without the key would have made. */
export const keylessHash = (entry: ChainedEntry): string => createHash('sha256').update(contentOf(entry)).digest('hex');

/** The newest link of the trail at a moment, signed: kept outside of the database. */
export interface SealedHead {
  readonly seq: number;
  /** Hex. */
  readonly hash: string;
  /** ISO time of the sealing. */
  readonly at: string;
  /** Hex. */
  readonly mac: string;
}

const macOf = (key: Uint8Array, { seq, hash, at }: Omit<SealedHead, 'mac'>): Buffer =>
  createHmac('sha256', key)
    .update(partsOf(['head', String(seq), hash, at]))
    .digest();

export const sealHead = (key: Uint8Array, head: Omit<SealedHead, 'mac'>): SealedHead => ({
  ...head,
  mac: macOf(key, head).toString('hex'),
});

export function isOurs(key: Uint8Array, head: SealedHead): boolean {
  const [told, made] = [Buffer.from(head.mac, 'hex'), macOf(key, head)];
  return told.length === made.length && timingSafeEqual(told, made);
}

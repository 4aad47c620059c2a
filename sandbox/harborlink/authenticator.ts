/** Time-based one-time passwords (RFC 6238), as the portal checks them. */
import { createHmac } from 'node:crypto';

const ALPHABET = 'ABCDEFGHIJKLMNOPQRSTUVWXYZ234567';
const WINDOW_MS = 30_000;

/** The codes that are taken now: of this half minute, the one before and the next. */
export function authenticatorCodes(secret: string, at: Date): { readonly code: string; readonly window: number }[] {
  const window = Math.floor(at.getTime() / WINDOW_MS);
  const key = base32(secret);
  return [window, window - 1, window + 1].map((each) => ({ code: codeOf(key, each), window: each }));
}

function codeOf(key: Buffer, window: number): string {
  const counter = Buffer.alloc(8);
  counter.writeBigUInt64BE(BigInt(window));
  const mac = createHmac('sha1', key).update(counter).digest();
  const offset = mac[19]! & 15;
  return String((mac.readUInt32BE(offset) & 0x7fffffff) % 1_000_000).padStart(6, '0');
}

function base32(text: string): Buffer {
  const bits = Array.from(text.toUpperCase().replace(/[^A-Z2-7]/g, ''))
    .map((char) => ALPHABET.indexOf(char).toString(2).padStart(5, '0'))
    .join('');
  return Buffer.from((bits.match(/[01]{8}/g) ?? []).map((byte) => Number.parseInt(byte, 2)));
}

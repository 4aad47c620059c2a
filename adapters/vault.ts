/** AES-256-GCM under the master key: secrets, sessions and evidence are kept by it. */
import { createCipheriv, createDecipheriv, createHash, createHmac, hkdfSync, randomBytes } from 'node:crypto';
import { mkdir, open, readFile } from 'node:fs/promises';
import { dirname, join } from 'node:path';

export interface Vault {
  /** @param purpose bound to the text (as additional data): a sealed value moved to another row does not open. */
  seal(plain: Uint8Array | string, purpose: string): Buffer;
  /** @throws VaultError when the key is another one or the value was changed. */
  open(sealed: Uint8Array, purpose: string): Buffer;
  /** @returns a keyed mark of a text as hex: finds it again, and tells nobody without the key what it was. */
  mark(text: string, purpose: string): string;
  /** Says where the key came from, for the log and `claimwright doctor`. */
  readonly source: string;
  /** Set when this run made the key: must be told to the user. */
  readonly madeKeyFile: string | null;
}

export class VaultError extends Error {
  override readonly name = 'VaultError';
}

const VERSION = 1;
const IV_BYTES = 12;
const TAG_BYTES = 16;

export interface VaultOptions {
  readonly masterKey: string | undefined;
  readonly masterKeyFile: string | undefined;
  readonly dataFolder: string;
  /** Only the embedded default may make its own key: hosts that share a database must be given one. */
  readonly mayMakeKey: boolean;
}

/** Opens the vault: the key from the environment, from a key file, or (embedded only) made in the data folder with mode 0600. */
export async function openVault(options: VaultOptions): Promise<Vault> {
  if (options.masterKey) return vault(decodeKey(options.masterKey, 'CLAIMWRIGHT_MASTER_KEY'), 'environment', null);
  const file = options.masterKeyFile ?? join(options.dataFolder, 'master.key');
  const text = await readFile(file, 'utf8').catch((error: NodeJS.ErrnoException) => {
    if (error.code === 'ENOENT' && !options.masterKeyFile && options.mayMakeKey) return null;
    throw new VaultError(
      options.masterKeyFile
        ? `The master key file ${file} cannot be read (${error.code}). Correct CLAIMWRIGHT_MASTER_KEY_FILE or the file's permissions.`
        : 'There is no master key. Set CLAIMWRIGHT_MASTER_KEY (make one with: openssl rand -base64 32) to the same value on every host.',
    );
  });
  if (text !== null) return vault(decodeKey(text, file), file, null);
  await makeKeyFile(file);
  return vault(decodeKey(await readFile(file, 'utf8'), file), file, file);
}

async function makeKeyFile(file: string): Promise<void> {
  await mkdir(dirname(file), { recursive: true, mode: 0o700 });
  const handle = await open(file, 'wx', 0o600);
  try {
    await handle.writeFile(`${randomBytes(32).toString('base64')}\n`);
    await handle.sync();
  } finally {
    await handle.close();
  }
}

function decodeKey(text: string, where: string): Buffer {
  const key = Buffer.from(text.trim(), 'base64');
  if (key.length !== 32)
    throw new VaultError(
      `The master key in ${where} is not 32 bytes of base64. Make one with: openssl rand -base64 32`,
    );
  return key;
}

function vault(key: Buffer, source: string, madeKeyFile: string | null): Vault {
  const markKey = Buffer.from(hkdfSync('sha256', key, '', 'claimwright marks', 32));
  return {
    source,
    madeKeyFile,
    seal(plain, purpose) {
      const iv = randomBytes(IV_BYTES);
      const cipher = createCipheriv('aes-256-gcm', key, iv).setAAD(Buffer.from(purpose));
      const body = Buffer.concat([cipher.update(Buffer.from(plain as Uint8Array)), cipher.final()]);
      return Buffer.concat([Buffer.of(VERSION), iv, cipher.getAuthTag(), body]);
    },
    mark: (text, purpose) => createHmac('sha256', markKey).update(`${purpose}\0${text}`).digest('hex'),
    open(sealed, purpose) {
      const bytes = Buffer.from(sealed);
      const bodyStart = 1 + IV_BYTES + TAG_BYTES;
      if (bytes.length < bodyStart || bytes[0] !== VERSION)
        throw new VaultError(`What is kept for ${purpose} is damaged or not ours.`);
      const decipher = createDecipheriv('aes-256-gcm', key, bytes.subarray(1, 1 + IV_BYTES)).setAAD(
        Buffer.from(purpose),
      );
      decipher.setAuthTag(bytes.subarray(1 + IV_BYTES, bodyStart));
      try {
        return Buffer.concat([decipher.update(bytes.subarray(bodyStart)), decipher.final()]);
      } catch (error) {
        throw new VaultError(
          `What is kept for ${purpose} does not open with this master key. Use the key it was kept with.`,
          { cause: error },
        );
      }
    },
  };
}

/** @returns the SHA-256 of bytes or text as hex. */
export const sha256 = (data: Uint8Array | string): string => createHash('sha256').update(data).digest('hex');

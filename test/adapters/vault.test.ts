import { mkdtemp, readFile, rm, stat, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { openVault } from '../../adapters/vault.ts';

const KEY = Buffer.alloc(32, 1).toString('base64');
let folder: string;
beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'claimwright-vault-'));
});
afterEach(() => rm(folder, { recursive: true }));

const open = (changes: Partial<Parameters<typeof openVault>[0]> = {}) =>
  openVault({ masterKey: KEY, masterKeyFile: undefined, dataFolder: folder, mayMakeKey: true, ...changes });

describe('the vault', () => {
  it('opens what it sealed, and seals the same text differently each time', async () => {
    const vault = await open();
    const [a, b] = [vault.seal('secret', 'login 1'), vault.seal('secret', 'login 1')];
    expect(vault.open(a, 'login 1').toString()).toBe('secret');
    expect(a.equals(b)).toBe(false);
    expect(a.includes('secret')).toBe(false);
  });

  it('refuses a sealed value that was moved to another row, changed, cut or sealed with another key', async () => {
    const vault = await open();
    const sealed = vault.seal('secret', 'login 1');
    const changed = Buffer.from(sealed);
    changed[changed.length - 1]! ^= 1;
    const other = await open({ masterKey: Buffer.alloc(32, 2).toString('base64') });
    expect(() => vault.open(sealed, 'login 2')).toThrow('does not open');
    expect(() => vault.open(changed, 'login 1')).toThrow('does not open');
    expect(() => vault.open(sealed.subarray(0, 10), 'login 1')).toThrow('damaged');
    expect(() => other.open(sealed, 'login 1')).toThrow('does not open');
  });

  it('makes a key file of mode 0600 for the embedded default, says where, and finds it again', async () => {
    const first = await open({ masterKey: undefined });
    expect(first.madeKeyFile).toBe(join(folder, 'master.key'));
    expect((await stat(join(folder, 'master.key'))).mode & 0o777).toBe(0o600);
    const second = await open({ masterKey: undefined });
    expect(second.madeKeyFile).toBeNull();
    expect(second.open(first.seal('x', 'p'), 'p').toString()).toBe('x');
  });

  it('never makes a key where hosts share a database', async () => {
    await expect(open({ masterKey: undefined, mayMakeKey: false })).rejects.toThrow('CLAIMWRIGHT_MASTER_KEY');
  });

  it('says which key is unfit, without printing it', async () => {
    await writeFile(join(folder, 'short'), 'c2hvcnQ=');
    const short = await readFile(join(folder, 'short'), 'utf8');
    for (const options of [{ masterKey: short }, { masterKey: undefined, masterKeyFile: join(folder, 'short') }]) {
      await expect(open(options)).rejects.toThrow('not 32 bytes');
      await expect(open(options)).rejects.not.toThrow(short);
    }
    await expect(open({ masterKey: undefined, masterKeyFile: join(folder, 'gone') })).rejects.toThrow('cannot be read');
  });
});

/** Whom a test's server runs as. */
import { spawnSync } from 'node:child_process';

export type Owner = { readonly uid: number; readonly gid: number };

/** Servers that refuse to run as root. @returns whom to run as then; undefined when we are not root. */
export function unprivileged(): Owner | undefined {
  if (process.getuid?.() !== 0) return undefined;
  for (const name of ['postgres', 'nobody']) {
    const [uid, gid] = ['-u', '-g'].map((flag) => spawnSync('id', [flag, name], { encoding: 'utf8' }));
    if (uid?.status === 0 && gid?.status === 0) return { uid: Number(uid.stdout), gid: Number(gid.stdout) };
  }
  throw new Error('This server cannot run as root and this system has no user postgres or nobody. Create one.');
}

/** A real IMAP server (Dovecot) of the test's own: free port, one mailbox, own password, no root. */
import { execFile } from 'node:child_process';
import { randomBytes } from 'node:crypto';
import { chown, mkdir, mkdtemp, writeFile } from 'node:fs/promises';
import { connect } from 'node:net';
import { userInfo } from 'node:os';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { findImap, hint } from './binaries.ts';
import { unprivileged } from './owner.ts';
import { freePort, runServer } from './process.ts';

const run = promisify(execFile);

export interface ImapServer {
  readonly host: string;
  readonly port: number;
  readonly user: string;
  readonly password: string;
  readonly close: () => Promise<void>;
}

/** @throws with the sentence what to do when there is neither Dovecot on this machine nor TEST_IMAP_URL. */
export async function startImap(): Promise<ImapServer> {
  const command = findImap();
  const elsewhere = process.env['TEST_IMAP_URL'];
  if (command === undefined && elsewhere) {
    const { hostname, port, username, password } = new URL(elsewhere);
    return { host: hostname, port: Number(port || 143), user: username, password, close: async () => undefined };
  }
  if (command === undefined) throw new Error(`No IMAP server on this machine. ${hint}`);
  const port = await freePort();
  const owner = unprivileged();
  // A short path: its sockets lie below.
  const folder = await mkdtemp('/tmp/cw-imap-');
  const password = randomBytes(16).toString('hex');
  const who = owner ?? { uid: process.getuid?.() ?? 0, gid: process.getgid?.() ?? 0 };
  const [user, group] = await Promise.all([
    owner ? nameOf(['-nu', String(owner.uid)]) : userInfo().username,
    nameOf(['-ng', owner ? await nameOf(['-nu', String(owner.uid)]) : userInfo().username]),
  ]);
  const version = (await run(command, ['--version'])).stdout.trim();
  const own = { folder, port, password, user, group, ...who };
  const file = join(folder, 'dovecot.conf');
  await writeFile(file, /^2\.[0-3]\./.test(version) ? oldConfig(own) : newConfig(own), { mode: 0o600 });
  await mkdir(join(folder, 'home'), { mode: 0o700 });
  if (owner) for (const path of [file, join(folder, 'home'), folder]) await chown(path, owner.uid, owner.gid);
  const server = await runServer({
    name: 'dovecot',
    url: `imap://127.0.0.1:${port}`,
    port,
    folder,
    command,
    args: ['-F', '-c', file],
    ...(owner && { owner }),
    signals: { stop: 'SIGTERM', kill: 'SIGTERM' },
    ping: () => greeted(port),
  });
  return { host: '127.0.0.1', port, user: 'practice', password, close: server.close };
}

const nameOf = async (args: string[]): Promise<string> => (await run('id', args)).stdout.trim();

interface Own {
  readonly folder: string;
  readonly port: number;
  readonly password: string;
  readonly user: string;
  readonly group: string;
  readonly uid: number;
  readonly gid: number;
}

const common = ({ folder, port, user, group }: Own): string => `
protocols = imap
listen = 127.0.0.1
base_dir = ${folder}/run
log_path = /dev/stderr
ssl = no
default_internal_user = ${user}
default_internal_group = ${group}
default_login_user = ${user}
first_valid_uid = 1
auth_failure_delay = 0
service imap-login {
  chroot =
  inet_listener imap {
    port = ${port}
  }
  inet_listener imaps {
    port = 0
  }
}
service anvil {
  chroot =
}
service stats {
  chroot =
}
`;

/** Dovecot up to 2.3. */
const oldConfig = (own: Own): string => `${common(own)}
disable_plaintext_auth = no
mail_location = maildir:${own.folder}/home/mail
passdb {
  driver = static
  args = password=${own.password}
}
userdb {
  driver = static
  args = uid=${own.uid} gid=${own.gid} home=${own.folder}/home
}
`;

/** Dovecot from 2.4. */
const newConfig = (own: Own): string => `dovecot_config_version = 2.4.0
dovecot_storage_version = 2.4.0
${common(own)}
auth_allow_cleartext = yes
mail_driver = maildir
mail_path = ${own.folder}/home/mail
passdb static {
  password = ${own.password}
}
userdb static {
  fields {
    uid = ${own.uid}
    gid = ${own.gid}
    home = ${own.folder}/home
  }
}
`;

function greeted(port: number): Promise<void> {
  return new Promise((resolve, reject) => {
    const socket = connect(port, '127.0.0.1');
    socket.setTimeout(1_000, () => socket.destroy(new Error('The IMAP server is silent.')));
    socket.once('data', (chunk) => {
      socket.destroy();
      if (chunk.toString().startsWith('* OK')) resolve();
      else reject(new Error('The IMAP server does not greet.'));
    });
    socket.once('error', reject);
  });
}

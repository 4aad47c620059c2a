/** A real Redis of the test's own: free port, own password, nothing kept on disk. */
import { randomBytes } from 'node:crypto';
import { mkdtemp } from 'node:fs/promises';
import { connect } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { findRedis, hint } from './binaries.ts';
import { openGate } from './gate.ts';
import { freePort, runServer, type Server } from './process.ts';

/** @throws with the sentence what to do when there is neither redis-server on this machine nor TEST_REDIS_URL. */
export async function startRedis(): Promise<Server> {
  const command = findRedis();
  const elsewhere = process.env['TEST_REDIS_URL'];
  if (command === undefined && elsewhere) return openGate(elsewhere, 6379);
  if (command === undefined) throw new Error(`No redis-server on this machine. ${hint}`);
  const port = await freePort();
  const folder = await mkdtemp(join(tmpdir(), 'cw-redis-'));
  const password = randomBytes(16).toString('hex');
  const settings = {
    port,
    bind: '127.0.0.1',
    requirepass: password,
    dir: folder,
    save: '""',
    appendonly: 'no',
    'maxmemory-policy': 'noeviction',
  };
  return runServer({
    name: 'redis-server',
    url: `redis://:${password}@127.0.0.1:${port}`,
    port,
    folder,
    command,
    args: ['-'],
    input: Object.entries(settings)
      .map(([key, value]) => `${key} ${value}\n`)
      .join(''),
    signals: { stop: 'SIGTERM', kill: 'SIGKILL' },
    ping: () => ping(port, password),
  });
}

function ping(port: number, password: string): Promise<void> {
  return new Promise((resolve, reject) => {
    const socket = connect(port, '127.0.0.1', () => socket.write(`AUTH ${password}\r\nPING\r\n`));
    let heard = '';
    socket.setTimeout(1_000, () => socket.destroy(new Error('Redis is silent.')));
    socket.on('data', (chunk) => {
      heard += chunk.toString();
      if (heard.includes('+PONG')) {
        resolve();
        socket.destroy();
      }
    });
    socket.once('error', reject);
    socket.once('close', () => reject(new Error(`Redis answered: ${heard.trim()}`)));
  });
}

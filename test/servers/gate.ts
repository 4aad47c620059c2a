/** A door before a server that runs elsewhere: for tests that need it gone for a while, on machines that have no server program. */
import { connect, createServer, type Server as Listener, type Socket } from 'node:net';
import { freePort, type Server } from './process.ts';

/** @param serverUrl a running server, as in TEST_REDIS_URL. Shut, the door refuses and breaks all connections; the server runs on. */
export async function openGate(serverUrl: string, defaultPort: number): Promise<Server> {
  const there = new URL(serverUrl);
  const port = await freePort();
  const url = new URL(serverUrl);
  url.hostname = '127.0.0.1';
  url.port = String(port);
  const sockets = new Set<Socket>();
  let listener: Listener | undefined;

  const start = async () => {
    if (listener) return;
    const opened = createServer((near) => {
      const far = connect(Number(there.port || defaultPort), there.hostname);
      near.pipe(far).pipe(near);
      for (const [one, other] of [
        [near, far],
        [far, near],
      ] as const) {
        sockets.add(one);
        one
          .on('error', () => undefined)
          .once('close', () => {
            sockets.delete(one);
            other.destroy();
          });
      }
    });
    await new Promise<void>((resolve, reject) => {
      opened.once('error', reject).listen(port, '127.0.0.1', resolve);
    });
    listener = opened.unref();
  };
  const stop = async () => {
    const closing = listener;
    listener = undefined;
    if (!closing) return;
    const closed = new Promise((resolve) => closing.close(resolve));
    for (const socket of sockets) socket.destroy();
    await closed;
  };
  await start();
  return { url: url.href, port, start, stop, kill: stop, close: stop };
}

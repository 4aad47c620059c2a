/** Ends a server and removes its folder when the process that started it is gone, however it went (Ctrl-C, -9). */
import { spawn } from 'node:child_process';

/**
 * A shell that lives as long as our end of its standard input: reads the server's process id, one a line
 * (`-` = stopped), and on end-of-file stops the last one and removes the folder.
 */
const SCRIPT = `
while read -r line; do pid=$line; done
case "$pid" in ''|-) ;; *)
  kill -QUIT "$pid" 2>/dev/null
  for _ in 1 2 3 4 5 6 7 8 9 10 11 12 13 14 15 16 17 18 19 20; do kill -0 "$pid" 2>/dev/null || break; sleep 0.1; done
  kill -KILL "$pid" 2>/dev/null;;
esac
rm -rf "$1"`;

export interface Keeper {
  /** Says which process to end; null = none runs now. */
  readonly watch: (pid: number | null) => void;
  /** Resolves once the server has ended and the folder is gone. */
  readonly close: () => Promise<void>;
}

/** @param owner user and group to run as: those that own the folder and run the server. */
export function keep(folder: string, owner: { uid?: number; gid?: number } = {}): Keeper {
  const shell = spawn('/bin/sh', ['-c', SCRIPT, 'keeper', folder], {
    ...owner,
    detached: true,
    cwd: '/',
    stdio: ['pipe', 'ignore', 'ignore'],
  });
  const gone = new Promise<void>((resolve) => shell.once('exit', () => resolve()));
  shell.unref();
  const { stdin } = shell;
  if ('unref' in stdin && typeof stdin.unref === 'function') stdin.unref();
  return {
    watch: (pid) => void stdin.write(`${pid ?? '-'}\n`),
    close: async () => {
      shell.ref();
      stdin.end();
      await gone;
    },
  };
}

// The machine as the set-up script sees it: files, programs, the user. Tests pass one of their own.
import { spawn } from 'node:child_process';
import { accessSync, constants, readdirSync, statSync } from 'node:fs';

/**
 * @typedef {object} RunOptions
 * @property {number} [timeoutMs] ended after this long
 * @property {string} [cwd]
 * @property {(pid: number) => void} [onStart]
 * @property {boolean} [whole] Ctrl-C waits for its end: half a package installation is worse than none
 */
/**
 * @typedef {object} Machine
 * @property {Readonly<Record<string, string | undefined>>} env
 * @property {string} platform as `process.platform`
 * @property {string} nodeVersion without the leading v
 * @property {boolean} isRoot
 * @property {(path: string) => boolean} isProgram whether an executable file is there
 * @property {(folder: string) => string[]} list names in a folder; none when it is missing
 * @property {(command: string, args: readonly string[], options?: RunOptions) => Promise<{ ok: boolean, output: string }>} run
 *   without a terminal; `output` is the end of what it printed
 * @property {(line: string) => void} say
 */

const KEPT_OUTPUT = 20_000;

/** @type {Machine} */
export const machine = {
  env: process.env,
  platform: process.platform,
  nodeVersion: process.versions.node,
  isRoot: process.getuid?.() === 0,
  isProgram(path) {
    try {
      accessSync(path, constants.X_OK);
      return statSync(path).isFile();
    } catch {
      return false;
    }
  },
  list(folder) {
    try {
      return readdirSync(folder);
    } catch {
      return [];
    }
  },
  run: (command, args, options = {}) =>
    new Promise((resolve) => {
      let output = '';
      const whole = options.whole === true;
      const child = spawn(command, args, {
        cwd: options.cwd,
        detached: whole,
        env: { ...process.env, DEBIAN_FRONTEND: 'noninteractive', NO_COLOR: '1', FORCE_COLOR: undefined },
        stdio: ['ignore', 'pipe', 'pipe'],
      });
      if (child.pid !== undefined) options.onStart?.(child.pid);
      const interrupted = () => {
        if (whole) console.error('Finishing the installation of packages first.');
        else child.kill('SIGTERM');
        stopAfter = true;
      };
      let stopAfter = false;
      process.once('SIGINT', interrupted).once('SIGTERM', interrupted);
      const timer =
        options.timeoutMs === undefined ? undefined : setTimeout(() => child.kill('SIGTERM'), options.timeoutMs);
      /** @param {Buffer} chunk */
      const keep = (chunk) => (output = (output + chunk.toString()).slice(-KEPT_OUTPUT));
      child.stdout.on('data', keep);
      child.stderr.on('data', keep);
      /** @param {boolean} ok */
      const done = (ok) => {
        clearTimeout(timer);
        process.off('SIGINT', interrupted).off('SIGTERM', interrupted);
        if (stopAfter) process.exit(130);
        resolve({ ok, output });
      };
      child.once('error', (error) => {
        output += error.message;
        done(false);
      });
      child.once('close', (code) => done(code === 0));
    }),
  say: (line) => console.error(line),
};

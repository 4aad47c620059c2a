// Programs of the system: a browser and the servers that tests need.
import { aptScript, PACKAGES } from './plan.mjs';

/** @typedef {import('./machine.mjs').Machine} Machine */
/** @typedef {import('./plan.mjs').SystemPart} SystemPart */

/**
 * How to become root without a question.
 * @param {Machine} machine
 * @returns {Promise<string[] | undefined>} what to put before a command; undefined when there is no way
 */
export async function rootPrefix(machine) {
  if (machine.isRoot) return [];
  return (await machine.run('sudo', ['-n', 'true'], { timeoutMs: 10_000 })).ok ? ['sudo', '-n'] : undefined;
}

/** @param {Machine} machine */
export const hasApt = (machine) => machine.isProgram('/usr/bin/apt-get');

/**
 * @param {SystemPart[]} parts @param {string[]} prefix see `rootPrefix` @param {Machine} machine
 * @returns {Promise<string | undefined>} what apt said when it failed
 */
export async function aptInstall(parts, prefix, machine) {
  const script = aptScript(parts.map((part) => PACKAGES.apt[part]));
  const [command, ...args] = [...prefix, '/usr/bin/env', 'DEBIAN_FRONTEND=noninteractive', '/bin/sh', '-c', script];
  const { ok, output } = await machine.run(command, args, { whole: true });
  return ok ? undefined : output;
}

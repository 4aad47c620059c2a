#!/usr/bin/env node
// Format, lint, types, dead code, unit tests: under a minute, no servers. `--no-tests` leaves the unit tests out.
import { spawn } from 'node:child_process';
import { existsSync } from 'node:fs';
import { delimiter, dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';

const folder = join(dirname(fileURLToPath(import.meta.url)), '..');
const bin = join(folder, 'node_modules', '.bin');

const SHOWN_LINES = 120;

/** @typedef {{ name: string, command: string[], remedy: string }} Check */

/** @type {Check[]} */
const CHECKS = [
  { name: 'types', command: ['tsc', '-p', '.'], remedy: 'Mend the types.' },
  ...(existsSync(join(folder, 'review/web/tsconfig.json'))
    ? [{ name: 'types of the review app', command: ['tsc', '-p', 'review/web'], remedy: 'Mend the types.' }]
    : []),
  ...(existsSync(join(folder, 'sandbox/harborlink/web/tsconfig.json'))
    ? [
        {
          name: 'types of the practice pages',
          command: ['tsc', '-p', 'sandbox/harborlink/web'],
          remedy: 'Mend the types.',
        },
      ]
    : []),
  { name: 'format', command: ['biome', 'format', '--reporter=summary', '.'], remedy: 'Run: npm run format' },
  { name: 'lint', command: ['oxlint', '--type-aware', '--deny-warnings', '.'], remedy: 'Mend what it names.' },
  { name: 'dead code', command: ['knip', '--no-progress'], remedy: 'Remove what nothing uses.' },
  ...(process.argv.includes('--no-tests')
    ? []
    : [{ name: 'unit tests', command: ['vitest', 'run', '--project', 'unit'], remedy: 'Mend the tests above.' }]),
];

/** @param {Check} check @returns {Promise<boolean>} whether it passed */
function run({ name, command: [program = '', ...args], remedy }) {
  const from = performance.now();
  const env = { ...process.env, PATH: `${bin}${delimiter}${process.env['PATH'] ?? ''}` };
  return new Promise((resolve) => {
    let output = '';
    const child = spawn(program, args, { cwd: folder, env, stdio: ['ignore', 'pipe', 'pipe'] });
    for (const stream of [child.stdout, child.stderr]) stream.on('data', (chunk) => (output += chunk));
    child.once('error', (error) => (output += `${error.message}\n`));
    child.once('close', (code) => {
      const ok = code === 0;
      const seconds = ((performance.now() - from) / 1000).toFixed(1);
      console.log(`${ok ? 'ok    ' : 'FAILED'} ${name} (${seconds} s)${ok ? '' : `\n${excerpt(output)}\n${remedy}`}`);
      resolve(ok);
    });
  });
}

/** @param {string} output */
function excerpt(output) {
  const lines = output.trim().split('\n');
  const rest = lines.length - SHOWN_LINES;
  return rest <= 0 ? lines.join('\n') : [...lines.slice(0, SHOWN_LINES), `... and ${rest} lines more.`].join('\n');
}

if (!existsSync(bin)) {
  console.error('The npm packages are missing. Run: node scripts/setup.mjs test');
  process.exit(3);
}
const results = await Promise.all(CHECKS.map(run));
process.exitCode = results.every(Boolean) ? 0 : 1;

#!/usr/bin/env node
// Prepares a fresh checkout: node scripts/setup.mjs demo | test | start. Needs Node and nothing else.
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { machine } from './setup/machine.mjs';
import { setUp } from './setup/run.mjs';

const folder = join(dirname(fileURLToPath(import.meta.url)), '..');
process.exitCode = await setUp(process.argv[2], folder, machine);

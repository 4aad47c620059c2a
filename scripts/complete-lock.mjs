#!/usr/bin/env node
// After `npm install NAME`: lists in package-lock.json what npm left out, the builds of packages for other systems.
// A registry that does not serve them all makes npm drop them, and `npm ci` then refuses the lock file everywhere.
import { readFileSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { completed } from './setup/lock-file.mjs';

const file = join(dirname(fileURLToPath(import.meta.url)), '..', 'package-lock.json');
const { lock, added } = completed(JSON.parse(readFileSync(file, 'utf8')));
if (added.length > 0) writeFileSync(file, `${JSON.stringify(lock, null, 2)}\n`);
console.log(added.length > 0 ? `Listed ${added.length} builds for other systems.` : 'The lock file is complete.');

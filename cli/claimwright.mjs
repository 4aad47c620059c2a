#!/usr/bin/env node
// Starts the TypeScript command line on any supported Node.
import { register } from 'tsx/esm/api';

const [major = 0, minor = 0] = process.versions.node.split('.').map(Number);
if (major < 20 || (major === 20 && minor < 19)) {
  process.stderr.write(
    `Claimwright needs Node 20.19 or newer; this is ${process.version}. Install a newer Node and try again.\n`,
  );
  process.exit(3);
}
register();
await import('./main.ts');

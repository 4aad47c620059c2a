/** Runs the command line of this process. */
import { runCommand } from './run.ts';

await runCommand(process.argv.slice(2));

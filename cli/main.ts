/** Runs the command line: loads what was asked for and turns what was thrown into an exit code. */
import { CommanderError } from 'commander';
import { sayFailure } from './failure.ts';
import { loadProgram } from './program.ts';

try {
  await (await loadProgram(process.argv[2])).parseAsync();
} catch (error) {
  if (error instanceof CommanderError) process.exitCode = error.exitCode === 0 ? 0 : 2;
  else process.exitCode = sayFailure(error);
}

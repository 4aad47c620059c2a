/** Runs one command line: loads what was asked for and turns what was thrown into an exit code. */
import { CommanderError } from 'commander';
import { sayFailure } from './failure.ts';
import { loadProgram } from './program.ts';

/** @param args what stands behind the command's name. Sets the exit code of this process. */
export async function runCommand(args: readonly string[]): Promise<void> {
  try {
    await (await loadProgram(args[0])).parseAsync(args, { from: 'user' });
  } catch (error) {
    if (error instanceof CommanderError) process.exitCode = error.exitCode === 0 ? 0 : 2;
    else process.exitCode = sayFailure(error);
  }
}

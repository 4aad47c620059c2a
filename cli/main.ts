/** The `claimwright` command: one file a command, each with its own help and examples. */
import { Command, CommanderError } from 'commander';
import { checkCommand } from './commands/check.ts';
import { demoCommand } from './commands/demo.ts';
import { doctorCommand } from './commands/doctor.ts';
import { exportCommand } from './commands/export.ts';
import { importCommand } from './commands/import.ts';
import { loginCommand } from './commands/login.ts';
import { portalCommand } from './commands/portal.ts';
import { remitCommand } from './commands/remit.ts';
import { reviewCommand } from './commands/review.ts';
import { reviewerCommand } from './commands/reviewer.ts';
import { sandboxCommand } from './commands/sandbox.ts';
import { startCommand } from './commands/start.ts';
import { sweepCommand } from './commands/sweep.ts';
import { sayFailure } from './failure.ts';

const program = new Command('claimwright').description(
  'Looks up coverage and claim status on payer portals; what a robot must not decide waits for a person.',
);

for (const command of [
  startCommand,
  importCommand,
  checkCommand,
  sweepCommand,
  remitCommand,
  exportCommand,
  loginCommand,
  reviewCommand,
  reviewerCommand,
  portalCommand,
  doctorCommand,
  demoCommand,
  sandboxCommand,
]) {
  program.addCommand(command());
}
adviseOnBadUsage(program);

/** Subcommands that were made elsewhere inherit nothing: each is told. */
function adviseOnBadUsage(command: Command): void {
  command.exitOverride().showHelpAfterError('Run with --help to see how it is used.');
  for (const child of command.commands) adviseOnBadUsage(child);
}

try {
  await program.parseAsync();
} catch (error) {
  if (error instanceof CommanderError) process.exitCode = error.exitCode === 0 ? 0 : 2;
  else process.exitCode = sayFailure(error);
}

/** The `claimwright` command: one file a command, each with its own help and examples. */
import { Command } from 'commander';

const LOADERS = {
  start: async () => (await import('./commands/start.ts')).startCommand(),
  import: async () => (await import('./commands/import.ts')).importCommand(),
  check: async () => (await import('./commands/check.ts')).checkCommand(),
  sweep: async () => (await import('./commands/sweep.ts')).sweepCommand(),
  remit: async () => (await import('./commands/remit.ts')).remitCommand(),
  export: async () => (await import('./commands/export.ts')).exportCommand(),
  login: async () => (await import('./commands/login.ts')).loginCommand(),
  review: async () => (await import('./commands/review.ts')).reviewCommand(),
  reviewer: async () => (await import('./commands/reviewer.ts')).reviewerCommand(),
  portal: async () => (await import('./commands/portal.ts')).portalCommand(),
  doctor: async () => (await import('./commands/doctor.ts')).doctorCommand(),
  audit: async () => (await import('./commands/audit.ts')).auditCommand(),
  demo: async () => (await import('./commands/demo.ts')).demoCommand(),
  sandbox: async () => (await import('./commands/sandbox.ts')).sandboxCommand(),
} as const;

/** @param first the first argument: a command's name loads that command alone, anything else loads all. */
export async function loadProgram(first: string | undefined): Promise<Command> {
  const program = new Command('claimwright').description(
    'Looks up coverage and claim status on payer portals, reads and posts remittances; what a robot must not decide waits for a person.',
  );
  const loaders = Object.entries(LOADERS);
  const named = loaders.filter(([name]) => name === first);
  for (const [, load] of named.length > 0 ? named : loaders) program.addCommand(await load());
  adviseOnBadUsage(program);
  return program;
}

/** Subcommands that were made elsewhere inherit nothing: each is told. */
function adviseOnBadUsage(command: Command): void {
  command.exitOverride().showHelpAfterError('Run with --help to see how it is used.');
  for (const child of command.commands) adviseOnBadUsage(child);
}

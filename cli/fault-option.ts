/** `--fault name[=value]` of the commands that run practice portals. */
import { InvalidArgumentError } from 'commander';
import { FaultRefusal, type PortalFaults, readFault } from '../sandbox/index.ts';

/** For Commander: each further one goes on top of those before. */
export function addFault(text: string, before: Partial<PortalFaults>): Partial<PortalFaults> {
  try {
    return { ...before, ...readFault(text) };
  } catch (error) {
    throw error instanceof FaultRefusal ? new InvalidArgumentError(error.message) : error;
  }
}

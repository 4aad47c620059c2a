/** Practice portals of one population, each where its register file says, with one control address beside them. */
import { readRegisters } from '../config/registers.ts';
import {
  FaultRefusal,
  openControl,
  type PortalFaults,
  type PortalMail,
  type PracticePortalName,
  type RunningPortal,
  setFaults,
  type StartPracticeOptions,
  startPracticePortal,
} from '../sandbox/index.ts';
import { UsageError } from './failure.ts';

export interface PracticeOptions extends StartPracticeOptions {
  readonly names: readonly PracticePortalName[];
  /** Whether nobody of the population lives: only then is told what there is to ask. */
  readonly isInvented: boolean;
  readonly controlPort: number;
  readonly faults: Partial<PortalFaults>;
  readonly scopes: readonly { readonly page?: string; readonly username?: string }[];
}

export interface Practice {
  readonly running: readonly RunningPortal[];
  readonly controlUrl: string;
  readonly close: () => Promise<void>;
}

/** The newest mails that the control address tells of. */
const MOST_MAILS = 100;

/** @throws UsageError when a port is taken or a fault fits no portal; then nothing runs. */
export async function openPractice(options: PracticeOptions): Promise<Practice> {
  const running: RunningPortal[] = [];
  const closing: (() => Promise<void>)[] = [];
  const close = async (): Promise<void> => {
    for (const end of closing.splice(0).toReversed()) await end();
  };
  const mails: PortalMail[] = [];
  const onMail = (mail: PortalMail): void => {
    mails.push(mail);
    if (mails.length > MOST_MAILS) mails.shift();
    options.onMail(mail);
  };
  try {
    for (const name of options.names) {
      const port = options.port ?? registeredPort(name);
      const one = await onFreePort(
        port,
        options.names.length > 1 ? 'start fewer portals' : 'give another with --port',
        () => startPracticePortal(name, { ...options, onMail, port }),
      );
      closing.push(one.portal.close);
      running.push(one);
    }
    if (Object.keys(options.faults).length > 0)
      for (const scope of options.scopes) setFaults(running, { faults: options.faults, scope });
    const population = options.isInvented ? options.population : null;
    const control = await onFreePort(options.controlPort, 'give another with --control-port', () =>
      openControl({ running, mails, population, port: options.controlPort }),
    );
    closing.push(control.close);
    return { running, controlUrl: control.url, close };
  } catch (error) {
    await close();
    throw error instanceof FaultRefusal ? new UsageError(error.message) : error;
  }
}

/** @returns the port that the register file of a practice portal names, so that robots find it without any setting. */
export function registeredPort(name: PracticePortalName): number {
  const register = readRegisters().portals.find((portal) => portal.name === name);
  const port = register && new URL(register.url).port;
  if (!port) throw new UsageError(`config/portals/${name}.json names no port; give one with --port.`);
  return Number(port);
}

async function onFreePort<T>(port: number, remedy: string, start: () => Promise<T>): Promise<T> {
  try {
    return await start();
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code !== 'EADDRINUSE') throw error;
    throw new UsageError(`Port ${port} is taken. Stop what uses it, or ${remedy}.`);
  }
}

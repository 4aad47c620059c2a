/** A command in this process: two seconds of processor time less than one of its own takes to start. */
import { runCommand } from '../../cli/run.ts';
import { surroundings, type Ended } from '../faults/process.ts';

/** As `cli/main.ts` runs it. One at a time: output, environment and exit code are the process's own. */
export async function runHere(args: readonly string[], environment: Readonly<Record<string, string>>): Promise<Ended> {
  const { env, exitCode } = process;
  const said = { out: '', err: '' };
  const listening = [
    hear(process.stdout, (text) => (said.out += text)),
    hear(process.stderr, (text) => (said.err += text)),
  ];
  process.env = { ...surroundings(), ...environment };
  process.exitCode = undefined;
  try {
    await runCommand(args);
    return { code: exitCodeNow(), signal: null, ...said };
  } finally {
    for (const stop of listening) stop();
    process.env = env;
    process.exitCode = exitCode;
  }
}

const exitCodeNow = (): number => Number(process.exitCode ?? 0);

/** @returns the way to let the stream write again. */
function hear(stream: NodeJS.WriteStream, keep: (text: string) => void): () => void {
  const write = stream.write.bind(stream);
  stream.write = (text: string | Uint8Array) => {
    keep(text.toString());
    return true;
  };
  return () => void (stream.write = write);
}

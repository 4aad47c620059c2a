/** Talk with a person at the terminal, line by line. Lines that are typed ahead, or pasted all at once, wait for their question. */
import { createInterface } from 'node:readline';

export interface Terminal {
  /** @returns the next line, trimmed; null when there are no more. */
  readonly ask: (question: string) => Promise<string | null>;
  /** Shows the question again, after something else was said in between. */
  readonly remind: () => void;
  readonly close: () => void;
}

export function openTerminal(
  input: NodeJS.ReadableStream = process.stdin,
  output: NodeJS.WritableStream = process.stderr,
): Terminal {
  const lines = createInterface({ input, output });
  const ready: string[] = [];
  const asking: ((line: string | null) => void)[] = [];
  let isOver = false;
  lines.on('line', (line) => {
    const next = asking.shift();
    if (next) next(line.trim());
    else ready.push(line.trim());
  });
  lines.on('close', () => {
    isOver = true;
    for (const next of asking.splice(0)) next(null);
  });
  return {
    ask: async (question) => {
      const line = ready.shift();
      if (line !== undefined || isOver) return line ?? null;
      lines.setPrompt(question);
      lines.prompt();
      return new Promise((next) => asking.push(next));
    },
    remind: () => {
      if (asking.length > 0) lines.prompt();
    },
    close: () => lines.close(),
  };
}

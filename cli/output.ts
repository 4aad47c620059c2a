/** What commands print: one JSON document or a table on standard output, progress on standard error. */
import Table from 'cli-table3';

export const say = (line: string): void => void process.stdout.write(`${line}\n`);
export const sayAside = (line: string): void => void process.stderr.write(`${line}\n`);
export const sayJson = (document: unknown): void => say(JSON.stringify(document, null, 2));

/** @returns the rows under their heads, plain enough to be piped. */
export function table(head: readonly string[], rows: readonly (readonly (string | number | null)[])[]): string {
  const drawn = new Table({ head: [...head], style: { head: [], border: [] }, wordWrap: true });
  drawn.push(...rows.map((row) => row.map((cell) => String(cell ?? ''))));
  return drawn.toString();
}

/** One line that is rewritten; silent when nobody watches. */
export function progress(): { show(text: string): void; end(): void } {
  const isWatched = process.stderr.isTTY;
  return {
    show: (text) => void (isWatched && process.stderr.write(`\r\u001b[2K${text}`)),
    end: () => void (isWatched && process.stderr.write('\r\u001b[2K')),
  };
}

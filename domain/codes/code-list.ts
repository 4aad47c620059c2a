/**
 * A list of codes with their meanings, one a line: the code, a space, the words.
 * The words are ours: the official texts belong to their publisher.
 */
export type CodeList = ReadonlyMap<string, string>;

/** @returns the list that a table of lines spells out. */
export const codeList = (table: string): CodeList =>
  new Map(
    table
      .split('\n')
      .map((line) => line.trim())
      .filter((line) => line !== '')
      .map((line) => {
        const cut = line.indexOf(' ');
        return [line.slice(0, cut), line.slice(cut + 1)] as const;
      }),
  );

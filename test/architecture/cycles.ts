/** No file imports itself in a circle, not even for types: a circle is one concept that lost its home. */
import type { SourceFile } from './source-file.ts';

/** @returns one sentence for each circle found. */
export function findCycles(files: readonly SourceFile[]): string[] {
  const byPath = new Map(files.map((file) => [file.path, file]));
  const done = new Set<string>();
  const sentences: string[] = [];
  const walk = (path: string, trail: readonly string[]) => {
    const start = trail.indexOf(path);
    if (start >= 0) {
      const circle = [...trail.slice(start), path].join(' -> ');
      sentences.push(`Files import each other in a circle: ${circle}. Move what they share into a file of its own.`);
      return;
    }
    const file = byPath.get(path);
    if (!file || done.has(path)) return;
    for (const each of file.imports) if (each.kind === 'file') walk(each.to, [...trail, path]);
    done.add(path);
  };
  for (const file of files) walk(file.path, []);
  return sentences;
}

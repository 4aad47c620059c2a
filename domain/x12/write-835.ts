/** Typed loops of an 835 back to text: identical segment by segment to what was read. */
import type { Interchange } from './envelope.ts';
import type { RemitFile } from './read-835.ts';
import type { Segment } from './segments.ts';

/** @returns the file with its own delimiters, one segment a line, unknown segments in their places. No line end follows the last one: some readers take it for a segment. */
export function write835({ interchanges, payments }: RemitFile): string {
  const remits = new Map(payments.map((payment) => [payment.loops[0]?.segments[0], payment]));
  return interchanges.map((interchange) => interchangeText(interchange, segmentsOf(interchange, remits))).join('\n');
}

function segmentsOf(
  { header, groups, between, trailer }: Interchange,
  remits: ReadonlyMap<Segment | undefined, RemitFile['payments'][number]>,
): Segment[] {
  const inGroups = groups.flatMap((group) => [
    group.header,
    ...group.between,
    ...group.transactions.flatMap(
      ({ segments }) => remits.get(segments[0])?.loops.flatMap((loop) => loop.segments) ?? segments,
    ),
    group.trailer,
  ]);
  return [header, ...between, ...inGroups, trailer].toSorted((left, right) => left.position - right.position);
}

function interchangeText({ delimiters }: Interchange, segments: readonly Segment[]): string {
  const lineEnd = /[\r\n]/.test(delimiters.segment) ? '' : '\n';
  return segments.map(({ elements }) => `${elements.join(delimiters.element)}${delimiters.segment}`).join(lineEnd);
}

/** What libraries that nobody here wrote find in an 837: the other side of our cross-checks. */
import { Readable } from 'node:stream';
import { X12FatInterchange, X12Parser, type X12Interchange } from 'node-x12';
import { X12parser as StreamParser } from 'x12-parser';

export interface ForeignSegment {
  readonly id: string;
  /** `[1]` is the first element. */
  readonly elements: readonly string[];
}

export interface ForeignReading {
  readonly library: 'node-x12' | 'x12-parser';
  /** The whole file in order, ISA first. */
  readonly segments: readonly ForeignSegment[];
}

/** @returns node-x12's reading, x12-parser's where node-x12 refuses the file, null where both do. */
export async function foreignReading(text: string): Promise<ForeignReading | null> {
  try {
    return { library: 'node-x12', segments: byNodeX12(text) };
  } catch {
    try {
      return { library: 'x12-parser', segments: await byStreamParser(text) };
    } catch {
      return null;
    }
  }
}

export function byNodeX12(text: string): ForeignSegment[] {
  const parsed = new X12Parser(false).parse(text);
  const interchanges: X12Interchange[] = parsed instanceof X12FatInterchange ? [...parsed.interchanges] : [parsed];
  const found = interchanges.flatMap((each) => [
    each.header,
    ...each.functionalGroups.flatMap((group) => [
      group.header,
      ...group.transactions.flatMap(({ header, segments, trailer }) => [header, ...segments, trailer]),
      group.trailer,
    ]),
    each.trailer,
  ]);
  return found.map(({ tag, elements }) => ({ id: tag, elements: [tag, ...elements.map(({ value }) => value)] }));
}

export async function byStreamParser(text: string): Promise<ForeignSegment[]> {
  const found: ForeignSegment[] = [];
  const parser = new StreamParser();
  for await (const segment of Readable.from([text.replace(/^\ufeff/, '')]).pipe(parser)) found.push(flattened(segment));
  return found;
}

/** x12-parser splits composites into keys such as `1-2`; only whole elements are compared here. */
function flattened(segment: Readonly<Record<string, unknown>>): ForeignSegment {
  const id = String(segment['name']).trim();
  const elements = [id];
  for (const [key, value] of Object.entries(segment)) if (/^\d+$/.test(key)) elements[Number(key)] = String(value);
  return { id, elements: Array.from(elements, (element) => element ?? '') };
}

export interface Tally {
  readonly claims: number;
  readonly lines: number;
  readonly billedCents: number;
}

/** CLM, SV1 + SV2 + SV3, and the sum of CLM02, counted over one list of segments. */
export function tally(segments: readonly ForeignSegment[]): Tally {
  const claims = segments.filter(({ id }) => id === 'CLM');
  return {
    claims: claims.length,
    lines: segments.filter(({ id }) => id === 'SV1' || id === 'SV2' || id === 'SV3').length,
    billedCents: claims.reduce((total, { elements }) => total + Math.round(Number(elements[2]) * 100), 0),
  };
}

/**
 * @param positions segments (from 1) inside claims that were left out.
 * @returns the file without those claims, CLM to the next CLM or HL or the transaction's end.
 */
export function withoutClaimsAt(segments: readonly ForeignSegment[], positions: readonly number[]): ForeignSegment[] {
  const spoiled = new Set(
    positions.map((position) => segments.findLastIndex(({ id }, index) => id === 'CLM' && index < position)),
  );
  let isInside = false;
  return segments.filter(({ id }, index) => {
    if (id === 'CLM' || id === 'HL' || id === 'SE') isInside = spoiled.has(index);
    return !isInside;
  });
}

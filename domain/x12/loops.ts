/** The hierarchy of an 837, 270, 271 or 277: segments gathered under their HL, an HL under its parent. */
import type { ImportNote } from '../import-note.ts';
import { element, placeOf, type Segment } from './segments.ts';

/** HL03: 20 information source or billing provider, 21 receiver, 19 provider of service, 22 subscriber, 23 dependent, PT patient (277CA). */
export type Level = '20' | '21' | '19' | '22' | '23' | 'PT';

export interface Loop {
  /** Null for a level that the implementations do not know. */
  readonly level: Level | null;
  readonly parent: Loop | null;
  /** From the HL to the next HL, claims included. */
  readonly segments: readonly Segment[];
}

export interface Hierarchy {
  /** What stands before the first HL: ST, BHT, submitter, receiver. */
  readonly header: readonly Segment[];
  readonly loops: readonly Loop[];
  readonly warnings: readonly ImportNote[];
}

/** The levels a parent may have, nearest first. */
const PARENTS: Record<Level, readonly Level[]> = {
  '20': [],
  '21': ['20'],
  '19': ['21', '20'],
  '22': ['19', '21', '20'],
  '23': ['22'],
  PT: ['19', '21', '20'],
};

/**
 * Parents are found by HL02; where that names none of a fitting level (numbers used twice or pointing nowhere are seen in
 * real files) the last loop of a fitting level is the parent, with a warning.
 */
export function readHierarchy(segments: readonly Segment[]): Hierarchy {
  const header: Segment[] = [];
  const loops: Loop[] = [];
  const warnings: ImportNote[] = [];
  const byNumber = new Map<string, Loop>();
  const latest = new Map<Level, Loop>();
  let current = header;
  for (const segment of segments) {
    if (segment.id === 'HL') {
      current = [];
      const level = levelOf(segment);
      const parent = level && parentOf(segment, level, byNumber, latest, warnings);
      const loop: Loop = { level, parent, segments: current };
      loops.push(loop);
      byNumber.set(element(segment, 1), loop);
      if (level) latest.set(level, loop);
    }
    current.push(segment);
  }
  return { header, loops, warnings };
}

const isLevel = (text: string): text is Level => Object.hasOwn(PARENTS, text);

function levelOf(hl: Segment): Level | null {
  const level = element(hl, 3);
  return isLevel(level) ? level : null;
}

function parentOf(
  hl: Segment,
  level: Level,
  byNumber: ReadonlyMap<string, Loop>,
  latest: ReadonlyMap<Level, Loop>,
  warnings: ImportNote[],
): Loop | null {
  const fitting = PARENTS[level];
  if (fitting.length === 0) return null;
  const named = byNumber.get(element(hl, 2));
  if (named?.level && fitting.includes(named.level)) return named;
  const fallback = fitting.map((each) => latest.get(each)).find((loop) => loop !== undefined) ?? null;
  const taken = fallback ? 'the last one before it was taken' : 'and none stands before it';
  warnings.push({
    place: placeOf(hl),
    message: `it names no parent of a fitting level; ${taken}. Check its claims' provider and subscriber.`,
  });
  return fallback;
}

/** @returns the nearest loop of a level, the loop itself included. */
export function ancestor(loop: Loop | null, level: Level): Loop | null {
  for (let each = loop; each; each = each.parent) if (each.level === level) return each;
  return null;
}

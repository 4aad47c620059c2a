/** Ways in which 835 files come broken: seeded, aware of segments and elements, with and without a mended SE count. */
import { joinRaw, type RawFile, splitRaw } from './remit-count.ts';

export interface Mutation {
  readonly name: string;
  readonly text: string;
}

type Random = () => number;
type Segments = string[][];
const pick = <T>(random: Random, from: readonly T[]): T => from[Math.floor(random() * from.length)]!;

/** @param text a whole 835 file. */
export function mutate(text: string, random: Random): Mutation {
  const file = splitRaw(text);
  const segments = file.segments.map((segment) => [...segment]);
  const names: string[] = [];
  const times = random() < 0.75 ? 1 : 2;
  for (let turn = 0; turn < times; turn += 1) {
    const name = pick(random, Object.keys(CHANGES));
    CHANGES[name]!(segments, random, file);
    names.push(name);
  }
  const isMended = random() < 0.6;
  if (isMended) mendCounts(segments);
  return { name: `${names.join(' + ')}${isMended ? ', counts mended' : ''}`, text: joinRaw(file, segments) };
}

/** What a careful sender's software would do: recount SE01. */
export function mendCounts(segments: Segments): void {
  let start = -1;
  for (const [index, segment] of segments.entries()) {
    if (segment[0] === 'ST') start = index;
    if (segment[0] === 'SE' && start >= 0) segment[1] = String(index - start + 1);
  }
}

const MONEY: Readonly<Record<string, readonly number[]>> = {
  BPR: [2],
  CLP: [3, 4, 5],
  SVC: [2, 3],
  CAS: [3, 6],
  PLB: [4, 6, 8],
  AMT: [2],
};

/** Any segment but the interchange header, without which nothing can be told apart. */
const somewhere = (segments: Segments, random: Random): number => 1 + Math.floor(random() * (segments.length - 1));

const CHANGES: Readonly<Record<string, (segments: Segments, random: Random, file: RawFile) => void>> = {
  'drop a segment': (segments, random) => void segments.splice(somewhere(segments, random), 1),
  'repeat a segment': (segments, random) => {
    const at = somewhere(segments, random);
    segments.splice(at, 0, [...(segments[at] ?? [])]);
  },
  'move a segment': (segments, random) => {
    const [moved] = segments.splice(somewhere(segments, random), 1);
    if (moved) segments.splice(somewhere(segments, random), 0, moved);
  },
  'swap two neighbours': (segments, random) => {
    const at = Math.min(somewhere(segments, random), segments.length - 2);
    segments.splice(at, 2, segments[at + 1] ?? [], segments[at] ?? []);
  },
  'drop a run of segments': (segments, random) =>
    void segments.splice(somewhere(segments, random), 1 + Math.floor(random() * 8)),
  'repeat a run of segments': (segments, random) => {
    const at = somewhere(segments, random);
    const run = segments.slice(at, at + 1 + Math.floor(random() * 8)).map((segment) => [...segment]);
    segments.splice(at, 0, ...run);
  },
  'rename a segment': (segments, random) => {
    const segment = segments[somewhere(segments, random)];
    if (segment) segment[0] = pick(random, ['ZZZ', 'CAS', 'SVC', 'CLP', 'REF', 'N1', 'PLB', 'BPR', 'x', 'LONGER', '']);
  },
  'drop an element': (segments, random) => {
    const segment = segments[somewhere(segments, random)];
    if (segment && segment.length > 1) segment.splice(1 + Math.floor(random() * (segment.length - 1)), 1);
  },
  'repeat an element': (segments, random) => {
    const segment = segments[somewhere(segments, random)];
    const at = 1 + Math.floor(random() * ((segment?.length ?? 2) - 1));
    segment?.splice(at, 0, segment[at] ?? '');
  },
  'swap two elements': (segments, random) => {
    const segment = segments[somewhere(segments, random)];
    if (!segment || segment.length < 3) return;
    const at = 1 + Math.floor(random() * (segment.length - 2));
    segment.splice(at, 2, segment[at + 1] ?? '', segment[at] ?? '');
  },
  'change an element': (segments, random) => {
    const segment = segments[somewhere(segments, random)];
    if (!segment || segment.length < 2) return;
    const values = [
      '',
      '0',
      '-1',
      '0.001',
      '1e5',
      '99999999999999999999',
      '12.34',
      'ABC',
      '12-',
      '(5)',
      ' ',
      '1,000',
      '٣',
      '22',
    ];
    segment[1 + Math.floor(random() * (segment.length - 1))] = pick(random, values);
  },
  'change an amount': (segments, random) => {
    const rich = segments.filter(([id = '']) => MONEY[id]);
    const segment = rich.length > 0 ? pick(random, rich) : undefined;
    if (!segment) return;
    const at = pick(random, MONEY[segment[0] ?? ''] ?? [2]);
    if (at >= segment.length) return;
    const was = segment[at] ?? '';
    const digit = Math.floor(random() * Math.max(1, was.length));
    const slip = `${was.slice(0, digit)}${pick(random, ['1', '7', '.', '-', ''])}${was.slice(digit + 1)}`;
    segment[at] = pick(random, [`-${was}`, was.replace('.', ''), slip, '', `${was}0`, was.replace('-', '')]);
  },
  'glue two segments': (segments, random) => {
    const at = Math.min(somewhere(segments, random), segments.length - 2);
    const [left = [], right = []] = segments.slice(at, at + 2);
    segments.splice(at, 2, [...left, ...right]);
  },
  'cut a segment in two': (segments, random) => {
    const at = somewhere(segments, random);
    const segment = segments[at] ?? [];
    const cut = Math.floor(random() * segment.length);
    segments.splice(at, 1, segment.slice(0, cut), segment.slice(cut));
  },
};

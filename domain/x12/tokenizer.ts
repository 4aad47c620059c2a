/**
 * Text to interchanges, groups, transactions and segments.
 * The delimiters come from each interchange's own header; X12 has no release character, so nothing is unescaped.
 */
import type { ImportNote, SegmentPlace } from '../import-note.ts';
import { type Delimiters, delimitersOf, ISA_LENGTH, isIsaFrame } from './delimiters.ts';
import { envelopeWarnings, type Group, type Interchange, type Transaction } from './envelope.ts';
import { X12Refusal } from './refusal.ts';
import type { Segment } from './segments.ts';

export interface X12File {
  readonly interchanges: readonly Interchange[];
  /** Wrong counts and control numbers: a common flaw of real files that loses no data. */
  readonly warnings: readonly ImportNote[];
}

const SEGMENT_ID = /^[A-Z][A-Z0-9]{1,2}$/;
/** Blanks, line ends, a byte order mark, and the marks with which old systems fill or end a file. */
const isNoise = (character: string): boolean => character.trim() === '' || character === '\0' || character === '\u001a';
const ASK_WHOLE = 'ask the sender for the whole file';

export interface TokenizeOptions {
  /** Keep segments that have no name or stand between transactions, in their place and with a warning, instead of refusing the file. */
  readonly keepsStrangers?: boolean;
}

/**
 * @throws X12Refusal when the file is cut off, begins with something else than an interchange, holds what is no segment
 * (unless strangers are kept), or does not nest (ISA, GS, ST, SE, GE, IEA).
 */
export function tokenize(text: string, { keepsStrangers = false }: TokenizeOptions = {}): X12File {
  const source: Source = { text: unwrapped(text), offset: 0, position: 0, keepsStrangers };
  skipNoise(source);
  if (source.offset >= source.text.length) {
    throw new X12Refusal({ segment: '?', position: 1 }, 'the file holds no segment; export it again.');
  }
  const interchanges: Interchange[] = [];
  while (source.offset < source.text.length) {
    interchanges.push(readInterchange(source));
    skipNoise(source);
  }
  return { interchanges, warnings: interchanges.flatMap(envelopeWarnings) };
}

interface Source {
  readonly text: string;
  readonly keepsStrangers: boolean;
  offset: number;
  position: number;
}

/** Some senders break lines at a fixed column, even inside the header; a line end at index 105 is the segment terminator instead. */
function unwrapped(text: string): string {
  const start = text.indexOf('ISA');
  if (start < 0 || !/[\r\n]/.test(text.slice(start, start + ISA_LENGTH - 1))) return text;
  const joined = text.replace(/[\r\n]/g, '');
  return isIsaFrame(joined.slice(joined.indexOf('ISA'))) ? joined : text;
}

function skipNoise(source: Source): void {
  while (source.offset < source.text.length && isNoise(source.text.charAt(source.offset))) source.offset += 1;
}

function readInterchange(source: Source): Interchange {
  const position = source.position + 1;
  const rest = source.text.slice(source.offset, source.offset + ISA_LENGTH);
  if (!rest.startsWith('ISA')) {
    const found = /^[A-Z][A-Z0-9]{1,2}(?=[^A-Za-z0-9\s])/.exec(rest)?.[0] ?? '?';
    throw new X12Refusal({ segment: found, position }, `an interchange header (ISA) is expected here; ${ASK_WHOLE}.`);
  }
  const delimiters = delimitersOf(rest, position);
  const header = nextSegment(source, delimiters);
  const groups: Group[] = [];
  const between: Segment[] = [];
  for (;;) {
    const segment = nextSegment(source, delimiters);
    if (segment.id === 'IEA') {
      return {
        delimiters,
        header,
        groups,
        between: [...between, ...strangersBehind(source, delimiters)],
        trailer: segment,
      };
    }
    if (segment.id === 'GS') groups.push(readGroup(source, delimiters, segment));
    else if (segment.id === 'TA1' || isStranger(source, segment)) between.push(segment);
    else throw misplaced(segment, header);
  }
}

/** Segments after the trailer that begin no other interchange. */
function strangersBehind(source: Source, delimiters: Delimiters): Segment[] {
  const found: Segment[] = [];
  while (source.keepsStrangers) {
    skipNoise(source);
    const { text, offset, position } = source;
    if (offset >= text.length || text.startsWith('ISA', offset)) break;
    const segment = nextSegment(source, delimiters);
    if (!isStranger(source, segment)) {
      Object.assign(source, { offset, position });
      break;
    }
    found.push(segment);
  }
  return found;
}

const isStranger = (source: Source, segment: Segment): boolean => source.keepsStrangers && !NESTING.has(segment.id);

function readGroup(source: Source, delimiters: Delimiters, header: Segment): Group {
  const transactions: Transaction[] = [];
  const between: Segment[] = [];
  for (;;) {
    const segment = nextSegment(source, delimiters);
    if (segment.id === 'GE') return { header, transactions, between, trailer: segment };
    if (segment.id === 'ST') transactions.push(readTransaction(source, delimiters, segment));
    else if (isStranger(source, segment)) between.push(segment);
    else throw misplaced(segment, header);
  }
}

const ENVELOPE = new Set(['ISA', 'IEA', 'GS', 'GE', 'ST']);
const NESTING = new Set([...ENVELOPE, 'SE']);

function readTransaction(source: Source, delimiters: Delimiters, header: Segment): Transaction {
  const segments = [header];
  for (;;) {
    const segment = nextSegment(source, delimiters);
    if (ENVELOPE.has(segment.id)) throw misplaced(segment, header);
    segments.push(segment);
    if (segment.id === 'SE') return { delimiters, segments };
  }
}

function misplaced(segment: Segment, open: Segment): X12Refusal {
  return new X12Refusal(
    { segment: segment.id, position: segment.position },
    `this segment cannot stand inside the ${open.id} that opened at segment ${open.position}; ${ASK_WHOLE}.`,
  );
}

function nextSegment(source: Source, delimiters: Delimiters): Segment {
  const { text } = source;
  for (;;) {
    skipNoise(source);
    if (text.startsWith(delimiters.segment, source.offset)) source.offset += 1;
    else break;
  }
  const position = source.position + 1;
  if (source.offset >= text.length) {
    throw new X12Refusal({ segment: '?', position }, `the file ends here, before its trailer (IEA); ${ASK_WHOLE}.`);
  }
  const end = text.indexOf(delimiters.segment, source.offset);
  const raw = text.slice(source.offset, end < 0 ? text.length : end);
  const elements = (/[\r\n]/.test(raw) ? raw.replace(/[\r\n]/g, '') : raw).split(delimiters.element);
  const id = (elements[0] ?? '').trim();
  const place: SegmentPlace = { segment: SEGMENT_ID.test(id) ? id : '?', position };
  if (end < 0) assertWholeTrailer(place, elements);
  if (place.segment === '?' && !source.keepsStrangers) {
    throw new X12Refusal(
      place,
      'what stands here has no segment name; ask the sender for an unchanged copy of the file.',
    );
  }
  source.offset = end < 0 ? text.length : end + 1;
  source.position = position;
  return { id, position, elements };
}

/** A last IEA without its terminator is whole when its control number has all nine digits; anything else was cut. */
function assertWholeTrailer(place: SegmentPlace, elements: readonly string[]): void {
  if (place.segment === 'IEA' && /^\d{9}$/.test((elements[2] ?? '').trim())) return;
  throw new X12Refusal(place, `the file ends in the middle of this segment; ${ASK_WHOLE}.`);
}

/** 277 claim-status answers (005010X212) and 277CA claim acknowledgments (005010X214) to typed loops. */
import { parseX12Date } from '../dates.ts';
import { centsOf, numberOf } from './amounts.ts';
import {
  type AnswerTransaction,
  type Beginning,
  namesIn,
  periodsIn,
  readAnswers,
  referencesIn,
  type Trace,
  tracesIn,
} from './answer-segments.ts';
import type { Delimiters } from './delimiters.ts';
import type { ImportNote } from '../import-note.ts';
import { ancestor, type Level, type Loop } from './loops.ts';
import { type At, indexOf, type Named, type Qualified, readSvc, type Svc } from './remit-segments.ts';
import { components, element, elementOrNull, type Period, type Segment } from './segments.ts';

/** STC01, STC10 or STC11. */
export interface StatusCode {
  readonly category: string;
  readonly status: string | null;
  readonly entity: string | null;
}

export interface Status extends At {
  readonly codes: readonly StatusCode[];
  readonly date: string | null;
  /** STC03 of a 277CA: WQ accepted, U rejected. */
  readonly action: string | null;
  readonly chargeCents: number | null;
  readonly paidCents: number | null;
  readonly adjudicated: string | null;
  readonly remitDate: string | null;
  /** STC09: check or EFT number. */
  readonly checkNumber: string | null;
  /** STC12, which the guides do not use and payers do. */
  readonly freeText: string | null;
}

/** Loop 2220. Its SVC holds the charge and paid in the elements of an 835's. */
export interface StatusLine {
  readonly svc: Svc;
  readonly statuses: readonly Status[];
  readonly references: readonly Qualified<string>[];
  readonly dates: readonly Qualified<Period>[];
}

/** One claim (a TRN under a subscriber, dependent or patient), or a status of a higher level. */
export interface StatusLoop extends At {
  readonly level: Level | null;
  readonly payer: Named | null;
  readonly receiver: Named | null;
  readonly provider: Named | null;
  readonly patient: Named | null;
  readonly trace: Trace | null;
  readonly statuses: readonly Status[];
  readonly references: readonly Qualified<string>[];
  readonly dates: readonly Qualified<Period>[];
  /** QTY and AMT of a 277CA: 90 and YU accepted, AA and YY rejected. */
  readonly quantities: readonly Qualified<number | null>[];
  readonly amounts: readonly Qualified<number | null>[];
  readonly lines: readonly StatusLine[];
  /** All of the loop, unknown segments too. */
  readonly segments: readonly Segment[];
}

export interface StatusTransaction {
  readonly kind: '277' | '277CA';
  readonly number: string;
  readonly beginning: Beginning | null;
  readonly loops: readonly StatusLoop[];
}

/** @throws X12Refusal when the file is cut off or does not nest, or holds no 277. */
export function read277(text: string): { transactions: StatusTransaction[]; warnings: readonly ImportNote[] } {
  const { transactions, warnings } = readAnswers(text, '277');
  return { warnings, transactions: transactions.map(statusesOf) };
}

/** Both have GS01 HN: the guide and the kind of business (BHT01) tell them apart. */
function statusesOf({ number, version, beginning, loops, delimiters }: AnswerTransaction): StatusTransaction {
  const isAcknowledgment = version.includes('X214') || (!version.includes('X212') && beginning?.structure === '0085');
  return {
    kind: isAcknowledgment ? '277CA' : '277',
    number,
    beginning,
    loops: loops
      .flatMap((loop) => claimsIn(loop).map((segments) => statusLoop(loop, segments, delimiters)))
      .filter(({ statuses, trace, lines }) => statuses.length > 0 || trace !== null || lines.length > 0),
  };
}

/** A level has one group of segments for each TRN; the names that stand before belong to all of them. */
function claimsIn(loop: Loop): Segment[][] {
  const groups: Segment[][] = [[]];
  for (const segment of loop.segments) {
    const isNext = segment.id === 'TRN' && groups.at(-1)?.some(({ id }) => id === 'TRN' || id === 'STC');
    if (isNext) groups.push([]);
    groups.at(-1)?.push(segment);
  }
  return groups;
}

function statusLoop(loop: Loop, segments: readonly Segment[], delimiters: Delimiters): StatusLoop {
  const first = segments.findIndex(({ id }) => id === 'SVC');
  const own = first < 0 ? segments : segments.slice(0, first);
  const above = (level: Level): Named | null => namesIn(ancestor(loop, level)?.segments ?? [])[0] ?? null;
  const valued = (wanted: string, value: (segment: Segment) => number | null): Qualified<number | null>[] =>
    own
      .filter(({ id }) => id === wanted)
      .map((segment) => ({ at: indexOf(segment), qualifier: element(segment, 1), value: value(segment) }));
  return {
    at: segments[0] ? indexOf(segments[0]) : 0,
    level: loop.level,
    payer: above('20'),
    receiver: above('21'),
    provider: above('19'),
    patient: above('23') ?? above('PT') ?? above('22'),
    trace: tracesIn(own)[0] ?? null,
    statuses: statusesIn(own, delimiters),
    references: referencesIn(own),
    dates: periodsIn(own),
    quantities: valued('QTY', (segment) => numberOf(segment, 2)),
    amounts: valued('AMT', (segment) => centsOf(segment, 2)),
    lines: first < 0 ? [] : linesIn(segments.slice(first), delimiters),
    segments,
  };
}

function linesIn(segments: readonly Segment[], delimiters: Delimiters): StatusLine[] {
  const groups: Segment[][] = [];
  for (const segment of segments) {
    if (segment.id === 'SVC') groups.push([]);
    groups.at(-1)?.push(segment);
  }
  return groups.flatMap((group) => {
    const [svc] = group;
    if (!svc) return [];
    const read = readSvc(svc, delimiters);
    return [
      { svc: read, statuses: statusesIn(group, delimiters), references: referencesIn(group), dates: periodsIn(group) },
    ];
  });
}

const statusesIn = (segments: readonly Segment[], delimiters: Delimiters): Status[] =>
  segments
    .filter(({ id }) => id === 'STC')
    .map((stc) => ({
      at: indexOf(stc),
      codes: [1, 10, 11].flatMap((index) => statusCode(stc, index, delimiters)),
      date: parseX12Date(element(stc, 2)),
      action: elementOrNull(stc, 3),
      chargeCents: centsOf(stc, 4),
      paidCents: centsOf(stc, 5),
      adjudicated: parseX12Date(element(stc, 6)),
      remitDate: parseX12Date(element(stc, 8)),
      checkNumber: elementOrNull(stc, 9),
      freeText: elementOrNull(stc, 12),
    }));

function statusCode(stc: Segment, index: number, delimiters: Delimiters): StatusCode[] {
  const [category = '', status = '', entity = ''] = components(stc, index, delimiters);
  return category === '' ? [] : [{ category, status: status || null, entity: entity || null }];
}

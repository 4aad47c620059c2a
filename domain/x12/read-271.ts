/** 271 eligibility answers (005010X279A1) to typed loops. */
import { centsOf, numberOf } from './amounts.ts';
import {
  type Beginning,
  namesIn,
  type NamedPerson,
  periodsIn,
  personIn,
  readAnswers,
  referencesIn,
  type Trace,
  tracesIn,
} from './answer-segments.ts';
import type { Delimiters } from './delimiters.ts';
import type { ImportNote } from '../import-note.ts';
import { ancestor, type Level, type Loop } from './loops.ts';
import { type At, indexOf, type Named, type Qualified } from './remit-segments.ts';
import { components, element, elementOrNull, type Period, type Segment } from './segments.ts';

/** AAA: why somebody could not answer. */
export interface Rejection extends At {
  /** AAA03: 42 payer cannot answer now, 72 bad member id, 75 subscriber not found, ... */
  readonly reason: string | null;
  /** AAA04: C correct and resubmit, N not, R resubmit, ... */
  readonly action: string | null;
}

/** EB with what follows it. What it does not state is null, never 0. */
export interface Benefit extends At {
  /** EB01: 1 active, 6 inactive, A coinsurance, B copay, C deductible, G out of pocket, ... */
  readonly code: string;
  readonly level: string | null;
  readonly services: readonly string[];
  readonly planType: string | null;
  readonly plan: string | null;
  /** EB06: 23 calendar year, 29 remaining, ... */
  readonly period: string | null;
  readonly amountCents: number | null;
  /** EB08 as it stands: 0.2 is 20 %. */
  readonly share: number | null;
  readonly quantityQualifier: string | null;
  readonly quantity: number | null;
  /** EB11 and EB12: Y, N, U (and W). */
  readonly needsAuthorization: string | null;
  readonly isInNetwork: string | null;
  readonly procedure: string | null;
  readonly references: readonly Qualified<string>[];
  readonly dates: readonly Qualified<Period>[];
  readonly messages: readonly Qualified<string>[];
  readonly rejections: readonly Rejection[];
  /** Loop 2120: the primary care provider, another payer. */
  readonly names: readonly Named[];
  /** The EB and all that follows it, unknown segments too. */
  readonly segments: readonly Segment[];
}

/** What is said about one person, or about the payer or provider when they could not be answered. */
export interface EligibilityAnswer extends At {
  readonly level: Level | null;
  readonly payer: Named | null;
  readonly provider: Named | null;
  readonly subscriber: NamedPerson | null;
  /** Null when the patient is the subscriber. */
  readonly dependent: NamedPerson | null;
  readonly traces: readonly Trace[];
  readonly references: readonly Qualified<string>[];
  readonly dates: readonly Qualified<Period>[];
  readonly rejections: readonly Rejection[];
  readonly benefits: readonly Benefit[];
}

export interface EligibilityTransaction {
  readonly number: string;
  readonly beginning: Beginning | null;
  /** Rejections that stand before the first level. */
  readonly rejections: readonly Rejection[];
  readonly answers: readonly EligibilityAnswer[];
}

/** @throws X12Refusal when the file is cut off or does not nest, or holds no 271. */
export function read271(text: string): { transactions: EligibilityTransaction[]; warnings: readonly ImportNote[] } {
  const { transactions, warnings } = readAnswers(text, '271');
  return {
    warnings,
    transactions: transactions.map(({ number, beginning, header, loops, delimiters }) => ({
      number,
      beginning,
      rejections: rejectionsIn(header),
      answers: loops.map((loop) => answerOf(loop, delimiters)).filter(saysAnything),
    })),
  };
}

/** Levels that only name payer or provider say nothing of their own. */
const saysAnything = ({ level, rejections, benefits }: EligibilityAnswer): boolean =>
  level === '22' || level === '23' || level === null || rejections.length > 0 || benefits.length > 0;

function answerOf(loop: Loop, delimiters: Delimiters): EligibilityAnswer {
  const first = loop.segments.findIndex(({ id }) => id === 'EB');
  const own = first < 0 ? loop.segments : loop.segments.slice(0, first);
  const above = (level: Level): readonly Segment[] => ancestor(loop, level)?.segments ?? [];
  return {
    at: loop.segments[0] ? indexOf(loop.segments[0]) : 0,
    level: loop.level,
    payer: namesIn(above('20'))[0] ?? null,
    provider: namesIn(above('21'))[0] ?? null,
    subscriber: personIn(above('22')),
    dependent: loop.level === '23' ? personIn(own) : null,
    traces: tracesIn(own),
    references: referencesIn(own),
    dates: periodsIn(own),
    rejections: rejectionsIn(own),
    benefits: first < 0 ? [] : benefitsIn(loop.segments.slice(first), delimiters),
  };
}

const rejectionsIn = (segments: readonly Segment[]): Rejection[] =>
  segments
    .filter(({ id }) => id === 'AAA')
    .map((aaa) => ({ at: indexOf(aaa), reason: elementOrNull(aaa, 3), action: elementOrNull(aaa, 4) }));

function benefitsIn(segments: readonly Segment[], delimiters: Delimiters): Benefit[] {
  const groups: Segment[][] = [];
  for (const segment of segments) {
    if (segment.id === 'EB') groups.push([]);
    groups.at(-1)?.push(segment);
  }
  return groups.map((group) => benefitOf(group, delimiters));
}

function benefitOf(segments: readonly Segment[], delimiters: Delimiters): Benefit {
  const [eb] = segments;
  if (!eb) throw new RangeError('a benefit begins with its EB');
  const [, procedure = ''] = components(eb, 13, delimiters);
  const services = element(eb, 3);
  return {
    at: indexOf(eb),
    code: element(eb, 1),
    level: elementOrNull(eb, 2),
    services: services === '' ? [] : services.split(delimiters.repetition ?? '^').map((service) => service.trim()),
    planType: elementOrNull(eb, 4),
    plan: elementOrNull(eb, 5),
    period: elementOrNull(eb, 6),
    amountCents: centsOf(eb, 7),
    share: numberOf(eb, 8),
    quantityQualifier: elementOrNull(eb, 9),
    quantity: numberOf(eb, 10),
    needsAuthorization: elementOrNull(eb, 11),
    isInNetwork: elementOrNull(eb, 12),
    procedure: procedure || null,
    references: referencesIn(segments),
    dates: periodsIn(segments),
    messages: segments
      .filter(({ id }) => id === 'MSG')
      .map((msg) => ({ at: indexOf(msg), qualifier: 'MSG', value: element(msg, 1) })),
    rejections: rejectionsIn(segments),
    names: namesIn(segments),
    segments,
  };
}

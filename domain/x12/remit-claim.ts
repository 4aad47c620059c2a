/** Loops 2100 and 2110: one claim of an 835 with its service lines. */
import { parseX12Date } from '../dates.ts';
import { centsOf } from './amounts.ts';
import type { Delimiters } from './delimiters.ts';
import type { RemitLoop } from './remit-loops.ts';
import {
  type CasEntry,
  type Clp,
  indexOf,
  type Named,
  type Qualified,
  readCas,
  readClp,
  readNm1,
  readSvc,
  type Svc,
  type Unreadable,
} from './remit-segments.ts';
import { element, elementOrNull, type Segment } from './segments.ts';

/** What claims and service lines have in common. */
interface Details {
  readonly adjustments: readonly CasEntry[];
  readonly references: readonly Qualified<string>[];
  /** DTM; those that are no real day are left out. */
  readonly dates: readonly Qualified<string>[];
  readonly amounts: readonly Qualified<number>[];
  /** LQ with its list (HE, RX); MIA and MOA remarks with the element's name (MOA03). */
  readonly remarks: readonly Qualified<string>[];
}

export interface ServiceLoop extends Details {
  readonly svc: Svc;
}

export interface ClaimLoop extends Details {
  readonly clp: Clp;
  readonly names: readonly Named[];
  readonly services: readonly ServiceLoop[];
  /** Unknown or misplaced segments of the claim and its lines. */
  readonly strangers: readonly Segment[];
  /** Indices of segments whose amount cannot be read. */
  readonly unreadable: readonly number[];
}

export function readClaimLoop(loop: RemitLoop, lines: readonly RemitLoop[], delimiters: Delimiters): ClaimLoop {
  const unreadable: Unreadable = [];
  const [first] = loop.segments;
  if (!first) throw new RangeError('a claim loop begins with its CLP');
  return {
    clp: readClp(first, unreadable),
    names: loop.segments.filter(({ id }) => id === 'NM1').map(readNm1),
    ...detailsOf(loop.segments, unreadable),
    services: lines.map((line) => readService(line, delimiters, unreadable)),
    strangers: [loop, ...lines].flatMap(({ strangers }) => strangers),
    unreadable,
  };
}

function readService(loop: RemitLoop, delimiters: Delimiters, unreadable: Unreadable): ServiceLoop {
  const [first] = loop.segments;
  if (!first) throw new RangeError('a service loop begins with its SVC');
  return { svc: readSvc(first, delimiters), ...detailsOf(loop.segments, unreadable) };
}

function detailsOf(segments: readonly Segment[], unreadable: Unreadable): Details {
  const adjustments: CasEntry[] = [];
  const references: Qualified<string>[] = [];
  const dates: Qualified<string>[] = [];
  const amounts: Qualified<number>[] = [];
  const remarks: Qualified<string>[] = [];
  for (const segment of segments) {
    const [at, qualifier] = [indexOf(segment), element(segment, 1)];
    if (segment.id === 'CAS') adjustments.push(...readCas(segment, unreadable));
    else if (segment.id === 'AMT') {
      const value = centsOf(segment, 2);
      if (value === null) unreadable.push(at);
      else amounts.push({ at, qualifier, value });
    } else if (segment.id === 'REF') push(references, at, qualifier, elementOrNull(segment, 2));
    else if (segment.id === 'DTM') push(dates, at, qualifier, parseX12Date(element(segment, 2)));
    else if (segment.id === 'LQ') push(remarks, at, qualifier, elementOrNull(segment, 2));
    else
      for (const index of REMARKS[segment.id] ?? [])
        push(remarks, at, `${segment.id}${String(index).padStart(2, '0')}`, elementOrNull(segment, index));
  }
  return { adjustments, references, dates, amounts, remarks };
}

/** Elements that hold remark codes. */
const REMARKS: Readonly<Record<string, readonly number[]>> = { MIA: [5, 20, 21, 22, 23], MOA: [3, 4, 5, 6, 7] };

function push(list: Qualified<string>[], at: number, qualifier: string, value: string | null): void {
  if (value !== null) list.push({ at, qualifier, value });
}

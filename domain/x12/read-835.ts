/** 835 remittances (005010X221A1) to typed loops. What the guide does not know stays in its place. */
import type { ImportNote } from '../import-note.ts';
import type { Delimiters } from './delimiters.ts';
import type { Group, Interchange, Transaction } from './envelope.ts';
import { type ClaimLoop, readClaimLoop } from './remit-claim.ts';
import { type LoopKind, type RemitLoop, splitRemit } from './remit-loops.ts';
import {
  type Bpr,
  indexOf,
  type Named,
  type Plb,
  type Qualified,
  readBpr,
  readN1,
  readPlb,
  readTrn,
  type Trn,
  type Unreadable,
} from './remit-segments.ts';
import { isUnreadable } from './amounts.ts';
import { element, elementOrNull, findSegment, type Segment } from './segments.ts';
import { assertHolds } from './transactions.ts';
import { tokenize, type X12File } from './tokenizer.ts';

/** 1000A or 1000B. */
export interface PartyLoop {
  readonly name: Named;
  readonly references: readonly Qualified<string>[];
}

/** One ST*835: one check, EFT or zero-pay notice. */
export interface RemitTransaction {
  readonly delimiters: Delimiters;
  /** ST02. */
  readonly number: string;
  /** GS08. */
  readonly version: string;
  readonly bpr: Bpr | null;
  readonly trn: Trn | null;
  /** CUR02; null when not stated (US dollars). */
  readonly currency: Qualified<string> | null;
  readonly payer: PartyLoop | null;
  readonly payee: PartyLoop | null;
  /** Read anew at each walk, for a file may hold tens of thousands. */
  readonly claims: Iterable<ClaimLoop>;
  readonly providerAdjustments: readonly Plb[];
  /** Unknown or misplaced segments outside claims, and such as would speak for the payment; others in a claim are with the claim. */
  readonly strangers: readonly Segment[];
  /** Indices of segments outside claims whose amount cannot be read. */
  readonly unreadable: readonly number[];
  /** What the envelope says wrongly about this transaction, its group or its interchange. */
  readonly flaws: readonly ImportNote[];
  /** The transaction in order, ST to SE. */
  readonly loops: readonly RemitLoop[];
}

export interface RemitFile {
  readonly interchanges: readonly Interchange[];
  readonly payments: readonly RemitTransaction[];
  /** Of the whole file. */
  readonly flaws: readonly ImportNote[];
  /** ST of transactions that are no 835: they were passed over. */
  readonly passedOver: readonly Segment[];
  /** ISA15 of any interchange. */
  readonly isTest: boolean;
}

/**
 * Reads whatever the field sends; flaws of the envelope are told, not refused.
 * @throws X12Refusal when the file is cut off or does not nest, or holds no 835.
 */
export function read835(text: string): RemitFile {
  const file = tokenize(text, { keepsStrangers: true });
  assertHolds(file.interchanges, '835');
  return remitsIn(file);
}

/** @param file read with its strangers kept. */
export function remitsIn({ interchanges, warnings }: X12File): RemitFile {
  const payments: RemitTransaction[] = [];
  const passedOver: Segment[] = [];
  const flawsAt = flawIndex(warnings);
  for (const interchange of interchanges) {
    const around = flawsAt([interchange.header, interchange.trailer, ...interchange.between]);
    for (const group of interchange.groups) {
      const above = [...around, ...flawsAt([group.header, group.trailer, ...group.between])].slice(0, MOST_FLAWS);
      for (const transaction of group.transactions) {
        const { segments } = transaction;
        const [st] = segments;
        const se = segments.at(-1);
        if (!st || !se) continue;
        if (element(st, 1) === '835') payments.push(readRemit(transaction, group, [...above, ...flawsAt([st, se])]));
        else passedOver.push(st);
      }
    }
  }
  const isTest = interchanges.some(({ header }) => element(header, 15) === 'T');
  return { interchanges, payments, flaws: warnings, passedOver, isTest };
}

/** A flaw of a group or an interchange is one of each of its transactions; so many of them are told. */
const MOST_FLAWS = 20;

function flawIndex(warnings: readonly ImportNote[]): (segments: readonly Segment[]) => ImportNote[] {
  const byPosition = new Map<number, ImportNote[]>();
  for (const warning of warnings) {
    if (!('position' in warning.place)) continue;
    const { position } = warning.place;
    byPosition.set(position, [...(byPosition.get(position) ?? []), warning]);
  }
  return (segments) =>
    byPosition.size === 0 ? [] : segments.flatMap(({ position }) => byPosition.get(position) ?? []);
}

/** A second BPR contradicts the first wherever it stands, and a claim behind the PLBs may be one of another payment. */
const OF_PAYMENT = new Set(['BPR', 'TRN', 'CUR', 'CLP']);

function readRemit(
  { segments, delimiters }: Transaction,
  group: Group,
  flaws: readonly ImportNote[],
): RemitTransaction {
  const loops = splitRemit(segments);
  const unreadable: Unreadable = [];
  const header = loops[0]?.segments ?? [];
  const [st] = segments;
  const bpr = findSegment(header, 'BPR');
  const trn = findSegment(header, 'TRN');
  const cur = findSegment(header, 'CUR');
  if (bpr && isUnreadable(bpr, 2)) unreadable.push(indexOf(bpr));
  return {
    delimiters,
    number: st ? element(st, 2) : '',
    version: element(group.header, 8),
    bpr: bpr ? readBpr(bpr) : null,
    trn: trn ? readTrn(trn) : null,
    currency: cur ? { at: indexOf(cur), qualifier: element(cur, 1), value: element(cur, 2) } : null,
    payer: partyIn(loops, 'payer'),
    payee: partyIn(loops, 'payee'),
    claims: { [Symbol.iterator]: () => claimsIn(loops, delimiters) },
    providerAdjustments: loops
      .filter(({ kind }) => kind === 'footer')
      .flatMap((loop) => loop.segments.filter(({ id }) => id === 'PLB'))
      .flatMap((plb) => readPlb(plb, delimiters, unreadable)),
    strangers: loops.flatMap(({ kind, strangers }) =>
      kind === 'claim' || kind === 'service' ? strangers.filter(({ id }) => OF_PAYMENT.has(id)) : strangers,
    ),
    unreadable,
    flaws,
    loops,
  };
}

function partyIn(loops: readonly RemitLoop[], kind: LoopKind): PartyLoop | null {
  const [n1, ...rest] = loops.find((loop) => loop.kind === kind)?.segments ?? [];
  if (!n1) return null;
  const references = rest
    .filter(({ id }) => id === 'REF')
    .map((ref) => ({ at: indexOf(ref), qualifier: element(ref, 1), value: elementOrNull(ref, 2) ?? '' }));
  return { name: readN1(n1), references };
}

function* claimsIn(loops: readonly RemitLoop[], delimiters: Delimiters): Generator<ClaimLoop, undefined> {
  for (const [index, loop] of loops.entries()) {
    if (loop.kind !== 'claim') continue;
    let end = index + 1;
    while (loops[end]?.kind === 'service') end += 1;
    yield readClaimLoop(loop, loops.slice(index + 1, end), delimiters);
  }
}

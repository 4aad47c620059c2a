/** The loops of an 835 (005010X221A1): every segment belongs to exactly one, in the order of the file. */
import { element, type Segment } from './segments.ts';

/** 1000A payer, 1000B payee, 2000 group (LX), 2100 claim, 2110 service; `party` is another N1, `footer` the PLBs, `trailer` the SE. */
export type LoopKind = 'header' | 'payer' | 'payee' | 'party' | 'group' | 'claim' | 'service' | 'footer' | 'trailer';

export interface RemitLoop {
  readonly kind: LoopKind;
  /** All of them, unknown ones too: joined over the loops they are the transaction again. */
  readonly segments: readonly Segment[];
  /** Segments that the guide does not know in this loop, or knows only once, or elsewhere. */
  readonly strangers: readonly Segment[];
}

const PARTY = new Set(['N1', 'N2', 'N3', 'N4', 'REF', 'PER', 'RDM']);
const KNOWN: Readonly<Record<LoopKind, ReadonlySet<string>>> = {
  header: new Set(['ST', 'BPR', 'TRN', 'CUR', 'REF', 'DTM']),
  payer: PARTY,
  payee: PARTY,
  party: new Set(),
  group: new Set(['LX', 'TS3', 'TS2']),
  claim: new Set(['CLP', 'CAS', 'NM1', 'MIA', 'MOA', 'REF', 'DTM', 'PER', 'AMT', 'QTY']),
  service: new Set(['SVC', 'DTM', 'CAS', 'REF', 'AMT', 'QTY', 'LQ']),
  footer: new Set(['PLB']),
  trailer: new Set(['SE']),
};
/** Twice in a transaction or claim, they contradict each other. */
const ONCE = new Set(['BPR', 'TRN', 'CUR', 'MIA', 'MOA', 'RDM']);
const BEFORE_CLAIMS = new Set<LoopKind>(['header', 'payer', 'payee', 'party']);

/** @param segments one transaction, ST to SE. */
export function splitRemit(segments: readonly Segment[]): RemitLoop[] {
  const loops: Open[] = [];
  const seen = new Set<LoopKind>(['header']);
  let current = open('header');
  loops.push(current);
  for (const segment of segments) {
    const kind = kindOpenedBy(segment, current.kind, seen);
    if (kind !== null) {
      current = open(kind);
      loops.push(current);
    }
    if (isStrange(segment, current, kind !== null, seen)) current.strangers.push(segment);
    current.segments.push(segment);
    if (kind !== null) seen.add(kind);
  }
  return loops;
}

interface Open extends RemitLoop {
  readonly segments: Segment[];
  readonly strangers: Segment[];
}

const open = (kind: LoopKind): Open => ({ kind, segments: [], strangers: [] });

/** @returns null when the segment stays in the loop that is open. */
function kindOpenedBy(segment: Segment, current: LoopKind, seen: ReadonlySet<LoopKind>): LoopKind | null {
  switch (segment.id) {
    case 'N1':
      return BEFORE_CLAIMS.has(current) ? partyOf(segment, seen) : null;
    case 'LX':
      return 'group';
    case 'CLP':
      return 'claim';
    case 'SVC':
      return current === 'claim' || current === 'service' ? 'service' : null;
    case 'PLB':
      return current === 'footer' ? null : 'footer';
    case 'SE':
      return 'trailer';
    default:
      return null;
  }
}

function partyOf(segment: Segment, seen: ReadonlySet<LoopKind>): LoopKind {
  const entity = element(segment, 1);
  const kind = entity === 'PR' ? 'payer' : entity === 'PE' ? 'payee' : 'party';
  return seen.has(kind) ? 'party' : kind;
}

function isStrange(segment: Segment, loop: Open, isFirst: boolean, seen: ReadonlySet<LoopKind>): boolean {
  if (!KNOWN[loop.kind].has(segment.id)) return true;
  if (!isFirst) return ONCE.has(segment.id) && loop.segments.some(({ id }) => id === segment.id);
  // nothing but the SE stands behind the PLBs
  return seen.has('footer') && loop.kind !== 'trailer';
}

/** Verdicts on single fields: what was read against what the paper states. */
import type { Adjustment, RemittanceDocument } from '../../domain/remittance.ts';

export type FieldKind = 'money' | 'id' | 'date' | 'code' | 'name';

/** `invented`: the paper does not state it, and what was read is not true. `added`: of a claim, line or adjustment that is not on the paper. */
export type Verdict = 'right' | 'wrong' | 'missing' | 'invented' | 'added';

export interface FieldVerdict {
  /** Into the document that was read; null when the field's claim or line was not read. */
  readonly pointer: string | null;
  readonly kind: FieldKind;
  /** `claim.paidCents`. */
  readonly field: string;
  readonly verdict: Verdict;
  readonly expected: string | number | null;
  readonly got: string | number | null;
  /** Null when the reader gave none. */
  readonly confidence: number | null;
  /** The claim of the field, in the document that was read. */
  readonly claim: string | null;
}

export interface Place {
  readonly read: RemittanceDocument;
  readonly pointer: string | null;
  readonly claim: string | null;
}

type Value = string | number | null | undefined;

const bare = (kind: FieldKind, value: string | number | null): string | number | null => {
  if (typeof value !== 'string') return value;
  if (kind === 'name') return value.toUpperCase().replace(/[^A-Z0-9]/g, '');
  return value.trim().toUpperCase();
};

interface Question {
  readonly kind: FieldKind;
  readonly field: string;
  /** What the paper states; null when it does not. */
  readonly printed: Value;
  /** What is true: holds an answer that the paper does not state. Undefined: anything goes. */
  readonly truth?: Value;
  readonly got: Value;
}

/** @returns nothing when neither side says anything that can be held against the other. */
export function judge(place: Place, { kind, field, printed, truth, got }: Question): FieldVerdict[] {
  const name = field.split('.').at(-1) ?? '';
  const pointer = place.pointer === null ? null : `${place.pointer}/${name.replaceAll(':', '/')}`;
  const confidence = pointer === null ? null : (place.read.fields[pointer]?.confidence ?? null);
  const [expected, answer] = [printed ?? null, got ?? null];
  const verdict = (found: Verdict, wanted = expected): FieldVerdict[] => [
    { pointer, kind, field, verdict: found, expected: wanted, got: answer, confidence, claim: place.claim },
  ];
  if (expected === null || expected === '') {
    if (answer === null || answer === '' || truth === undefined) return [];
    if (truth === null) return kind === 'money' && answer !== 0 ? verdict('invented', null) : [];
    return bare(kind, truth) === bare(kind, answer) ? [] : verdict('invented', truth);
  }
  if (answer === null || answer === '') return verdict('missing');
  return verdict(bare(kind, expected) === bare(kind, answer) ? 'right' : 'wrong');
}

/** Amount and code of each adjustment. The same code with the same amount first, then the amount, then the code. */
export function judgeAdjustments(
  place: Place,
  { level, key, read }: { level: string; key: readonly Adjustment[]; read: readonly Adjustment[] },
): FieldVerdict[] {
  const open = new Set(read.keys());
  const rules: ((a: Adjustment, b: Adjustment) => boolean)[] = [
    (a, b) => a.amountCents === b.amountCents && isSameCode(a, b),
    (a, b) => a.amountCents === b.amountCents,
    (a, b) => isSameCode(a, b),
  ];
  const chosen = new Map<Adjustment, number>();
  for (const fits of rules)
    for (const each of key) {
      if (chosen.has(each)) continue;
      const at = [...open].find((r) => fits(each, read[r]!));
      if (at === undefined) continue;
      chosen.set(each, at);
      open.delete(at);
    }
  const at = (r: number | undefined): Place => ({
    ...place,
    pointer: r === undefined || place.pointer === null ? null : `${place.pointer}/adjustments/${r}`,
  });
  const judged = key.flatMap((each) => {
    const r = chosen.get(each);
    const got = r === undefined ? undefined : read[r];
    return [
      ...judge(at(r), {
        kind: 'money',
        field: `${level}.adjustment.amountCents`,
        printed: each.amountCents,
        got: got?.amountCents,
      }),
      ...judgeCode(at(r), level, each, got),
    ];
  });
  const added = [...open]
    .filter((r) => read[r]!.amountCents !== 0)
    .map((r) => addedField(at(r), `${level}.adjustment.amountCents`, read[r]!.amountCents));
  return [...judged, ...added];
}

const isSameCode = (a: Adjustment, b: Adjustment): boolean =>
  a.group === b.group && (a.reason === b.reason || isShareOf(a, b));

/** Coinsurance and copayment in one column: either reason, or none, will do. */
const isShareOf = (key: Adjustment, read: Adjustment): boolean =>
  key.isSubtypeUnsure === true && read.group === 'PR' && (read.reason === null || ['2', '3'].includes(read.reason));

function judgeCode(place: Place, level: string, key: Adjustment, got: Adjustment | undefined): FieldVerdict[] {
  const code = (each: Adjustment): string | null =>
    each.reason === null ? null : `${each.group ?? '?'}-${each.reason}`;
  const base = {
    pointer: place.pointer === null ? null : `${place.pointer}/reason`,
    kind: 'code' as const,
    field: `${level}.adjustment.reason`,
  };
  const confidence = base.pointer === null ? null : (place.read.fields[base.pointer]?.confidence ?? null);
  const made = (verdict: Verdict): FieldVerdict => ({
    ...base,
    verdict,
    expected: code(key),
    got: got ? code(got) : null,
    confidence,
    claim: place.claim,
  });
  if (got && isSameCode(key, got)) return [made('right')];
  if (key.reason === null) return got?.reason ? [made('invented')] : [made('right')];
  return [made(got?.reason ? 'wrong' : 'missing')];
}

export const addedField = (place: Place, field: string, got: number): FieldVerdict => {
  const pointer = place.pointer === null ? null : `${place.pointer}/${field.split('.').at(-1) ?? ''}`;
  const confidence = pointer === null ? null : (place.read.fields[pointer]?.confidence ?? null);
  return { pointer, kind: 'money', field, verdict: 'added', expected: null, got, confidence, claim: place.claim };
};

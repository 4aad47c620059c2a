/** Holds a document that was read against its key. */
import type { RemittanceDocument } from '../../domain/remittance.ts';
import { pairClaims, pairLines, pairPayments } from './align.ts';
import { addedField, type FieldVerdict, type Place } from './judge-fields.ts';
import { claimFields, extraLine, lineFields, paymentFields } from './judge-parts.ts';
import type { AnswerKey, Right } from './truth.ts';

export interface ClaimVerdict {
  /** Into the key; null for a claim that is not on the paper. */
  readonly key: string | null;
  /** Into the document that was read; null when it was not found. */
  readonly read: string | null;
  readonly right: Right;
  readonly disposition: 'post' | 'review' | null;
}

export interface Score {
  readonly key: AnswerKey;
  /** Remittance or not, as it should be. */
  readonly isKindRight: boolean;
  readonly fields: readonly FieldVerdict[];
  readonly claims: readonly ClaimVerdict[];
  readonly missingLines: number;
  readonly extraLines: number;
}

export function scoreDocument(read: RemittanceDocument, key: AnswerKey): Score {
  const parts = new Parts(read, key);
  const isKindRight = (read.source.kind === 'not-a-remittance') === (key.kind === 'not-a-remittance');
  const payments = pairPayments(key.printed, read.payments);
  for (const [k, r] of payments.pairs) parts.payment(k, r);
  for (const k of payments.missing) parts.payment(k, null);
  for (const r of payments.extra) {
    parts.fields.push(...extraPayment(read, r));
    for (const c of read.payments[r]!.claims.keys()) parts.extraClaim(r, c);
  }
  return {
    key,
    isKindRight,
    fields: key.isScored ? parts.fields : [],
    claims: parts.claims,
    missingLines: parts.missingLines,
    extraLines: parts.extraLines,
  };
}

const extraPayment = (read: RemittanceDocument, r: number): FieldVerdict[] => {
  const amount = read.payments[r]?.amountCents;
  return amount ? [addedField({ read, pointer: `/payments/${r}`, claim: null }, 'payment.amountCents', amount)] : [];
};

/** Gathers verdicts while walking the pairs. */
class Parts {
  readonly fields: FieldVerdict[] = [];
  readonly claims: ClaimVerdict[] = [];
  missingLines = 0;
  extraLines = 0;
  readonly #read: RemittanceDocument;
  readonly #key: AnswerKey;

  constructor(read: RemittanceDocument, key: AnswerKey) {
    this.#read = read;
    this.#key = key;
  }

  payment(k: number, r: number | null): void {
    const printed = this.#key.printed[k]!;
    const got = r === null ? undefined : this.#read.payments[r];
    this.fields.push(
      ...paymentFields(this.#place(r === null ? null : `/payments/${r}`), printed, this.#key.truth[k]!, got),
    );
    const claims = pairClaims(printed.claims, got?.claims ?? []);
    for (const [kc, rc] of claims.pairs) this.#claim([k, kc], [r ?? 0, rc]);
    for (const kc of claims.missing) this.#claim([k, kc], null);
    for (const rc of claims.extra) this.extraClaim(r ?? 0, rc);
  }

  #claim([k, kc]: readonly [number, number], at: readonly [number, number] | null): void {
    const printed = this.#key.printed[k]!.claims[kc]!;
    const truth = this.#key.truth[k]!.claims[kc]!;
    const pointer = at ? `/payments/${at[0]}/claims/${at[1]}` : null;
    const got = at ? this.#read.payments[at[0]]!.claims[at[1]] : undefined;
    const key = `/payments/${k}/claims/${kc}`;
    this.claims.push({
      key,
      read: pointer,
      right: this.#key.rights[key] ?? 'review',
      disposition: got?.disposition ?? null,
    });
    const place = this.#place(pointer, pointer);
    this.fields.push(...claimFields(place, printed, truth, got));
    const lines = pairLines(printed.lines, got?.lines ?? []);
    for (const [kl, rl] of lines.pairs)
      this.fields.push(
        ...lineFields(
          this.#place(`${pointer}/lines/${rl}`, pointer),
          printed.lines[kl]!,
          truth.lines[kl],
          got?.lines[rl],
        ),
      );
    for (const kl of lines.missing)
      this.fields.push(...lineFields(this.#place(null, pointer), printed.lines[kl]!, undefined, undefined));
    for (const rl of lines.extra)
      this.fields.push(...extraLine(this.#place(`${pointer}/lines/${rl}`, pointer), got!.lines[rl]!));
    this.missingLines += lines.missing.length;
    this.extraLines += lines.extra.length;
  }

  extraClaim(r: number, rc: number): void {
    const pointer = `/payments/${r}/claims/${rc}`;
    const claim = this.#read.payments[r]!.claims[rc]!;
    this.claims.push({ key: null, read: pointer, right: 'review', disposition: claim.disposition });
    const place = this.#place(pointer, pointer);
    for (const field of ['billedCents', 'paidCents'] as const)
      if (claim[field] !== null) this.fields.push(addedField(place, `claim.${field}`, claim[field]));
  }

  #place(pointer: string | null, claim: string | null = null): Place {
    return { read: this.#read, pointer, claim };
  }
}

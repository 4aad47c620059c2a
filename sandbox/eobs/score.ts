/** Holds a document that was read against its key. */
import type {
  RemittanceClaim,
  RemittanceDocument,
  RemittanceLine,
  RemittancePayment,
} from '../../domain/remittance.ts';
import { pairClaims, pairLines, pairPayments } from './align.ts';
import { addedField, type FieldVerdict, judge, judgeAdjustments, type Place } from './judge-fields.ts';
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

function paymentFields(
  place: Place,
  printed: RemittancePayment,
  truth: RemittancePayment,
  got: RemittancePayment | undefined,
): FieldVerdict[] {
  const q = (
    kind: FieldVerdict['kind'],
    field: keyof RemittancePayment & ('number' | 'date' | 'amountCents' | 'method'),
  ): FieldVerdict[] => judge(place, { kind, field: `payment.${field}`, printed: printed[field], got: got?.[field] });
  const under = (part: 'payer' | 'payee'): Place => ({
    ...place,
    pointer: place.pointer === null ? null : `${place.pointer}/${part}`,
  });
  const adjustments = { ...place, pointer: place.pointer === null ? null : place.pointer };
  return [
    ...q('money', 'amountCents'),
    ...q('id', 'number'),
    ...q('date', 'date'),
    ...q('code', 'method'),
    ...judge(under('payer'), { kind: 'name', field: 'payer.name', printed: printed.payer.name, got: got?.payer.name }),
    ...judge(under('payer'), { kind: 'id', field: 'payer.id', printed: printed.payer.id, got: got?.payer.id }),
    ...judge(under('payee'), { kind: 'name', field: 'payee.name', printed: printed.payee.name, got: got?.payee.name }),
    ...judge(under('payee'), {
      kind: 'id',
      field: 'payee.npi',
      printed: printed.payee.npi,
      truth: truth.payee.npi,
      got: got?.payee.npi,
    }),
    ...judge(under('payee'), {
      kind: 'id',
      field: 'payee.tin',
      printed: printed.payee.tin,
      truth: truth.payee.tin,
      got: got?.payee.tin?.replaceAll('-', ''),
    }),
    ...providerAdjustments(adjustments, printed, got),
  ];
}

function providerAdjustments(
  place: Place,
  printed: RemittancePayment,
  got: RemittancePayment | undefined,
): FieldVerdict[] {
  const open = [...(got?.providerAdjustments ?? []).entries()];
  const judged = printed.providerAdjustments.flatMap((each) => {
    const by = (fits: (other: typeof each) => boolean): number => open.findIndex(([, other]) => fits(other));
    const exact = by((other) => other.amountCents === each.amountCents);
    const at = exact >= 0 ? exact : by((other) => other.reason === each.reason);
    const [r, other] = at >= 0 ? open.splice(at, 1)[0]! : [null, undefined];
    const where = {
      ...place,
      pointer: r === null || place.pointer === null ? null : `${place.pointer}/providerAdjustments/${r}`,
    };
    return [
      ...judge(where, {
        kind: 'money',
        field: 'payment.providerAdjustment.amountCents',
        printed: each.amountCents,
        got: other?.amountCents,
      }),
      ...judge(where, {
        kind: 'code',
        field: 'payment.providerAdjustment.reason',
        printed: each.reason,
        got: other?.reason,
      }),
    ];
  });
  const added = open.map(([r, other]) =>
    addedField(
      { ...place, pointer: `${place.pointer}/providerAdjustments/${r}` },
      'payment.providerAdjustment.amountCents',
      other.amountCents,
    ),
  );
  return [...judged, ...added];
}

const CLAIM_MONEY = [
  'billedCents',
  'allowedCents',
  'paidCents',
  'patientResponsibilityCents',
  'interestCents',
] as const;

function claimFields(
  place: Place,
  printed: RemittanceClaim,
  truth: RemittanceClaim,
  got: RemittanceClaim | undefined,
): FieldVerdict[] {
  const patient = { ...place, pointer: place.pointer === null ? null : `${place.pointer}/patient` };
  const q = (
    kind: FieldVerdict['kind'],
    field: 'patientControlNumber' | 'payerClaimControlNumber' | 'serviceFrom' | 'serviceTo',
  ): FieldVerdict[] =>
    judge(place, { kind, field: `claim.${field}`, printed: printed[field], truth: truth[field], got: got?.[field] });
  return [
    ...CLAIM_MONEY.flatMap((field) =>
      judge(place, {
        kind: 'money',
        field: `claim.${field}`,
        printed: printed[field],
        truth: truth[field],
        got: got?.[field],
      }),
    ),
    ...q('id', 'patientControlNumber'),
    ...q('id', 'payerClaimControlNumber'),
    ...q('date', 'serviceFrom'),
    ...q('date', 'serviceTo'),
    ...judge(place, { kind: 'code', field: 'claim.statusCode', printed: printed.statusCode, got: got?.statusCode }),
    ...judge(patient, {
      kind: 'id',
      field: 'patient.memberId',
      printed: printed.patient.memberId,
      truth: truth.patient.memberId,
      got: got?.patient.memberId,
    }),
    ...judge(patient, {
      kind: 'name',
      field: 'patient.lastName',
      printed: printed.patient.lastName,
      got: got?.patient.lastName,
    }),
    ...judge(patient, {
      kind: 'name',
      field: 'patient.firstName',
      printed: printed.patient.firstName,
      got: got?.patient.firstName,
    }),
    ...judgeAdjustments(place, { level: 'claim', key: printed.adjustments ?? [], read: got?.adjustments ?? [] }),
  ];
}

const LINE_MONEY = ['billedCents', 'allowedCents', 'paidCents'] as const;

function lineFields(
  place: Place,
  printed: RemittanceLine,
  truth: RemittanceLine | undefined,
  got: RemittanceLine | undefined,
): FieldVerdict[] {
  const listed = (list: readonly string[] | undefined): string | null =>
    list && list.length > 0 ? [...list].sort().join(' ') : null;
  return [
    ...LINE_MONEY.flatMap((field) =>
      judge(place, {
        kind: 'money',
        field: `line.${field}`,
        printed: printed[field],
        truth: truth?.[field],
        got: got?.[field],
      }),
    ),
    ...judge(place, {
      kind: 'date',
      field: 'line.serviceDate',
      printed: printed.serviceDate,
      truth: truth?.serviceDate,
      got: got?.serviceDate,
    }),
    ...judge(place, { kind: 'code', field: 'line.procedure', printed: printed.procedure, got: got?.procedure }),
    ...judge(place, {
      kind: 'code',
      field: 'line.modifiers',
      printed: listed(printed.modifiers),
      got: listed(got?.modifiers),
    }),
    ...judge(place, { kind: 'code', field: 'line.units', printed: printed.units, got: got?.units }),
    ...judge(place, {
      kind: 'code',
      field: 'line.remarks',
      printed: listed(printed.remarks),
      got: listed(got?.remarks),
    }),
    ...judgeAdjustments(place, { level: 'line', key: printed.adjustments, read: got?.adjustments ?? [] }),
  ];
}

const extraLine = (place: Place, line: RemittanceLine): FieldVerdict[] =>
  (['billedCents', 'paidCents'] as const).flatMap((field) => {
    const cents = line[field];
    return cents === null ? [] : [addedField(place, `line.${field}`, cents)];
  });

/** Verdicts on every field of a payment, a claim and a line; what was not read at all is undefined. */
import type { RemittanceClaim, RemittanceLine, RemittancePayment } from '../../domain/remittance.ts';
import { addedField, type FieldVerdict, judge, judgeAdjustments, type Place } from './judge-fields.ts';

export function paymentFields(
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

export function claimFields(
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

export function lineFields(
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

export const extraLine = (place: Place, line: RemittanceLine): FieldVerdict[] =>
  (['billedCents', 'paidCents'] as const).flatMap((field) => {
    const cents = line[field];
    return cents === null ? [] : [addedField(place, `line.${field}`, cents)];
  });

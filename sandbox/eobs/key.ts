/** The answer key: what a layout's paper states of the truth, and what a right system does with each claim. */
import {
  type Adjustment,
  allAdjustments,
  type RemittanceClaim,
  type RemittanceLine,
  type RemittancePayment,
} from '../../domain/remittance.ts';
import { codeOf } from './money-of.ts';
import type { AnswerKey, Layout, Prints, Right } from './truth.ts';

/** @returns the payments with every field that the layout does not print set to null. */
export function printedOf(payments: readonly RemittancePayment[], prints: Prints): RemittancePayment[] {
  const has = (field: Prints['payment'][number]): boolean => prints.payment.includes(field);
  return payments.map((payment) => ({
    ...payment,
    payer: {
      name: payment.payer.name ?? null,
      id: has('payerId') ? (payment.payer.id ?? null) : null,
      originator: null,
    },
    payee: {
      name: payment.payee.name ?? null,
      npi: has('npi') ? (payment.payee.npi ?? null) : null,
      tin: has('tin') ? (payment.payee.tin ?? null) : null,
    },
    method: has('method') && payment.method !== 'NON' ? payment.method : null,
    claims: payment.claims.map((claim) => printedClaim(claim, prints)),
  }));
}

function printedClaim(claim: RemittanceClaim, prints: Prints): RemittanceClaim {
  const has = (field: Prints['claim'][number]): boolean => prints.claim.includes(field);
  const only = <T>(field: Prints['claim'][number], value: T): T | null => (has(field) ? value : null);
  const isSummary = prints.line.length === 0;
  const adjustments = isSummary ? merged(allAdjustments(claim)) : (claim.adjustments ?? []);
  return {
    ...claim,
    patientControlNumber: only('patientControlNumber', claim.patientControlNumber),
    payerClaimControlNumber: only('payerClaimControlNumber', claim.payerClaimControlNumber),
    statusCode: only('statusCode', claim.statusCode),
    patient: {
      lastName: claim.patient.lastName ?? null,
      firstName: only('firstName', claim.patient.firstName ?? null),
      memberId: only('memberId', claim.patient.memberId ?? null),
    },
    serviceFrom: only('serviceDates', claim.serviceFrom ?? null),
    serviceTo: only('serviceDates', claim.serviceTo ?? null),
    allowedCents: only('allowed', claim.allowedCents ?? null),
    patientResponsibilityCents: only('patientResponsibility', claim.patientResponsibilityCents ?? null),
    interestCents: only('interest', claim.interestCents ?? null),
    adjustments: adjustments.map((each) => printedAdjustment(each, prints)),
    remarks: isSummary && has('remarks') ? claim.lines.flatMap((line) => line.remarks ?? []) : [],
    lines: isSummary ? [] : claim.lines.map((line) => printedLine(line, prints)),
  };
}

function printedLine(line: RemittanceLine, prints: Prints): RemittanceLine {
  const has = (field: Prints['line'][number]): boolean => prints.line.includes(field);
  return {
    serviceDate: has('serviceDate') ? (line.serviceDate ?? null) : null,
    procedure: has('procedure') ? line.procedure : null,
    ...(has('modifiers') ? { modifiers: line.modifiers ?? [] } : {}),
    units: has('units') ? (line.units ?? null) : null,
    billedCents: line.billedCents,
    allowedCents: has('allowed') ? (line.allowedCents ?? null) : null,
    paidCents: line.paidCents,
    adjustments: line.adjustments.map((each) => printedAdjustment(each, prints)),
    ...(has('remarks') ? { remarks: line.remarks ?? [] } : {}),
  };
}

function printedAdjustment(adjustment: Adjustment, prints: Prints): Adjustment {
  const local = prints.localCodes?.[codeOf(adjustment)];
  if (local)
    return local.isUnmistakable
      ? { ...adjustment, printedCode: local.code }
      : { ...adjustment, group: null, reason: null, printedCode: local.code };
  const isShared = adjustment.group === 'PR' && (adjustment.reason === '2' || adjustment.reason === '3');
  return prints.isCopayUnsure && isShared ? { ...adjustment, isSubtypeUnsure: true } : adjustment;
}

/** Adjustments of one code added up, as a claim printed in one row states them. */
function merged(adjustments: readonly Adjustment[]): Adjustment[] {
  const sums = new Map<string, Adjustment>();
  for (const each of adjustments) {
    const before = sums.get(codeOf(each));
    sums.set(codeOf(each), before ? { ...before, amountCents: before.amountCents + each.amountCents } : each);
  }
  return [...sums.values()].filter((each) => each.amountCents !== 0);
}

const SAFE = new Set(['CO-45', 'PR-1', 'PR-2', 'PR-3', 'OA-23', 'CO-253']);

/** What to do with each claim of a document whose paper is sound, by pointer. */
export function rightsOf(printed: readonly RemittancePayment[]): Record<string, Right> {
  return Object.fromEntries(
    printed.flatMap((payment, p) =>
      payment.claims.map((claim, c): [string, Right] => [`/payments/${p}/claims/${c}`, rightOf(claim, payment)]),
    ),
  );
}

function rightOf(claim: RemittanceClaim, payment: RemittancePayment): Right {
  const adjustments = allAdjustments(claim);
  if (claim.isPended || adjustments.some((each) => each.reason === null)) return 'review';
  const account = claim.patientControlNumber;
  const isCorrected =
    account !== null && payment.claims.filter((each) => each.patientControlNumber === account).length > 1;
  const isTakenBack = (claim.billedCents ?? 0) < 0 || isCorrected;
  const isSafe = adjustments.every((each) => SAFE.has(codeOf(each)));
  const writesAllOff = [claim, ...claim.lines].some(
    (each) =>
      each.paidCents === 0 &&
      (each.adjustments ?? []).some((one) => one.group === 'CO' && one.amountCents === each.billedCents),
  );
  const isPlain =
    payment.method !== 'NON' &&
    payment.amountCents !== 0 &&
    payment.providerAdjustments.every((each) => each.reason === 'L6');
  return isSafe && isPlain && !isTakenBack && !writesAllOff ? 'post' : 'either';
}

export interface KeyOptions {
  readonly layout: Layout;
  readonly seed: number;
  readonly quality: string;
}

/** The key of a sound document. */
export function keyOf(payments: readonly RemittancePayment[], { layout, seed, quality }: KeyOptions): AnswerKey {
  const printed = printedOf(payments, layout.prints);
  const rights = rightsOf(printed);
  const placed = printed.map((payment, p) => ({
    ...payment,
    claims: payment.claims.map((claim, c) => {
      const disposition = rights[`/payments/${p}/claims/${c}`] === 'post' ? ('post' as const) : ('review' as const);
      return { ...claim, disposition };
    }),
  }));
  return {
    layout: layout.name,
    seed,
    quality,
    form: 'sound',
    kind: 'paper-eob',
    printed: placed,
    truth: payments,
    isScored: true,
    rights,
  };
}

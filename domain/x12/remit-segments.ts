/** The segments of an 835 that carry values, typed. `at` is the index of the segment in the file (ISA = 0). */
import { parseX12Date } from '../dates.ts';
import { centsOf, isUnreadable, numberOf } from './amounts.ts';
import type { Delimiters } from './delimiters.ts';
import { components, element, elementOrNull, type Segment } from './segments.ts';

export interface At {
  readonly at: number;
}

/** REF, DTM, AMT, QTY, LQ and the remark elements of MIA and MOA: a qualifier and one value. */
export interface Qualified<T> extends At {
  readonly qualifier: string;
  readonly value: T;
}

/** BPR: how much, how and when. */
export interface Bpr extends At {
  /** BPR01: C, D, H (notification only), I (remittance information only), P (prenotification), U, X. */
  readonly handling: string | null;
  readonly amountCents: number | null;
  /** BPR03: C credit, D debit. */
  readonly creditOrDebit: string | null;
  /** BPR04: ACH, BOP, CHK, FWT, NON. */
  readonly method: string | null;
  /** BPR16. */
  readonly date: string | null;
}

/** TRN: TRN02 and TRN03 together name the payment. */
export interface Trn extends At {
  readonly number: string | null;
  readonly originator: string | null;
}

/** N1 and NM1. */
export interface Named extends At {
  /** PR, PE; QC patient, IL subscriber, 74 corrected, TT crossover, 82 rendering provider. */
  readonly entity: string;
  readonly lastName: string | null;
  readonly firstName: string | null;
  readonly idQualifier: string | null;
  readonly id: string | null;
}

export interface Clp extends At {
  readonly patientControlNumber: string | null;
  readonly statusCode: string | null;
  readonly chargeCents: number | null;
  readonly paidCents: number | null;
  readonly patientResponsibilityCents: number | null;
  readonly filingIndicator: string | null;
  readonly payerControlNumber: string | null;
  readonly facilityCode: string | null;
  readonly frequency: string | null;
  readonly drg: string | null;
}

/** One triplet of a CAS. Positive lowers the payment. */
export interface CasEntry extends At {
  readonly group: string | null;
  readonly reason: string | null;
  readonly amountCents: number;
  readonly quantity: number | null;
}

export interface Svc extends At {
  readonly qualifier: string | null;
  readonly procedure: string | null;
  readonly modifiers: readonly string[];
  readonly chargeCents: number | null;
  readonly paidCents: number | null;
  readonly revenueCode: string | null;
  /** SVC05; null when not stated (the guide then means 1). */
  readonly units: number | null;
  /** SVC06-2: the code that was billed when the payer changed it. */
  readonly billedProcedure: string | null;
  readonly billedUnits: number | null;
}

/** One pair of a PLB. Positive lowers the payment. */
export interface Plb extends At {
  readonly provider: string | null;
  readonly fiscalYearEnd: string | null;
  readonly reason: string;
  readonly reference: string | null;
  readonly amountCents: number;
}

/** Where the indices of segments go whose amounts cannot be read: such a value is never taken for nothing. */
export type Unreadable = number[];

export const indexOf = (segment: Segment): number => segment.position - 1;

export const readBpr = (segment: Segment): Bpr => ({
  at: indexOf(segment),
  handling: elementOrNull(segment, 1),
  amountCents: centsOf(segment, 2),
  creditOrDebit: elementOrNull(segment, 3),
  method: elementOrNull(segment, 4),
  date: parseX12Date(element(segment, 16)),
});

export const readTrn = (segment: Segment): Trn => ({
  at: indexOf(segment),
  number: elementOrNull(segment, 2),
  originator: elementOrNull(segment, 3),
});

export const readN1 = (segment: Segment): Named => ({
  at: indexOf(segment),
  entity: element(segment, 1),
  lastName: elementOrNull(segment, 2),
  firstName: null,
  idQualifier: elementOrNull(segment, 3),
  id: elementOrNull(segment, 4),
});

export const readNm1 = (segment: Segment): Named => ({
  at: indexOf(segment),
  entity: element(segment, 1),
  lastName: elementOrNull(segment, 3),
  firstName: elementOrNull(segment, 4),
  idQualifier: elementOrNull(segment, 8),
  id: elementOrNull(segment, 9),
});

export function readClp(segment: Segment, unreadable: Unreadable): Clp {
  if (isUnreadable(segment, 5)) unreadable.push(indexOf(segment));
  return {
    at: indexOf(segment),
    patientControlNumber: elementOrNull(segment, 1),
    statusCode: elementOrNull(segment, 2),
    chargeCents: centsOf(segment, 3),
    paidCents: centsOf(segment, 4),
    patientResponsibilityCents: centsOf(segment, 5),
    filingIndicator: elementOrNull(segment, 6),
    payerControlNumber: elementOrNull(segment, 7),
    facilityCode: elementOrNull(segment, 8),
    frequency: elementOrNull(segment, 9),
    drg: elementOrNull(segment, 11),
  };
}

/** CAS02-04 to CAS17-19. Elements after the sixth triplet are no part of the guide and count as unreadable. */
export function readCas(segment: Segment, unreadable: Unreadable): CasEntry[] {
  const entries: CasEntry[] = [];
  for (let index = 2; index < segment.elements.length; index += 3) {
    const [reason, amountCents] = [elementOrNull(segment, index), centsOf(segment, index + 1)];
    const isEmpty = reason === null && element(segment, index + 1) === '' && element(segment, index + 2) === '';
    if (isEmpty) continue;
    if (amountCents === null || index > 17) unreadable.push(indexOf(segment));
    else
      entries.push({
        at: indexOf(segment),
        group: elementOrNull(segment, 1),
        reason,
        amountCents,
        quantity: numberOf(segment, index + 2),
      });
  }
  return entries;
}

/** A first composite that is no more than its qualifier names no procedure; one without a qualifier is the procedure. */
export function readSvc(segment: Segment, delimiters: Delimiters): Svc {
  const [first = '', code, ...rest] = components(segment, 1, delimiters);
  const [qualifier, procedure] =
    code === undefined && !SERVICE_QUALIFIERS.has(first) ? ['', first] : [first, code ?? ''];
  const [billedFirst = '', billedCode] = components(segment, 6, delimiters);
  return {
    at: indexOf(segment),
    qualifier: qualifier || null,
    procedure: procedure || null,
    modifiers: rest.slice(0, 4).filter((modifier) => modifier !== ''),
    chargeCents: centsOf(segment, 2),
    paidCents: centsOf(segment, 3),
    revenueCode: elementOrNull(segment, 4),
    units: numberOf(segment, 5),
    billedProcedure: (billedCode ?? billedFirst) || null,
    billedUnits: numberOf(segment, 7),
  };
}

const SERVICE_QUALIFIERS = new Set(['AD', 'ER', 'HC', 'HP', 'IV', 'N4', 'N6', 'NU', 'UI', 'WK']);

/** PLB03/04 to PLB13/14. */
export function readPlb(segment: Segment, delimiters: Delimiters, unreadable: Unreadable): Plb[] {
  const pairs: Plb[] = [];
  for (let index = 3; index < segment.elements.length; index += 2) {
    const [reason = '', ...reference] = components(segment, index, delimiters);
    const amountCents = centsOf(segment, index + 1);
    if (reason === '' && reference.length === 0 && element(segment, index + 1) === '') continue;
    if (amountCents === null || index > 13) unreadable.push(indexOf(segment));
    else
      pairs.push({
        at: indexOf(segment),
        provider: elementOrNull(segment, 1),
        fiscalYearEnd: elementOrNull(segment, 2),
        reason,
        reference: reference.join(delimiters.component) || null,
        amountCents,
      });
  }
  return pairs;
}

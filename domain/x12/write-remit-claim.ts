/** Loops 2100 and 2110 from a claim of the remittance document. */
import { allAdjustments, type Adjustment, type RemittanceClaim, type RemittanceLine } from '../remittance.ts';
import { amount, segment } from './write-segment.ts';

/** What CLP07 carries when the payer's number is not known; such a claim cannot be reversed later by number. */
const NO_CONTROL_NUMBER = '0';
/** CLP06 "mutually defined", where the kind of plan is not known. */
const NO_FILING_INDICATOR = 'ZZ';

/** @returns the claim's segments; its amounts are known to be stated. */
export function claimSegments(claim: RemittanceClaim): string[] {
  const patientCents = claim.patientResponsibilityCents ?? (patientShare(claim) || null);
  return [
    segment(
      'CLP',
      claim.patientControlNumber,
      claim.statusCode ?? ((claim.paidCents ?? 0) < 0 ? '22' : '1'),
      amount(claim.billedCents ?? 0),
      amount(claim.paidCents ?? 0),
      patientCents === null ? '' : amount(patientCents),
      claim.filingIndicator ?? NO_FILING_INDICATOR,
      claim.payerClaimControlNumber ?? NO_CONTROL_NUMBER,
      '',
      claim.frequency ?? '',
    ),
    ...casSegments(claim.adjustments ?? []),
    ...nameSegments(claim),
    ...remarkSegments(claim.remarks ?? []),
    ...references(claim.references),
    ...day('232', claim.serviceFrom),
    ...day('233', claim.serviceTo === claim.serviceFrom ? null : claim.serviceTo),
    ...dates(claim.dates),
    ...(claim.interestCents ? [segment('AMT', 'I', amount(claim.interestCents))] : []),
    ...amounts(claim.amounts),
    ...claim.lines.flatMap(lineSegments),
  ];
}

const patientShare = (claim: RemittanceClaim): number =>
  allAdjustments(claim)
    .filter(({ group }) => group === 'PR')
    .reduce((total, { amountCents }) => total + amountCents, 0);

const count = (value: number | null | undefined): string => (typeof value === 'number' ? String(value) : '');
const TRIPLETS = 6;

/** One CAS for each group, a further one after six reasons. */
function casSegments(adjustments: readonly Adjustment[]): string[] {
  const groups = new Set(adjustments.map(({ group }) => group));
  return [...groups].flatMap((group) => {
    const triplets = adjustments
      .filter((adjustment) => adjustment.group === group)
      .map(({ reason, amountCents, quantity }) => [reason, amount(amountCents), count(quantity)]);
    return chunks(triplets, TRIPLETS).map((few) => segment('CAS', group, ...few.flat()));
  });
}

function nameSegments({ patient, correctedName, correctedMemberId, crossoverTo }: RemittanceClaim): string[] {
  const member = patient.memberId ? ['MI', patient.memberId] : [];
  const corrected = correctedMemberId ? ['C', correctedMemberId] : [];
  return [
    segment('NM1', 'QC', '1', patient.lastName ?? '', patient.firstName ?? '', '', '', '', ...member),
    ...(correctedName || correctedMemberId
      ? [
          segment(
            'NM1',
            '74',
            '1',
            correctedName?.lastName ?? '',
            correctedName?.firstName ?? '',
            '',
            '',
            '',
            ...corrected,
          ),
        ]
      : []),
    ...(crossoverTo ? [segment('NM1', 'TT', '2', crossoverTo)] : []),
  ];
}

/** A remittance advice remark code; payers' own codes have no place in an 835. */
export const isRemarkCode = (code: string): boolean => /^(?:MA?|N)\d{1,4}$/.test(code);
const MOST_MOA_REMARKS = 5;

function remarkSegments(remarks: readonly string[]): string[] {
  const codes = remarks.filter(isRemarkCode).slice(0, MOST_MOA_REMARKS);
  return codes.length === 0 ? [] : [segment('MOA', '', '', ...codes)];
}

function lineSegments(line: RemittanceLine): string[] {
  const code = line.procedure ?? line.revenueCode ?? '';
  const qualifier = line.qualifier ?? qualifierOf(code);
  return [
    segment(
      'SVC',
      [qualifier, code, ...(line.modifiers ?? [])],
      amount(line.billedCents ?? 0),
      amount(line.paidCents ?? 0),
      line.procedure ? (line.revenueCode ?? '') : '',
      count(line.units),
      line.billedProcedure ? [qualifier, line.billedProcedure] : '',
      count(line.billedUnits),
    ),
    ...(line.serviceTo
      ? [...day('150', line.serviceDate), ...day('151', line.serviceTo)]
      : day('472', line.serviceDate)),
    ...dates(line.dates),
    ...casSegments(line.adjustments),
    ...(line.controlNumber ? [segment('REF', '6R', line.controlNumber)] : []),
    ...references(line.references),
    ...(typeof line.allowedCents === 'number' ? [segment('AMT', 'B6', amount(line.allowedCents))] : []),
    ...amounts(line.amounts),
    ...(line.remarks ?? []).filter(isRemarkCode).map((remark) => segment('LQ', 'HE', remark)),
  ];
}

/** CDT codes are D and four digits, revenue codes three or four digits, everything else is HCPCS. */
const qualifierOf = (code: string): string => (/^D\d{4}$/.test(code) ? 'AD' : /^\d{3,4}$/.test(code) ? 'NU' : 'HC');

export const x12Day = (iso: string): string => iso.replaceAll('-', '');
const day = (qualifier: string, iso: string | null | undefined): string[] =>
  iso ? [segment('DTM', qualifier, x12Day(iso))] : [];
const dates = (all: RemittanceClaim['dates']): string[] =>
  (all ?? []).flatMap(({ qualifier, date }) => day(qualifier, date));
const references = (all: RemittanceClaim['references']): string[] =>
  (all ?? []).map(({ qualifier, value }) => segment('REF', qualifier, value));
const amounts = (all: RemittanceClaim['amounts']): string[] =>
  (all ?? []).map(({ qualifier, amountCents }) => segment('AMT', qualifier, amount(amountCents)));

export const chunks = <T>(all: readonly T[], size: number): T[][] =>
  Array.from({ length: Math.ceil(all.length / size) }, (_, index) => all.slice(index * size, (index + 1) * size));

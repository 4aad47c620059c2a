/** A claim loop of an 835 as a claim of the remittance document. */
import type { FieldLog } from './era-fields.ts';
import type { Adjustment, RemittanceClaim, RemittanceLine } from './remittance.ts';
import type { ClaimLoop, ServiceLoop } from './x12/remit-claim.ts';
import type { CasEntry, Named, Qualified } from './x12/remit-segments.ts';

/**
 * Objects are written out with all their keys: tens of thousands of them take half the memory that way.
 * @returns the claim before it is judged: `post`, without exceptions.
 */
export function claimOf(loop: ClaimLoop, pointer: string, log: FieldLog): RemittanceClaim {
  const { clp, names } = loop;
  const [start, end] = periodOf(loop);
  const crossover = names.find(({ entity }) => entity === 'TT');
  const corrected = names.find(({ entity }) => entity === '74');
  const claim: RemittanceClaim = {
    patientControlNumber: clp.patientControlNumber,
    payerClaimControlNumber: clp.payerControlNumber,
    statusCode: clp.statusCode,
    patient: patientOf(names, `${pointer}/patient`, log),
    serviceFrom: said(start, `${pointer}/serviceFrom`, log),
    serviceTo: said(end, `${pointer}/serviceTo`, log),
    billedCents: clp.chargeCents,
    allowedCents: null,
    paidCents: clp.paidCents,
    patientResponsibilityCents: clp.patientResponsibilityCents,
    interestCents: interestOf(loop.amounts, `${pointer}/interestCents`, log),
    adjustments: adjustmentsOf(loop.adjustments, pointer, log),
    remarks: remarksOf(loop.remarks, pointer, log),
    lines: loop.services.map((service, index) => lineOf(service, `${pointer}/lines/${index}`, log)),
    filingIndicator: clp.filingIndicator,
    crossoverTo: crossover?.lastName ?? crossover?.id ?? null,
    correctedMemberId: corrected?.id ?? null,
    frequency: clp.frequency,
    disposition: 'post',
    exceptions: [],
  };
  log.note(pointer, claim, CLP_KEYS, clp.at);
  if (crossover) log.note(pointer, claim, ['crossoverTo'], crossover.at);
  if (corrected) {
    log.note(pointer, claim, ['correctedMemberId'], corrected.at);
    if (corrected.lastName !== null || corrected.firstName !== null) {
      claim.correctedName = { lastName: corrected.lastName, firstName: corrected.firstName };
      log.note(`${pointer}/correctedName`, claim.correctedName, NAME_KEYS, corrected.at);
    }
  }
  addSideValues(claim, withoutKeyed(loop), pointer, log);
  return claim;
}

const NAME_KEYS = ['lastName', 'firstName'] as const;
const CLP_KEYS = [
  'patientControlNumber',
  'payerClaimControlNumber',
  'statusCode',
  'billedCents',
  'paidCents',
  'patientResponsibilityCents',
] as const;
const SVC_KEYS = [
  'procedure',
  'units',
  'billedCents',
  'paidCents',
  'revenueCode',
  'billedProcedure',
  'billedUnits',
] as const;
const CAS_KEYS = ['group', 'reason', 'amountCents', 'quantity'] as const;

function lineOf(loop: ServiceLoop, pointer: string, log: FieldLog): RemittanceLine {
  const { svc } = loop;
  const day = first(loop.dates, '472') ?? first(loop.dates, '150');
  const until = first(loop.dates, '151');
  const allowed = first(loop.amounts, 'B6');
  const control = first(loop.references, '6R');
  const line: RemittanceLine = {
    serviceDate: said(day, `${pointer}/serviceDate`, log),
    procedure: svc.procedure,
    modifiers: [...svc.modifiers],
    units: svc.units,
    billedCents: svc.chargeCents,
    allowedCents: said(allowed, `${pointer}/allowedCents`, log),
    paidCents: svc.paidCents,
    adjustments: adjustmentsOf(loop.adjustments, pointer, log),
    remarks: remarksOf(loop.remarks, pointer, log),
    qualifier: svc.qualifier,
    revenueCode: svc.revenueCode,
    billedProcedure: svc.billedProcedure,
    billedUnits: svc.billedUnits,
    controlNumber: said(control, `${pointer}/controlNumber`, log),
    serviceTo: said(until, `${pointer}/serviceTo`, log),
  };
  log.note(pointer, line, SVC_KEYS, svc.at);
  for (const [index, modifier] of svc.modifiers.entries())
    log.noteValue(`${pointer}/modifiers/${index}`, modifier, svc.at);
  const side = {
    references: loop.references.filter((reference) => reference !== control),
    dates: loop.dates.filter((date) => date !== day && date !== until),
    amounts: loop.amounts.filter((amount) => amount !== allowed),
  };
  addSideValues(line, side, pointer, log);
  return line;
}

const first = <T>(values: readonly Qualified<T>[], qualifier: string): Qualified<T> | undefined =>
  values.find((value) => value.qualifier === qualifier);

function said<T>(found: Qualified<T> | undefined, pointer: string, log: FieldLog): T | null {
  if (!found) return null;
  log.noteValue(pointer, found.value, found.at);
  return found.value;
}

/** NM1*QC; the member id of the subscriber (NM1*IL) where the patient has none of its own. */
function patientOf(names: readonly Named[], pointer: string, log: FieldLog): RemittanceClaim['patient'] {
  const named = names.find(({ entity }) => entity === 'QC');
  const member = named?.id ? named : names.find(({ entity, id }) => entity === 'IL' && id !== null);
  const patient = {
    lastName: named?.lastName ?? null,
    firstName: named?.firstName ?? null,
    memberId: member?.id ?? null,
  };
  if (named) log.note(pointer, patient, NAME_KEYS, named.at);
  if (member) log.note(pointer, patient, ['memberId'], member.at);
  return patient;
}

type Day = Qualified<string> | undefined;

/** DTM*232 and *233; the first and last day of the lines where the claim states none. */
function periodOf({ dates, services }: ClaimLoop): [Day, Day] {
  const [start, end] = [first(dates, '232'), first(dates, '233')];
  if (start) return [start, end ?? start];
  let [earliest, latest]: [Day, Day] = [undefined, end];
  for (const service of services)
    for (const date of service.dates) {
      if (!LINE_DAYS.has(date.qualifier)) continue;
      if (!earliest || date.value < earliest.value) earliest = date;
      if (!end && (!latest || date.value > latest.value)) latest = date;
    }
  return [earliest, latest];
}

const LINE_DAYS = new Set(['472', '150', '151']);

/** AMT*I: paid through PLB L6, not within CLP04. */
function interestOf(amounts: readonly Qualified<number>[], pointer: string, log: FieldLog): number | null {
  const interest = amounts.filter(({ qualifier }) => qualifier === 'I');
  const [one] = interest;
  if (!one) return null;
  const total = interest.reduce((cents, { value }) => cents + value, 0);
  log.noteValue(pointer, total, one.at);
  return total;
}

const GROUPS = ['CO', 'PR', 'OA', 'PI', 'CR'] as const;

function adjustmentsOf(entries: readonly CasEntry[], pointer: string, log: FieldLog): Adjustment[] {
  return entries.map(({ at, group, reason, amountCents, quantity }, index) => {
    const adjustment: Adjustment = {
      group: GROUPS.find((known) => known === group) ?? null,
      reason,
      amountCents,
      ...(quantity === null ? {} : { quantity }),
    };
    log.note(`${pointer}/adjustments/${index}`, adjustment, CAS_KEYS, at);
    return adjustment;
  });
}

function remarksOf(remarks: readonly Qualified<string>[], pointer: string, log: FieldLog): string[] {
  return remarks.map(({ at, value }, index) => {
    log.noteValue(`${pointer}/remarks/${index}`, value, at);
    return value;
  });
}

/** Without what the claim has keys for. */
const withoutKeyed = ({ references, dates, amounts }: ClaimLoop): SideValues => ({
  references,
  dates: dates.filter(({ qualifier }) => qualifier !== '232' && qualifier !== '233'),
  amounts: amounts.filter(({ qualifier }) => qualifier !== 'I'),
});

type SideValues = Pick<ServiceLoop, 'references' | 'dates' | 'amounts'>;

/** What has no key of its own in the document is kept by its qualifier. */
function addSideValues(
  to: Pick<RemittanceLine, 'references' | 'dates' | 'amounts'>,
  { references, dates, amounts }: SideValues,
  pointer: string,
  log: FieldLog,
): void {
  for (const [index, { at, qualifier, value }] of references.entries()) {
    (to.references ??= []).push({ qualifier, value });
    log.noteValue(`${pointer}/references/${index}/value`, value, at);
  }
  for (const [index, { at, qualifier, value }] of dates.entries()) {
    (to.dates ??= []).push({ qualifier, date: value });
    log.noteValue(`${pointer}/dates/${index}/date`, value, at);
  }
  for (const [index, { at, qualifier, value }] of amounts.entries()) {
    (to.amounts ??= []).push({ qualifier, amountCents: value });
    log.noteValue(`${pointer}/amounts/${index}/amountCents`, value, at);
  }
}

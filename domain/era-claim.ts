/** A claim loop of an 835 as a claim of the remittance document. */
import type { FieldLog } from './era-fields.ts';
import type { Adjustment, RemittanceClaim, RemittanceLine } from './remittance.ts';
import type { ClaimLoop, ServiceLoop } from './x12/remit-claim.ts';
import type { CasEntry, Named, Qualified } from './x12/remit-segments.ts';

/** @returns the claim before it is judged: `post`, without exceptions. */
export function claimOf(loop: ClaimLoop, pointer: string, log: FieldLog): RemittanceClaim {
  const { clp } = loop;
  const own = {
    patientControlNumber: clp.patientControlNumber,
    payerClaimControlNumber: clp.payerControlNumber,
    statusCode: clp.statusCode,
    billedCents: clp.chargeCents,
    paidCents: clp.paidCents,
    patientResponsibilityCents: clp.patientResponsibilityCents,
    ...(clp.filingIndicator === null ? {} : { filingIndicator: clp.filingIndicator }),
    ...(clp.frequency === null ? {} : { frequency: clp.frequency }),
  };
  log.note(pointer, own, clp.at);
  return {
    ...own,
    patient: patientOf(loop.names, `${pointer}/patient`, log),
    ...otherNames(loop.names, pointer, log),
    ...periodOf(loop, pointer, log),
    interestCents: interestOf(loop.amounts, pointer, log),
    adjustments: adjustmentsOf(loop.adjustments, pointer, log),
    remarks: remarksOf(loop.remarks, pointer, log),
    ...sideValues(withoutKeyed(loop), pointer, log),
    lines: loop.services.map((service, index) => lineOf(service, `${pointer}/lines/${index}`, log)),
    disposition: 'post',
    exceptions: [],
  };
}

function lineOf(loop: ServiceLoop, pointer: string, log: FieldLog): RemittanceLine {
  const { svc } = loop;
  const own = {
    procedure: svc.procedure,
    modifiers: [...svc.modifiers],
    units: svc.units,
    billedCents: svc.chargeCents,
    paidCents: svc.paidCents,
    ...(svc.qualifier === null ? {} : { qualifier: svc.qualifier }),
    ...(svc.revenueCode === null ? {} : { revenueCode: svc.revenueCode }),
    ...(svc.billedProcedure === null ? {} : { billedProcedure: svc.billedProcedure }),
    ...(svc.billedUnits === null ? {} : { billedUnits: svc.billedUnits }),
  };
  log.note(pointer, own, svc.at);
  const day = first(loop.dates, '472') ?? first(loop.dates, '150');
  const until = first(loop.dates, '151');
  const allowed = first(loop.amounts, 'B6');
  const control = first(loop.references, '6R');
  return {
    ...own,
    serviceDate: said(day, `${pointer}/serviceDate`, log),
    allowedCents: said(allowed, `${pointer}/allowedCents`, log),
    ...(until ? { serviceTo: said(until, `${pointer}/serviceTo`, log) } : {}),
    ...(control ? { controlNumber: said(control, `${pointer}/controlNumber`, log) } : {}),
    adjustments: adjustmentsOf(loop.adjustments, pointer, log),
    remarks: remarksOf(loop.remarks, pointer, log),
    ...sideValues(
      {
        references: loop.references.filter((reference) => reference !== control),
        dates: loop.dates.filter((date) => date !== day && date !== until),
        amounts: loop.amounts.filter((amount) => amount !== allowed),
      },
      pointer,
      log,
    ),
  };
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
  const patient = names.find(({ entity }) => entity === 'QC');
  const member = patient?.id ? patient : names.find(({ entity, id }) => entity === 'IL' && id !== null);
  const named = { lastName: patient?.lastName ?? null, firstName: patient?.firstName ?? null };
  if (patient) log.note(pointer, named, patient.at);
  if (member) log.noteValue(`${pointer}/memberId`, member.id, member.at);
  return { ...named, memberId: member?.id ?? null };
}

/** NM1*TT, the payer it was crossed over to; NM1*74, what the payer corrected. */
function otherNames(names: readonly Named[], pointer: string, log: FieldLog): Partial<RemittanceClaim> {
  const crossover = names.find(({ entity }) => entity === 'TT');
  const corrected = names.find(({ entity }) => entity === '74');
  const crossoverTo = crossover ? (crossover.lastName ?? crossover.id) : null;
  if (crossover) log.noteValue(`${pointer}/crossoverTo`, crossoverTo, crossover.at);
  if (!corrected) return crossoverTo === null ? {} : { crossoverTo };
  const name = { lastName: corrected.lastName, firstName: corrected.firstName };
  log.note(`${pointer}/correctedName`, name, corrected.at);
  log.noteValue(`${pointer}/correctedMemberId`, corrected.id, corrected.at);
  return {
    ...(crossoverTo === null ? {} : { crossoverTo }),
    ...(name.lastName === null && name.firstName === null ? {} : { correctedName: name }),
    ...(corrected.id === null ? {} : { correctedMemberId: corrected.id }),
  };
}

/** DTM*232 and *233; the days of the lines where the claim states none. */
function periodOf(
  loop: ClaimLoop,
  pointer: string,
  log: FieldLog,
): { serviceFrom: string | null; serviceTo: string | null } {
  const days = loop.services
    .flatMap(({ dates }) => dates)
    .filter(({ qualifier }) => ['472', '150', '151'].includes(qualifier));
  const byDay = (left: Qualified<string>, right: Qualified<string>): number => (left.value < right.value ? -1 : 1);
  const sorted = days.toSorted(byDay);
  const [start, end] = [first(loop.dates, '232'), first(loop.dates, '233')];
  return {
    serviceFrom: said(start ?? sorted[0], `${pointer}/serviceFrom`, log),
    serviceTo: said(end ?? start ?? sorted.at(-1), `${pointer}/serviceTo`, log),
  };
}

/** AMT*I: paid through PLB L6, not within CLP04. */
function interestOf(amounts: readonly Qualified<number>[], pointer: string, log: FieldLog): number | null {
  const interest = amounts.filter(({ qualifier }) => qualifier === 'I');
  const [one] = interest;
  if (!one) return null;
  const total = interest.reduce((cents, { value }) => cents + value, 0);
  log.noteValue(`${pointer}/interestCents`, total, one.at);
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
    log.note(`${pointer}/adjustments/${index}`, adjustment, at);
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

/** What has no key of its own in the document, kept by its qualifier. Empty lists are left out. */
function sideValues(
  from: SideValues,
  pointer: string,
  log: FieldLog,
): Pick<RemittanceLine, 'references' | 'dates' | 'amounts'> {
  const noted = <T extends object>(key: string, values: readonly Qualified<unknown>[], shape: (at: number) => T): T[] =>
    values.map((value, index) => {
      const shaped = shape(index);
      log.note(`${pointer}/${key}/${index}`, shaped, value.at);
      return shaped;
    });
  const { references, dates, amounts } = from;
  return {
    ...(references.length > 0 && {
      references: noted('references', references, (index) => {
        const { qualifier, value } = references[index]!;
        return { qualifier, value };
      }),
    }),
    ...(dates.length > 0 && {
      dates: noted('dates', dates, (index) => ({ qualifier: dates[index]!.qualifier, date: dates[index]!.value })),
    }),
    ...(amounts.length > 0 && {
      amounts: noted('amounts', amounts, (index) => ({
        qualifier: amounts[index]!.qualifier,
        amountCents: amounts[index]!.value,
      })),
    }),
  };
}

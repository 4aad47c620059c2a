/** 270 eligibility inquiries (005010X279A1, 004010X092A1) to appointments. */
import { birthToCome } from '../claim-dates.ts';
import type { Appointment } from '../claim.ts';
import { parseX12Date } from '../dates.ts';
import type { ImportNote } from '../import-note.ts';
import { ancestor, type Loop, readHierarchy } from './loops.ts';
import { memberIdOf, payerOf, personOf, providerOf } from './parties.ts';
import type { ReadOptions } from './read-837.ts';
import { element, findSegment, periodOf, placeOf, type Segment } from './segments.ts';
import { transactionsOf } from './transactions.ts';

export interface AppointmentsRead {
  readonly appointments: readonly Appointment[];
  /** One for each inquiry that was left out. */
  readonly problems: readonly ImportNote[];
  readonly warnings: readonly ImportNote[];
}

/**
 * Every person who is asked about becomes an appointment or a problem. The day is DTP*291 or *472 (the first of a range);
 * without one the guide takes the day of the inquiry (BHT04), and so do we.
 * @throws X12Refusal when the file cannot be read as a whole, or holds no 270.
 */
export function read270(text: string, options: ReadOptions = {}): AppointmentsRead {
  const { transactions, warnings } = transactionsOf(text, '270');
  const appointments: Appointment[] = [];
  const problems: ImportNote[] = [];
  for (const { segments } of transactions) {
    const { header, loops, warnings: misnested } = readHierarchy(segments);
    warnings.push(...misnested);
    const bht = findSegment(header, 'BHT');
    const asked = bht ? parseX12Date(element(bht, 4)) : null;
    const parents = new Set(loops.map((loop) => loop.parent));
    const inquiries = loops.filter((loop) => isInquiry(loop, parents.has(loop)));
    for (const loop of inquiries) {
      const read = readInquiry(loop, asked, options.today ?? null);
      if ('message' in read) problems.push(read);
      else appointments.push(read);
    }
    const [st] = segments;
    if (st && inquiries.length === 0)
      warnings.push({ place: placeOf(st), message: 'the transaction asks about nobody; check the export.' });
  }
  return { appointments, problems, warnings };
}

/** A subscriber with dependents is asked about only when it has an EQ of its own. */
function isInquiry(loop: Loop, hasDependents: boolean): boolean {
  if (loop.level === '23') return true;
  return loop.level === '22' && (findSegment(loop.segments, 'EQ') !== undefined || !hasDependents);
}

function readInquiry(loop: Loop, asked: string | null, today: string | null): Appointment | ImportNote {
  const [hl] = loop.segments;
  const left = (what: string, at: Segment | undefined = hl): ImportNote => ({
    place: at ? placeOf(at) : { segment: 'HL', position: 0 },
    message: `${what}; the inquiry was left out. Correct it and export it again.`,
  });
  const subscriber = ancestor(loop, '22')?.segments ?? [];
  const payer = payerOf(ancestor(loop, '20')?.segments ?? []);
  if (!payer) return left('it names no payer (NM1*PR)');
  const subscriberName = findSegment(subscriber, 'NM1', 'IL');
  const memberId = memberIdOf(findSegment(loop.segments, 'NM1', '03')) ?? memberIdOf(subscriberName);
  if (memberId === null) return left('it has no member id (NM109 of NM1*IL)', subscriberName);
  const name = loop.level === '23' ? findSegment(loop.segments, 'NM1', '03') : subscriberName;
  const patient = personOf(name, findSegment(loop.segments, 'DMG'));
  if (patient.lastName === '' && patient.birthDate === null)
    return left('it gives neither name nor birth date of the patient', name);
  if (today !== null && birthToCome(patient, today))
    return left('the birth date is still to come', findSegment(loop.segments, 'DMG'));
  const dtp = findSegment(loop.segments, 'DTP', '291', '472', '307');
  const serviceDate = dtp ? (periodOf(dtp)?.from ?? null) : asked;
  if (serviceDate === null) return left('it has no service date that is a real day (DTP*291, DTP*472, or BHT04)', dtp);
  const provider = providerOf(ancestor(loop, '21')?.segments ?? [], '1P', 'FA', 'GP');
  return { payer, memberId, patient, providerNpi: provider?.npi ?? null, serviceDate };
}

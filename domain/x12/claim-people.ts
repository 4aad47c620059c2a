/** Whom a claim names in the loops above it: billing provider (2000A), subscriber and payer (2000B), patient (2000C). */
import type { Claim, Person } from '../claim.ts';
import { ClaimFlaw } from './claim-flaw.ts';
import { ancestor, type Loop } from './loops.ts';
import { memberIdOf, payerOf, personOf, providerOf } from './parties.ts';
import { elementOrNull, findSegment, type Segment } from './segments.ts';

type People = Pick<
  Claim,
  'payer' | 'memberId' | 'groupNumber' | 'subscriber' | 'patient' | 'relationship' | 'billingProvider'
>;

/** @throws ClaimFlaw when no payer or no patient is named. */
export function peopleOf(clm: Segment, loop: Loop): People {
  const subscriberLoop = headOf(ancestor(loop, '22'));
  const patientLoop = headOf(ancestor(loop, '23'));
  const providerLoop = headOf(ancestor(loop, '20'));
  const sbr = findSegment(subscriberLoop, 'SBR');
  const payer = payerOf(subscriberLoop);
  if (!payer) throw new ClaimFlaw(clm, 'the claim names no payer (NM1*PR of its subscriber)');
  const subscriberName = findSegment(subscriberLoop, 'NM1', 'IL');
  const subscriber = personOf(subscriberName, findSegment(subscriberLoop, 'DMG'));
  const patientName = findSegment(patientLoop, 'NM1', 'QC');
  const pat = findSegment(patientLoop, 'PAT');
  // in a dependent's loop a missing name must not turn the subscriber into the patient
  const isDependent = patientLoop.length > 0;
  const patient = isDependent ? personOf(patientName, findSegment(patientLoop, 'DMG')) : subscriber;
  assertNamed(clm, patient);
  return {
    payer,
    // a 4010 dependent may have a member id of its own (NM1*QC), which is the one the payer knows him by
    memberId: memberIdOf(patientName) ?? memberIdOf(subscriberName),
    groupNumber: sbr ? elementOrNull(sbr, 3) : null,
    subscriber,
    patient,
    relationship: (pat && elementOrNull(pat, 1)) ?? (sbr ? elementOrNull(sbr, 2) : null),
    billingProvider: providerOf(providerLoop, '85') ?? { name: null, npi: null, tin: null },
  };
}

function assertNamed(clm: Segment, patient: Person): void {
  if (patient.lastName === '')
    throw new ClaimFlaw(clm, 'the claim names no patient (NM1*QC, or NM1*IL when the patient is the subscriber)');
}

/** A loop's segments before its first claim. */
function headOf(loop: Loop | null): readonly Segment[] {
  const segments = loop?.segments ?? [];
  const end = segments.findIndex(({ id }) => id === 'CLM');
  return end < 0 ? segments : segments.slice(0, end);
}

/** The people a practice portal knows, and the claims and appointments that a practice asks it about. */
import type { Appointment, Claim, Person } from '../domain/claim.ts';
import { claimIdentity } from '../domain/claim-identity.ts';
import { addDays } from '../domain/dates.ts';
import { drawClaims } from './claims.ts';
import { makeMember, memberFromClaim, personKey, type PortalMember } from './members.ts';
import { seededRandom } from './random.ts';

export interface Population {
  readonly payer: { readonly name: string; readonly id: string | null };
  /** What the payer holds. */
  readonly members: readonly PortalMember[];
  /** What the practice billed. */
  readonly claims: readonly Claim[];
  /** What the practice has scheduled; a few carry an id or a birth date that the payer does not hold. */
  readonly appointments: readonly Appointment[];
}

export interface PopulationOptions {
  readonly seed: number;
  /** `YYYY-MM-DD`: ages of claims and spans of coverage are counted from it. */
  readonly today: string;
  readonly appointments?: number;
  readonly claims?: number;
  readonly providerNpi?: string;
}

export const NORTHFIELD_PAYER = { name: 'Northfield Medicaid', id: 'NFMCD' } as const;
/** The NPI standard's own example number. */
export const DEMO_PROVIDER_NPI = '1234567893';

/** An invented population; the demo's default is 120 appointments and 240 claims. */
export function makePopulation(options: PopulationOptions): Population {
  const { seed, today, appointments = 120, claims = 240, providerNpi = DEMO_PROVIDER_NPI } = options;
  const random = seededRandom(seed, 'members');
  const members: PortalMember[] = [];
  for (let i = 0; i < Math.max(appointments, 12); i += 1) members.push(makeMember(random, i, today));
  members.push(...namesakes(members));
  return {
    payer: NORTHFIELD_PAYER,
    members,
    claims: drawClaims({ seed, today, count: claims, members, payer: NORTHFIELD_PAYER, providerNpi }),
    appointments: drawAppointments(members, { seed, today, count: appointments, providerNpi }),
  };
}

/**
 * A population of the members and claims of files that were read. The same claim twice is one claim, as a payer would say;
 * a member without id cannot be looked up by id and has no appointment.
 */
export function populationFromClaims(read: readonly Claim[], options: { seed: number; today: string }): Population {
  const random = seededRandom(options.seed, 'claim-members');
  const claims = [...new Map(read.map((claim) => [claimIdentity(claim), claim])).values()];
  const members = new Map<string, PortalMember>();
  for (const claim of claims) {
    const key = personKey(claim.memberId, claim.patient);
    if (!members.has(key)) members.set(key, memberFromClaim(claim, random, options.today));
  }
  const known = [...members.values()];
  return {
    payer: claims[0]?.payer ?? NORTHFIELD_PAYER,
    members: known,
    claims,
    appointments: known
      .filter((member) => member.memberId !== null && member.memberId !== '')
      .map((member) => appointmentOf(member, claims[0]?.payer ?? NORTHFIELD_PAYER, options.today, null)),
  };
}

/** Members whose name and birth date are another's, next to each other by id: only the id tells them apart. */
function namesakes(members: readonly PortalMember[]): PortalMember[] {
  const [first, second] = members;
  if (!first || !second) return [];
  return [first, second].map((member, i) => ({
    ...member,
    memberId: String(Number(member.memberId) + 1).padStart(12, '0'),
    ssn: `90099${String(i).padStart(4, '0')}`,
    otherInsurance: [],
    copays: [],
  }));
}

function drawAppointments(
  members: readonly PortalMember[],
  { seed, today, count, providerNpi }: { seed: number; today: string; count: number; providerNpi: string },
): Appointment[] {
  const random = seededRandom(seed, 'appointments');
  return members.slice(0, count).map((member, i) => {
    const made = appointmentOf(member, NORTHFIELD_PAYER, addDays(today, random.int(-3, 21)), providerNpi);
    if (i % 40 === 17) return { ...made, memberId: `999${made.memberId.slice(3)}` };
    if (i % 60 === 31)
      return { ...made, patient: { ...made.patient, birthDate: addDays(made.patient.birthDate ?? today, 1) } };
    return made;
  });
}

function appointmentOf(
  member: PortalMember,
  payer: Population['payer'],
  serviceDate: string,
  providerNpi: string | null,
): Appointment {
  return { payer, memberId: member.memberId ?? '', patient: personOf(member), providerNpi, serviceDate };
}

const personOf = (member: PortalMember): Person => ({
  lastName: member.lastName,
  firstName: member.firstName,
  birthDate: member.birthDate,
  sex: member.sex,
});

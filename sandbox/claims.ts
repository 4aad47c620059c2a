/** Invented claims of the practice: professional and a few institutional ones, submitted across every aging bucket. */
import type { Claim, ClaimLine } from '../domain/claim.ts';
import { addDays } from '../domain/dates.ts';
import type { PortalMember } from './members.ts';
import { type Random, seededRandom } from './random.ts';

const PROCEDURES = [
  { procedure: '99213', cents: 14_250 },
  { procedure: '99214', cents: 20_875 },
  { procedure: '97110', cents: 6_315 },
  { procedure: '90837', cents: 17_999 },
  { procedure: '36415', cents: 1_201 },
  { procedure: '80053', cents: 4_437 },
  { procedure: '71046', cents: 9_860 },
  { procedure: 'J1885', cents: 733 },
] as const;
const REVENUE_LINES = [
  { revenueCode: '0450', procedure: '99283', cents: 61_240 },
  { revenueCode: '0250', procedure: null, cents: 8_819 },
  { revenueCode: '0300', procedure: '80053', cents: 11_302 },
] as const;
const DIAGNOSES = ['J069', 'M545', 'E119', 'I10', 'F411', 'Z0000'] as const;
/** First and last day of each aging bucket, counted back from today. */
const BUCKETS = [
  [1, 30],
  [31, 60],
  [61, 90],
  [91, 120],
  [121, 320],
] as const;
/** The first few members have more claims than one page of the results grid holds; the first one's are all of one day. */
const BUSY_MEMBERS = 3;
const BUSY_CLAIMS = 14;
const BUSY_DAY = 45;

interface ClaimPlan {
  readonly seed: number;
  readonly today: string;
  readonly count: number;
  readonly members: readonly PortalMember[];
  readonly payer: { readonly name: string; readonly id: string | null };
  readonly providerNpi: string;
}

export function drawClaims(plan: ClaimPlan): Claim[] {
  const random = seededRandom(plan.seed, 'claims');
  return Array.from({ length: plan.count }, (_, i) => {
    const busy = plan.count > 100 ? Math.floor(i / BUSY_CLAIMS) : BUSY_MEMBERS;
    const member = busy < BUSY_MEMBERS ? plan.members[busy]! : random.pick(plan.members);
    const [newest, oldest] = BUCKETS[i % BUCKETS.length]!;
    const submittedOn = addDays(plan.today, busy === 0 ? -BUSY_DAY : -random.int(newest, oldest));
    const serviceFrom = addDays(submittedOn, busy === 0 ? -2 : -random.int(1, 10));
    return drawClaim(random, plan, member, i, { submittedOn, serviceFrom });
  });
}

function drawClaim(
  random: Random,
  plan: ClaimPlan,
  member: PortalMember,
  index: number,
  { submittedOn, serviceFrom }: { submittedOn: string; serviceFrom: string },
): Claim {
  const isInstitutional = random.chance(0.1);
  const serviceTo = isInstitutional ? addDays(serviceFrom, random.int(0, 1)) : serviceFrom;
  const lines = isInstitutional
    ? REVENUE_LINES.slice(0, random.int(1, 3)).map((line, i) => makeLine(random, line, serviceFrom, i))
    : random
        .shuffle(PROCEDURES)
        .slice(0, random.int(1, 5))
        .map((line, i) => makeLine(random, line, serviceFrom, i));
  const person = {
    lastName: member.lastName,
    firstName: member.firstName,
    birthDate: member.birthDate,
    sex: member.sex,
  };
  return {
    kind: isInstitutional ? 'institutional' : 'professional',
    patientControlNumber: `LK${String(20_000 + index * 7)}`,
    frequency: '1',
    payerClaimControlNumber: null,
    payer: plan.payer,
    memberId: member.memberId,
    groupNumber: null,
    subscriber: person,
    patient: person,
    relationship: '18',
    billingProvider: { name: 'Larkspur Family Practice', npi: plan.providerNpi, tin: '990000017' },
    renderingProvider: null,
    billedCents: lines.reduce((sum, line) => sum + line.billedCents, 0),
    serviceFrom,
    serviceTo,
    diagnoses: [random.pick(DIAGNOSES)],
    submittedOn,
    lines,
  };
}

function makeLine(
  random: Random,
  line: { procedure: string | null; cents: number; revenueCode?: string },
  serviceDate: string,
  index: number,
): ClaimLine {
  const units = random.chance(0.2) ? random.int(2, 4) : 1;
  return {
    procedure: line.procedure,
    modifiers: random.chance(0.2) ? random.pick([['25'], ['59'], ['GP', '59']]) : [],
    revenueCode: line.revenueCode ?? null,
    billedCents: line.cents * units,
    units,
    serviceFrom: serviceDate,
    serviceTo: serviceDate,
    controlNumber: String(index + 1),
  };
}

/** Invented claims of this practice, as they look once read. */
import type { Claim, ClaimLine } from '../../domain/claim.ts';
import { addDays } from '../../domain/dates.ts';
import { seeded } from './random.ts';

const LINE: ClaimLine = {
  procedure: '99213',
  modifiers: [],
  revenueCode: null,
  billedCents: 15000,
  units: 1,
  serviceFrom: '2026-09-14',
  serviceTo: '2026-09-14',
  controlNumber: null,
};
const MARA = { lastName: 'QUILLON', firstName: 'MARA', birthDate: '1984-03-17', sex: 'F' } as const;

/** @returns a professional claim of one line, changed as said. */
export const aClaim = (change: Partial<Claim> = {}): Claim => ({
  kind: 'professional',
  patientControlNumber: 'HFC-1001',
  frequency: '1',
  payerClaimControlNumber: null,
  payer: { name: 'NORTHERN PINES HEALTH', id: 'NPH01' },
  memberId: 'NPH4410987',
  groupNumber: 'GRP7',
  subscriber: MARA,
  patient: MARA,
  relationship: '18',
  billingProvider: { name: 'HARBOR FAMILY CLINIC', npi: '1730155201', tin: '010555201' },
  renderingProvider: null,
  billedCents: 15000,
  serviceFrom: '2026-09-14',
  serviceTo: '2026-09-14',
  diagnoses: ['J209'],
  submittedOn: '2026-10-01',
  lines: [LINE],
  ...change,
});

const NAMES = ['ABARA', 'OSTRAND', "O'DELL", 'VAN DER MEER', 'ISAAC', 'NARCISA', 'ÅKERLUND', 'SMITH-JONES'];

/** @returns claims of many shapes, the same for the same seed. */
export function someClaims(count: number, seed: number): Claim[] {
  const random = seeded(seed);
  const pick = <Item>(items: readonly [Item, ...Item[]]): Item =>
    items[Math.floor(random() * items.length)] ?? items[0];
  const person = (): Claim['patient'] => ({
    lastName: NAMES[Math.floor(random() * NAMES.length)] ?? 'ABARA',
    firstName: pick(['MARA', null, 'WREN']),
    birthDate: pick([addDays('1950-01-01', Math.floor(random() * 25_000)), null]),
    sex: pick(['F', 'M', 'U', null]),
  });
  return Array.from({ length: count }, (_, index) => {
    const lines = Array.from({ length: 1 + Math.floor(random() * 6) }, (): ClaimLine => {
      const from = addDays('2026-01-01', Math.floor(random() * 250));
      return {
        procedure: pick(['99213', 'J3301', null]),
        modifiers: pick([[], ['25'], ['25', 'GT', '59', 'LT']]),
        revenueCode: null,
        billedCents: Math.floor(random() * 100_000),
        units: pick([1, 2.5, null]),
        serviceFrom: from,
        serviceTo: addDays(from, pick([0, 0, 3])),
        controlNumber: pick([null, `L${index}`]),
      };
    });
    const subscriber = person();
    const isSelf = random() < 0.5;
    return aClaim({
      patientControlNumber: `HFC-${index}`,
      frequency: pick(['1', '7', null]),
      payerClaimControlNumber: pick([null, 'ICN4711']),
      payer: pick([
        { name: 'NORTHERN PINES HEALTH', id: 'NPH01' },
        { name: 'PLAIN PLAN', id: null },
      ]),
      memberId: pick(['NPH1', null]),
      groupNumber: pick(['G1', null]),
      subscriber,
      patient: isSelf ? subscriber : person(),
      relationship: isSelf ? pick(['18', null]) : '19',
      billingProvider: pick([
        { name: 'HARBOR FAMILY CLINIC', npi: '1730155201', tin: '010555201' },
        { name: 'QUAY, STREET AND SONS', npi: null, tin: null },
      ]),
      renderingProvider: pick([
        null,
        { name: 'ABARA, INES', npi: '1730155219', tin: null },
        { name: 'ONE NAME', npi: null, tin: null },
      ]),
      billedCents: lines.reduce((total, line) => total + line.billedCents, 0),
      serviceFrom: lines.map((line) => line.serviceFrom ?? '').toSorted()[0] ?? null,
      serviceTo:
        lines
          .map((line) => line.serviceTo ?? '')
          .toSorted()
          .at(-1) ?? null,
      diagnoses: Array.from({ length: Math.floor(random() * 15) }, (_each, code) => `J${100 + code}`),
      lines,
    });
  });
}

import { describe, expect, it } from 'vitest';
import { type ClaimStatus, claimStatusSchema, CLAIM_STATES, type StatusAdjustment } from '../../domain/claim-status.ts';
import { claimSchema } from '../../domain/claim.ts';
import { coverageSchema } from '../../domain/coverage.ts';
import { daysBetween } from '../../domain/dates.ts';
import { adjudicate } from '../../sandbox/adjudication.ts';
import { makePopulation, populationFromClaims } from '../../sandbox/index.ts';
import { truthOf } from '../../sandbox/truth.ts';
import { TODAY } from './visitor.ts';

const options = { seed: 3, today: TODAY };
const population = makePopulation(options);
const records = adjudicate(population, options);
const truth = truthOf(population, records, TODAY);

const sum = (cuts: readonly StatusAdjustment[]): number =>
  cuts.reduce((cents, cut) => cents + (cut.amountCents ?? 0), 0);

/** Billed less every adjustment is paid, on each line and on the claim; all in cents. */
function expectBalanced(claim: ClaimStatus): void {
  const decided = claim.lines.filter((line) => line.paidCents !== null);
  expect(decided.map((line) => (line.billedCents ?? 0) - sum(line.adjustments))).toEqual(
    decided.map((line) => line.paidCents),
  );
  const all = [...claim.adjustments, ...claim.lines.flatMap((line) => line.adjustments)];
  const share = all.filter((cut) => cut.group === 'PR');
  const isDecided = claim.paidCents !== null;
  expect(claim.paidCents).toBe(isDecided ? (claim.billedCents ?? 0) - sum(all) : null);
  expect(claim.patientResponsibilityCents).toBe(isDecided ? sum(share) : null);
}

describe('the invented population', () => {
  it('is the same for the same seed and another for another seed', () => {
    expect(makePopulation(options)).toEqual(population);
    expect(adjudicate(makePopulation(options), options)).toEqual(records);
    expect(makePopulation({ ...options, seed: 4 }).claims).not.toEqual(population.claims);
  });

  it('has 120 appointments and 240 claims that satisfy the domain, in every aging bucket', () => {
    expect(population.appointments).toHaveLength(120);
    expect(population.claims).toHaveLength(240);
    for (const claim of population.claims) claimSchema.parse(claim);
    expect(new Set(population.claims.map((claim) => claim.patientControlNumber)).size).toBe(240);
    const bucket = (day: string): number => Math.min(4, Math.floor((daysBetween(day, TODAY) - 1) / 30));
    expect(new Set(population.claims.map((claim) => bucket(claim.submittedOn!)))).toEqual(new Set([0, 1, 2, 3, 4]));
  });

  it('takes its counts as asked', () => {
    const small = makePopulation({ ...options, appointments: 5, claims: 9 });
    expect([small.appointments.length, small.claims.length]).toEqual([5, 9]);
  });

  it('holds namesakes that only the member id tells apart', () => {
    const [first] = population.members;
    const same = population.members.filter(
      (one) => one.lastName === first!.lastName && one.birthDate === first!.birthDate,
    );
    expect(new Set(same.map((one) => one.memberId)).size).toBe(2);
  });
});

describe('the adjudication', () => {
  it('reaches every state that a portal can show', () => {
    const seen = new Set(records.map((record) => record.shown.state));
    const notOnPages = ['NOT_FOUND', 'QUERY_ERROR', 'PAYER_DOWN'];
    expect([...seen].toSorted()).toEqual(CLAIM_STATES.filter((state) => !notOnPages.includes(state)).toSorted());
  });

  it('balances to the cent on every line and claim', () => {
    for (const { shown } of records) expectBalanced(claimStatusSchema.parse(shown));
    expect(records.filter(({ shown }) => shown.paidCents !== null).length).toBeGreaterThan(100);
  });

  it('says paid only of money that came with a check', () => {
    for (const { shown } of records.filter((record) => record.shown.state === 'FINAL_PAID')) {
      expect(shown.paidCents).toBeGreaterThan(0);
      expect(shown.checkNumber).toMatch(/^\d{9}$/);
    }
    const unproven = records.filter((record) => record.scenario === 'paid-without-check');
    expect(unproven.map(({ shown }) => shown.category)).toEqual(unproven.map(() => 'F0'));
    expect(unproven.length).toBeGreaterThan(0);
  });

  it('numbers every record once, with 13 digits', () => {
    const numbers = records.map((record) => record.shown.payerClaimControlNumber!);
    expect(new Set(numbers).size).toBe(records.length);
    for (const number of numbers) expect(number).toMatch(/^(20|52)\d{11}$/);
  });

  it('denies single lines of paid claims', () => {
    const mixed = records.filter(
      ({ shown }) => shown.state === 'FINAL_PAID' && shown.lines.some((line) => line.statusText === 'Denied'),
    );
    expect(mixed.length).toBeGreaterThan(3);
  });
});

describe('the truth', () => {
  const outcome = (number: string): string => {
    const expected = truth.claim(number);
    return 'code' in expected ? expected.code : expected.result.claims.map((claim) => claim.state).join('+');
  };
  const outcomes = new Set(population.claims.map((claim) => outcome(claim.patientControlNumber)));

  it('names the exceptions that a right robot gives', () => {
    for (const code of ['claim-not-found', 'claim-ambiguous', 'wrong-record', 'status-unknown'])
      expect(outcomes).toContain(code);
  });

  it('answers an original and its replacement together', () => {
    expect(outcomes).toContain('FINAL_PAID+FINAL_REVISED');
  });

  it('finds a claim without account number by member and dates', () => {
    const [busy] = population.claims;
    const expected = truth.claim(busy!.patientControlNumber);
    expect('result' in expected && expected.result.claims[0]!.patientControlNumber).toBeNull();
  });

  it('covers every kind of eligibility answer', () => {
    const codes = new Set<string>();
    for (const { memberId, patient, serviceDate } of population.appointments) {
      const { lastName, firstName, birthDate } = patient;
      const member = { memberId, lastName, firstName, birthDate };
      const expected = truth.eligibility({ kind: 'eligibility', member, serviceDate, providerNpi: null });
      if ('result' in expected) coverageSchema.parse(expected.result);
      codes.add('code' in expected ? expected.code : expected.result.status);
    }
    expect(codes).toEqual(new Set(['active', 'inactive', 'member-not-found', 'wrong-record']));
  });

  it('tells namesakes apart by id only', () => {
    const { lastName, firstName, birthDate } = population.members[0]!;
    const ask = (memberId: string | null) =>
      truth.eligibility({
        kind: 'eligibility',
        member: { memberId, lastName, firstName, birthDate },
        serviceDate: TODAY,
        providerNpi: null,
      });
    expect(ask(null)).toEqual({ code: 'member-ambiguous' });
    expect(ask(population.members[0]!.memberId)).toHaveProperty('result');
  });
});

describe('a population of claims that were read from files', () => {
  const [claim] = population.claims;
  const nobody = { lastName: 'Fernsby', firstName: null, birthDate: null, sex: null };
  const bare = {
    ...claim!,
    memberId: null,
    subscriber: nobody,
    patient: nobody,
    patientControlNumber: 'X-1',
    submittedOn: null,
  };
  const dependent = { ...claim!, patient: { ...claim!.patient, firstName: 'Wren', birthDate: '2019-05-06' } };
  const file = [
    claim!,
    { ...dependent, patientControlNumber: 'X-2' },
    bare,
    { ...bare, patientControlNumber: 'X-3', lines: [] },
  ];
  const made = populationFromClaims(file, options);

  it('holds a claim once that was read twice', () => {
    expect(populationFromClaims([...file, ...file], options).claims).toEqual(made.claims);
  });

  it('makes one member a person, with or without id', () => {
    expect(made.members).toHaveLength(3);
    expect(made.claims).toHaveLength(4);
    expect(made.appointments).toHaveLength(2);
  });

  it('balances whatever was billed: no lines, lines that do not add up, nothing at all', () => {
    const odd = Array.from({ length: 90 }, (_, i) => ({
      ...claim!,
      patientControlNumber: `ODD-${i}`,
      billedCents: [0, 123_456, claim!.billedCents][i % 3]!,
      lines: i % 5 === 0 ? [] : i % 3 === 0 ? claim!.lines.map((line) => ({ ...line, billedCents: 0 })) : claim!.lines,
    }));
    const settled = adjudicate(populationFromClaims(odd, options), options).map((record) => record.shown);
    for (const shown of settled) expectBalanced(shown);
    const unpaid = settled.filter((shown) => shown.state === 'FINAL_PAID' && (shown.paidCents ?? 0) <= 0);
    expect(unpaid).toEqual([]);
  });

  it('cannot look up by id a member without one', () => {
    const fileTruth = truthOf(made, adjudicate(made, options), TODAY);
    const member = { memberId: null, lastName: 'Fernsby', firstName: null, birthDate: null };
    expect(fileTruth.eligibility({ kind: 'eligibility', member, serviceDate: TODAY, providerNpi: null })).toEqual({
      code: 'inquiry-rejected',
    });
  });
});

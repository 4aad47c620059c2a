import { describe, expect, test } from 'vitest';
import type { Claim } from '../../domain/claim.ts';
import { type ClaimMatch, matchClaim } from '../../domain/matching.ts';
import { openClaimIndex } from '../../domain/matching-index.ts';
import { compareNumbers, comparePatient } from '../../domain/matching-keys.ts';
import { matchLines } from '../../domain/matching-lines.ts';
import type { RemittanceClaim, RemittanceLine } from '../../domain/remittance.ts';
import { aClaim } from '../builders/claims.ts';
import { opened } from '../builders/gate.ts';
import { anAnswer } from '../builders/remittances.ts';

const CLAIM = aClaim();
const ANSWER = anAnswer(CLAIM);
const PAYER = 'NORTHERN PINES HEALTH';
const match = (answer: RemittanceClaim, claims: readonly Claim[] = [CLAIM]): ClaimMatch =>
  matchClaim(openClaimIndex(opened(claims)), answer, PAYER);
const codeOf = (found: ClaimMatch) => found.exceptions[0]?.code ?? found.claimId;
const nobody = { lastName: null, firstName: null, memberId: null };
const blank = {
  ...ANSWER,
  patientControlNumber: null,
  payerClaimControlNumber: null,
  patient: nobody,
  serviceFrom: null,
  serviceTo: null,
  lines: [],
};

describe('names', () => {
  const mara = { lastName: 'Quillon', firstName: 'Mara', birthDate: null, sex: null };
  test.each([
    ['same', mara, 'QUILLON', 'MARA'],
    ['same', mara, 'Quillon Jr.', 'Mara J'],
    ['same', mara, 'MARA', 'QUILLON'],
    ['same', mara, 'QUILLON, MARA', null],
    ['same', { ...mara, lastName: 'Smith-Jones' }, 'SMITH JONES', 'MARA'],
    ['same', { ...mara, lastName: "O'Dell" }, 'ODELL', 'MARA'],
    ['same', { ...mara, lastName: 'Åkerlund' }, 'AKERLUND', 'MARA'],
    ['same', { ...mara, lastName: 'Van der Meer' }, 'VANDERMEER', 'MARA'],
    ['weak', mara, 'QUILL', 'MARA'],
    ['weak', mara, 'QUILLON', 'M'],
    ['weak', mara, 'QUILLON', null],
    ['differs', mara, 'QUILLON', 'WREN'],
    ['differs', { ...mara, firstName: 'Robert' }, 'QUILLON', 'BOB'],
    ['differs', mara, 'OSTRAND', 'MARA'],
    ['not-stated', mara, null, 'MARA'],
  ])('%s: %j and %s, %s', (agreement, ours, lastName, firstName) => {
    expect(comparePatient(ours, { lastName, firstName })).toBe(agreement);
  });
});

test.each([
  ['same', 'HFC-1001', 'hfc 1001'],
  ['weak', 'HFC-1001', '00HFC1001'],
  ['weak', 'HFC-1001', '1001'],
  ['weak', '0012345678', '12345678'],
  ['weak', '12345678901', '1234567890'],
  ['differs', 'HFC-1001', 'HFC-1002'],
  ['differs', 'HFC-1001', '001'],
  ['not-stated', 'HFC-1001', '0'],
  ['not-stated', 'HFC-1001', 'NONE'],
  ['not-stated', 'HFC-1001', null],
])('numbers are %s: %s and %s', (agreement, ours, theirs) => {
  expect(compareNumbers(ours, theirs)).toBe(agreement);
});

describe('a claim is found', () => {
  test.each<[string, RemittanceClaim]>([
    ['by everything', ANSWER],
    ['by account and amount', { ...blank, patientControlNumber: 'HFC-1001' }],
    ['by name and day', { ...blank, billedCents: null, patient: ANSWER.patient, serviceFrom: '2026-09-14' }],
    [
      'by member and day when the account is not stated',
      { ...ANSWER, patientControlNumber: '0', patient: { memberId: 'NPH4410987' } },
    ],
    ['by a mangled account, name and day', { ...ANSWER, patientControlNumber: '000HFC1001' }],
    [
      'with a renewed member number, when the rest agrees',
      { ...ANSWER, patient: { ...ANSWER.patient, memberId: 'ZZ9' } },
    ],
    ['when it is cancelled', { ...ANSWER, statusCode: '22', billedCents: -15000 }],
  ])('%s', (_, answer) => {
    expect(match(answer)).toMatchObject({ claimId: 'c1', exceptions: [] });
  });

  test('one account number for many visits: the day tells', () => {
    const other = aClaim({ serviceFrom: '2026-09-21', serviceTo: '2026-09-21', lines: [] });
    expect(match(ANSWER, [other, CLAIM]).claimId).toBe('c2');
  });

  test('the better agreement beats the weaker', () => {
    const cheaper = aClaim({ billedCents: 9000 });
    expect(match(ANSWER, [cheaper, CLAIM]).claimId).toBe('c2');
  });

  test('of two rows of one claim, the one billed to this payer', () => {
    const secondary = aClaim({ payer: { name: 'South Shore Mutual', id: null } });
    expect(match(ANSWER, [secondary, CLAIM]).claimId).toBe('c2');
  });
});

describe('a claim is not guessed', () => {
  test.each<[string, string, RemittanceClaim, (readonly Claim[])?]>([
    ['one key alone', 'claim-not-found', { ...blank, billedCents: null, patientControlNumber: 'HFC-1001' }],
    ['day and amount of anybody', 'claim-not-found', { ...blank, serviceFrom: '2026-09-14' }],
    [
      'member and name name a person, no visit',
      'claim-not-found',
      { ...blank, billedCents: null, patient: ANSWER.patient },
    ],
    ['another account number', 'claim-not-found', { ...ANSWER, patientControlNumber: 'HFC-2002' }],
    ['another day', 'claim-not-found', { ...ANSWER, serviceFrom: '2026-03-01', serviceTo: '2026-03-01' }],
    ['another patient', 'patient-mismatch', { ...ANSWER, patient: { lastName: 'OSTRAND', firstName: 'WREN' } }],
    [
      'another first name',
      'patient-mismatch',
      { ...ANSWER, patient: { lastName: 'QUILLON', firstName: 'WREN', memberId: 'NPH4410987' } },
    ],
    ['twins in all keys', 'claim-ambiguous', ANSWER, [CLAIM, aClaim({ submittedOn: '2026-10-02' })]],
  ])('%s: %s', (_, code, answer, claims) => {
    const found = match(answer, claims);
    expect(found.claimId).toBeNull();
    expect(codeOf(found)).toBe(code);
  });

  test('candidates are told with what agrees and what does not, without a name', () => {
    const found = match({ ...ANSWER, patient: { lastName: 'OSTRAND', firstName: 'WREN' } });
    expect(found.candidates[0]).toMatchObject({
      claimId: 'c1',
      keys: { patientControlNumber: 'same', patientName: 'differs' },
    });
    expect(found.exceptions[0]!.detail).toBe(
      'The claim agrees on account number, service date, billed amount, but not on patient name.',
    );
  });
});

test('100,000 claims are indexed and searched in seconds', () => {
  const claims = Array.from({ length: 100_000 }, (_, place) =>
    aClaim({ patientControlNumber: `HFC-${place}`, memberId: `M${place % 5000}` }),
  );
  const started = process.cpuUsage();
  const index = openClaimIndex(opened(claims));
  for (let place = 0; place < 100_000; place += 500)
    expect(matchClaim(index, anAnswer(claims[place]!), PAYER).claimId).toBe(`c${place + 1}`);
  // Processor time: other work on the machine does not count.
  expect(process.cpuUsage(started).user / 1000).toBeLessThan(8_000);
});

describe('lines', () => {
  const ours = CLAIM.lines[0]!;
  const theirs = ANSWER.lines[0]!;
  const lines = (answer: readonly Partial<RemittanceLine>[], claim: readonly Partial<Claim['lines'][number]>[]) =>
    matchLines(
      { ...ANSWER, lines: answer.map((each) => ({ ...theirs, ...each })) },
      { ...CLAIM, lines: claim.map((each) => ({ ...ours, ...each })) },
    );

  test('by control number first, whatever else is alike', () => {
    const found = lines(
      [{ controlNumber: 'B' }, { controlNumber: 'A' }],
      [{ controlNumber: 'A' }, { controlNumber: 'B' }],
    );
    expect(found).toEqual({ lineNumbers: [2, 1], unanswered: [], exceptions: [] });
  });

  test('one code billed twice is answered one to one, by charge, by modifier, or in order when alike', () => {
    expect(
      lines([{ billedCents: 200 }, { billedCents: 100 }], [{ billedCents: 100 }, { billedCents: 200 }]).lineNumbers,
    ).toEqual([2, 1]);
    expect(lines([{ modifiers: ['59'] }, {}], [{}, { modifiers: ['59'] }]).lineNumbers).toEqual([2, 1]);
    expect(lines([{}, {}], [{}, {}]).lineNumbers).toEqual([1, 2]);
    expect(lines([{}], [{}, {}])).toMatchObject({ lineNumbers: [1], unanswered: [2] });
  });

  test('a modifier the payer dropped does no harm; which of two it was is not guessed', () => {
    expect(lines([{}], [{ modifiers: ['25'] }]).lineNumbers).toEqual([1]);
    const unsure = lines([{ paidCents: 1 }, { paidCents: 2 }], [{ modifiers: ['25'] }, { modifiers: ['LT'] }]);
    expect(unsure.lineNumbers).toEqual([null, null]);
    expect(unsure.exceptions.map(({ code, line }) => [code, line])).toEqual([
      ['line-unmatched', 0],
      ['line-unmatched', 1],
    ]);
  });

  test.each<[string, Partial<RemittanceLine>, Partial<Claim['lines'][number]>]>([
    ['line-charge-differs', { billedCents: 14900 }, {}],
    ['line-units-differ', { units: 2 }, {}],
    ['line-units-differ', { units: 1, billedUnits: 2 }, { units: 2 }],
    ['procedure-changed', { procedure: '99212', billedProcedure: '99213' }, {}],
    ['procedure-changed', { procedure: '99214' }, {}],
    ['line-unmatched', { serviceDate: '2026-09-15' }, {}],
    ['line-unmatched', { procedure: '93000', billedCents: 100 }, {}],
  ])('%s: %j', (code, answer, claim) => {
    expect(lines([answer], [claim]).exceptions.map((note) => note.code)).toEqual([code]);
  });

  test('a facility line is known by its revenue code, with or without its zero', () => {
    expect(lines([{ procedure: '450', modifiers: [] }], [{ procedure: null, revenueCode: '0450' }]).exceptions).toEqual(
      [],
    );
  });

  test('more answers than lines: what is left over is named, nothing is added', () => {
    const found = lines([{}, {}], [{}]);
    expect(found.lineNumbers).toEqual([null, null]);
    expect(found.exceptions).toHaveLength(2);
  });
});

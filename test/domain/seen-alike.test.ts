import { describe, expect, test } from 'vitest';
import { asBilled } from '../../domain/seen-alike.ts';
import { aClaim } from '../builders/claims.ts';
import { anAnswer, aPayment } from '../builders/remittances.ts';

const CLAIM = aClaim();
const OURS = aClaim({ lines: [{ ...CLAIM.lines[0]!, procedure: 'G0439' }] });
const ANSWER = anAnswer(OURS);
const POINTER = '/payments/0/claims/0/lines/0/procedure';

/** The procedure of the only line, read so surely. */
function told(procedure: string, confidence: number, change = {}, kind = 'paper-eob'): string | null {
  const payment = aPayment([{ ...ANSWER, lines: [{ ...ANSWER.lines[0]!, procedure, ...change }] }]);
  const fields = { [POINTER]: { confidence, via: 'ocr' as const, page: 1 } };
  const reading = { document: { kind, fields }, place: 0, ours: [OURS], confidence: 0.99 };
  return asBilled(payment, reading).claims[0]!.lines[0]!.procedure;
}

describe('a procedure that a scan spoilt', () => {
  test.each(['60439', 'GO439', '0439'])('%s is the G0439 that we billed', (read) =>
    expect(told(read, 0.8)).toBe('G0439'),
  );
  test('is left alone when it was read for certain, or has another shape', () => {
    expect(told('60439', 0.995)).toBe('60439');
    expect(told('G0438', 0.8)).toBe('G0438');
    expect(told('439', 0.8)).toBe('439');
  });
  test('is left alone on another day, with another charge, and in an 835', () => {
    expect(told('60439', 0.8, { serviceDate: '2020-01-01' })).toBe('60439');
    expect(told('60439', 0.8, { billedCents: 1 })).toBe('60439');
    expect(told('60439', 0.8, {}, 'era-835')).toBe('60439');
  });
});

test('modifiers that are doubtful are those we billed for that procedure, day and charge', () => {
  const own = aClaim({ lines: [{ ...OURS.lines[0]!, modifiers: ['QW'] }] });
  const line = { ...anAnswer(own).lines[0]!, modifiers: ['OW', 'ER'] };
  const modifiersRead = (confidence: number, change = {}) =>
    asBilled(aPayment([{ ...ANSWER, lines: [{ ...line, ...change }] }]), {
      document: {
        kind: 'paper-eob',
        fields: { '/payments/0/claims/0/lines/0/modifiers': { confidence, via: 'ocr', page: 1 } },
      },
      place: 0,
      ours: [own],
      confidence: 0.99,
    }).claims[0]!.lines[0]!.modifiers;
  expect(modifiersRead(0.6)).toEqual(['QW']);
  expect(modifiersRead(0.995)).toEqual(['OW', 'ER']);
  expect(modifiersRead(0.6, { procedure: '99999' })).toEqual(['OW', 'ER']);
});

/** The patient, the name read so surely. */
function namedAs(lastName: string, firstName: string, confidence: number): (string | null | undefined)[] {
  const payment = aPayment([{ ...ANSWER, patient: { ...ANSWER.patient, lastName, firstName } }]);
  const fields = { '/payments/0/claims/0/patient/lastName': { confidence, via: 'ocr' as const, page: 1 } };
  const reading = { document: { kind: 'paper-eob', fields }, place: 0, ours: [OURS], confidence: 0.99 };
  const { patient } = asBilled(payment, reading).claims[0]!;
  return [patient.lastName, patient.firstName];
}

describe('a name of which either word may be the family’s', () => {
  const { lastName, firstName } = OURS.patient;
  test('is our patient’s where it has the same words', () =>
    expect(namedAs(firstName!.toUpperCase(), lastName.toUpperCase(), 0.9)).toEqual([lastName, firstName]));
  test('is left alone when it was read for certain, or is another', () => {
    expect(namedAs(firstName!, lastName, 0.995)).toEqual([firstName, lastName]);
    expect(namedAs(firstName!, 'Other', 0.9)).toEqual([firstName, 'Other']);
  });
});

import { describe, expect, test } from 'vitest';
import { readRegisters } from '../../config/registers.ts';
import { applyCrosswalk, type Crosswalk, type CrosswalkEntry } from '../../domain/crosswalk.ts';
import { meaningOf } from '../../domain/crosswalk-phrases.ts';
import type { Adjustment } from '../../domain/remittance.ts';
import { aClaim } from '../builders/claims.ts';
import { anAnswer, aPayment } from '../builders/remittances.ts';

const ANSWER = anAnswer(aClaim());

function mapped(
  adjustment: Partial<Adjustment>,
  crosswalk: Partial<Omit<Crosswalk, 'legend'>> & { legend?: Record<string, string> } = {},
) {
  const own: Adjustment = { group: null, reason: null, amountCents: 6600, ...adjustment };
  const payment = aPayment([{ ...ANSWER, lines: [{ ...ANSWER.lines[0]!, adjustments: [own] }] }]);
  const { legend = {}, office = [], register = [] } = crosswalk;
  const done = applyCrosswalk(payment, { office, register, legend: new Map(Object.entries(legend)) });
  const { group, reason } = done.payment.claims[0]!.lines[0]!.adjustments[0]!;
  return { ...done, code: `${group}-${reason}`, why: done.unmapped[0]?.why, source: done.mappings[0]?.source };
}
const entry = (code: string, group: CrosswalkEntry['group'], reason: string): CrosswalkEntry => ({
  code,
  group,
  reason,
});

describe('sentences that can mean one thing', () => {
  test.each([
    ['Charge exceeds the fee schedule; provider write-off.', 'CO', '45'],
    ['Amount over the allowed amount. Member may not be billed.', 'CO', '45'],
    ['CONTRACTUAL ADJUSTMENT', 'CO', '45'],
    ['Reduced to the maximum allowed by the fee schedule. The client may not be billed.', 'CO', '45'],
    ['Applied to the deductible.', 'PR', '1'],
    ['Patient’s coinsurance', 'PR', '2'],
    ['Copayment', 'PR', '3'],
    ['Federal sequestration reduction', 'CO', '253'],
    ['Amount paid by other insurance', 'OA', '23'],
    ['This is a duplicate of a claim already decided.', 'OA', '18'],
    ['Received after the filing limit.', 'CO', '29'],
    ['The time limit for filing has expired.', 'CO', '29'],
    ['Service not covered by the plan. You may bill the patient.', 'PR', '96'],
    ['Not covered under the member’s current plan. The member owes this amount.', 'PR', '204'],
    ['Non-covered service; the member is not responsible.', 'CO', '96'],
    ['Not covered.', null, '96'],
    ['No prior authorization on file', 'CO', '197'],
    ['Included in the payment for another procedure', 'CO', '97'],
    ['Payment is part of the payment for another service', 'CO', '97'],
    ['Not medically necessary', 'CO', '50'],
    ['Annual maximum has been met. Patient is responsible.', 'PR', '119'],
    ['Send the other carrier’s explanation: bill the primary insurance first', 'CO', '22'],
  ])('%s', (text, group, reason) => {
    expect(meaningOf(text)).toEqual({ group, reason });
  });

  test.each([
    'See the benefit booklet, section 9.',
    'Exceeds the allowed amount; the patient is responsible for the difference.',
    'Exceeds the maximum number of visits allowed.',
    'Deductible and coinsurance',
    'Deductible waived',
    'The deductible is not met by the provider; provider liability',
    'Copy of the other insurance payment required',
    'Adjustment',
    '',
  ])('means nothing certain: %s', (text) => {
    const meaning = meaningOf(text);
    expect(meaning === null || !['45', '1', '2', '3', '23', '253'].includes(meaning.reason)).toBe(true);
  });
});

describe('which source speaks', () => {
  const legend = { X1: 'Received after the filing limit.' };
  test('the office before the register before the legend', () => {
    const all = { office: [entry('x-1', 'PR', '96')], register: [entry('X1', 'CO', '50')], legend };
    expect(mapped({ printedCode: 'X1' }, all)).toMatchObject({ code: 'PR-96', source: 'office' });
    expect(mapped({ printedCode: 'X1' }, { ...all, office: [] })).toMatchObject({ code: 'CO-50', source: 'register' });
    expect(mapped({ printedCode: 'X1' }, { legend })).toMatchObject({ code: 'CO-29', source: 'legend' });
  });

  test('a heading speaks where an amount has no code', () => {
    expect(mapped({ printedCode: 'Contractual Adjustment' })).toMatchObject({ code: 'CO-45', source: 'heading' });
  });

  test('nobody: it stays unmapped, and is no write-off', () => {
    expect(mapped({ printedCode: 'Q77' })).toMatchObject({ code: 'null-null', why: 'unknown' });
    expect(mapped({ printedCode: 'Q77' }, { legend: { Q77: 'Refer to section 9.' } }).unmapped[0]).toMatchObject({
      claim: 0,
      line: 0,
      adjustment: 0,
      printedCode: 'Q77',
      text: 'Refer to section 9.',
    });
    expect(mapped({ printedCode: 'NOTE A' })).toMatchObject({ why: 'unknown' });
  });

  test('words that do not say who bears it leave the group open', () => {
    expect(mapped({ printedCode: 'N3' }, { legend: { N3: 'Not covered.' } }).code).toBe('null-96');
  });

  test('a choice made for other words no longer counts', () => {
    const office = [{ ...entry('X1', 'CO', '45'), text: 'Over the fee schedule' }];
    expect(mapped({ printedCode: 'X1' }, { office, legend })).toMatchObject({ code: 'CO-29', source: 'legend' });
    expect(mapped({ printedCode: 'X1' }, { office, legend: { X1: 'OVER THE FEE SCHEDULE.' } }).source).toBe('office');
  });

  test('a code that looks like CARC 45 but is explained as something else is not 45', () => {
    const local = { legend: { '45': 'Received after the filing limit.' } };
    expect(mapped({ group: 'CO', reason: '45' }, local)).toMatchObject({ code: 'CO-null', why: 'conflict' });
    expect(mapped({ group: 'CO', reason: '45' }, { legend: { '45': 'Charge exceeds fee schedule' } }).code).toBe(
      'CO-45',
    );
    expect(mapped({ group: 'CO', reason: '204' }, { legend: { '204': 'Not covered under the plan' } }).code).toBe(
      'CO-204',
    );
  });

  test('another bearer than the page states is a conflict', () => {
    expect(mapped({ group: 'PR', printedCode: 'D1' }, { office: [entry('D1', 'CO', '45')] }).why).toBe('conflict');
    expect(mapped({ group: 'CO', printedCode: 'D1' }, { legend: { D1: 'Deductible' } }).why).toBe('conflict');
  });

  test('a CARC of an 835 is no payer’s own code', () => {
    expect(mapped({ group: 'CO', reason: '97' }, { office: [entry('97', 'CO', '45')] })).toMatchObject({
      code: 'CO-97',
      mappings: [],
    });
  });

  test('remarks of an entry are added once', () => {
    const register = [{ ...entry('E5', 'CO', '16'), remarks: ['M51'] }];
    expect(mapped({ printedCode: 'E5' }, { register }).payment.claims[0]!.lines[0]!.remarks).toEqual(['M51']);
  });
});

test('the register files hold usable crosswalks', () => {
  const entries = readRegisters().payers.flatMap(({ crosswalk = [] }) => crosswalk);
  expect(entries.length).toBeGreaterThan(0);
});

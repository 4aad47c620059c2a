import { describe, expect, test } from 'vitest';
import { amountOf, amountWithoutMark } from '../../../flows/remittance/amount-text.ts';
import { codeText } from '../../../flows/remittance/code-text.ts';
import { spanOf } from '../../../flows/remittance/date-text.ts';
import { labelOf } from '../../../flows/remittance/label-terms.ts';
import { isGivenFirst, personOf } from '../../../flows/remittance/people.ts';
import { meaningsOf } from '../../../flows/remittance/vocabulary.ts';

describe('amounts', () => {
  test.each([
    ['1,234.50', 123450],
    ['$12.00', 1200],
    ['-12.00', -1200],
    ['12.00-', -1200],
    ['(12.00)', -1200],
    ['$(12.00)', -1200],
    ['-$5.00', -500],
    ['12.00CR', -1200],
    ['12.00 CR', -1200],
    ['1.234,50', 123450],
    ['.50', 50],
    ['l2.OO', 1200],
    ['**1,240.55', 124055],
    ['26.03|', 2603],
    ['[1,084.20', 108420],
    ['0.00', 0],
    ['1234.5', null],
    ['CO-45', null],
    ['99213', null],
    ['1,23,4.00', null],
    ['20%', null],
    ['3.1', null],
  ])('%s is %s cents', (text, cents) => expect(amountOf(text)).toBe(cents));

  test('digits without their decimal mark', () => {
    expect(amountWithoutMark('12345')).toBe(12345);
    expect(amountWithoutMark('12')).toBeNull();
    expect(amountWithoutMark('1.90767')).toBe(190767);
    expect(amountWithoutMark('1.907')).toBeNull();
  });
});

describe('dates', () => {
  test.each([
    ['03/02/2026', '2026-03-02', '2026-03-02'],
    ['3-2-26', '2026-03-02', '2026-03-02'],
    ['Mar 2, 2026', '2026-03-02', '2026-03-02'],
    ['2 March 2026', '2026-03-02', '2026-03-02'],
    ['02-MAR-26', '2026-03-02', '2026-03-02'],
    ['0302 030426', '2026-03-02', '2026-03-04'],
    ['03/02/26-03/04/26', '2026-03-02', '2026-03-04'],
    ['03/02/2026 - 03/04/2026', '2026-03-02', '2026-03-04'],
    ['03/02 - 03/04/26', '2026-03-02', '2026-03-04'],
    ['03/02/26 thru 03/04/26', '2026-03-02', '2026-03-04'],
    ['20260302', '2026-03-02', '2026-03-02'],
    ['2026-03-02', '2026-03-02', '2026-03-02'],
  ])('%s is %s to %s', (text, from, to) => expect(spanOf(text, '2026-11-23')).toEqual({ from, to }));

  test.each(['13/45/2026', '02/30/2026', '03/04/2027', '03/04/26-03/02/26', '4432'])('%s is none', (text) =>
    expect(spanOf(text, '2026-11-23')).toBeNull(),
  );
});

test.each([
  ['C0-45', 'CO-45'],
  ['CO-4S', 'CO-45'],
  ['PI-96', 'PI-96'],
  ['0A-23', 'OA-23'],
  ['NI30', 'N130'],
  ['MAO1', 'MA01'],
  ['B31', 'B31'],
  ['(45)', '45'],
])('the code %s is %s', (text, code) => expect(codeText(text)).toBe(code));

test.each([
  ['DOE, JANE Q', 'DOE', 'JANE'],
  ['Doe,Jane', 'Doe', 'Jane'],
  ['Jane Q Doe', 'Doe', 'Jane'],
  ['DOE JANE', 'DOE', 'JANE'],
  ['DOE JANE Q', 'DOE', 'JANE'],
  ['JANE Q DOE', 'DOE', 'JANE'],
  ['Jane Roe- Doe', 'Roe-Doe', 'Jane'],
  ['Thad lversley', 'Iversley', 'Thad'],
  ['Mary Ann Van-Dyke', 'Van-Dyke', 'Mary Ann'],
  ['DOE JR, JOHN', 'DOE JR', 'JOHN'],
  ['DOE, JANE (CONTINUED)', 'DOE', 'JANE'],
])('the name %s is %s, %s', (text, lastName, firstName) => expect(personOf(text)).toEqual({ lastName, firstName }));

test('an initial, else the names themselves tell which of them stands first', () => {
  expect(isGivenFirst(['AVA HOLT', 'EMERIC B LINDQVIST'])).toBe(true);
  expect(isGivenFirst(['HOLT AVA', 'LINDQVIST EMERIC B'])).toBe(false);
  expect(isGivenFirst(['GLORIA HOLT', 'HOLT SMALL'])).toBe(true);
});

test.each([
  ['PROV PD', 'paid'],
  ['Max Approved Fee', 'allowed'],
  ['Contract Adj', 'contractual'],
  ['Coinsurance2', 'coinsurance'],
  ['Patient Responsibility3', 'patientResponsibility'],
  ['Co-Pay %', 'percent'],
  ['TPL', 'otherInsurance'],
  ['Dates of Service', 'date'],
  ['Service Code', 'procedure'],
  ['Remark Codes', 'codes'],
  ['Total Charges', 'billed'],
  ['Ineligible', 'notCovered'],
])('the heading %s means %s first', (heading, meaning) => expect(meaningsOf(heading)[0]).toBe(meaning));

test.each([
  ['CHECK/EFT #:', 'checkNumber'],
  ['Payment Date', 'checkDate'],
  ['NET PAYMENT AMOUNT', 'checkAmount'],
  ['ICN', 'claimNumber'],
  ['Patient Acct No', 'account'],
  ['HIC', 'memberId'],
  ['Hello there', null],
])('the label %s asks for %s', (label, field) => expect(labelOf(label)).toBe(field));

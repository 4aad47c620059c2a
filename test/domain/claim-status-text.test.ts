import { describe, expect, test } from 'vitest';
import type { ClaimStatusLine } from '../../domain/claim-status.ts';
import { STATUS_PHRASES } from '../../domain/claim-status-phrases.ts';
import { normalizePhrase, readClaimStatusText, type StatusReading } from '../../domain/claim-status-text.ts';

const claim = (statusText: string, beside: Partial<StatusReading> = {}): StatusReading => ({
  statusText,
  paidCents: null,
  patientResponsibilityCents: null,
  checkNumber: null,
  finalizedDate: null,
  payerClaimControlNumber: null,
  adjustments: [],
  lines: [],
  ...beside,
});

const line = (beside: Partial<ClaimStatusLine> = {}): ClaimStatusLine => ({
  lineNumber: 1,
  procedure: '99213',
  modifiers: [],
  serviceDate: null,
  units: 1,
  statusText: null,
  billedCents: 10_000,
  allowedCents: null,
  paidCents: null,
  patientResponsibilityCents: null,
  adjustments: [],
  remarks: [],
  ...beside,
});

const denial = (reason: string) => ({ group: 'CO', reason, amountCents: 10_000 });
const meaning = (statusText: string, beside?: Partial<StatusReading>): string => {
  const { category, status, state } = readClaimStatusText(claim(statusText, beside));
  return `${category}:${status} ${state}`;
};
const UNKNOWN = 'null:null UNKNOWN';

describe('paid', () => {
  const paid = { paidCents: 8_000, checkNumber: 'EFT001' };

  test.each(['Paid', 'Processed and paid', 'Finalized/Paid', 'Finalized - Paid', 'Check issued'])(
    '"%s" with an amount and a check is a payment',
    (text) => expect(meaning(text, paid)).toBe('F1:65 FINAL_PAID'),
  );
  test('without a check number it is only final', () =>
    expect(meaning('Paid', { paidCents: 8_000 })).toBe('F0:null FINAL_UNSPECIFIED'));
  test('with an amount of zero it is only final', () =>
    expect(meaning('Paid', { paidCents: 0, checkNumber: 'EFT001' })).toBe('F0:null FINAL_UNSPECIFIED'));
  test('without an amount it is only final', () =>
    expect(meaning('Paid', { checkNumber: 'EFT001' })).toBe('F0:null FINAL_UNSPECIFIED'));
  test('a negative amount is no payment', () =>
    expect(meaning('Paid', { paidCents: -8_000, checkNumber: 'EFT001' })).toBe('F0:null FINAL_UNSPECIFIED'));
  test('a denied line among paid ones leaves the claim paid', () =>
    expect(
      meaning('Paid', {
        ...paid,
        lines: [line({ paidCents: 8_000 }), line({ paidCents: 0, statusText: 'Denied', adjustments: [denial('50')] })],
      }),
    ).toBe('F1:65 FINAL_PAID'));
});

describe('processed, finalized, completed, closed', () => {
  test.each(['Processed', 'Finalized', 'Completed', 'Closed'])('"%s" alone says only that the payer is done', (text) =>
    expect(meaning(text)).toBe('F0:null FINAL_UNSPECIFIED'),
  );
  test('a paid amount makes it paid', () => expect(meaning('Processed', { paidCents: 1 })).toBe('F1:65 FINAL_PAID'));
  test('zero paid with a patient share makes it complete without payment', () =>
    expect(meaning('Finalized', { paidCents: 0, patientResponsibilityCents: 4_000 })).toBe('F4:98 FINAL_ZERO_PAY'));
  test('zero paid and zero patient share stays open', () =>
    expect(meaning('Closed', { paidCents: 0, patientResponsibilityCents: 0 })).toBe('F0:null FINAL_UNSPECIFIED'));
  test('an unread paid amount is not zero', () =>
    expect(meaning('Finalized', { patientResponsibilityCents: 4_000 })).toBe('F0:null FINAL_UNSPECIFIED'));
  test('zero paid under a denying reason is a denial', () =>
    expect(meaning('Processed', { paidCents: 0, adjustments: [denial('197')] })).toBe('F2:null FINAL_DENIED'));
  test('zero paid with every line denied is a denial even when the patient owes', () =>
    expect(
      meaning('Completed', {
        paidCents: 0,
        patientResponsibilityCents: 10_000,
        lines: [line({ paidCents: 0, statusText: 'Denied' })],
      }),
    ).toBe('F2:null FINAL_DENIED'));
  test('zero paid with one denied line and one under the deductible is no denial of the claim', () =>
    expect(
      meaning('Completed', {
        paidCents: 0,
        patientResponsibilityCents: 10_000,
        lines: [
          line({ adjustments: [denial('50')] }),
          line({ adjustments: [{ group: 'PR', reason: '1', amountCents: 1 }] }),
        ],
      }),
    ).toBe('F4:98 FINAL_ZERO_PAY'));
  test('a write-off and the deductible are no denial', () =>
    expect(
      meaning('Processed', {
        paidCents: 0,
        patientResponsibilityCents: 5_000,
        adjustments: [denial('45'), { group: 'PR', reason: '1', amountCents: 5_000 }],
      }),
    ).toBe('F4:98 FINAL_ZERO_PAY'));
});

describe('approved, not paid yet', () => {
  test.each(['Approved, payment pending', 'Ready to pay', 'Scheduled for payment'])('"%s" is no payment', (text) =>
    expect(meaning(text, { paidCents: 8_000 })).toBe('F0:3 FINAL_UNSPECIFIED'),
  );
});

describe('denied', () => {
  test.each(['Denied', 'Not covered', 'Rejected after adjudication'])('"%s" is a denial', (text) =>
    expect(meaning(text, { paidCents: 0 })).toBe('F2:null FINAL_DENIED'),
  );
  test('a reason code is no 277 status', () =>
    expect(meaning('Denied', { adjustments: [denial('50')] })).toBe('F2:null FINAL_DENIED'));
  test('with some lines paid it is partial and goes by the amounts', () =>
    expect(meaning('Denied', { paidCents: 8_000, lines: [line({ paidCents: 8_000 }), line({ paidCents: 0 })] })).toBe(
      'F1:65 FINAL_PAID',
    ));
  test('with money paid and no line that explains it, a person decides', () =>
    expect(meaning('Denied', { paidCents: 8_000 })).toBe(UNKNOWN));
  test('a duplicate is a denial that points at the original', () =>
    expect(meaning('Duplicate')).toBe('F2:54 FINAL_DENIED'));
});

describe('rejected', () => {
  test.each(['Rejected', 'Returned', 'Unable to process'])('"%s" before adjudication asks for a new claim', (text) =>
    expect(meaning(text)).toBe('A3:21 REJECTED'),
  );
  test('with a claim number and an adjudication date it is a denial', () =>
    expect(
      meaning('Rejected', {
        payerClaimControlNumber: 'ICN1',
        finalizedDate: '2026-10-01',
        adjustments: [denial('16')],
      }),
    ).toBe('F2:null FINAL_DENIED'));
  test('a claim number alone does not make it a denial', () =>
    expect(meaning('Rejected', { payerClaimControlNumber: 'ICN1' })).toBe('A3:21 REJECTED'));
  test('an adjudication date alone does not make it a denial', () =>
    expect(meaning('Rejected', { finalizedDate: '2026-10-01' })).toBe('A3:21 REJECTED'));
});

describe('pending', () => {
  test.each(['Pending', 'In process', 'Received - processing'])('"%s" is in process', (text) =>
    expect(meaning(text)).toBe('P1:20 IN_PROCESS'),
  );
  test('pending eligibility is in process', () => expect(meaning('Pending eligibility')).toBe('P1:56 IN_PROCESS'));
  test.each(['Pending medical review', 'Under clinical review', 'In audit'])('"%s" is a review by the payer', (text) =>
    expect(meaning(text)).toBe('P2:46 PENDED_REVIEW'),
  );
  test('a review of medical necessity says so', () =>
    expect(meaning('Pending medical necessity review')).toBe('P2:287 PENDED_REVIEW'));
  test('a review that asks for records is our turn', () =>
    expect(meaning('Pending medical review', { notes: ['Medical records requested.'] })).toBe(
      'P3:123 INFO_NEEDED_PROVIDER',
    ));
  test('a note about something else leaves the review with the payer', () =>
    expect(meaning('Pending medical review', { notes: ['No records requested'] })).toBe('P2:46 PENDED_REVIEW'));
});

describe('information requested', () => {
  test('of nobody in particular it is asked of us', () =>
    expect(meaning('Additional information requested')).toBe('P3:123 INFO_NEEDED_PROVIDER'));
  test('records needed are asked of us', () => expect(meaning('Records needed')).toBe('P3:123 INFO_NEEDED_PROVIDER'));
  test('of the member it is the patient who must act', () =>
    expect(meaning('Additional information requested from member')).toBe('P4:123 INFO_NEEDED_PATIENT'));
  test('a note that names the patient turns it to the patient', () =>
    expect(meaning('Awaiting documentation', { notes: ['Information requested from patient'] })).toBe(
      'P4:123 INFO_NEEDED_PATIENT',
    ));
  test('coordination of benefits waits for the patient', () =>
    expect(meaning('Pending COB')).toBe('P4:52 INFO_NEEDED_PATIENT'));
  test('coordination of benefits that lacks the other payer EOB waits for us', () =>
    expect(meaning('Other insurance investigation', { notes: ['Primary payer EOB requested'] })).toBe(
      'P3:286 INFO_NEEDED_PROVIDER',
    ));
});

describe('moved on', () => {
  test('forwarded before adjudication', () => expect(meaning('Forwarded')).toBe('A0:16 FORWARDED'));
  test('crossed over after adjudication', () =>
    expect(meaning('Crossed over', { finalizedDate: '2026-10-01' })).toBe('F3F:16 FORWARDED'));
  test.each(['Adjusted', 'Reprocessed', 'Reversed'])('"%s" is a revision', (text) =>
    expect(meaning(text)).toBe('F3:101 FINAL_REVISED'),
  );
  test.each(['Void', 'Cancelled'])('"%s" is cancelled', (text) => expect(meaning(text)).toBe('F2:null CANCELLED'));
  test('a void after payment revises that payment', () =>
    expect(meaning('Void', { paidCents: 8_000, checkNumber: 'EFT001' })).toBe('F3:null CANCELLED'));
  test('not on file is not found', () => expect(meaning('Not on file')).toBe('D0:35 NOT_FOUND'));
});

describe('words outside the table', () => {
  test.each([
    'Not paid',
    'Unpaid',
    'Un-paid',
    'Paid?',
    'Payment denied',
    'Partially paid',
    'Paid in error',
    'Denied - appeal upheld',
    'Not denied',
    'Not processed',
    'Claim suspended code 4',
    'Pending denial',
    '',
    '   ',
  ])('"%s" is unknown, whatever the amounts say', (text) =>
    expect(meaning(text, { paidCents: 8_000, checkNumber: 'EFT001' })).toBe(UNKNOWN),
  );
});

describe('phrases', () => {
  test('case, spaces, separators and a closing full stop do not matter', () =>
    expect(normalizePhrase('  Finalized \u2013\u00a0PAID. ')).toBe('finalized paid'));
  test('no two rows of the table say the same words', () => {
    const phrases = STATUS_PHRASES.map(({ phrase }) => normalizePhrase(phrase));
    expect(phrases.filter((phrase, at) => phrases.indexOf(phrase) !== at)).toEqual([]);
  });
  test("a payer's own row wins over the general one", () => {
    const own = [{ phrase: 'Closed', means: { category: 'F3', status: '101', state: 'FINAL_REVISED' } }] as const;
    expect(readClaimStatusText(claim('Closed'), own).state).toBe('FINAL_REVISED');
  });
});

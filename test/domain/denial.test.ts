import { describe, expect, test } from 'vitest';
import { CARCS, isCarc } from '../../domain/codes/carc.ts';
import { mayGroup, needsRemark } from '../../domain/codes/group-rules.ts';
import { PLB_REASONS } from '../../domain/codes/plb.ts';
import { isRarc, RARC_TEXTS } from '../../domain/codes/rarc.ts';
import { type Denial, type DenialContext, denialsOf } from '../../domain/denial.ts';
import { routeOf } from '../../domain/denial-routes.ts';
import type { Adjustment, RemittanceClaim } from '../../domain/remittance.ts';
import { aClaim } from '../builders/claims.ts';
import { anAnswer } from '../builders/remittances.ts';

const CONTEXT: DenialContext = { lineNumbers: [1], remittedOn: '2026-11-16', appealDays: 90, timelyFilingDays: 365 };
const ANSWER = anAnswer(aClaim());
const adjusted = (...codes: readonly [string, number][]): Adjustment[] =>
  codes.map(([code, amountCents]) => ({ group: code.slice(0, 2) as 'CO', reason: code.slice(3), amountCents }));

function denials(adjustments: Adjustment[], change: Partial<RemittanceClaim> = {}, context = CONTEXT): Denial[] {
  const paidCents = 15000 - adjustments.reduce((sum, each) => sum + each.amountCents, 0);
  const line = { ...ANSWER.lines[0]!, adjustments, paidCents };
  return denialsOf({ ...ANSWER, paidCents, lines: [line], ...change }, context);
}

describe('what is denied', () => {
  test('a paid line with routine reductions is not', () => {
    expect(denialsOf(ANSWER, CONTEXT)).toEqual([]);
  });

  test.each([
    ['all deductible', adjusted(['CO-45', 5000], ['PR-1', 10000])],
    ['prior payer paid more', adjusted(['OA-23', 15000])],
  ])('nor a line paid nothing that is explained: %s', (_, adjustments) => {
    expect(denials(adjustments)).toEqual([]);
  });

  test('nor one for reporting only', () => {
    const line = { ...ANSWER.lines[0]!, billedCents: 1, paidCents: 0, adjustments: adjusted(['CO-45', 1]) };
    expect(denialsOf({ ...ANSWER, lines: [line] }, CONTEXT)).toEqual([]);
  });

  test('a line paid nothing under CLP02 = 1 is, with what is at risk and its deadlines', () => {
    expect(denials(adjusted(['CO-45', 5000], ['CO-197', 10000]))).toEqual([
      {
        line: 0,
        lineNumber: 1,
        code: 'claim-denied',
        category: 'authorization',
        step: 'correct-and-resubmit',
        firstAction: expect.stringContaining('authorization'),
        group: 'CO',
        reason: '197',
        remarks: [],
        amountCents: 10000,
        appealBy: '2027-02-14',
        correctBy: '2027-09-14',
      },
    ]);
  });

  test.each([
    ['the whole charge called contractual', adjusted(['CO-45', 15000]), 15000],
    ['with sequestration as a fig leaf', adjusted(['CO-45', 14700], ['CO-253', 300]), 15000],
    ['a reason nobody mapped', [{ group: null, reason: null, amountCents: 15000, printedCode: 'X' }], 15000],
  ] as const)('a zero without a reason is: %s', (_, adjustments, amountCents) => {
    expect(denials([...adjustments])).toMatchObject([
      { code: 'zero-paid-unexplained', category: 'unknown', amountCents },
    ]);
  });

  test('a zero without any adjustment is', () => {
    const line = { ...ANSWER.lines[0]!, adjustments: [], paidCents: 0 };
    expect(denialsOf({ ...ANSWER, paidCents: 0, lines: [line] }, CONTEXT)).toMatchObject([
      { code: 'zero-paid-unexplained', amountCents: 15000 },
    ]);
  });

  test('one line of several is named, and a part of a paid line', () => {
    const [line] = ANSWER.lines;
    const refused = { ...line!, paidCents: 0, adjustments: adjusted(['CO-97', 15000]) };
    expect(denialsOf({ ...ANSWER, lines: [line!, refused] }, { ...CONTEXT, lineNumbers: [1, 2] })).toMatchObject([
      { line: 1, lineNumber: 2, category: 'bundling' },
    ]);
    expect(denials(adjusted(['CO-45', 4500], ['CO-151', 500]))).toMatchObject([
      { amountCents: 500, category: 'clinical', step: 'appeal' },
    ]);
  });

  test('a claim without lines, by its own adjustments', () => {
    const claim = { ...ANSWER, lines: [], paidCents: 0, adjustments: adjusted(['CO-29', 15000]) };
    expect(denialsOf(claim, CONTEXT)).toMatchObject([
      { line: null, lineNumber: null, category: 'timely-filing', amountCents: 15000 },
    ]);
  });

  test('CLP02 = 4 is, whatever its codes say', () => {
    expect(denials(adjusted(['CO-45', 5000], ['PR-1', 10000]), { statusCode: '4' })).toMatchObject([
      { code: 'claim-denied', line: null },
    ]);
  });

  test.each([{ statusCode: '22' }, { statusCode: '25' }, { statusCode: '23' }, { isPended: true }])(
    '%j is not',
    (change) => {
      expect(denials(adjusted(['CO-97', 15000]), change)).toEqual([]);
    },
  );

  test('MA130 wants a new claim and allows no appeal', () => {
    expect(denials(adjusted(['CO-16', 15000]), { remarks: ['MA130'] })).toMatchObject([
      { step: 'new-claim', appealBy: null },
    ]);
    const hidden = denials(adjusted(['PR-1', 15000]), { remarks: ['MA130'] });
    expect(hidden).toMatchObject([{ code: 'claim-denied', step: 'new-claim' }]);
  });

  test('without a known window there is no date, and none is invented', () => {
    const unknown = { ...CONTEXT, appealDays: null, timelyFilingDays: null };
    expect(denials(adjusted(['CO-50', 15000]), {}, unknown)).toMatchObject([{ appealBy: null, correctBy: null }]);
  });
});

test.each([
  ['CO', '16', ['M76'], 'coding', 'correct-and-resubmit'],
  ['CO', '16', ['N290'], 'billing-data', 'correct-and-resubmit'],
  ['CO', '16', [], 'billing-data', 'correct-and-resubmit'],
  ['OA', '18', [], 'duplicate', 'investigate'],
  ['CO', '22', [], 'coordination', 'rebill-other-payer'],
  ['PR', '27', [], 'eligibility', 'bill-patient'],
  ['CO', '27', [], 'eligibility', 'rebill-other-payer'],
  ['PR', '96', [], 'benefit', 'bill-patient'],
  ['CO', '109', [], 'registration', 'rebill-other-payer'],
  ['CO', '252', [], 'records', 'send-records'],
  ['CO', 'B7', [], 'enrollment', 'correct-and-resubmit'],
  ['OA', '133', [], 'pending', 'wait'],
  ['CO', 'A1', ['N115'], 'clinical', 'appeal'],
  ['CO', '144', [], 'finance', 'book'],
  ['CO', '777', [], 'unknown', 'investigate'],
] as const)('%s-%s with %j goes to %s: %s', (group, reason, remarks, category, step) => {
  expect(routeOf(group, reason, remarks)).toMatchObject({ category, step });
});

describe('code lists', () => {
  test('know what is in use and refuse what only looks like it', () => {
    expect(['1', '45', '253', 'A1', 'B7', 'P12'].every(isCarc)).toBe(true);
    expect(['045', '0', '999', 'CO-45', ''].some(isCarc)).toBe(false);
    expect(['M51', 'MA01', 'MA130', 'N1', 'N905'].every(isRarc)).toBe(true);
    expect(['M0', 'MA1', 'N0', 'N01', 'N999', '45', 'X1'].some(isRarc)).toBe(false);
    expect([...RARC_TEXTS.keys()].every(isRarc)).toBe(true);
    expect(CARCS.size).toBeGreaterThan(280);
    expect([PLB_REASONS.has('WO'), PLB_REASONS.has('QQ')]).toEqual([true, false]);
  });

  test('say which group a reason takes and when it needs a remark', () => {
    expect([
      mayGroup('OA', '18'),
      mayGroup('CO', '18'),
      mayGroup('PR', '45'),
      mayGroup('OA', '45'),
      mayGroup('CO', '97'),
    ]).toEqual([true, false, true, false, true]);
    expect([needsRemark('16'), needsRemark('45')]).toEqual([true, false]);
  });
});

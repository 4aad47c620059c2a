/** Paper that can be read and contradicts itself holds all that stands on it. */
import { describe, expect, test } from 'vitest';
import { isFar, isSlip } from '../../../flows/remittance/clear-cells.ts';
import { readPaper } from '../../../flows/remittance/index.ts';
import { judged } from '../../../flows/remittance/judge.ts';
import { eyesOn, pageOf, readPages } from './page.ts';

const SOUND = `
MARLOW MUTUAL INSURANCE COMPANY                                                  REMITTANCE ADVICE
                                                            CHECK NUMBER: 00441822
PAY TO: HARBOR FAMILY CLINIC                                CHECK DATE: 03/20/2026
                                                            CHECK AMOUNT: $205.00

PATIENT: ROE, MAX    CLAIM NO: 777120001    ACCOUNT: B77
DATE         PROC       BILLED    ALLOWED   DISCOUNT  DEDUCTIBLE  COPAY      PAID
02/03/26     99213      150.00     100.00      50.00        0.00   20.00     80.00
02/03/26     85025       40.00      30.00      10.00        0.00    0.00     30.00
SUB-TOTAL               190.00     130.00      60.00        0.00   20.00    110.00
PATIENT: DOE, JANE   CLAIM NO: 777120002    ACCOUNT: B78
02/04/26     99214      160.00     125.00      35.00       30.00    0.00     95.00
SUB-TOTAL               160.00     125.00      35.00       30.00    0.00     95.00
STATEMENT TOTAL         350.00     255.00      95.00       30.00   20.00    205.00
`;

async function dispositionOf(text: string): Promise<string> {
  const { payments } = await readPages(text);
  expect(payments).toHaveLength(1);
  expect(payments[0]!.claims).toHaveLength(2);
  return payments[0]!.disposition;
}

test('a paper that adds up is posted', async () => {
  expect(await dispositionOf(SOUND)).toBe('post');
});

test.each([
  [
    'a subtotal that is no claim’s',
    '190.00     130.00      60.00        0.00   20.00    110.00',
    '160.00     125.00      35.00       30.00    0.00     95.00',
  ],
  ['figures of one line that changed places', '0.00     30.00', '0.00     03.00'],
  ['a total over all claims that is off', '350.00     255.00', '530.00     255.00'],
  ['another amount that is called the payment’s', 'STATEMENT TOTAL ', 'NET PAYMENT: $215.00\nSTATEMENT TOTAL '],
  [
    'a charge in words that no claims come to',
    'STATEMENT TOTAL         350.00     255.00      95.00       30.00   20.00    205.00',
    'TOTAL AMOUNT BILLED     530.00',
  ],
  ['a line that is lost', '02/03/26     85025       40.00      30.00      10.00        0.00    0.00     30.00\n', ''],
])('%s holds the payment', async (_, sound, spoilt) => {
  expect(SOUND).toContain(sound);
  expect(await dispositionOf(SOUND.replace(sound, spoilt))).toBe('review');
});

test.each(['350.00', '160.00'])(
  'a charge in words of %s, which all or some claims come to, does not',
  async (charge) => {
    const total = 'STATEMENT TOTAL         350.00     255.00      95.00       30.00   20.00    205.00';
    expect(await dispositionOf(SOUND.replace(total, `TOTAL AMOUNT BILLED     ${charge}`))).toBe('post');
  },
);

const BOXES = `
MARLOW MUTUAL INSURANCE COMPANY                                                  REMITTANCE ADVICE
                                                            CHECK NUMBER: 00441822
PAY TO: HARBOR FAMILY CLINIC                                CHECK DATE: 03/20/2026
                                                            CHECK AMOUNT: $205.00

PATIENT: ROE, MAX                                  PATIENT: DOE, JANE
CLAIM NO: 777120001                                CLAIM NO: 777120002
ACCOUNT: B77                                       ACCOUNT: B78
DATE      PROC      BILLED DISCOUNT     PAID       DATE      PROC      BILLED DISCOUNT     PAID
02/03/26  99213     150.00    70.00    80.00       02/04/26  99214     160.00    65.00    95.00
                                                   SUB-TOTAL           160.00    65.00    95.00
02/03/26  85025      40.00    10.00    30.00
SUB-TOTAL           190.00    80.00   110.00
`;

/** The page as an engine reads it that is sure of every word but a few. */
async function scannedDispositionOf(text: string, doubtful: readonly string[] = []): Promise<string> {
  const page = pageOf(text);
  const words = page.words.map((word) => ({ ...word, confidence: doubtful.includes(word.text) ? 0.87 : 0.96 }));
  const pages = [{ ...page, source: 'ocr' as const, words }];
  const { payments } = await readPaper({
    source: { file: 'eob.pdf', sha256: 'ab' },
    pages,
    eyes: eyesOn(pages),
    today: '2026-11-23',
  });
  expect(payments.map(({ claims }) => claims.length)).toEqual([2]);
  return payments[0]!.disposition;
}

test('a clear charge over boxes side by side that its lines do not come to holds the payment on a scan too', async () => {
  expect(await scannedDispositionOf(BOXES)).toBe('post');
  expect(await scannedDispositionOf(BOXES.replace('190.00', '910.00'))).toBe('review');
});

test('an amount that its own row comes to is as good as clear', async () => {
  const spoilt = BOXES.replace('150.00    70.00    80.00', '150.00    70.00    96.00');
  expect(await scannedDispositionOf(BOXES, ['70.00', '110.00'])).toBe('post');
  expect(await scannedDispositionOf(spoilt, ['70.00', '110.00'])).toBe('review');
});

test('one figure may be a slip of the engine, two that changed places are not', () => {
  expect([isSlip(8417, 8477), isSlip(8417, 841), isSlip(8417, 88417), isSlip(8417, -8417)]).toEqual([
    true,
    true,
    true,
    true,
  ]);
  expect([isSlip(8417, 4817), isSlip(8417, 8400)]).toEqual([false, false]);
});

test('three figures that differ are no misreading, two may be', () => {
  expect([isFar(6232, 12235), isFar(5157, 4500), isFar(100, 12345)]).toEqual([true, true, true]);
  expect([isFar(5157, 5157), isFar(5157, 5751), isFar(8417, 841)]).toEqual([false, false, true]);
});

test('a subtotal of a section above a claim is none of its lost lines', async () => {
  const [first, second] = SOUND.split('PATIENT: DOE, JANE');
  const summed = `${first}PROVIDER TOTAL          190.00     130.00      60.00        0.00   20.00    110.00\nPATIENT: DOE, JANE${second}`;
  expect(await scannedDispositionOf(summed)).toBe('post');
  expect(
    await scannedDispositionOf(summed.replace('SUB-TOTAL               160.00', 'SUB-TOTAL               610.00')),
  ).toBe('review');
});

describe('a scan of which half the claims are unread', () => {
  async function dispositionsOf(confidence: number, via: 'ocr' | 'text-layer', ...unread: readonly number[]) {
    const { payments } = await readPages(SOUND);
    const paid = { page: 1, box: [0, 0, 1, 1] as [number, number, number, number] };
    const fields = Object.fromEntries(
      [0, 1].map((at) => [
        `/payments/0/claims/${at}/paidCents`,
        { ...paid, via, confidence: unread.includes(at) ? confidence : 1 },
      ]),
    );
    const { claims, exceptions } = judged({ ...payments[0]!, exceptions: [] }, 0, fields, []);
    return { dispositions: claims.map(({ disposition }) => disposition), exceptions };
  }

  test('is held as a whole, and says how many', async () => {
    const { dispositions, exceptions } = await dispositionsOf(0.8, 'ocr', 0, 1);
    expect(dispositions).toEqual(['review', 'review']);
    expect(exceptions[0]?.detail).toContain('2 of 2 claims of this scan could not be read');
  });

  test('one unread claim holds itself alone', async () => {
    const { dispositions, exceptions } = await dispositionsOf(0.8, 'ocr', 0);
    expect([dispositions, exceptions]).toEqual([['review', 'post'], []]);
  });
});

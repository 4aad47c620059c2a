import { describe, expect, test } from 'vitest';
import type { Eyes, Look } from '../../../domain/page.ts';
import { textConfidence } from '../../../flows/remittance/confidence.ts';
import type { Found, FoundClaim } from '../../../flows/remittance/found.ts';
import { readPaper } from '../../../flows/remittance/index.ts';
import type { LabelField } from '../../../flows/remittance/label-terms.ts';
import { confirmTexts } from '../../../flows/remittance/second-look.ts';
import { newPayment } from '../../../flows/remittance/walk-state.ts';
import { eyesOn, pageOf } from './page.ts';

const TODAY = '2026-11-23';

/** One number on a fax, read with a score; then each look. @returns the number and how sure it is after them. */
async function looked(field: LabelField, [text, score]: readonly [string, number], looks: readonly Look[]) {
  const found: Found = { text, page: 1, box: [0, 0, 90, 30], confidence: score, source: 'ocr', secondLook: null };
  const fields = new Map([[field, found]]);
  const isOfPayment = field === 'checkNumber' || field === 'checkDate';
  const claim = { fields, lines: [] } as Partial<FoundClaim> as FoundClaim;
  const payment = isOfPayment ? { ...newPayment(), fields } : { ...newPayment(), claims: [claim] };
  const eyes: Eyes = { ...eyesOn([]), lookAgain: (_page, places) => Promise.resolve(places.map(() => looks)) };
  await confirmTexts(payment, eyes, TODAY);
  const after = fields.get(field)!;
  return { text: after.text, confidence: textConfidence(after, true) };
}

describe('a second look at a number', () => {
  test('makes a hard one certain only when every look gives it', async () => {
    const alike = await looked('checkNumber', ['849065803775', 0.68], [{ text: '849065803775', confidence: 0.94 }]);
    expect(alike.confidence).toBeGreaterThanOrEqual(0.99);
    const unlike = await looked(
      'checkNumber',
      ['849065803775', 0.68],
      [
        { text: '849065803775', confidence: 0.94 },
        { text: '849065803715', confidence: 0.4 },
      ],
    );
    expect(unlike.confidence).toBeLessThan(0.99);
  });

  test('takes the surer reading for the payer’s number, but leaves it to a person', async () => {
    const { text, confidence } = await looked(
      'claimNumber',
      ['EYUE5781413', 0.6],
      [{ text: 'EYU65781413', confidence: 0.96 }],
    );
    expect(text).toBe('EYU65781413');
    expect(confidence).toBeLessThan(0.99);
  });

  test('sees one character where letter and figure of one shape were read', async () => {
    const looks = [
      { text: 'YW58741', confidence: 0.73 },
      { text: 'YW59741', confidence: 0.57 },
    ];
    expect((await looked('account', ['YWS59741', 0.47], looks)).text).toBe('YW59741');
    expect((await looked('account', ['YWS59753', 0.56], [{ text: 'YWS9753', confidence: 0.79 }])).text).toBe('YW59753');
    expect(
      (await looked('account', ['YWS9749', 0.76], [{ text: 'YWS9749', confidence: 0.8 }])).confidence,
    ).toBeLessThan(0.99);
  });
});

test('claims whose labels a fax has spoilt are not run into one', async () => {
  const heads = 'DATE      PROC   BILLED  ALLOWED  ADJUST    PAID';
  const claim = (day: string) => `
${heads}
${day}  99213  120.00    80.00   40.00   80.00
CLAIM TOTAL      120.00    80.00   40.00   80.00`;
  const page = {
    ...pageOf(`Fauent: xx
${claim('06/26/26')}
Relanon. xx
${claim('07/14/26')}`),
    source: 'ocr' as const,
  };
  const { payments } = await readPaper({
    source: { file: 'fax.tif', sha256: 'ab' },
    pages: [page],
    eyes: eyesOn([page]),
    today: TODAY,
  });
  expect(payments[0]?.claims.map(({ lines }) => lines.map(({ serviceDate }) => serviceDate))).toEqual([
    ['2026-06-26'],
    ['2026-07-14'],
  ]);
});

test('a correction right under its reversal is a claim of its own, and of the same patient', async () => {
  const claim = (number: string, paid: string) => `
PATIENT: DOE, JANE
MEMBER ID: W1234567
CLAIM NO: 755867989-${number}
DATE      PROC   BILLED   ALLOWED  ADJUST   PAID
06/26/26  99213  120.00    80.00   40.00   ${paid}
`;
  const page = { ...pageOf(`${claim('00', '80.00')}${claim('01', '80.00')}`), source: 'ocr' as const };
  const { payments } = await readPaper({
    source: { file: 'scan.tif', sha256: 'ab' },
    pages: [page],
    eyes: eyesOn([page]),
    today: TODAY,
  });
  expect(
    payments[0]?.claims.map(({ payerClaimControlNumber, patient }) => [
      payerClaimControlNumber,
      patient.lastName,
      patient.memberId,
    ]),
  ).toEqual([
    ['755867989-00', 'DOE', 'W1234567'],
    ['755867989-01', 'DOE', 'W1234567'],
  ]);
});

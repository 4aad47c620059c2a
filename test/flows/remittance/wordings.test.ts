/** Services, refusals and deductions that a form says in words or sets beside their headings. */
import { expect, test } from 'vitest';
import { readPaper } from '../../../flows/remittance/index.ts';
import { eyesOn, pageOf, readPages } from './page.ts';

const HEAD = `
MARLOW MUTUAL INSURANCE COMPANY                                                  REMITTANCE ADVICE
                                                            CHECK NUMBER: 00441822
PAY TO: HARBOR FAMILY CLINIC                                CHECK DATE: 03/20/2026
`;

test('a refusal in words is taken with its code, also where its amount stands on the next row', async () => {
  const { payments } =
    await readPages(`${HEAD}                                                            CHECK AMOUNT: $80.00

Patient: Max Roe    Member: W18598834   Pt acct: B77991   Payer claim: 777120001
Svc date: 02-MAR-26  Code: 99213   Units: 1  Amt submitted: $150.00  Contractual discount: $70.00  Amt of benefit: $80.00
Svc date: 02-MAR-26  Code: 85025   Units: 1  Amt submitted: $40.00  Disallowed CO-97 (included in another
service): $40.00  Amt of benefit: $0.00
Claim submitted: $190.00   Claim benefit: $80.00
`);
  const { lines } = payments[0]!.claims[0]!;
  expect(lines.map(({ adjustments }) => adjustments)).toMatchObject([
    [{ reason: '45', amountCents: 7000 }],
    [{ group: 'CO', reason: '97', amountCents: 4000 }],
  ]);
});

test('a row that only says what is taken from the claim lowers its payment', async () => {
  const { payments } =
    await readPages(`${HEAD}                                                            CHECK AMOUNT: $185.00

PATIENT: ROE, MAX    CLAIM NO: 777120001    ACCOUNT: B77991
DATE         PROC       BILLED  DISCOUNT  DEDUCTIBLE  COINSURANCE  PATIENT RESP     PAID
02/03/26     99213      150.00     50.00        0.00        20.00         20.00    80.00
02/03/26     85025       40.00     10.00        0.00         0.00          0.00    30.00
CLAIM LEVEL ADJUSTMENT PR-1                    20.00
SUB-TOTAL               190.00     60.00       20.00        20.00         40.00    90.00
PATIENT: DOE, JANE   CLAIM NO: 777120002   ACCOUNT: B78991
02/04/26     99214      160.00     35.00       30.00         0.00         30.00    95.00
SUB-TOTAL               160.00     35.00       30.00         0.00         30.00    95.00
`);
  const [claim] = payments[0]!.claims;
  expect(claim).toMatchObject({ paidCents: 9000, adjustments: [{ group: 'PR', reason: '1', amountCents: 2000 }] });
  expect(payments[0]!.disposition).toBe('post');
});

test('a name goes on behind its comma, right up to the next label', async () => {
  const { payments } =
    await readPages(`${HEAD}                                                            CHECK AMOUNT: $80.00

PATIENT: DELACROIX-HUME, ROSALIND RELATION: SELF    CLAIM NO: 777120001    ACCOUNT: B77991
DATE         PROC       BILLED  DISCOUNT      PAID
02/03/26     99213      150.00     70.00     80.00
SUB-TOTAL               150.00     70.00     80.00
`);
  expect(payments[0]!.claims[0]!.patient).toMatchObject({ lastName: 'DELACROIX-HUME', firstName: 'ROSALIND' });
});

test('of a scan without a heading for what is paid, the last column is', async () => {
  const text = `${HEAD}                                                            CHECK AMOUNT: $205.00

PATIENT: ROE, MAX    CLAIM NO: 777120001    ACCOUNT: B77991
DATE         PROC       BILLED    ALLOWED   DISCOUNT  DEDUCTIBLE  COPAY
02/03/26     99213      150.00     100.00      50.00        0.00   20.00     80.00
02/03/26     85025       40.00      30.00      10.00        0.00    0.00     30.00
SUB-TOTAL               190.00     130.00      60.00        0.00   20.00    110.00
PATIENT: DOE, JANE   CLAIM NO: 777120002   ACCOUNT: B78991
02/04/26     99214      160.00     125.00      35.00       30.00    0.00     95.00
SUB-TOTAL               160.00     125.00      35.00       30.00    0.00     95.00
`;
  const pages = [{ ...pageOf(text), source: 'ocr' as const }];
  const source = { file: 'eob.pdf', sha256: 'ab' };
  const { payments } = await readPaper({ source, pages, eyes: eyesOn(pages), today: '2026-11-23' });
  expect(payments[0]!.claims.map(({ paidCents }) => paidCents)).toEqual([11000, 9500]);
});

test('a heading under one that stands beside its values is of the same cell', async () => {
  const { payments } =
    await readPages(`${HEAD}                                                            CHECK AMOUNT: $175.00

PATIENT: ROE, MAX    CLAIM NO: 777120001    ACCOUNT: B77991
          SERVICE DATE         BILLED     DISCOUNT     COPAY        PAID
            PROCEDURE         ALLOWED    NOT COVERED
02/03/26                       150.00        50.00     20.00       80.00
99213                          100.00         0.00
02/04/26                       160.00        35.00     30.00       95.00
99214                          125.00         0.00
`);
  expect(payments[0]!.claims[0]!.lines.map(({ procedure }) => procedure)).toEqual(['99213', '99214']);
});

test('a narrow cell parts a procedure from its modifier and a day from its month', async () => {
  const { payments } =
    await readPages(`${HEAD}                                                            CHECK AMOUNT: $175.00

PATIENT: ROE, MAX    CLAIM NO: 777120001    ACCOUNT: B77991
DATE         PROC       BILLED  DISCOUNT     COPAY      PAID
2026-02-     99213-     150.00     50.00     20.00     80.00
03           25
2026-02-     99214      160.00     35.00     30.00     95.00
04
SUB-TOTAL               310.00     85.00     50.00    175.00
`);
  expect(payments[0]!.claims[0]!.lines).toMatchObject([
    { serviceDate: '2026-02-03', procedure: '99213', modifiers: ['25'], paidCents: 8000 },
    { serviceDate: '2026-02-04', procedure: '99214', modifiers: [], paidCents: 9500 },
  ]);
});

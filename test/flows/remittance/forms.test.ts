/** Forms that are unlike each other in where the claim is named, how services are set and where codes stand. */
import { describe, expect, test } from 'vitest';
import type { RemittanceDocument } from '../../../domain/remittance.ts';
import { readPages } from './page.ts';

const claimsOf = ({ payments }: RemittanceDocument) =>
  payments[0]!.claims.map((claim) => ({
    account: claim.patientControlNumber,
    number: claim.payerClaimControlNumber,
    name: claim.patient.lastName,
    billed: claim.billedCents,
    paid: claim.paidCents,
    disposition: claim.disposition,
  }));
const codesOf = ({ payments }: RemittanceDocument) =>
  payments[0]!.claims.map((claim) =>
    [...claim.lines.flatMap((line) => line.adjustments), ...(claim.adjustments ?? [])].map(
      (each) => `${each.group}-${each.reason}${each.printedCode ? `(${each.printedCode})` : ''} ${each.amountCents}`,
    ),
  );

const TOP = `
MARLOW MUTUAL INSURANCE COMPANY                                                  REMITTANCE ADVICE
PAY TO: HARBOR FAMILY CLINIC      NPI: 1234567893           CHECK NUMBER: 00441822   CHECK DATE: 03/20/2026
`;

describe('where the claim is named', () => {
  test('in a deck of headings above those of the services', async () => {
    const document = await readPages(`${TOP}                                  CHECK AMOUNT: $150.00
PATIENT NAME            ACCOUNT NO       SUBSCRIBER ID        CLAIM NUMBER
DATE        PROC     BILLED     ALLOWED    DISCOUNT    COPAY      PAID    GRP  RSN
DOE, JANE               A-1001           MMX123456            26070000181
03/01/26    99213    150.00      100.00       50.00    20.00     80.00    CO   45
                                                                          PR   3
                     150.00      100.00       50.00    20.00     80.00
ROE, MAX                A-1002           MMX777001            26070000182
03/02/26    99212     90.00       70.00       20.00     0.00     70.00    CO   45
                      90.00       70.00       20.00     0.00     70.00
`);
    expect(claimsOf(document)).toEqual([
      { account: 'A-1001', number: '26070000181', name: 'DOE', billed: 15000, paid: 8000, disposition: 'post' },
      { account: 'A-1002', number: '26070000182', name: 'ROE', billed: 9000, paid: 7000, disposition: 'post' },
    ]);
    expect(codesOf(document)).toEqual([['CO-45 5000', 'PR-3 2000'], ['CO-45 2000']]);
  });

  test('in the column of the account, two rows of headings deep', async () => {
    const document = await readPages(`${TOP}                                  CHECK AMOUNT: $204.11
Patient Acct   Patient             DOS       Proc    Mod  Qty   Billed    Disallow   Allowed   Deduct   Coins    Paid    Rsn
Claim No
HR1002         TULLY BRENT         02/11/26  99203         1   210.00     72.50      137.50     0.00    27.50   110.00   CO45 PR2
Q26018842001   Subtotal                                        210.00     72.50      137.50     0.00    27.50   110.00
HR1015         SATO MARIE          02/12/26  99213   25    1   150.00     48.89      101.11     0.00     7.00    94.11   CO45 PR2
Q26018842002                       02/12/26  90471         1    40.00     40.00        0.00     0.00     0.00     0.00   CO97 N19
              Subtotal                                          190.00     88.89      101.11     0.00     7.00    94.11
 TOTALS                                                         400.00    161.39      238.61     0.00    34.50   204.11
`);
    expect(claimsOf(document)).toEqual([
      { account: 'HR1002', number: 'Q26018842001', name: 'TULLY', billed: 21000, paid: 11000, disposition: 'post' },
      { account: 'HR1015', number: 'Q26018842002', name: 'SATO', billed: 19000, paid: 9411, disposition: 'post' },
    ]);
  });

  test('after its services and their total', async () => {
    const document = await readPages(`${TOP}                                  CHECK AMOUNT: $150.00
DATE        PROC     BILLED     ALLOWED    DISCOUNT    COPAY      PAID
03/01/26    99213    150.00      100.00       50.00    20.00     80.00
CLAIM TOTAL          150.00      100.00       50.00    20.00     80.00
PATIENT: DOE, JANE     ACCOUNT NO: A-1001     CLAIM NO: 26070000181

03/02/26    99212     90.00       70.00       20.00     0.00     70.00
CLAIM TOTAL           90.00       70.00       20.00     0.00     70.00
PATIENT: ROE, MAX      ACCOUNT NO: A-1002     CLAIM NO: 26070000182
`);
    expect(claimsOf(document).map(({ account, name, paid }) => [account, name, paid])).toEqual([
      ['A-1001', 'DOE', 8000],
      ['A-1002', 'ROE', 7000],
    ]);
  });
});

describe('how services are set', () => {
  test('over two printed rows, each with columns of its own', async () => {
    const document = await readPages(`${TOP}                                  CHECK AMOUNT: $81.10
PATIENT: DOE, JANE     ACCOUNT NO: A-1001     CLAIM NO: 26070000181
FROM     THRU     PROC    QTY     CHARGES        INELIG    RSN       OTHER INS
                 ALLOWABLE       DEDUCT        COPAY      CO-INS      BENEFIT
030126   030126   71046     1       98.36         44.39    CO-45          0.00
                     53.97         0.00         0.00        0.00         53.97
030126   030126   93000     1       54.73         24.61    CO-45          0.00
                     30.12         0.00         0.00        2.99         27.13
** CLAIM                           153.09         69.00                   0.00
** TOTALS            84.09         0.00         0.00        2.99         81.10
`);
    expect(claimsOf(document)).toMatchObject([{ billed: 15309, paid: 8110, disposition: 'post' }]);
    expect(document.payments[0]!.claims[0]!.lines.map((line) => [line.procedure, line.paidCents])).toEqual([
      ['71046', 5397],
      ['93000', 2713],
    ]);
  });

  test('under a row for their claim, in the same columns', async () => {
    const document = await readPages(`${TOP}                                  CHECK AMOUNT: $176.00
CLAIM NO.   PATIENT         ACCT        CHARGES   DISCOUNT      DEDUCTIBLE   COINS    PAYMENT
PU-11821    HESS, MONA      NF-201       310.00        90.00         0.00    44.00     176.00
    02/02/26  99204                      250.00        70.00         0.00    36.00     144.00   CO-45
    02/02/26  11102                       60.00        20.00         0.00     8.00      32.00   CO-45
TOTALS                                   310.00        90.00         0.00    44.00     176.00
`);
    expect(claimsOf(document)).toMatchObject([{ account: 'NF-201', number: 'PU-11821', billed: 31000, paid: 17600 }]);
    expect(document.payments[0]!.claims[0]!.lines.map((line) => line.procedure)).toEqual(['99204', '11102']);
  });
});

describe('codes that stand beside words', () => {
  const HEAD = 'DATE        PROC     BILLED     ALLOWED    DISCOUNT    COPAY      PAID';

  test('name what the columns of a claim only call a discount', async () => {
    const document = await readPages(`${TOP}                                  CHECK AMOUNT: $80.00
PATIENT: DOE, JANE     ACCOUNT NO: A-1001     CLAIM NO: 26070000181
${HEAD}
03/01/26    99213    150.00      100.00       50.00    20.00     80.00
CLAIM TOTAL          150.00      100.00       50.00    20.00     80.00
Adjustment codes: CO-45 50.00   PR-3 20.00
PATIENT: ROE, MAX      ACCOUNT NO: A-1002     CLAIM NO: 26070000182
${HEAD}
03/02/26    99215    330.00        0.00      330.00     0.00      0.00
CLAIM TOTAL          330.00        0.00      330.00     0.00      0.00
Adjustment codes: CO-197 330.00  N54
`);
    expect(codesOf(document)).toEqual([['CO-45 5000', 'PR-3 2000'], ['CO-197 33000']]);
  });

  test('and nothing allowed of a whole charge is never taken for a contract without one', async () => {
    const document = await readPages(`${TOP}                                  CHECK AMOUNT: $80.00
PATIENT: DOE, JANE     ACCOUNT NO: A-1001     CLAIM NO: 26070000181
${HEAD}
03/01/26    99213    150.00      100.00       50.00    20.00     80.00
03/01/26    99215    330.00        0.00      330.00     0.00      0.00
CLAIM TOTAL          480.00      100.00      380.00    20.00     80.00
`);
    expect(codesOf(document)[0]).toContain('null-null 33000');
    expect(document.payments[0]!.claims[0]!.disposition).toBe('review');
  });

  test('give the adjustments of forms without columns for them, and of the claim as a whole', async () => {
    const document = await readPages(`${TOP}                                  CHECK AMOUNT: $90.81
 Patient: DOE, JANE            Patient Control #: A-1001          Total Charge: $162.83
 Patient ID: MMX123456         Payer Claim #: 26070000181         Claim Payment: $90.81
 Svc Date       Proc          Mods      Qty        Charge           Allowed           Payment
 02/17/2026     90837         95          1       $162.83           $106.74           $104.61
                  Adjustments: CO-45: $56.09, CO-253: $2.13
   Claim level adjustments: PR-1: $13.80
`);
    expect(claimsOf(document)).toMatchObject([{ billed: 16283, paid: 9081, disposition: 'post' }]);
    expect(codesOf(document)).toEqual([['CO-45 5609', 'CO-253 213', 'PR-1 1380']]);
  });
});

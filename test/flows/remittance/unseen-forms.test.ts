/** Forms whose words, order and rows are not those of any form we build with: read by place and sums, or left to a person. */
import { describe, expect, test } from 'vitest';
import type { RemittanceDocument } from '../../../domain/remittance.ts';
import { readPages } from './page.ts';

const TOP = `
MARLOW MUTUAL INSURANCE COMPANY                                                  REMITTANCE ADVICE
PAY TO: HARBOR FAMILY CLINIC      NPI: 1234567893           CHECK NUMBER: 00441822   CHECK DATE: 03/20/2026
`;

const linesOf = ({ payments }: RemittanceDocument) =>
  payments.flatMap((payment) =>
    payment.claims.map((claim) => [
      claim.patient.lastName,
      claim.disposition,
      ...claim.lines.map((line) => `${line.billedCents} ${line.allowedCents} ${line.paidCents}`),
    ]),
  );

describe('what columns mean', () => {
  test('is told by what the payment comes to where a heading says nothing', async () => {
    const document = await readPages(`${TOP}                                  CHECK AMOUNT: $154.00
PATIENT: DOE, JANE     ACCOUNT NO: A-1001     CLAIM NO: 26070000181
DATE        PROC     INVOICED   TARIFF     CUTBACK    COPAY                       OURS
03/01/26    99213      150.00     100.00      50.00    20.00                      80.00
03/01/26    99214      190.00      74.00     116.00     0.00                      74.00
TOTALS                 340.00     174.00     166.00    20.00                     154.00
`);
    expect(linesOf(document)).toEqual([['DOE', 'post', '15000 10000 8000', '19000 7400 7400']]);
  });

  test('is parted where headings of several columns run into each other', async () => {
    const document = await readPages(`${TOP}                                  CHECK AMOUNT: $154.00
PATIENT: DOE, JANE     ACCOUNT NO: A-1001     CLAIM NO: 26070000181
DATE        PROC    BILLED  ALLOWED  DISCOUNT  COINS. DEDUCTIBLE AMOUNT      PAID
03/01/26    99213   150.00   100.00     50.00    20.00            0.00      80.00
03/01/26    99214   190.00    80.00    110.00     0.00            6.00      74.00
TOTALS              340.00   180.00    160.00    20.00            6.00     154.00
`);
    const reasons = document.payments[0]!.claims[0]!.lines.map((line) => line.adjustments.map(({ reason }) => reason));
    expect(reasons).toEqual([
      ['45', '2'],
      ['45', '1'],
    ]);
  });

  test('takes a dash for nothing', async () => {
    const document = await readPages(`${TOP}                                  CHECK AMOUNT: $100.00
PATIENT: DOE, JANE     ACCOUNT NO: A-1001     CLAIM NO: 26070000181
DATE        PROC     BILLED     ALLOWED    DISCOUNT    COPAY    OTHER INS      PAID
03/01/26    99213    150.00      100.00       50.00        -            -     100.00
03/01/26    99214     80.00           -       80.00        -            -          -   CO-45
TOTALS               230.00      100.00      130.00        -            -     100.00
`);
    expect(linesOf(document)[0]!.slice(2)).toEqual(['15000 10000 10000', '8000 0 0']);
  });
});

describe('whose rows they are', () => {
  test('the claim has a row of its own over its services, in their columns', async () => {
    const document = await readPages(`${TOP}                                  CHECK AMOUNT: $154.00
PATIENT        ACCOUNT    CLAIM NO       DATE       PROC     BILLED     ALLOWED    DISCOUNT    COPAY      PAID
DOE, JANE      A-1001     26070000181                        340.00      174.00      166.00    20.00    154.00
                                         03/01/26   99213    150.00      100.00       50.00    20.00     80.00
                                         03/01/26   99214    190.00       74.00      116.00     0.00     74.00
`);
    expect(linesOf(document)).toEqual([['DOE', 'post', '15000 10000 8000', '19000 7400 7400']]);
    expect(document.payments[0]!.claims[0]!.billedCents).toBe(34000);
  });

  test('two numbers under one heading are neither', async () => {
    const document = await readPages(`${TOP}                                  CHECK AMOUNT: $80.00
CLAIM NO       CLAIM REF        PATIENT        BILLED     ALLOWED    DISCOUNT    COPAY      PAID
26070000181    880001234567     DOE, JANE      150.00      100.00       50.00    20.00     80.00
`);
    const [claim] = document.payments[0]!.claims;
    expect([claim?.payerClaimControlNumber, claim?.paidCents]).toEqual([null, 8000]);
  });

  test('a page that repeats its headings over nothing names nobody', async () => {
    const head = 'DATE        PROC     BILLED     ALLOWED    DISCOUNT    COPAY      PAID';
    const deck = 'PATIENT NAME            ACCOUNT NO       SUBSCRIBER ID        CLAIM NUMBER';
    const document = await readPages(
      `${TOP}
${deck}
${head}
DOE, JANE               A-1001           MMX123456            26070000181
03/01/26    99213    150.00      100.00       50.00    20.00     80.00
TOTAL                150.00      100.00       50.00    20.00     80.00
`,
      `MARLOW MUTUAL INSURANCE COMPANY        PAGE 2
${deck}
${head}
CHECK AMOUNT: $80.00
`,
    );
    expect(linesOf(document)).toEqual([['DOE', 'post', '15000 10000 8000']]);
  });

  test('the number of the advice on each page begins no payment', async () => {
    const page = (name: string, number: string) => `
MARLOW MUTUAL INSURANCE COMPANY      RA NUMBER: 7741
PAY TO: HARBOR FAMILY CLINIC      NPI: 1234567893    CHECK NUMBER: 00441822   CHECK DATE: 03/20/2026   CHECK AMOUNT: $160.00
PATIENT: ${name}     ACCOUNT NO: A-100${number}     CLAIM NO: 2607000018${number}
DATE        PROC     BILLED     ALLOWED    DISCOUNT    COPAY      PAID
03/01/26    99213    150.00      100.00       50.00    20.00     80.00
TOTAL                150.00      100.00       50.00    20.00     80.00
`;
    const document = await readPages(page('DOE, JANE', '1'), page('ROE, MAX', '2'));
    expect(document.payments.map(({ number, claims }) => [number, claims.length])).toEqual([['00441822', 2]]);
  });
});

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

describe('how the page is laid out', () => {
  test('boxes in two columns are read one column after the other, and what a claim loses under its lines is its own', async () => {
    const document = await readPages(`
MARLOW TRADES WELFARE FUND                    BENEFIT WORKSHEET
PROVIDER: HARBOR FAMILY CLINIC      DRAFT NO. 00441822     DATED 20-MAR-26     AMOUNT OF DRAFT 174.00

RE: DOE, JANE                                                    RE: ROE, MAX
CERT. NO. 7181356361                                             CERT. NO. 9361871077
FUND CLAIM 26070000181                                           FUND CLAIM 26070000182
PROVIDER'S ACCOUNT A-1001                                        PROVIDER'S ACCOUNT A-1002
INCURRED     CPT      CHARGED    PPO DISC.    BENEFIT            INCURRED     CPT      CHARGED    PPO DISC.    BENEFIT
01-MAR-26    99213     150.00        50.00     100.00            02-MAR-26    99213     150.00        50.00     100.00
01-MAR-26    85025      30.00        10.00      20.00            TOTAL CHARGED                              150.00
TOTAL CHARGED                               180.00               BENEFITS                                   100.00
BENEFITS                                    120.00               LESS DEDUCTIBLE                             46.00
LESS DEDUCTIBLE                               0.00               BENEFIT PAYABLE                             54.00
BENEFIT PAYABLE                             120.00
`);
    expect(linesOf(document)).toEqual([
      ['DOE', 'post', '15000 null 10000', '3000 null 2000'],
      ['ROE', 'post', '15000 null 10000'],
    ]);
    const [, claim] = document.payments[0]!.claims;
    expect([claim?.paidCents, claim?.adjustments]).toEqual([5400, [{ group: 'PR', reason: '1', amountCents: 4600 }]]);
  });

  test('a claim with labels between the amounts of its row, its services below with their codes', async () => {
    const document = await readPages(`${TOP}                                  CHECK AMOUNT: $154.00
ITEM   RENDERED     CODE       SUBMITTED   REDUCTIONS (GROUP, REASON, AMOUNT)   DISBURSED
CONTROL E-98085988  DOE, JANE  ID 900190694      340.00            186.00    ACCT A-100187      154.00
01     2026-03-01   99213:25       150.00      CO 45     50.00                      80.00
                                               PR 3      20.00
02     2026-03-01   99214          190.00      CO 45    116.00                      74.00
`);
    const [claim] = document.payments[0]!.claims;
    expect([claim?.patientControlNumber, claim?.payerClaimControlNumber, claim?.patient.memberId]).toEqual([
      'A-100187',
      'E-98085988',
      '900190694',
    ]);
    expect(claim?.lines.map((line) => [line.procedure, line.adjustments.map(({ reason }) => reason)])).toEqual([
      ['99213', ['45', '3']],
      ['99214', ['45']],
    ]);
  });

  test('a row of headings for claims over one for their services; names alone over the claims', async () => {
    const document = await readPages(`${TOP}                                  CHECK AMOUNT: $154.00
RECIPIENT NAME
ICN            RECIPIENT ID PAT ACCT NUM  FDOS    LDOS      BILLED     ALLOWED     COPAY      PAID    EOBS
      DL  PROC  MODIFIERS  FDOS    LDOS    UNITS
DOE JANE
26070000181    9808598834   A-100187      030126  030126    340.00      174.00     20.00    154.00
      01  99213 25         030126  030126  1.000            150.00      100.00     20.00     80.00    9918
      02  99214            030126  030126  1.000            190.00       74.00       .00     74.00    9918
9918   CHARGE EXCEEDS THE FEE SCHEDULE MAXIMUM
`);
    const [claim] = document.payments[0]!.claims;
    expect([claim?.patient.lastName, claim?.patient.memberId, claim?.patientControlNumber]).toEqual([
      'DOE',
      '9808598834',
      'A-100187',
    ]);
    expect(linesOf(document)[0]!.slice(2)).toEqual(['15000 10000 8000', '19000 7400 7400']);
  });
});

describe('what stands in no column', () => {
  test('services side by side are a table on its side', async () => {
    const document = await readPages(`
MARLOW VISION SERVICE PLAN                                          PAYMENT NOTICE
Payee: HARBOR FAMILY CLINIC      NPI 1234567893      Check No 00441822    Check date 03/20/2026    Check amount $154.00
Jane Doe        Member # MMX123456
Claim # 26070000181      Office file # A-100187
Service                     99213        99214        Claim
Date of service          3/1/2026     3/1/2026
Doctor's usual fee         150.00       190.00       340.00
Network savings             50.00       116.00       166.00
Plan allowance             100.00        74.00       174.00
Patient copay               20.00            -        20.00
Net benefit                 80.00        74.00       154.00
`);
    expect(linesOf(document)).toEqual([['Doe', 'post', '15000 10000 8000', '19000 7400 7400']]);
    expect(document.payments[0]!.claims[0]!.patientControlNumber).toBe('A-100187');
  });

  test('numbers of footnotes part headings, and names in capitals are read in the order that most of them show', async () => {
    const claim = (name: string, number: string) => `
PATIENT: ${name}     ACCOUNT NO: A-100${number}     CLAIM NO: 2607000018${number}
DATE        PROC     SUBMITTED   SAVINGS 1 INELIGIBLE 2   COPAY      BENEFIT
03/01/26    99213       150.00       50.00                20.00        80.00
`;
    const document = await readPages(`${TOP}                                  CHECK AMOUNT: $160.00
${claim('SUSAN HARGROVE', '1')}${claim('MARK OKONJOLU', '2')}`);
    expect(linesOf(document).map(([name]) => name)).toEqual(['HARGROVE', 'OKONJOLU']);
    expect(document.payments[0]!.claims[0]!.lines[0]!.adjustments.map(({ reason }) => reason)).toEqual(['45', '3']);
  });

  test('a summary that repeats a recovery is not a second one', async () => {
    const document = await readPages(`${TOP}                                  CHECK AMOUNT: $60.00
PATIENT: DOE, JANE     ACCOUNT NO: A-1001     CLAIM NO: 26070000181
DATE        PROC     BILLED     ALLOWED    DISCOUNT    COPAY      PAID
03/01/26    99213    150.00      100.00       50.00    20.00     80.00
TOTAL                150.00      100.00       50.00    20.00     80.00
FINANCIAL TRANSACTIONS
RECOUPMENT OF OVERPAYMENT   202681785053503     20.00
PAYMENT SUMMARY
LESS AMOUNT WITHHELD                            20.00
PAYMENT TO PROVIDER                             60.00
`);
    expect(document.payments[0]!.providerAdjustments.map((each) => each.amountCents)).toEqual([2000]);
  });
});

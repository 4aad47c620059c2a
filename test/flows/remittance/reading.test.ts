import { expect, test } from 'vitest';
import { readPages } from './page.ts';

const TOP = `
MARLOW MUTUAL INSURANCE COMPANY                                                  REMITTANCE ADVICE
                                                            CHECK NUMBER: 00441822
PAY TO: HARBOR FAMILY CLINIC                                CHECK DATE: 03/20/2026
`;

test('headers that wrap over three rows, negatives in brackets', async () => {
  const { payments } =
    await readPages(`${TOP}                                                            CHECK AMOUNT: $50.00

PATIENT: DOE, JANE                 CLAIM NO: MM20260301-7        ACCOUNT NO: A-1001
MEMBER ID: MMX123456

SERVICE      PROC                 TOTAL      ALLOWED     PROVIDER     CO-       AMOUNT
DATE         CODE    UNITS       CHARGE       AMOUNT   DISCOUNT   INSURANCE       PAID
03/01/2026   99213     1         150.00       100.00      50.00      20.00       80.00
03/01/2026   85025     1        (60.00)      (40.00)    (20.00)     (10.00)    (30.00)
CLAIM TOTAL                       90.00        60.00      30.00      10.00       50.00
`);
  const [claim] = payments[0]!.claims;
  expect(claim).toMatchObject({
    patientControlNumber: 'A-1001',
    payerClaimControlNumber: 'MM20260301-7',
    billedCents: 9000,
    paidCents: 5000,
    disposition: 'post',
  });
  expect(claim!.lines.map((line) => [line.procedure, line.billedCents, line.paidCents])).toEqual([
    ['99213', 15000, 8000],
    ['85025', -6000, -3000],
  ]);
  expect(claim!.lines[1]!.adjustments).toEqual([
    { group: 'CO', reason: '45', amountCents: -2000 },
    { group: 'PR', reason: '2', amountCents: -1000 },
  ]);
  expect(payments[0]).toMatchObject({ number: '00441822', date: '2026-03-20', amountCents: 5000, disposition: 'post' });
});

const LINES_HEAD = 'DATE         PROC       BILLED    ALLOWED   DISCOUNT  DEDUCTIBLE  COPAY      PAID';

test('a claim over a page break, its headings only on the first page', async () => {
  const { payments } = await readPages(
    `${TOP}                                       PAGE 1 OF 2           CHECK AMOUNT: $160.00

PATIENT: ROE, MAX    CLAIM NO: 777120001    ACCOUNT: B77
${LINES_HEAD}
02/03/26     99213      150.00     100.00      50.00        0.00   20.00     80.00
`,
    `MARLOW MUTUAL                              PAGE 2 OF 2           CHECK NUMBER: 00441822
02/04/26     99214      160.00     110.00      50.00       10.00   20.00     80.00
TOTAL                   310.00     210.00     100.00       10.00   40.00    160.00
`,
  );
  expect(payments).toHaveLength(1);
  expect(payments[0]!.claims).toHaveLength(1);
  expect(payments[0]!.claims[0]).toMatchObject({ billedCents: 31000, paidCents: 16000, disposition: 'post' });
  expect(payments[0]!.claims[0]!.lines).toHaveLength(2);
});

test('a page that is missing holds all of it', async () => {
  const { payments, exceptions } =
    await readPages(`${TOP}                                       PAGE 1 OF 3           CHECK AMOUNT: $80.00
PATIENT: ROE, MAX    CLAIM NO: 777120001    ACCOUNT: B77
${LINES_HEAD}
02/03/26     99213      150.00     100.00      50.00        0.00   20.00     80.00
`);
  expect(exceptions?.map((each) => each.code)).toEqual(['page-missing']);
  expect(exceptions?.[0]?.detail).toContain('page 2, page 3');
  expect(payments[0]!.disposition).toBe('review');
});

test('two checks on one page are two payments', async () => {
  const { payments } =
    await readPages(`MARLOW MUTUAL INSURANCE COMPANY     CHECK NUMBER: 5001     CHECK DATE: 03/20/2026
PATIENT: ROE, MAX    CLAIM NO: 777120001    ACCOUNT: B77
${LINES_HEAD}
02/03/26     99213      150.00     100.00      50.00        0.00   20.00     80.00
CHECK AMOUNT: 80.00

MARLOW MUTUAL INSURANCE COMPANY     CHECK NUMBER: 6113     CHECK DATE: 03/21/2026
PATIENT: POE, ANN    CLAIM NO: 777120002    ACCOUNT: B78
${LINES_HEAD}
02/05/26     99214      170.00     110.00      60.00        0.00   10.00    100.00
CHECK AMOUNT: 100.00
`);
  expect(payments.map((each) => [each.number, each.amountCents, each.claims.length, each.disposition])).toEqual([
    ['5001', 8000, 1, 'post'],
    ['6113', 10000, 1, 'post'],
  ]);
});

test('a sequestration that only a sentence explains is named, never solved', async () => {
  const { payments } =
    await readPages(`${TOP}                                                            CHECK AMOUNT: $78.40
PATIENT: ROE, MAX    CLAIM NO: 777120001    ACCOUNT: B77
${LINES_HEAD}
02/03/26     99213      150.00     100.00      50.00        0.00   20.00     78.40
TOTAL                   150.00     100.00      50.00        0.00   20.00     78.40
A SEQUESTRATION REDUCTION OF 2 PERCENT HAS BEEN APPLIED.
`);
  const notes = payments[0]!.claims[0]!.exceptions;
  expect(payments[0]!.claims[0]!.disposition).toBe('review');
  expect(notes.some((note) => Math.abs(note.differenceCents ?? 0) === 160)).toBe(true);
});

test("a payer's own code that nothing explains goes to a person, one that its legend explains is mapped", async () => {
  const page = (
    legend: string,
  ) => `${TOP}                                                            CHECK AMOUNT: $80.00
PATIENT: ROE, MAX    CLAIM NO: 777120001    ACCOUNT: B77
DATE         PROC       BILLED    NOT COVERED  CODE   DISCOUNT   COPAY      PAID
02/03/26     99213      150.00           0.00            50.00   20.00     80.00
02/03/26     85025       40.00          40.00  X12        0.00    0.00      0.00
TOTAL                   190.00          40.00            50.00   20.00     80.00

EXPLANATION OF CODES
${legend}
`;
  const unknown = await readPages(page('X12  SEE THE PROVIDER MANUAL FOR THIS MESSAGE'));
  expect(unknown.payments[0]!.claims[0]!.lines[1]!.adjustments).toEqual([
    { group: null, reason: null, printedCode: 'X12', amountCents: 4000 },
  ]);
  expect(unknown.payments[0]!.claims[0]!.exceptions.map((each) => each.code)).toContain('payer-code-unmapped');
  const known = await readPages(page('X12  THE TIME LIMIT FOR FILING THIS CLAIM HAS EXPIRED'));
  expect(known.payments[0]!.claims[0]!.lines[1]!.adjustments[0]).toMatchObject({ reason: '29', printedCode: 'X12' });
});

test('a claim on each row, with subtotals and a grand total', async () => {
  const { payments } =
    await readPages(`${TOP}                                                            CHECK AMOUNT: $370.00

PATIENT NAME       ACCOUNT NO    CLAIM NUMBER     FROM       CHARGES    ALLOWED    ADJUSTMENT   COINS     NET PAID
DOE, JANE          F-100         880001231      01/05/2026     200.00     150.00        50.00   30.00       120.00
ROE, MAX           F-101         880001232      01/06/2026     300.00     200.00       100.00   50.00       150.00
SUBTOTAL INPATIENT                                             500.00     350.00       150.00   80.00       270.00
POE, ANN           F-102         880001233      01/07/2026     180.00     120.00        60.00   20.00       100.00
SUBTOTAL OUTPATIENT                                            180.00     120.00        60.00   20.00       100.00
GRAND TOTAL                                                    680.00     470.00       210.00  100.00       370.00
`);
  expect(
    payments[0]!.claims.map((each) => [
      each.patientControlNumber,
      each.payerClaimControlNumber,
      each.patient.lastName,
      each.billedCents,
      each.paidCents,
    ]),
  ).toEqual([
    ['F-100', '880001231', 'DOE', 20000, 12000],
    ['F-101', '880001232', 'ROE', 30000, 15000],
    ['F-102', '880001233', 'POE', 18000, 10000],
  ]);
  expect(payments[0]!.disposition).toBe('post');
  expect(payments[0]!.claims[0]!.adjustments).toEqual([
    { group: 'CO', reason: '45', amountCents: 5000 },
    { group: 'PR', reason: '2', amountCents: 3000 },
  ]);
});

test('cells of two values, one above the other', async () => {
  const { payments } =
    await readPages(`${TOP}                                                            CHECK AMOUNT: $160.00
PATIENT: ROE, MAX    CLAIM NO: 777120001    ACCOUNT: B77

SERVICE DATE      CHARGED     DISCOUNT    DEDUCTIBLE       PAID
PROCEDURE         ALLOWED     NOT COVERED COINSURANCE
02/03/2026         150.00        50.00          0.00       80.00
99213              100.00         0.00         20.00
02/04/2026         160.00        50.00         10.00       80.00
99214              110.00         0.00         20.00
TOTALS             310.00       100.00         10.00      160.00
                   210.00         0.00         40.00
`);
  const claim = payments[0]!.claims[0]!;
  expect(
    claim.lines.map((line) => [line.serviceDate, line.procedure, line.billedCents, line.allowedCents, line.paidCents]),
  ).toEqual([
    ['2026-02-03', '99213', 15000, 10000, 8000],
    ['2026-02-04', '99214', 16000, 11000, 8000],
  ]);
  expect(claim.disposition).toBe('post');
});

test.each([
  [
    "a patient's statement",
    'EXPLANATION OF BENEFITS\nTHIS IS NOT A BILL\n\nSERVICE   CHARGED   ALLOWED   PAID\n02/03/2026 150.00 100.00 80.00',
  ],
  [
    'a letter',
    'DEAR PROVIDER,\n\nWE NEED MORE INFORMATION TO DECIDE ON THE CLAIM OF YOUR PATIENT.\nPLEASE SEND THE RECORDS.',
  ],
  [
    'a check alone',
    'MARLOW MUTUAL   CHECK NO 441822\nPAY TO THE ORDER OF HARBOR FAMILY CLINIC   $1,240.55\nVOID AFTER 180 DAYS',
  ],
])('%s is no remittance', async (_what, text) => {
  const document = await readPages(text);
  expect(document).toMatchObject({ source: { kind: 'not-a-remittance' }, payments: [] });
  expect(document.exceptions?.[0]?.code).toBe('not-a-remittance');
});

test('a check amount that is off is named to the cent', async () => {
  const { payments } =
    await readPages(`${TOP}                                                            CHECK AMOUNT: $81.00
PATIENT: ROE, MAX    CLAIM NO: 777120001    ACCOUNT: B77
${LINES_HEAD}
02/03/26     99213      150.00     100.00      50.00        0.00   20.00     80.00
TOTAL PAID                                                                   80.00
`);
  expect(payments[0]!.balance).toMatchObject({ payment: false, differenceCents: 100 });
  expect(payments[0]!.disposition).toBe('review');
});

test('what labels say of a claim: its days hold those of its lines, its status is a code, one label has two numbers', async () => {
  const { payments, fields } = await readPages(`${TOP}NPI/TAX ID: 1234567893 / 990000017    CHECK AMOUNT: $160.00
PAYMENT METHOD EFT

DOE,JANE              STATUS 1
ACCOUNT: A-1001    CLAIM NO: 777120001    STATEMENT FROM: 02/03/26    STATEMENT THRU: 02/06/26
${LINES_HEAD}
02/03/26     99213      150.00     100.00      50.00        0.00   20.00     80.00
02/04/26     99214      160.00     110.00      50.00       10.00   20.00     80.00
TOTAL                   310.00     210.00     100.00       10.00   40.00    160.00
`);
  expect(payments[0]).toMatchObject({ method: 'ACH', payee: { npi: '1234567893', tin: '990000017' } });
  expect(payments[0]!.claims[0]).toMatchObject({
    statusCode: '1',
    serviceFrom: '2026-02-03',
    serviceTo: '2026-02-06',
    patient: { lastName: 'DOE', firstName: 'JANE' },
  });
  expect(fields['/payments/0/payer/name']!.confidence).toBeLessThan(0.99);
});

/** Headings that stand no further apart than their words are parted by the columns below. */
import { expect, test } from 'vitest';
import { readPages } from './page.ts';

const HEADINGS = [
  'Charge',
  'Provider discount',
  'Deductible',
  'Copayment',
  'Coinsurance',
  'Other insurance',
  'We paid',
];
const HEAD = `Date       Service ${HEADINGS.join(' ')}`;

const rowOf = (begin: string, amounts: readonly string[]): string =>
  HEADINGS.reduce((row, heading, at) => {
    const end = HEAD.indexOf(heading) + heading.length;
    return row.padEnd(end - amounts[at]!.length) + amounts[at]!;
  }, begin);

const PAPER = `
MARLOW MUTUAL INSURANCE COMPANY
March 20, 2026
PAY TO: HARBOR FAMILY CLINIC
Our check number 00441822 for $110.00 is attached.

PATIENT: ROE, MAX    CLAIM NO: 777120001    ACCOUNT: B77
${HEAD}
${rowOf('02/03/2026 99213', ['$150.00', '$50.00', '$0.00', '$20.00', '$0.00', '$0.00', '$80.00'])}
${rowOf('02/03/2026 85025', ['$40.00', '$10.00', '$0.00', '$0.00', '$0.00', '$0.00', '$30.00'])}
${rowOf('Total', ['$190.00', '$60.00', '$0.00', '$20.00', '$0.00', '$0.00', '$110.00'])}
`;

test('each column has its own heading', async () => {
  const { payments } = await readPages(PAPER);
  expect(payments[0]?.claims[0]).toMatchObject({
    billedCents: 19_000,
    paidCents: 11_000,
    lines: [
      { billedCents: 15_000, paidCents: 8_000, adjustments: [{ amountCents: 5_000 }, { amountCents: 2_000 }] },
      { billedCents: 4_000, paidCents: 3_000, adjustments: [{ amountCents: 1_000 }] },
    ],
  });
});

test('a day under a heading of services is not the day of the payment', async () => {
  const { payments } = await readPages(PAPER);
  expect(payments[0]).toMatchObject({ number: '00441822', date: '2026-03-20', amountCents: 11_000 });
});

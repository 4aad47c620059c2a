import { describe, expect, it } from 'vitest';
import { csvOf } from '../../adapters/export-files.ts';
import { ledgerCsv } from '../../adapters/ledger-csv.ts';
import type { LedgerSheet } from '../../adapters/ledger-csv.ts';
import { proofPage } from '../../adapters/proof-page.ts';
import { aClaim } from '../builders/claims.ts';
import { anAnswer, aPayment } from '../builders/remittances.ts';

const AT = new Date('2026-11-23T15:00:00Z');
const answer = anAnswer(aClaim(), { patientControlNumber: '=HYPERLINK("x")' });
const { claims: _claims, ...head } = aPayment([answer], { number: '<b>7</b>' });

/** A payment whose one claim waits. */
const sheet: LedgerSheet = {
  payment: {
    id: 'p',
    documentId: 'd',
    place: 0,
    identity: 'i',
    payerKey: 'k',
    sameAs: null,
    state: 'part',
    amountCents: 8_400,
    exceptions: [],
    payment: head,
    takenAt: AT,
    postedAt: AT,
  },
  claims: [
    {
      id: 'c',
      place: 0,
      claimId: null,
      state: 'held',
      exceptions: [{ code: 'claim-out-of-balance', detail: 'It does not add up.', differenceCents: -5 }],
      claim: answer,
      reverses: null,
      postedAt: null,
    },
  ],
  entries: [
    {
      id: 1,
      part: 1,
      actor: 'robot',
      postedAt: AT,
      paymentClaimId: 'c',
      claimId: null,
      lineNumber: null,
      kind: 'unapplied',
      group: null,
      reason: null,
      reference: null,
      amountCents: 8_400,
    },
  ],
};

describe('what leaves of a payment', () => {
  it('writes amounts as numbers and never what a spreadsheet would run', () => {
    const [, row] = ledgerCsv(sheet).split('\r\n');
    expect(row).toContain(`"'=HYPERLINK(""x"")"`);
    expect(row).toMatch(/,unapplied,,,,84\.00$/);
    for (const begin of ['=', '+', '-', '@', '\t', '\n', '\uFF1D'])
      expect(
        csvOf({ columns: [{ name: 'said', kind: 'text' }], rows: [{ said: `${begin}1+1` }] }).toString(),
      ).toContain(`'${begin}1+1`);
  });

  it('proves on paper where the money went, what waits, and why', () => {
    const page = proofPage(sheet, AT, 'America/New_York');
    expect(page).toContain('It does not add up. (claim-out-of-balance, difference -$0.05)');
    expect(page).toContain('<th>Difference</th><td class="n">$0.00</td>');
    expect(page).not.toContain('<b>7</b>');
  });
});

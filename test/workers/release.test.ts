import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { fixedClock } from '../../adapters/clock.ts';
import { importDeposits } from '../../adapters/deposits.ts';
import { claimBalance } from '../../adapters/ledger.ts';
import { claimsOfPayment } from '../../adapters/remittances.ts';
import type { Claim } from '../../domain/claim.ts';
import type { RemittanceClaim, RemittanceDocument } from '../../domain/remittance.ts';
import { keepFourEyes } from '../../adapters/approvals.ts';
import { paymentOutputs } from '../../workers/payment-outputs.ts';
import { releaseClaim, releasePayment } from '../../workers/release.ts';
import { aDocument, anAnswer, aPayment } from '../builders/remittances.ts';
import { ownStores } from '../stores.ts';
import { bill, books, first, postAll, REVIEWER, second, takenBack } from './posting-desk.ts';

const clock = fixedClock('2026-11-23T15:00:00Z');
let own: Awaited<ReturnType<typeof ownStores>>;
afterEach(() => own.close());

describe('releasing what waits', () => {
  beforeEach(async () => {
    own = await ownStores('PostgreSQL alone', { clock });
  });
  const post = (...documents: RemittanceDocument[]) => postAll(own.stores, ...documents);

  it('releases a held claim once, to the claim that a person chose, and gives out two 835s', async () => {
    const { db } = own.stores;
    const [, secondId] = await bill(own.stores, [first, second]);
    const unknown = anAnswer(second, { patientControlNumber: 'Q7', patient: {}, payerClaimControlNumber: 'ICN8' });
    const payment = aPayment([anAnswer(first), { ...unknown, serviceFrom: null, serviceTo: null }]);
    const [report] = await post(aDocument([payment]));
    const paymentId = report!.payments[0]!.paymentId;
    const held = (await claimsOfPayment(db, paymentId)).find(({ state }) => state === 'held')!;

    expect(await releaseClaim(own.stores, held.id, { approved: [] }, REVIEWER)).toMatchObject({ outcome: 'refused' });
    const wrong = { ...held.claim, paidCents: 1 };
    expect(await releaseClaim(own.stores, held.id, { approved: [], claim: wrong }, REVIEWER)).toMatchObject({
      outcome: 'refused',
      exceptions: [{ code: 'claim-out-of-balance', differenceCents: 8_399 }],
    });
    const decision = { approved: [], claimId: secondId! };
    expect(await releaseClaim(own.stores, held.id, decision, REVIEWER)).toMatchObject({ outcome: 'released' });
    expect(await releaseClaim(own.stores, held.id, decision, REVIEWER)).toMatchObject({ outcome: 'already' });
    expect(await books(db)).toMatchObject({ payments: 1, unappliedCents: 0, differing: 0 });
    expect(await claimBalance(db, secondId!)).toMatchObject({ payment: 8_400 });

    const outputs = await paymentOutputs(own.stores, paymentId);
    expect(outputs?.parts).toMatchObject([
      { part: 1, amountCents: 8_400, claims: 1, why: null },
      { part: 2, amountCents: 8_400, claims: 1, why: null },
    ]);
    expect(outputs?.parts[1]?.text).toContain('CLP*HFC-1002*');
    expect(outputs?.csv.trim().split('\r\n')).toHaveLength(1 + 3 + 1 + 4);
    expect(outputs?.proof).toContain('<th>Difference</th><td class="n">$0.00</td>');
  });

  it('holds a payment that does not add up or does not meet its deposit, whole, and posts it when corrected', async () => {
    await bill(own.stores, [first, second]);
    await importDeposits(own.stores.db, [{ reference: '700100', date: '2026-11-17', amountCents: 8_400 }], clock.now());
    const right = aPayment([anAnswer(first)]);
    const [report] = await post(aDocument([aPayment([anAnswer(first)], { amountCents: 9_400 })]));
    expect(report).toMatchObject({
      state: 'review',
      payments: [{ state: 'held', claimsPosted: 0, unappliedCents: 0 }],
    });
    expect(await books(own.stores.db)).toMatchObject({ payments: 0, cashCents: 0 });
    const paymentId = report!.payments[0]!.paymentId;
    const plain = await releasePayment(own.stores, paymentId, { approved: [] }, REVIEWER);
    expect(plain).toMatchObject({
      outcome: 'refused',
      exceptions: [{ differenceCents: 1_000 }, { code: 'deposit-mismatch' }],
    });
    const corrected = await releasePayment(own.stores, paymentId, { approved: [], payment: right }, REVIEWER);
    expect(corrected).toMatchObject({ outcome: 'released' });
    expect(await books(own.stores.db)).toMatchObject({ payments: 1, cashCents: 8_400, differing: 0 });
    expect(await releasePayment(own.stores, paymentId, { approved: [] }, REVIEWER)).toMatchObject({
      outcome: 'already',
    });
  });

  it('releases a claim that was billed late, then the reversal that waited for it, and writes no negative 835', async () => {
    const { db } = own.stores;
    await bill(own.stores, [second]);
    const answer = anAnswer(first);
    const reversing = aPayment([takenBack(answer), anAnswer(second)], { number: '700200', method: 'NON' });
    const reports = await post(aDocument([aPayment([answer])]), aDocument([reversing], 'second.835'));
    expect(reports.map(({ payments }) => payments[0]?.unappliedCents)).toEqual([8_400, -8_400]);
    const [original, reversal] = await Promise.all(
      reports.map(async ({ payments }) => (await claimsOfPayment(db, payments[0]!.paymentId))[0]!),
    );
    const reversingId = reports[1]!.payments[0]!.paymentId;
    expect((await paymentOutputs(own.stores, reversingId))?.parts).toEqual([]);

    const [firstId] = await bill(own.stores, [first]);
    const limits = { postingCents: null, writeOffCents: null };
    await keepFourEyes(db, { ...limits, isTakeBack: true }, REVIEWER, own.stores.clock.now());
    await releaseClaim(own.stores, original!.id, { approved: [] }, REVIEWER);
    const alone = releaseClaim(own.stores, reversal!.id, { approved: [] }, REVIEWER);
    await expect(alone).rejects.toThrow(/second person/);
    await keepFourEyes(db, { ...limits, isTakeBack: false }, REVIEWER, own.stores.clock.now());
    for (const { id } of [reversal!])
      expect(await releaseClaim(own.stores, id, { approved: [] }, REVIEWER)).toMatchObject({ outcome: 'released' });
    expect(await claimBalance(db, firstId!)).toMatchObject({ payment: 8_400, 'take-back': -8_400, contractual: 0 });
    expect(await books(db)).toMatchObject({ payments: 2, unappliedCents: 0, differing: 0 });
    const { rows } = await db.query('select state from remittance_document union select state from payment');
    expect(rows).toEqual([{ state: 'posted' }]);
    expect((await paymentOutputs(own.stores, reversingId))?.parts).toMatchObject([
      { amountCents: 0, claims: 2, why: null },
    ]);
  });

  it('learns a payer’s own code where a claim is released, and posts the next one by itself', async () => {
    await bill(own.stores, [first, second]);
    const coded = (claim: Claim): RemittanceClaim => {
      const answer = anAnswer(claim);
      const [line] = answer.lines;
      const [discount, ...others] = line!.adjustments;
      const payersOwn = { ...discount!, group: null, reason: null, printedCode: 'X7' };
      return { ...answer, lines: [{ ...line!, adjustments: [payersOwn, ...others] }] };
    };
    const [held] = await post(aDocument([aPayment([coded(first)])]));
    expect(held?.payments).toMatchObject([{ state: 'part', claimsHeld: 1 }]);
    const [claim] = await claimsOfPayment(own.stores.db, held!.payments[0]!.paymentId);
    const remember = [{ code: 'X7', group: 'CO' as const, reason: '45' }];
    const released = await releaseClaim(own.stores, claim!.id, { approved: [], remember }, REVIEWER);
    expect(released).toMatchObject({ outcome: 'released' });
    const [next] = await post(aDocument([aPayment([coded(second)], { number: '700500' })], 'next.835'));
    expect(next?.payments).toMatchObject([{ state: 'posted', claimsPosted: 1 }]);
  });
});

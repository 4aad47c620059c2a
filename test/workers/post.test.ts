import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { fixedClock } from '../../adapters/clock.ts';
import { listDenials } from '../../adapters/denials.ts';
import { claimBalance, entriesOf } from '../../adapters/ledger.ts';
import { claimsOfPayment, findPaymentAt } from '../../adapters/remittances.ts';
import type { RemittanceDocument } from '../../domain/remittance.ts';
import { listOpenItems } from '../../review/items.ts';
import { postDocument } from '../../workers/post.ts';
import { releasePayment } from '../../workers/release.ts';
import { aDocument, anAnswer, aPayment, manyPayments } from '../builders/remittances.ts';
import { COMBINATIONS, ownStores } from '../stores.ts';
import {
  bill,
  books,
  first,
  openCodes,
  postAll,
  REVIEWER,
  second,
  stranger,
  takenBack,
  takeIn,
} from './posting-desk.ts';

const clock = fixedClock('2026-11-23T15:00:00Z');
let own: Awaited<ReturnType<typeof ownStores>>;
afterEach(() => own.close());

describe.each(COMBINATIONS)('posting on %s', (combination) => {
  beforeEach(async () => {
    own = await ownStores(combination, { clock });
  });

  it('posts what is certain, holds what is not, ties to the cent and says so again the second time', async () => {
    const { stores } = own;
    const [firstId] = await bill(stores, [first, second]);
    const payment = aPayment([anAnswer(first), anAnswer(stranger), anAnswer(second)]);
    const [id] = await takeIn(stores, aDocument([payment]));

    const report = await postDocument(stores, id!);
    expect(report).toMatchObject({
      state: 'review',
      payments: [{ state: 'part', isNew: true, claimsPosted: 2, claimsHeld: 1, unappliedCents: 4_312 }],
    });
    expect(await books(stores.db)).toEqual({
      payments: 1,
      amountCents: payment.amountCents,
      cashCents: payment.amountCents,
      unappliedCents: 4_312,
      differing: 0,
    });
    expect(await claimBalance(stores.db, firstId!)).toEqual({
      payment: 8_400,
      contractual: 4_500,
      'patient-responsibility': 2_100,
    });
    const states = await stores.db.query('select state, closed_at is not null as closed from claim');
    expect(states.rows).toEqual([
      { state: 'FINAL_PAID', closed: true },
      { state: 'FINAL_PAID', closed: true },
    ]);
    expect(await listOpenItems(stores.db)).toMatchObject([{ code: 'claim-not-found', workItem: null, met: 1 }]);

    const again = await postDocument(stores, id!);
    expect(again.payments[0]).toMatchObject({
      isNew: false,
      message: 'Payment 700100 was already posted on 11/23/2026; nothing was changed.',
    });
    expect((await entriesOf(stores.db, report.payments[0]!.paymentId)).length).toBe(7);
    expect(await openCodes(stores.db)).toEqual(['claim-not-found']);
  });

  it('posts once when two workers and two files bring the same payments at once', async () => {
    const { stores } = own;
    const { claims, payments } = manyPayments(6, 5);
    await bill(stores, claims);
    const ids = await takeIn(stores, aDocument(payments, 'a.835'), aDocument(payments.toReversed(), 'b.835'));
    const reports = await Promise.all([...ids, ...ids].map((id) => postDocument(stores, id)));
    const made = reports.flatMap((report) => report.payments);
    expect(made.filter(({ isNew, state }) => isNew && state === 'posted')).toHaveLength(6);
    expect(await books(stores.db)).toMatchObject({ payments: 6, differing: 0, unappliedCents: 0 });
    const { rows } = await stores.db.query(
      `select state, count(*)::int as n, count(same_as)::int as same from payment group by state order by state`,
    );
    expect(rows).toEqual([
      { state: 'attached', n: 6, same: 6 },
      { state: 'posted', n: 6, same: 0 },
    ]);
    expect(await openCodes(stores.db)).toEqual([]);
  });
});

describe('posting', () => {
  beforeEach(async () => {
    own = await ownStores('PostgreSQL alone', { clock });
  });
  const post = (...documents: RemittanceDocument[]) => postAll(own.stores, ...documents);

  it('attaches the paper of an 835 that was posted, and asks only when they differ', async () => {
    await bill(own.stores, [first, second]);
    const era = aPayment([anAnswer(first)]);
    const { originator: _none, ...payer } = era.payer;
    const paper = { ...era, payer, date: '2026-11-18', number: '00700100' };
    const [, twin] = await post(aDocument([era]), aDocument([paper], 'scan.pdf', 'paper-eob'));
    expect(twin).toMatchObject({ state: 'posted', payments: [{ state: 'attached', isNew: true }] });
    expect(twin?.payments[0]?.message).toContain('was already posted on 11/23/2026, from document');
    const other = { ...aPayment([anAnswer(second)]), payer, number: '700100' };
    const [differs] = await post(aDocument([other], 'other.pdf', 'paper-eob'));
    expect(differs).toMatchObject({ state: 'review', payments: [{ state: 'attached' }] });
    expect(await openCodes(own.stores.db)).toEqual(['twin-payment']);
    expect(await books(own.stores.db)).toMatchObject({ payments: 1, differing: 0 });
    const paymentId = differs!.payments[0]!.paymentId;
    expect(await releasePayment(own.stores, paymentId, { approved: [] }, REVIEWER)).toMatchObject({
      outcome: 'already',
    });
    const another = {
      approved: [
        { code: 'twin-payment' as const, claim: null },
        { code: 'low-confidence' as const, claim: null },
        { code: 'low-confidence' as const, claim: 0 },
      ],
    };
    expect(await releasePayment(own.stores, paymentId, another, REVIEWER)).toMatchObject({ outcome: 'released' });
    expect(await books(own.stores.db)).toMatchObject({ payments: 2, cashCents: 16_800, differing: 0 });
  });

  it('lets an 835 take the place of its paper that waits for a person', async () => {
    await bill(own.stores, [first]);
    const era = aPayment([anAnswer(first)]);
    const doubt = [{ code: 'low-confidence', detail: 'The date is hard to read.' }];
    const paper = { ...era, exceptions: doubt, disposition: 'review' as const };
    const [held, posted] = await post(aDocument([paper], 'scan.pdf', 'paper-eob'), aDocument([era]));
    expect(held).toMatchObject({ state: 'review', payments: [{ state: 'held' }] });
    expect(posted).toMatchObject({ state: 'posted', payments: [{ state: 'posted' }] });
    expect(await openCodes(own.stores.db)).toEqual([]);
    expect(await findPaymentAt(own.stores.db, held!.documentId, 0)).toMatchObject({
      state: 'attached',
      sameAs: posted!.payments[0]!.paymentId,
    });
  });

  it('finds the original of a reversal, takes it back once, and opens the claim again', async () => {
    const { db } = own.stores;
    const [firstId] = await bill(own.stores, [first, second]);
    const answer = anAnswer(first);
    const back = takenBack(answer);
    const denied = anAnswer(second, {
      paidCents: 0,
      patientResponsibilityCents: 0,
      lines: [
        {
          ...anAnswer(second).lines[0]!,
          paidCents: 0,
          allowedCents: 0,
          adjustments: [{ group: 'CO', reason: '197', amountCents: 15_000 }],
        },
      ],
    });
    const reversing = aPayment([back, anAnswer(second)], { number: '700200', date: '2026-11-20' });
    const reports = await post(
      aDocument([aPayment([answer])]),
      aDocument([reversing], 'second.835'),
      aDocument([aPayment([back], { number: '700300', amountCents: -8_400 })], 'third.835'),
      aDocument([aPayment([denied], { number: '700400' })], 'fourth.835'),
    );
    expect(reports.map(({ payments }) => payments[0]?.state).slice(0, 3)).toEqual(['posted', 'posted', 'held']);
    expect(await claimBalance(db, firstId!)).toEqual({
      payment: 8_400,
      'take-back': -8_400,
      contractual: 0,
      'patient-responsibility': 0,
    });
    const { rows } = await db.query('select state, closed_at from claim where id = $1', [firstId]);
    expect(rows).toEqual([{ state: 'FINAL_REVISED', closed_at: null }]);
    const taken = await claimsOfPayment(db, reports[1]!.payments[0]!.paymentId);
    const original = await claimsOfPayment(db, reports[0]!.payments[0]!.paymentId);
    expect(taken[0]?.reverses).toBe(original[0]?.id);
    expect(await books(db)).toMatchObject({ differing: 0 });
    expect(await listDenials(db)).toMatchObject([{ group: 'CO', reason: '197' }]);
  });

  it('books what the payer takes and gives at its own level, and refuses a document without payments', async () => {
    const { db } = own.stores;
    await bill(own.stores, [first]);
    const providerAdjustments = [
      { reason: 'FB', reference: 'JAN', amountCents: 1_000 },
      { reason: 'L6', reference: null, amountCents: -25 },
    ];
    const withInterest = anAnswer(first, { interestCents: 25 });
    const [posted, none] = await post(aDocument([aPayment([withInterest], { providerAdjustments })]), {
      ...aDocument([], 'letter.pdf', 'paper-eob'),
      exceptions: [{ code: 'not-a-remittance', detail: 'A letter.' }],
    });
    expect(posted).toMatchObject({ state: 'posted', payments: [{ amountCents: 7_425 }] });
    const entries = await entriesOf(db, posted!.payments[0]!.paymentId);
    const atPayer = entries.filter(({ paymentClaimId }) => paymentClaimId === null);
    expect(atPayer.map(({ kind, amountCents }) => [kind, amountCents])).toEqual([
      ['provider-adjustment', -1_000],
      ['interest', 25],
    ]);
    expect(await books(db)).toMatchObject({ cashCents: 7_425, differing: 0 });
    expect(none).toMatchObject({ state: 'refused', payments: [] });
    expect(await listOpenItems(db)).toMatchObject([
      { code: 'not-a-remittance', subject: `document:${none!.documentId}` },
    ]);
  });

  it('refuses to change the ledger, whoever asks', async () => {
    await bill(own.stores, [first]);
    await post(aDocument([aPayment([anAnswer(first)])]));
    for (const sql of ['update ledger_entry set amount_cents = 0', 'delete from ledger_entry', 'delete from posting'])
      await expect(own.stores.db.query(sql)).rejects.toThrow('append-only');
    const more = `insert into ledger_entry (posting_id, payment_id, kind, amount_cents, idempotency_key)
      select posting_id, payment_id, 'payment', 1, 'x' from ledger_entry limit 1`;
    await expect(own.stores.db.query(more)).rejects.toThrow('do not add up');
  });
});

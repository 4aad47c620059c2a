import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { fixedClock } from '../../adapters/clock.ts';
import { claimBalance, entriesOf } from '../../adapters/ledger.ts';
import { listDenials } from '../../adapters/denials.ts';
import { importDeposits } from '../../adapters/deposits.ts';
import { claimsOfPayment, findPaymentAt } from '../../adapters/remittances.ts';
import type { RemittanceClaim } from '../../domain/remittance.ts';
import { listOpenItems } from '../../review/items.ts';
import { paymentOutputs } from '../../workers/payment-outputs.ts';
import { postDocument } from '../../workers/post.ts';
import { releaseClaim, releasePayment } from '../../workers/release.ts';
import { aClaim } from '../builders/claims.ts';
import { aDocument, anAnswer, aPayment, manyPayments } from '../builders/remittances.ts';
import { COMBINATIONS, ownStores } from '../stores.ts';
import { bill, books, openCodes, takeIn } from './posting-desk.ts';

const clock = fixedClock('2026-11-23T15:00:00Z');
let own: Awaited<ReturnType<typeof ownStores>>;
afterEach(() => own.close());

const ACTOR = 'reviewer:00000000-0000-4000-8000-000000000001';
const first = aClaim();
const second = aClaim({
  patientControlNumber: 'HFC-1002',
  memberId: 'NPH4410990',
  patient: { lastName: 'BRANDISH', firstName: 'OLE', birthDate: '1971-02-03', sex: 'M' },
});
/** Nobody billed this one. */
const stranger = aClaim({
  patientControlNumber: 'ZZZ-9',
  memberId: 'XX99',
  patient: { lastName: 'UNSEEN', firstName: 'KAI', birthDate: null, sex: null },
  serviceFrom: '2026-02-02',
  serviceTo: '2026-02-02',
  billedCents: 7_700,
  lines: [{ ...aClaim().lines[0]!, billedCents: 7_700, serviceFrom: '2026-02-02', serviceTo: '2026-02-02' }],
});

/** The same answer with every amount the other way round. */
const takenBack = (answer: RemittanceClaim): RemittanceClaim => ({
  ...answer,
  statusCode: '22',
  billedCents: -(answer.billedCents ?? 0),
  paidCents: -(answer.paidCents ?? 0),
  patientResponsibilityCents: -(answer.patientResponsibilityCents ?? 0),
  lines: answer.lines.map((line) => ({
    ...line,
    billedCents: -(line.billedCents ?? 0),
    paidCents: -(line.paidCents ?? 0),
    allowedCents: -(line.allowedCents ?? 0),
    adjustments: line.adjustments.map((each) => ({ ...each, amountCents: -each.amountCents })),
  })),
});

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
      message: 'Payment 700100 was already posted on 2026-11-23; nothing was changed.',
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
  const post = async (...documents: Parameters<typeof takeIn>[1][]) => {
    const ids = await takeIn(own.stores, ...documents);
    const reports = [];
    for (const id of ids) reports.push(await postDocument(own.stores, id));
    return reports;
  };

  it('attaches the paper of an 835 that was posted, and asks only when they differ', async () => {
    await bill(own.stores, [first, second]);
    const era = aPayment([anAnswer(first)]);
    const { originator: _none, ...payer } = era.payer;
    const paper = { ...era, payer, date: '2026-11-18', number: '00700100' };
    const [, twin] = await post(aDocument([era]), aDocument([paper], 'scan.pdf', 'paper-eob'));
    expect(twin).toMatchObject({ state: 'posted', payments: [{ state: 'attached', isNew: true }] });
    expect(twin?.payments[0]?.message).toContain('was already posted on 2026-11-23, from document');
    const other = { ...aPayment([anAnswer(second)]), payer, number: '700100' };
    const [differs] = await post(aDocument([other], 'other.pdf', 'paper-eob'));
    expect(differs).toMatchObject({ state: 'review', payments: [{ state: 'attached' }] });
    expect(await openCodes(own.stores.db)).toEqual(['twin-payment']);
    expect(await books(own.stores.db)).toMatchObject({ payments: 1, differing: 0 });
    const paymentId = differs!.payments[0]!.paymentId;
    expect(await releasePayment(own.stores, paymentId, { approved: [] }, ACTOR)).toMatchObject({ outcome: 'already' });
    const another = {
      approved: [
        { code: 'twin-payment' as const, claim: null },
        { code: 'low-confidence' as const, claim: null },
        { code: 'low-confidence' as const, claim: 0 },
      ],
    };
    expect(await releasePayment(own.stores, paymentId, another, ACTOR)).toMatchObject({ outcome: 'released' });
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

  it('releases a held claim once, to the claim that a person chose, and gives out two 835s', async () => {
    const { db } = own.stores;
    const [, secondId] = await bill(own.stores, [first, second]);
    const unknown = anAnswer(second, { patientControlNumber: 'Q7', patient: {}, payerClaimControlNumber: 'ICN8' });
    const payment = aPayment([anAnswer(first), { ...unknown, serviceFrom: null, serviceTo: null }]);
    const [report] = await post(aDocument([payment]));
    const paymentId = report!.payments[0]!.paymentId;
    const held = (await claimsOfPayment(db, paymentId)).find(({ state }) => state === 'held')!;

    expect(await releaseClaim(own.stores, held.id, { approved: [] }, ACTOR)).toMatchObject({ outcome: 'refused' });
    const wrong = { ...held.claim, paidCents: 1 };
    expect(await releaseClaim(own.stores, held.id, { approved: [], claim: wrong }, ACTOR)).toMatchObject({
      outcome: 'refused',
      exceptions: [{ code: 'claim-out-of-balance', differenceCents: 8_399 }],
    });
    const decision = { approved: [], claimId: secondId! };
    expect(await releaseClaim(own.stores, held.id, decision, ACTOR)).toMatchObject({ outcome: 'released' });
    expect(await releaseClaim(own.stores, held.id, decision, ACTOR)).toMatchObject({ outcome: 'already' });
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
    const plain = await releasePayment(own.stores, paymentId, { approved: [] }, ACTOR);
    expect(plain).toMatchObject({
      outcome: 'refused',
      exceptions: [{ differenceCents: 1_000 }, { code: 'deposit-mismatch' }],
    });
    const corrected = await releasePayment(own.stores, paymentId, { approved: [], payment: right }, ACTOR);
    expect(corrected).toMatchObject({ outcome: 'released' });
    expect(await books(own.stores.db)).toMatchObject({ payments: 1, cashCents: 8_400, differing: 0 });
    expect(await releasePayment(own.stores, paymentId, { approved: [] }, ACTOR)).toMatchObject({ outcome: 'already' });
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
    for (const { id } of [original!, reversal!])
      expect(await releaseClaim(own.stores, id, { approved: [] }, ACTOR)).toMatchObject({ outcome: 'released' });
    expect(await claimBalance(db, firstId!)).toMatchObject({ payment: 8_400, 'take-back': -8_400, contractual: 0 });
    expect(await books(db)).toMatchObject({ payments: 2, unappliedCents: 0, differing: 0 });
    const { rows } = await db.query('select state from remittance_document union select state from payment');
    expect(rows).toEqual([{ state: 'posted' }]);
    expect((await paymentOutputs(own.stores, reversingId))?.parts).toMatchObject([
      { amountCents: 0, claims: 2, why: null },
    ]);
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

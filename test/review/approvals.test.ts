import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { keepFourEyes } from '../../adapters/approvals.ts';
import { storeCorrected } from '../../adapters/corrections.ts';
import { loadReading } from '../../adapters/document-rows.ts';
import { buildApi } from '../../review/api/index.ts';
import type { ApprovalList, Trail } from '../../review/api/approvals-schema.ts';
import { paymentOutputs } from '../../workers/payment-outputs.ts';
import { seeded } from '../builders/random.ts';
import { books } from '../workers/posting-desk.ts';
import { migratedDatabase } from '../database-templates.ts';
import { client, type Cookies } from './client.ts';
import { openRemittanceOffice, PRINTED, type RemittanceOffice } from './remittance-desk.ts';
import { holdOne, RIGHT } from './held-claim.ts';

let office: RemittanceOffice;
let app: Awaited<ReturnType<typeof buildApi>>;
let ask: ReturnType<typeof client>;
let bea: Cookies;
let sam: Cookies;
let ada: Cookies;
let papers = 0;

let database: Awaited<ReturnType<typeof migratedDatabase>> | null = null;

describe.each(['embedded', 'PostgreSQL'] as const)('%s', (store) => {
  beforeAll(async () => {
    database = store === 'PostgreSQL' ? await migratedDatabase() : null;
    office = await openRemittanceOffice(database?.url);
    app = await buildApi(office.desk);
    ask = client(app);
    await office.person('Bea', 'biller');
    await office.person('Sam', 'supervisor');
    await office.person('Ada');
    [bea, sam, ada] = [await ask.cookieOf('Bea'), await ask.cookieOf('Sam'), await ask.cookieOf('Ada')];
  });
  afterAll(async () => {
    await app.close();
    await office.close();
    await database?.drop();
  });
  beforeEach(() => limits({ postingCents: 5_000 }));

  const limits = (change: object) =>
    keepFourEyes(
      office.db,
      { postingCents: null, writeOffCents: null, isTakeBack: true, ...change },
      'reviewer:test',
      office.clock.now(),
    );
  const rowsOf = async <T extends object>(sql: string, values: unknown[] = []) =>
    (await office.db.query<T>(sql, values)).rows;
  const held = () => holdOne(office, (papers += 1));
  const post = (id: string, as: Cookies) => ask.post(`/review-items/${id}/post`, as, RIGHT);
  const waiting = async (as: Cookies) => (await ask.get('/approvals', as)).json<ApprovalList>().approvals;
  const approvalOf = async (itemId: string, as: Cookies = sam) =>
    (await waiting(as)).find((each) => each.itemId === itemId);
  const trailOf = async (itemId: string) => (await ask.get(`/review-items/${itemId}/trail`, sam)).json<Trail>();
  const ties = async () => expect(await books(office.db)).toMatchObject({ differing: 0 });

  describe('the second pair of eyes', () => {
    it('posts a large amount once another person approves it, and not the one who decided it', async () => {
      const id = await held();
      const before = await books(office.db);
      const proposed = await post(id, bea);
      expect(proposed.json()).toMatchObject({ isChanged: true, message: expect.stringContaining('$84.00') });
      expect((await post(id, bea)).json()).toMatchObject({ isChanged: false });
      expect(await books(office.db)).toEqual(before);
      // Sealed, and nobody decides beside it.
      const [row] = await rowsOf<{ sealed: Uint8Array }>('select sealed from approval where review_item_id = $1', [id]);
      expect(Buffer.from(row!.sealed).toString('latin1')).not.toContain(PRINTED.number);
      expect((await ask.post(`/review-items/${id}/resolve`, sam, { note: 'mine' })).statusCode).toBe(422);

      const mark = async () => (await ask.get(`/review-items/${id}`, sam)).json<{ waitsFor: string | null }>().waitsFor;
      expect(await mark()).toBe('second-person');
      const shown = await approvalOf(id);
      expect(shown).toMatchObject({ proposedName: 'Bea', mayApprove: true, reasons: ['amount'], cashCents: 8_400 });
      expect((await ask.get('/approvals', bea)).statusCode).toBe(403);
      const approved = await ask.post(`/approvals/${shown!.id}/approve`, sam);
      expect(approved.json()).toMatchObject({ isChanged: true, message: expect.stringContaining('posted') });
      expect((await ask.post(`/approvals/${shown!.id}/approve`, sam)).json()).toMatchObject({ isChanged: false });
      expect((await ask.post(`/approvals/${shown!.id}/approve`, ada)).statusCode).toBe(409);
      expect(await books(office.db)).toMatchObject({ unappliedCents: before.unappliedCents - 8_400, differing: 0 });
      const [item] = await rowsOf(
        'select resolution, (select name from reviewer where id = resolved_by) as by from review_item where id = $1',
        [id],
      );
      expect(item).toEqual({ resolution: 'resolved', by: 'Bea' });
      expect(await approvalOf(id)).toBeUndefined();
      expect(await mark()).toBeNull();
    });

    it('lets nobody approve their own, whatever their role, and gives a rejected one back with the reason', async () => {
      const id = await held();
      await post(id, ada);
      const own = await approvalOf(id, ada);
      expect(own).toMatchObject({ isMine: true, mayApprove: false });
      expect((await ask.post(`/approvals/${own!.id}/approve`, ada)).statusCode).toBe(422);
      expect((await ask.post(`/approvals/${own!.id}/reject`, bea, { reason: 'no' })).statusCode).toBe(403);
      expect((await ask.post(`/approvals/${own!.id}/reject`, sam, {})).statusCode).toBe(400);
      await ask.post(`/approvals/${own!.id}/reject`, sam, { reason: 'The contract says $40.00.' });
      expect((await ask.post(`/approvals/${own!.id}/reject`, sam, { reason: 'again' })).json()).toMatchObject({
        isChanged: false,
      });
      const trail = await trailOf(id);
      expect(trail.approvals).toMatchObject([{ state: 'rejected', decidedName: 'Sam' }]);
      expect(trail.entries.map(({ who, note }) => [who, note])).toContainEqual(['Sam', 'The contract says $40.00.']);
      // It can be decided anew, and its owner may take it back unasked.
      await post(id, bea);
      const second = await approvalOf(id);
      expect((await ask.post(`/approvals/${second!.id}/reject`, bea, { reason: 'a slip' })).json()).toMatchObject({
        message: expect.stringContaining('Withdrawn'),
      });
      await limits({});
      expect((await post(id, bea)).json()).toMatchObject({ message: expect.stringContaining('posted') });
      await ties();
    });

    it('posts nothing else than was shown: what was read may have changed since', async () => {
      const id = await held();
      await post(id, bea);
      const shown = await approvalOf(id);
      const [row] = await rowsOf<{ id: string }>('select document_id as id from review_item where id = $1', [id]);
      await office.db.transaction(async (tx) => {
        const { payments, fields } = (await loadReading(tx, row!.id))!;
        const value = { ...payments[0]!.claims[1]!, payerClaimControlNumber: 'OTHER-1' };
        await storeCorrected(tx, row!.id, { path: ['payments', '0', 'claims', '1'], value, fields });
      });
      const refused = await ask.post(`/approvals/${shown!.id}/approve`, sam);
      expect(refused.json()).toMatchObject({ status: 422, detail: expect.stringContaining('has changed since') });
      await ask.post(`/approvals/${shown!.id}/reject`, sam, { reason: 'It was read anew.' });
      await ties();
    });

    it('asks for write-offs too, and posts one proposal once however often it is pressed', async () => {
      await limits({ writeOffCents: 4_499 });
      const id = await held();
      await post(id, bea);
      const shown = await approvalOf(id);
      expect(shown).toMatchObject({ reasons: ['write-off'], writeOffCents: 4_500 });
      const presses = await Promise.all(
        [sam, sam, ada, ada].map((as) => ask.post(`/approvals/${shown!.id}/approve`, as)),
      );
      expect(presses.filter(({ statusCode }) => statusCode === 200)).toHaveLength(2);
      expect(
        presses.filter((each) => each.statusCode === 200 && each.json<{ isChanged: boolean }>().isChanged),
      ).toHaveLength(1);
      await ties();
    });

    it('is a rule of the database: no posting without the second person, by whatever way', async () => {
      const id = await held();
      await post(id, bea);
      const shown = await approvalOf(id);
      const [{ payment, beaId } = { payment: '', beaId: '' }] = await rowsOf<{ payment: string; beaId: string }>(
        `select payment_id as payment, (select id from reviewer where name = 'Bea') as "beaId" from review_item where id = $1`,
        [id],
      );
      const self = `update approval set state = 'approved', decided_by = proposed_by, decided_at = now() where id = $1`;
      await expect(office.db.query(self, [shown!.id])).rejects.toThrow(/approval_by_another/);
      const forged = `update approval set cash_cents = 1 where id = $1`;
      await expect(office.db.query(forged, [shown!.id])).rejects.toThrow(/kept as they are/);
      await expect(office.db.query('delete from approval')).rejects.toThrow(/kept as they are/);
      const byHand = (approval: string | null) =>
        office.db.transaction(async (tx) => {
          const { rows } = await tx.query<{ id: string }>(
            `insert into posting (id, payment_id, part, idempotency_key, actor, posted_at) values (gen_random_uuid(), $1, 90, 'by hand', $2, now()) returning id`,
            [payment, `reviewer:${beaId}`],
          );
          await tx.query(
            `insert into ledger_entry (posting_id, payment_id, kind, amount_cents, idempotency_key)
           values ($1, $2, 'payment', 9000, 'by hand/0'), ($1, $2, 'unapplied', -9000, 'by hand/1')`,
            [rows[0]!.id, payment],
          );
          if (approval)
            await tx.query('update second_person set approval_id = $1 where posting_id = $2', [approval, rows[0]!.id]);
        });
      await expect(byHand(null)).rejects.toThrow(/second person/);
      // Not yet approved, and not of this amount.
      await expect(byHand(shown!.id)).rejects.toThrow(/second person/);
      await expect(office.db.query('delete from second_person')).rejects.toThrow(/only ever added/);
      expect(await rowsOf(`select 1 from posting where idempotency_key = 'by hand'`)).toEqual([]);
      await ask.post(`/approvals/${shown!.id}/reject`, sam, { reason: 'test' });
    });
  });

  describe('what was posted is taken back', () => {
    it('by reversing entries, once; the cash is unapplied again, the trail tells before and after, and it posts anew', async () => {
      await limits({});
      const id = await held();
      await post(id, bea);
      const before = await books(office.db);
      expect((await ask.post(`/review-items/${id}/reverse`, bea, { reason: 'wrong' })).statusCode).toBe(403);
      expect((await ask.post(`/review-items/${id}/reopen`, sam, { reason: 'wrong' })).statusCode).toBe(422);
      const taken = (await ask.post(`/review-items/${id}/reverse`, sam, { reason: 'The wrong patient.' })).json<{
        itemId: string;
      }>();
      expect(taken).toMatchObject({ isChanged: true, message: expect.stringContaining('$84.00 is unapplied again') });
      const again = await ask.post(`/review-items/${id}/reverse`, ada, { reason: 'The wrong patient.' });
      expect(again.json()).toMatchObject({ isChanged: false, itemId: taken.itemId });
      expect(await books(office.db)).toMatchObject({ unappliedCents: before.unappliedCents + 8_400, differing: 0 });
      const [row] = await rowsOf<{ payment: string }>(
        `select c.state, p.state as whole, p.id as payment, d.state as document, cl.state as claim, cl.closed_at from review_item r join payment_claim c on r.subject = 'payment-claim:' || c.id
       join payment p on p.id = c.payment_id join remittance_document d on d.id = p.document_id join claim cl on cl.id = c.claim_id where r.id = $1`,
        [id],
      );
      expect(row).toMatchObject({
        state: 'held',
        whole: 'part',
        document: 'review',
        claim: 'UNKNOWN',
        closed_at: null,
      });

      const trail = await trailOf(id);
      expect(trail.reopenedAs).toEqual({ itemId: taken.itemId, by: 'Sam' });
      expect(trail.entries).toContainEqual(
        expect.objectContaining({ who: 'Sam', what: 'took the posting back', note: 'The wrong patient.' }),
      );
      expect(trail.entries.find(({ what }) => what === 'booked the reversing entries')?.changes).toContainEqual({
        label: 'Ledger, paid',
        before: '$84.00',
        after: '$0.00',
      });
      expect(trail.entries.find(({ what }) => what === 'resolved it')?.changes).toContainEqual(
        expect.objectContaining({ before: '$46.00', after: '$45.00' }),
      );

      const outputs = async () =>
        (await paymentOutputs(
          { db: office.db, clock: office.clock, settings: { timeZone: 'America/New_York' } as never },
          row!.payment,
        ))!;
      expect((await outputs()).parts.map(({ claims, amountCents }) => [claims, amountCents])).toEqual([
        [1, 8_400],
        [1, 8_400],
      ]);
      expect((await ask.post(`/review-items/${taken.itemId}/post`, bea, {})).json()).toMatchObject({ isChanged: true });
      // The reversal leaves with the claim that stands in its place: what left before stays as it left.
      expect((await outputs()).parts.map(({ claims, amountCents, why }) => [claims, amountCents, why])).toEqual([
        [1, 8_400, null],
        [1, 8_400, null],
        [2, 0, null],
      ]);
      expect(await books(office.db)).toEqual(before);
    });

    it('and the database refuses a reversal that leaves something standing', async () => {
      const [claim] = await rowsOf<{ id: string; payment: string }>(
        `select id, payment_id as payment from payment_claim where state = 'released' limit 1`,
      );
      const partly = office.db.transaction(async (tx) => {
        const { rows } = await tx.query<{ id: string }>(
          `insert into posting (id, payment_id, part, idempotency_key, actor, posted_at, undoes) values (gen_random_uuid(), $1, 91, 'half', 'robot', now(), true) returning id`,
          [claim!.payment],
        );
        await tx.query(
          `insert into ledger_entry (posting_id, payment_id, payment_claim_id, kind, amount_cents, idempotency_key)
         values ($1, $2, $3, 'payment', -100, 'half/0'), ($1, $2, $3, 'unapplied', 100, 'half/1')`,
          [rows[0]!.id, claim!.payment, claim!.id],
        );
      });
      await expect(partly).rejects.toThrow(/nothing of it but unapplied cash/);
    });

    it('in any order of posting, approving, giving back, taking back and posting anew: the ledger is the deposits', async () => {
      const random = seeded(11);
      const pick = <T>(from: readonly T[]): T => from[Math.floor(random() * from.length)]!;
      const chains = [
        { id: await held(), work: RIGHT as object },
        { id: await held(), work: RIGHT as object },
      ];
      for (let step = 0; step < 36; step += 1) {
        await limits({ postingCents: pick([5_000, null]) });
        const [chain, as, other] = [pick(chains), pick([bea, sam, ada]), pick([sam, ada])];
        const proposal = await approvalOf(chain.id);
        const what = pick(proposal ? ['approve', 'approve', 'reject', 'post'] : ['post', 'reverse', 'reverse']);
        if (what === 'post') await ask.post(`/review-items/${chain.id}/post`, as, chain.work);
        if (what === 'approve') await ask.post(`/approvals/${proposal!.id}/approve`, other);
        if (what === 'reject') await ask.post(`/approvals/${proposal!.id}/reject`, other, { reason: 'no' });
        if (what === 'reverse') {
          const answer = await ask.post(`/review-items/${chain.id}/reverse`, other, { reason: 'again' });
          // The reading keeps what was corrected.
          if (answer.statusCode === 200)
            Object.assign(chain, { id: answer.json<{ itemId: string }>().itemId, work: {} });
        }
        await ties();
      }
      const [counts] = await rowsOf<{ postings: number; reversals: number }>(
        `select count(*) filter (where not undoes)::int as postings, count(*) filter (where undoes)::int as reversals from posting`,
      );
      expect(counts!.reversals).toBeGreaterThan(3);
      const [alone] = await rowsOf<{ count: number }>(
        'select count(*)::int as count from second_person where approval_id is null',
      );
      expect(alone).toEqual({ count: 0 });
    });
  });
});

import { randomUUID } from 'node:crypto';
import { Webhook } from 'standardwebhooks';
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { fixedClock, type Clock } from '../../adapters/clock.ts';
import { endTry, replayDeliveries, takeDelivery } from '../../adapters/deliveries.ts';
import { pausePortal } from '../../adapters/portal-health.ts';
import { newWebhookSecret, webhookSecretPurpose } from '../../adapters/webhook-signature.ts';
import { findEndpoint, insertEvent, renewSecret } from '../../adapters/webhooks.ts';
import { EVENT_KINDS, TEST_KIND } from '../../domain/webhooks.ts';
import { openReviewItem, settleReviewItem } from '../../review/items.ts';
import { deliver } from '../../workers/deliver.ts';
import { startDeliverWorker } from '../../workers/deliver.worker.ts';
import { aDocument, anAnswer, aPayment } from '../builders/remittances.ts';
import type { Combination } from '../stores.ts';
import { bill, first, postAll } from './posting-desk.ts';
import { openReceiver, openSender, type Sender } from './webhook-sender.ts';

let receiver: Awaited<ReturnType<typeof openReceiver>>;
beforeAll(async () => {
  receiver = await openReceiver();
});
afterAll(() => receiver.close());
beforeEach(() => {
  receiver.taken.length = 0;
  receiver.answers(204);
});

const openOffice = (combination: Combination, clock?: Clock) => openSender(combination, receiver.url, clock);

const anItem = (message = 'Two members match.') => ({
  code: 'member-ambiguous' as const,
  portal: 'pinecrest',
  subject: `page:pinecrest/${randomUUID()}`,
  workItemId: null,
  loginId: null,
  message,
  evidenceId: null,
});

describe('facts that webhooks are told of', () => {
  let own: Sender;
  beforeAll(async () => {
    own = await openOffice('PostgreSQL alone');
  });
  afterAll(() => own.close());

  it('are written by the transaction that makes them, or not at all; nobody listening costs no row', async () => {
    const { db } = own.stores;
    const open = () => db.transaction((tx) => openReviewItem(tx, anItem(), own.now()));
    await open();
    expect((await db.query('select 1 from webhook_event')).rows).toEqual([]);
    const { id } = await own.listen(['review-item.opened']);
    await open();
    await db
      .transaction(async (tx) => {
        await openReviewItem(tx, anItem(), own.now());
        throw new Error('undone');
      })
      .catch(() => undefined);
    expect(await own.deliveries()).toMatchObject([{ endpoint: id, kind: 'review-item.opened', state: 'pending' }]);
    await db.query('update webhook_endpoint set disabled_at = now()');
    await db.query('delete from webhook_delivery');
  });

  it('are of every kind, and carry ids and codes, never what they are about', async () => {
    const { db } = own.stores;
    await own.listen(EVENT_KINDS);
    const item = anItem('Maribel Ostrander was not found.');
    await openReviewItem(db, item, own.now());
    await settleReviewItem(db, item.subject, 'seen', own.now());
    const loginId = randomUUID();
    await db.query(
      `insert into login (id, portal, label, secret, created_at) values ($1, 'pinecrest', 'front desk', 'sealed', $2)`,
      [loginId, own.now()],
    );
    await db.query(`update login set paused_code = 'login-locked', paused_at = $2 where id = $1`, [loginId, own.now()]);
    await pausePortal(db, 'pinecrest', 'selector-missing', 1000, own.now());
    const work = randomUUID();
    await db.query(
      `insert into work_item (id, dedupe_key, kind, state, portal, login_id, payer, inquiry, available_at, asked_at)
       values ($1, $2, 'eligibility', 'running', 'pinecrest', $3, 'Tamarack', '{"member":"Ostrander"}', $4, $4)`,
      [work, work, loginId, own.now()],
    );
    await db.query(`update work_item set state = 'done', ended_at = $2 where id = $1`, [work, own.now()]);
    await bill(own.stores, [first]);
    await postAll(own.stores, aDocument([aPayment([anAnswer(first)])]));
    const told = await own.deliveries();
    expect(new Set(told.map(({ kind }) => kind))).toEqual(new Set(EVENT_KINDS));
    expect(told.find(({ kind }) => kind === 'work-item.answered')?.data).toMatchObject({ workItem: work });
    const text = JSON.stringify(told);
    for (const name of ['Ostrander', 'seen', 'front desk', first.patient.lastName, first.patientControlNumber])
      expect(text).not.toContain(name);
  });
});

describe('one delivery', () => {
  const clock = fixedClock('2026-11-23T15:00:00Z');
  let own: Sender;
  let hook: { id: string; secret: string };
  beforeAll(async () => {
    own = await openOffice('embedded', clock);
  });
  afterAll(() => own.close());
  beforeEach(async () => {
    hook = await own.listen([]);
  });
  const send = (id: string) => deliver(own.office, id);
  const event = () => insertEvent(own.stores.db, hook.id, TEST_KIND, clock.now());
  const rowOf = async (id: string) => (await own.deliveries()).find((row) => row.id === id);

  it('is signed so that the reference library takes it, and refuses it when one letter differs', async () => {
    await send(await event());
    const [{ headers, body } = { headers: {}, body: '' }] = receiver.taken;
    const given = headers as Record<string, string>;
    // The library compares the time of the signature with its own clock.
    const signed = new Webhook(hook.secret).sign(given['webhook-id']!, clock.now(), body);
    expect(given['webhook-signature']).toBe(signed);
    const now = new Date();
    const verified = new Webhook(hook.secret);
    const fresh: Record<string, string> = { ...given, 'webhook-timestamp': `${Math.floor(now.getTime() / 1000)}` };
    expect(() => verified.verify(body, fresh)).toThrow('No matching signature');
    fresh['webhook-signature'] = verified.sign(given['webhook-id']!, now, body);
    expect(verified.verify(body, fresh)).toMatchObject({ type: TEST_KIND, data: { endpoint: hook.id } });
    expect(() => verified.verify(body.replace('test', 'tost'), fresh)).toThrow('No matching signature');
  });

  it('is signed by the new secret and, for a day, by the old one', async () => {
    const renewed = newWebhookSecret();
    const sealed = own.stores.vault.seal(renewed, webhookSecretPurpose(hook.id));
    await renewSecret(own.stores.db, hook.id, sealed, new Date(clock.now().getTime() + 1000));
    await send(await event());
    clock.advance(1001);
    await send(await event());
    const [both, one] = receiver.taken.map(({ headers, body }) => {
      const id = String(headers['webhook-id']);
      const at = new Date(Number(headers['webhook-timestamp']) * 1000);
      const signatures = String(headers['webhook-signature']).split(' ');
      return [renewed, hook.secret].map((secret) => signatures.includes(new Webhook(secret).sign(id, at, body)));
    });
    expect([both, one]).toEqual([
      [true, true],
      [true, false],
    ]);
  });

  it('is tried again later and later, with the same id, until it is dead', async () => {
    receiver.answers(500);
    const id = await event();
    const waits: number[] = [];
    for (let verdict = await send(id); verdict.kind === 'again'; verdict = await send(id)) {
      waits.push(verdict.at.getTime() - clock.now().getTime());
      clock.advance(waits.at(-1)!);
    }
    expect(waits).toHaveLength(10);
    // Each wait is a fifth longer or shorter by chance: neighbours may change places, those further apart may not.
    expect(waits.every((wait, place) => place < 3 || wait > waits[place - 3]!)).toBe(true);
    expect(waits.reduce((sum, wait) => sum + wait, 0)).toBeGreaterThan(48 * 3_600_000);
    expect(new Set(receiver.taken.map(({ headers }) => headers['webhook-id'])).size).toBe(1);
    expect(await rowOf(id)).toMatchObject({ state: 'dead', tries: 11, status: 500, fault: 'refused' });
    expect(await send(id)).toEqual({ kind: 'ack' });
    expect(receiver.taken).toHaveLength(11);
  });

  it('comes back when it is replayed, under the id that the receiver knows', async () => {
    receiver.answers(410);
    const id = await event();
    await send(id);
    expect(await rowOf(id)).toMatchObject({ state: 'dead', fault: 'gone' });
    expect(await findEndpoint(own.stores.db, hook.id)).toMatchObject({
      disabledAt: clock.now(),
      disabledWhy: expect.stringContaining('410'),
    });
    expect(await replayDeliveries(own.stores.db, { endpoint: hook.id }, clock.now())).toBe(0);
    await own.stores.db.query('update webhook_endpoint set disabled_at = null where id = $1', [hook.id]);
    expect(await replayDeliveries(own.stores.db, { endpoint: hook.id }, clock.now())).toBe(1);
    receiver.answers(200);
    await send(id);
    expect(await rowOf(id)).toMatchObject({ state: 'delivered', tries: 1, status: 200 });
    expect(new Set(receiver.taken.map(({ headers }) => headers['webhook-id'])).size).toBe(1);
  });

  it('waits as long as the receiver asks', async () => {
    receiver.answers(503, { 'retry-after': '3600' });
    const verdict = await send(await event());
    expect(verdict).toEqual({ kind: 'again', at: new Date(clock.now().getTime() + 3_600_000) });
  });

  it('does not follow where it is sent elsewhere', async () => {
    receiver.answers(302, { location: `http://127.0.0.1:${receiver.port}/elsewhere` });
    const id = await event();
    await send(id);
    expect(receiver.taken.map(({ path }) => path)).toEqual(['/hooks']);
    expect(await rowOf(id)).toMatchObject({ state: 'pending', status: 302 });
  });

  it('is not written by a try that another has overtaken', async () => {
    const id = await event();
    const slow = (await takeDelivery(own.stores.db, id, clock.now()))!;
    await send(id);
    const ended = { state: 'dead', availableAt: null, status: 500, fault: 'refused' } as const;
    expect(await endTry(own.stores.db, slow, ended, clock.now())).toBe(false);
    expect(await rowOf(id)).toMatchObject({ state: 'delivered' });
  });

  it('is dead when its webhook is switched off or its secret does not open', async () => {
    const [off, sealed] = [await event(), await event()];
    await own.stores.db.query('update webhook_endpoint set disabled_at = $2 where id = $1', [hook.id, clock.now()]);
    await send(off);
    await own.stores.db.query(`update webhook_endpoint set disabled_at = null, secret = 'x' where id = $1`, [hook.id]);
    await send(sealed);
    expect((await rowOf(off))?.fault).toBe('endpoint-disabled');
    expect((await rowOf(sealed))?.fault).toBe('secret-unreadable');
    expect(receiver.taken).toEqual([]);
  });
});

describe.each(['embedded', 'Redis and PostgreSQL'] as const)('the deliver queue on %s', (combination) => {
  let own: Sender;
  let worker: { close(): Promise<void> };
  afterEach(async () => {
    await worker.close();
    await own.close();
  });

  it('sends each event once, tries the one that failed again, and carries ids only', async () => {
    own = await openOffice(combination);
    const { db } = own.stores;
    const { secret } = await own.listen(['review-item.opened']);
    receiver.answers(200);
    worker = await startDeliverWorker(own.stores);
    for (let n = 0; n < 8; n++) await openReviewItem(db, anItem(), own.now());
    await expect.poll(() => receiver.taken.length, { timeout: 20_000 }).toBeGreaterThanOrEqual(8);
    for (const { body, headers } of receiver.taken)
      expect(new Webhook(secret).verify(body, headers as Record<string, string>)).toMatchObject({
        type: 'review-item.opened',
      });
    expect(new Set(receiver.taken.map(({ headers }) => headers['webhook-id'])).size).toBe(8);
    // The wait before the second try is the same on every engine.
    if (combination === 'embedded') return;
    receiver.answers(503);
    await openReviewItem(db, anItem(), own.now());
    await expect.poll(() => receiver.taken.length, { timeout: 10_000 }).toBe(9);
    receiver.answers(200);
    await expect.poll(() => receiver.taken.length, { timeout: 20_000 }).toBe(10);
    await expect
      .poll(async () => (await own.deliveries()).filter(({ state }) => state === 'delivered').length, {
        timeout: 5_000,
      })
      .toBe(9);
  });
});

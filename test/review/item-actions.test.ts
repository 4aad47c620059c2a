import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { openLogins } from '../../adapters/logins.ts';
import type { OpenedEvidence } from '../../adapters/evidence.ts';
import { POLICIES, type ExceptionCode } from '../../domain/exceptions.ts';
import type { PortalCandidate } from '../../domain/portal-candidate.ts';
import { ACTIONS } from '../../review/actions.ts';
import { buildApi } from '../../review/api/index.ts';
import type { Item } from '../../review/api/schema.ts';
import { bill, first } from '../workers/posting-desk.ts';
import { client, type Cookies } from './client.ts';
import { claimStatus, eligibility, openOffice, type Office } from './office.ts';

let office: Office;
let app: Awaited<ReturnType<typeof buildApi>>;
let ask: ReturnType<typeof client>;
let bea: Cookies;
let sam: Cookies;
let ada: Cookies;
let loginId: string;
let claimId: string;
const log: unknown[] = [];
const unqueued: string[] = [];

beforeAll(async () => {
  office = await openOffice();
  const note = (...line: unknown[]) => void log.push(line);
  const logger = { debug: note, info: note, warn: note, error: note };
  const desk = {
    ...office.desk,
    unqueue: async (work: readonly { id: string }[]) => void unqueued.push(...work.map(({ id }) => id)),
  };
  app = await buildApi(desk, { log: logger as never });
  ask = client(app);
  await office.person('Bea', 'biller');
  await office.person('Sam', 'supervisor');
  await office.person('Ada');
  [bea, sam, ada] = [await ask.cookieOf('Bea'), await ask.cookieOf('Sam'), await ask.cookieOf('Ada')];
  loginId = await office.login();
  [claimId = ''] = await bill(office, [first]);
});
afterAll(async () => {
  await app.close();
  await office.close();
});

const rowOf = async (sql: string, values: unknown[] = []): Promise<Record<string, unknown> | undefined> =>
  (await office.db.query(sql, values)).rows[0];
const itemOf = async (id: string, as = bea) => (await ask.get(`/review-items/${id}`, as)).json<Item>();
const kindsOf = async (id: string, as = bea) => (await itemOf(id, as)).actions.map(({ kind }) => kind);
const act = (id: string, verb: string, body: object, as = bea) =>
  ask.post(`/review-items/${id}/${verb}`, as, { attempt: 1, ...body });
/** A claim's question that stopped, linked to our claim. */
async function claimStopped(code: ExceptionCode, evidence?: OpenedEvidence) {
  const made = await office.stopped(loginId, claimStatus(), code, evidence ? { evidence } : {});
  await office.db.query('update work_item set claim_id = $2 where id = $1', [made.workItemId, claimId]);
  await office.db.query(
    `update claim set state = 'IN_PROCESS', state_text = 'In process', asked_at = $2, closed_at = null where id = $1`,
    [claimId, office.clock.now()],
  );
  office.clock.advance(60_000);
  return made;
}
const listed = (...candidates: PortalCandidate[]): OpenedEvidence => ({
  mediaType: null,
  image: null,
  takenAt: office.clock.now(),
  trail: { fields: {}, values: null, steps: [], seen: null, candidates },
});
const PAID = {
  payerClaimControlNumber: 'ICN77',
  patientControlNumber: null,
  category: null,
  status: null,
  state: 'FINAL_PAID',
  statusText: 'Paid',
  serviceFrom: '2026-09-14',
  serviceTo: '2026-09-14',
  billedCents: 184_250,
  paidCents: 90_000,
  patientResponsibilityCents: null,
  checkNumber: '5150',
  checkDate: '2026-11-02',
  finalizedDate: null,
  adjustments: [],
  remarks: [],
  lines: [],
};

describe('the actions of an item', () => {
  it('are offered by the server: for each code some, and to each person what the role allows', async () => {
    expect(Object.keys(ACTIONS).sort()).toEqual(Object.keys(POLICIES).sort());
    const { itemId } = await office.stopped(loginId, eligibility(), 'member-not-found');
    expect(await kindsOf(itemId)).toEqual(['ask-again', 'not-on-file', 'answer', 'resolve']);
    await office.person('Otto', 'auditor');
    expect(await kindsOf(itemId, await ask.cookieOf('Otto'))).toEqual([]);
    // What is not offered is refused.
    expect((await act(itemId, 'denial', { statusText: 'Denied' })).statusCode).toBe(422);
    expect((await act(itemId, 'choose', { choice: 0 })).statusCode).toBe(422);
    await act(itemId, 'resolve', { note: 'done' });
    expect(await kindsOf(itemId)).toEqual([]);
  });

  it('store a typed answer as a person’s, once, and the claim follows; a supervisor opens it again and it is as before', async () => {
    const { itemId, workItemId } = await claimStopped('status-unknown');
    const tooMuch = { result: { claims: [{ ...PAID, paidCents: 200_000 }] } };
    expect((await act(itemId, 'answer', tooMuch)).statusCode).toBe(422);
    const answer = { result: { claims: [PAID] } };
    expect((await act(itemId, 'answer', { ...answer, attempt: 0 })).statusCode).toBe(422);
    expect((await act(itemId, 'answer', answer)).json()).toMatchObject({ isChanged: true });
    expect((await act(itemId, 'answer', answer)).json()).toMatchObject({
      isChanged: false,
      message: expect.stringContaining('already'),
    });
    expect((await act(itemId, 'answer', answer, sam)).statusCode).toBe(409);
    const stored = await rowOf(
      'select fields, kind, (select state from work_item where id = $1) as state from result where work_item_id = $1',
      [workItemId],
    );
    const bears = await rowOf(`select id from reviewer where name = 'Bea'`);
    expect(stored).toMatchObject({ state: 'done', kind: 'claim-status' });
    expect((stored!['fields'] as Record<string, unknown>)['/claims/0/paidCents']).toEqual({
      confidence: 1,
      via: 'person',
      by: bears!['id'],
      at: office.clock.now().toISOString(),
    });
    const claim = () => rowOf('select state, closed_at is null as open from claim where id = $1', [claimId]);
    expect(await claim()).toEqual({ state: 'FINAL_PAID', open: false });

    expect((await ask.post(`/review-items/${itemId}/reopen`, bea, { reason: 'a slip' })).statusCode).toBe(403);
    const again = (await ask.post(`/review-items/${itemId}/reopen`, sam, { reason: 'The wrong claim.' })).json<{
      itemId: string;
    }>();
    expect((await ask.post(`/review-items/${itemId}/reopen`, ada, { reason: 'x' })).json()).toMatchObject({
      isChanged: false,
      itemId: again.itemId,
    });
    expect(await claim()).toEqual({ state: 'IN_PROCESS', open: true });
    expect(await rowOf('select 1 from result where work_item_id = $1', [workItemId])).toBeUndefined();
    expect(
      await rowOf('select withdrawn_at is not null as withdrawn from person_answer where work_item_id = $1', [
        workItemId,
      ]),
    ).toEqual({ withdrawn: true });
    expect((await itemOf(again.itemId)).history.map(({ what }) => what)).toContain('opened it again');
    expect((await act(again.itemId, 'answer', answer)).json()).toMatchObject({ isChanged: true });
  });

  it('keep “not on file” as an answer of its kind, for members and for claims', async () => {
    const member = await office.stopped(loginId, eligibility(), 'member-not-found');
    expect((await act(member.itemId, 'not-on-file', {})).json()).toMatchObject({ isChanged: true });
    expect(await rowOf('select result from result where work_item_id = $1', [member.workItemId])).toMatchObject({
      result: { status: 'unknown', serviceDate: '2026-11-24', limitations: ['Not on file with this payer'] },
    });
    const claim = await claimStopped('claim-not-found');
    await act(claim.itemId, 'not-on-file', { note: 'Rejected at the front end.' });
    expect(await rowOf('select state, closed_at from claim where id = $1', [claimId])).toEqual({
      state: 'NOT_FOUND',
      closed_at: null,
    });
  });

  it('send a claim to denial work: denied, one denial, routed by its code', async () => {
    const denied = await claimStopped('status-unknown');
    const body = { group: 'CO', reason: '197', statusText: 'Denied: no authorization' };
    expect((await act(denied.itemId, 'denial', body)).json()).toMatchObject({
      message: expect.stringContaining('opened'),
    });
    expect(
      await rowOf('select category, claim_id, amount_cents::int as cents from denial_item where work_item_id = $1', [
        denied.workItemId,
      ]),
    ).toEqual({
      category: 'authorization',
      claim_id: claimId,
      cents: 184_250,
    });
    expect(await rowOf('select state from claim where id = $1', [claimId])).toEqual({ state: 'FINAL_DENIED' });
    const twice = await claimStopped('claim-not-found');
    expect((await act(twice.itemId, 'denial', body)).json()).toMatchObject({
      message: expect.stringContaining('goes on'),
    });
  });

  it('ask again for the one that was chosen among those the portal listed, which lie under seal only', async () => {
    const twins = listed(
      { kind: 'member', memberId: 'ZQ1', name: 'OSTRANDER, MARIBEL', birthDate: '1971-06-02' },
      { kind: 'member', memberId: 'ZQ2', name: 'OSTRANDER, MABEL', birthDate: '1999-01-05' },
    );
    const { itemId, workItemId } = await office.stopped(loginId, eligibility(), 'member-ambiguous', {
      evidence: twins,
    });
    expect((await itemOf(itemId)).evidence?.candidates).toHaveLength(2);
    expect(await kindsOf(itemId)).toEqual(['choose', 'ask-again', 'answer', 'resolve']);
    expect((await act(itemId, 'choose', { choice: 7 })).statusCode).toBe(422);
    expect((await act(itemId, 'choose', { choice: 1 })).json()).toMatchObject({ sentBack: 1 });
    expect((await act(itemId, 'choose', { choice: 1 })).json()).toMatchObject({ isChanged: false });
    expect(await rowOf('select state, inquiry from work_item where id = $1', [workItemId])).toMatchObject({
      state: 'queued',
      inquiry: { member: { memberId: 'ZQ2', birthDate: '1999-01-05', firstName: 'MABEL' } },
    });
    const claims = listed({
      kind: 'claim',
      claimNumber: 'ICN-9',
      accountNumber: null,
      serviceFrom: '2026-09-20',
      billedCents: 1,
      statusText: null,
    });
    const claim = await claimStopped('claim-ambiguous', claims);
    await act(claim.itemId, 'choose', { choice: 0 });
    expect(await rowOf('select inquiry from work_item where id = $1', [claim.workItemId])).toMatchObject({
      inquiry: { payerClaimControlNumber: 'ICN-9', serviceFrom: '2026-09-20', serviceTo: '2026-09-20' },
    });
    expect(
      await rowOf(`select 1 from audit where detail::text like '%MABEL%' or detail::text like '%ICN-9%'`),
    ).toBeUndefined();
  });

  it('store a login’s new secret straight from the item, and nothing tells it again', async () => {
    const logins = openLogins(office.db, office.vault);
    const credentials = { username: 'frontdesk', password: 'Old-pass-1', answers: {} };
    const { id } = await logins.add(
      { portal: 'pinecrest', label: 'billing', credentials, providerNpi: null },
      office.clock.now(),
    );
    const stopped = await office.stopped(id, eligibility(), 'credentials-rejected', { subject: `login:${id}` });
    await logins.pause(id, 'credentials-rejected', office.clock.now());
    expect(await kindsOf(stopped.itemId)).toEqual(['resolve']);
    expect(await kindsOf(stopped.itemId, ada)).toEqual(['fix-login', 'resolve']);
    const secret = { password: 'Brand-new-9!' };
    expect((await act(stopped.itemId, 'login-secret', secret)).statusCode).toBe(403);
    expect((await act(stopped.itemId, 'login-secret', {}, ada)).statusCode).toBe(400);
    const fixed = await act(stopped.itemId, 'login-secret', secret, ada);
    expect(fixed.json()).toMatchObject({ isChanged: true, sentBack: 1 });
    expect((await act(stopped.itemId, 'login-secret', secret, ada)).json()).toMatchObject({ isChanged: false });
    expect(await logins.credentials(id)).toMatchObject({ username: 'frontdesk', password: 'Brand-new-9!' });
    expect(await logins.get(id)).toMatchObject({ pausedCode: null, rejectedSubmits: 0 });
    const told = [fixed.body, JSON.stringify(await itemOf(stopped.itemId, ada)), JSON.stringify(log)].join();
    expect(told).not.toContain('Brand-new');
    expect(await rowOf(`select 1 from audit where detail::text like '%Brand-new%'`)).toBeUndefined();
  });

  it('let what stopped wait until the time that a person gives: one inquiry, or all that stopped on the portal', async () => {
    const until = '2026-11-24T02:00:00.000Z';
    const one = await office.stopped(loginId, eligibility(), 'portal-maintenance');
    expect((await act(one.itemId, 'acknowledge', { until: '2026-11-01T00:00:00Z' })).statusCode).toBe(422);
    expect((await act(one.itemId, 'acknowledge', { until: '2027-11-01T00:00:00Z' })).statusCode).toBe(422);
    expect((await act(one.itemId, 'acknowledge', { until })).json()).toMatchObject({
      message: expect.stringContaining('1 inquiry waits until Nov 23, 9:00 PM EST.'),
    });
    expect((await act(one.itemId, 'acknowledge', { until })).json()).toMatchObject({ isChanged: false });
    expect(await rowOf('select state, available_at as at from work_item where id = $1', [one.workItemId])).toEqual({
      state: 'waiting',
      at: new Date(until),
    });
    expect(unqueued).toContain(one.workItemId);

    const other = await office.login('alderpoint');
    const options = { portal: 'alderpoint', subject: 'portal:alderpoint' };
    const stopped = await office.stopped(other, eligibility(), 'portal-error', options);
    await office.stopped(other, eligibility(), 'portal-error', options);
    expect(await kindsOf(stopped.itemId)).toEqual(['acknowledge', 'resolve']);
    expect((await act(stopped.itemId, 'acknowledge', { until })).json()).toMatchObject({
      message: expect.stringContaining('2 inquiries wait'),
    });
  });
});

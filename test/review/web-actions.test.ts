import { readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import type { Page } from 'playwright';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { noteProposal } from '../../adapters/learned-selectors.ts';
import { openLogins } from '../../adapters/logins.ts';
import { goTo, openPages, type Pages } from './pages.ts';
import { claimStatus, eligibility, openOffice, type Office } from './office.ts';
import { portalEvidence } from './portal-page.ts';
import { wantCode } from './wanted-code.ts';

const AXE = readFileSync(createRequire(import.meta.url).resolve('axe-core/axe.min.js'), 'utf8');
const SOON = { timeout: 15_000 };

describe('what each exception needs, in a real browser', () => {
  let office: Office;
  let pages: Pages;
  let page: Page;
  let loginId: string;

  beforeAll(async () => {
    office = await openOffice();
    pages = await openPages(office.desk);
    loginId = await office.login();
    page = await pages.pageOf(await office.person('Ada'));
  });
  afterAll(async () => {
    await pages.close();
    await office.close();
  });

  const open = (id: string) => goTo(page, `/items/${id}`);
  const form = (name: string) => page.getByRole('form', { name });
  const press = (name: string) => page.getByRole('button', { name, exact: true }).click();
  const rowOf = async (sql: string, values: unknown[]) => (await office.db.query(sql, values)).rows[0];
  const decided = (id: string) =>
    expect
      .poll(() => rowOf('select resolution from review_item where id = $1', [id]), SOON)
      .not.toEqual({ resolution: null });
  async function violations(): Promise<string[]> {
    await page.evaluate(AXE);
    return page.evaluate(async () => {
      const { axe } = globalThis as unknown as {
        axe: { run: () => Promise<{ violations: { id: string; nodes: { html: string }[] }[] }> };
      };
      return (await axe.run()).violations.map(({ id, nodes }) => `${id}: ${nodes.map(({ html }) => html).join(' ')}`);
    });
  }

  it('chooses one of several, beside a screenshot whose boxes and values lead to each other at any zoom', async () => {
    const shown = await portalEvidence(pages.browser);
    const candidates = [
      { kind: 'member', memberId: 'ZQ1', name: 'OSTRANDER, MARIBEL', birthDate: '1971-06-02' },
      { kind: 'member', memberId: 'ZQ2', name: '<b>OSTRANDER</b>, MABEL', birthDate: '1999-01-05' },
    ] as const;
    const evidence = { ...shown, trail: { ...shown.trail!, candidates } };
    const made = await office.stopped(loginId, eligibility(), 'member-ambiguous', { evidence });
    await open(made.itemId);
    await page.getByText('<b>OSTRANDER</b>, MABEL').waitFor();
    expect(await violations()).toEqual([]);

    const member = page.locator('[data-field="/memberId"]');
    const box = page.locator('[data-box="/memberId"]');
    await member.focus();
    await expect.poll(() => box.getAttribute('data-lit')).toBe('true');
    await page.locator('[data-box="/status"]').click();
    await expect
      .poll(() =>
        page.evaluate(
          () =>
            (globalThis as unknown as { document: { activeElement: { dataset: Record<string, string> } } }).document
              .activeElement.dataset['field'],
        ),
      )
      .toBe('/status');
    await page.keyboard.press('=');
    await page.keyboard.press('=');
    const wide = async () => (await page.getByAltText('The portal').boundingBox())?.width;
    await expect.poll(wide).toBe(1920);
    await member.hover();
    await expect.poll(async () => (await box.boundingBox())?.width).toBeGreaterThan(60);
    await page.keyboard.press('0');
    await expect.poll(wide).toBeLessThan(1280);

    await page.getByRole('radio', { name: /MABEL/ }).check();
    await press('Ask for this one');
    await decided(made.itemId);
    expect(await rowOf('select inquiry from work_item where id = $1', [made.workItemId])).toMatchObject({
      inquiry: { member: { memberId: 'ZQ2' } },
    });
  });

  it('types an answer, says not on file, sends to denial work, and opens one again', async () => {
    const answered = await office.stopped(loginId, claimStatus(), 'status-unknown');
    await open(answered.itemId);
    const answer = form('Store my answer');
    await answer.getByLabel('The claim is').click();
    await page.getByRole('option', { name: 'Finished: paid' }).click();
    await answer.getByLabel('Status as printed').fill('Paid in full');
    await answer.getByLabel('Paid', { exact: true }).fill('12.3');
    await answer.getByText('Dollars such as').waitFor();
    await answer.getByLabel('Paid', { exact: true }).fill('1,200.50');
    expect(await violations()).toEqual([]);
    await press('Store my answer');
    await decided(answered.itemId);
    expect(
      await rowOf(
        `select result -> 'claims' -> 0 ->> 'paidCents' as paid, fields -> '/claims/0/paidCents' ->> 'via' as via from result where work_item_id = $1`,
        [answered.workItemId],
      ),
    ).toEqual({ paid: '120050', via: 'person' });

    await open(answered.itemId);
    await page.getByLabel(/Open again: why/).fill('The wrong claim.');
    await press('Open again');
    await page.getByText('opened this again').waitFor();
    await page.getByRole('link', { name: 'Go to it' }).click();
    await press('Send to denial work');
    await form('Open the denial').getByLabel('Status as the portal prints it').fill('Denied');
    await form('Open the denial').getByLabel('Reason code').fill('197');
    await press('Open the denial');
    await expect
      .poll(() => rowOf('select reason from denial_item where work_item_id = $1', [answered.workItemId]), SOON)
      .toEqual({ reason: '197' });

    const absent = await office.stopped(loginId, eligibility(), 'member-not-found');
    await open(absent.itemId);
    await press('Not on file');
    await press('Keep: not on file');
    await decided(absent.itemId);
  });

  it('fixes a login, lets a closed portal wait, and approves a selector', async () => {
    const now = office.clock.now();
    const logins = openLogins(office.db, office.vault);
    const credentials = { username: 'frontdesk', password: 'Old-pass-1', answers: {} };
    const { id } = await logins.add({ portal: 'pinecrest', label: 'billing', credentials, providerNpi: null }, now);
    await logins.pause(id, 'password-expired', now);
    const stopped = await office.stopped(id, eligibility(), 'password-expired', { subject: `login:${id}` });
    await open(stopped.itemId);
    await page.getByLabel('New password', { exact: true }).fill('Brand-new-9!');
    expect(await violations()).toEqual([]);
    await press('Store and go on');
    await decided(stopped.itemId);
    expect(await logins.credentials(id)).toMatchObject({ password: 'Brand-new-9!' });

    const closed = await office.stopped(loginId, eligibility(), 'portal-maintenance');
    await open(closed.itemId);
    await page.getByLabel('Not before').fill('2026-11-24T06:00');
    await press('Let it wait');
    await decided(closed.itemId);
    expect(await rowOf('select state from work_item where id = $1', [closed.workItemId])).toEqual({ state: 'waiting' });

    const proposal = {
      page: 'pinecrest/eligibility',
      element: 'search',
      selector: { by: 'role', role: 'button', name: 'Find' },
      likeness: 0.93,
      runnerUp: 0.2,
    } as const;
    await noteProposal(office.db, 'pinecrest', proposal, now);
    const changed = await office.stopped(loginId, eligibility(), 'selector-missing', {
      subject: 'selectors:pinecrest/eligibility',
    });
    await goTo(page, '/');
    await page.getByText('selector to approve').waitFor();
    await open(changed.itemId);
    await page.getByText('the button “Find”').waitFor();
    await page.getByText('Approve', { exact: true }).click();
    await press('Decide');
    await decided(changed.itemId);
    expect(await rowOf('select state from learned_selector where element = $1', ['search'])).toEqual({
      state: 'approved',
    });
  });

  it('chooses among claims, types coverage, lets a whole portal wait, rejects a selector, and is told that a code came late', async () => {
    const shown = await portalEvidence(pages.browser);
    const listed = { kind: 'claim', serviceFrom: '2026-09-14', billedCents: 184_250, accountNumber: null } as const;
    const candidates = ['PX-1', 'PX-2'].map((claimNumber) => ({ ...listed, claimNumber, statusText: 'In process' }));
    const evidence = { ...shown, trail: { ...shown.trail!, candidates } };
    const twin = await office.stopped(loginId, claimStatus(), 'claim-ambiguous', { evidence });
    await open(twin.itemId);
    await page.getByRole('radio', { name: 'PX-2' }).check();
    await press('Ask for this one');
    await decided(twin.itemId);
    expect(await rowOf('select inquiry from work_item where id = $1', [twin.workItemId])).toMatchObject({
      inquiry: { payerClaimControlNumber: 'PX-2' },
    });

    const unread = await office.stopped(loginId, eligibility(), 'member-not-found');
    await open(unread.itemId);
    await press('Type the answer');
    const answer = form('Store my answer');
    await answer.getByLabel('Coverage on the day asked about').click();
    await page.getByRole('option', { name: 'Active', exact: true }).click();
    await answer.getByLabel('Office copay').fill('25');
    await press('Store my answer');
    await decided(unread.itemId);
    expect(
      await rowOf(
        `select result ->> 'status' as status, result -> 'copays' -> 0 -> 'amountCents' as copay from result where work_item_id = $1`,
        [unread.workItemId],
      ),
    ).toEqual({ status: 'active', copay: 2_500 });

    const alder = { portal: 'alderpoint', subject: 'portal:alderpoint' };
    const away = await office.stopped(await office.login('alderpoint'), eligibility(), 'portal-error', alder);
    await open(away.itemId);
    await page.getByLabel('Not before').fill('2026-11-24T06:00');
    await press('Let it wait');
    await page.getByText('1 inquiry waits until').waitFor();
    await decided(away.itemId);

    const selector = { by: 'role', role: 'button', name: 'Delete all' } as const;
    const likeness = { page: 'pinecrest/claims', element: 'open', selector, likeness: 0.81, runnerUp: 0.8 };
    await noteProposal(office.db, 'pinecrest', likeness, office.clock.now());
    const unsure = await office.stopped(loginId, claimStatus(), 'selector-missing', {
      subject: 'selectors:pinecrest/claims',
    });
    await open(unsure.itemId);
    await page.getByText('Reject', { exact: true }).click();
    await press('Decide');
    await decided(unsure.itemId);
    expect(await rowOf('select state from learned_selector where element = $1', ['open'])).toEqual({
      state: 'rejected',
    });

    const { requestId } = await wantCode(office, loginId);
    await goTo(page, '/');
    const card = page.getByRole('region', { name: 'A code is wanted now' });
    await card.getByLabel('Code of 6 digits').fill('482913');
    await office.db.query('update code_request set ended_at = $2 where id = $1', [requestId, office.clock.now()]);
    await card.getByRole('button', { name: 'Give the code' }).click();
    await page.getByText('Nothing is lost: the robot asks for a new code later.').waitFor();
    await card.waitFor({ state: 'detached' });
  });
});

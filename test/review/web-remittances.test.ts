import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { Page } from 'playwright';
import { keepFourEyes } from '../../adapters/approvals.ts';
import type { Person } from '../../review/desk.ts';
import { openReviewItem } from '../../review/items.ts';
import { anAnswer, aPayment } from '../builders/remittances.ts';
import { aClaim } from '../builders/claims.ts';
import { books, first } from '../workers/posting-desk.ts';
import { client, type Cookies } from './client.ts';
import { holdOne, RIGHT } from './held-claim.ts';
import { goTo, openPages, sessionOf, type Pages } from './pages.ts';
import { openRemittanceOffice, sourcesOf, WRITE_OFF, type RemittanceOffice } from './remittance-desk.ts';

const SOON = { timeout: 15_000 };

describe('what people do with remittances, in a real browser', () => {
  let office: RemittanceOffice;
  let pages: Pages;
  let ask: ReturnType<typeof client>;
  let sam: Person;
  let bea: Person;
  let asBea: Cookies;
  let page: Page;

  beforeAll(async () => {
    office = await openRemittanceOffice();
    pages = await openPages(office.desk);
    ask = client(pages.app);
    sam = await office.person('Sam', 'supervisor');
    bea = await office.person('Bea', 'biller');
    asBea = await ask.cookieOf('Bea');
    page = await pages.pageOf(sam, '/approvals');
  });
  afterAll(async () => {
    await pages.close();
    await office.close();
  });

  const press = (name: string) => page.getByRole('button', { name, exact: true }).click();
  const rowOf = async (sql: string, values: unknown[]) => (await office.db.query(sql, values)).rows[0];
  const standing = (how: string) => page.locator(`[data-standing="${how}"]:not([data-behind])`).waitFor();
  const documentOf = async (itemId: string) =>
    (await rowOf('select document_id as id from review_item where id = $1', [itemId]))!['id'] as string;
  const limits = (postingCents: number | null) =>
    keepFourEyes(
      office.db,
      { postingCents, writeOffCents: null, isTakeBack: true },
      'reviewer:test',
      office.clock.now(),
    );

  it('shows the second person what was changed; it is given back with a reason, decided anew, withdrawn, approved and taken back', async () => {
    await limits(5_000);
    const itemId = await holdOne(office, 1);
    const decide = () => ask.post(`/review-items/${itemId}/post`, asBea, RIGHT);
    await decide();
    await page.getByText('it posts $84.00').waitFor();
    const card = page.getByRole('main', { name: 'Approvals' });
    await card.getByRole('row', { name: /amount \$46\.00 \$45\.00/ }).waitFor();
    expect(await card.getByText(/corrected/).count()).toBe(0);
    await page.getByLabel('Why it goes back').fill('The contract says $40.00.');
    await press('Give back');
    await page.getByText('Given back: it waits to be decided anew.').waitFor();
    await page.getByText('Nothing waits for a second person.').waitFor();

    const own = await pages.pageOf(bea, `/remittances/${await documentOf(itemId)}`);
    await own.getByRole('button', { name: 'Post claim 2' }).waitFor();
    await decide();
    await own.reload();
    await own.getByText('You have decided this, and nothing is posted').waitFor();
    await own.getByLabel('Why you withdraw it').fill('A slip of mine.');
    await own.getByRole('button', { name: 'Withdraw' }).click();
    await own.getByText('Withdrawn: it waits to be decided anew.').waitFor();
    await own.getByRole('button', { name: 'Post claim 2' }).waitFor();
    await own.context().close();

    await page.getByText('Nothing waits for a second person.').waitFor();
    await decide();
    await press('Approve and post');
    await page.getByText('Nothing waits for a second person.').waitFor();
    expect(await books(office.db)).toMatchObject({ unappliedCents: 0, differing: 0 });
    expect((await office.db.query('select 1 from approval')).rows).toHaveLength(3);

    await goTo(page, `/remittances/${await documentOf(itemId)}`);
    await page.locator('[data-claim="2"]').click();
    await press('What became of it');
    await page.getByText('approved it as the second person').waitFor();
    await page.getByLabel(/Take the posting back: why/).fill('The wrong patient.');
    await press('Take the posting back');
    await expect.poll(() => books(office.db), SOON).toMatchObject({ unappliedCents: 8_400, differing: 0 });
    await page.getByText('Posting taken back').first().waitFor();
    await limits(null);
  });

  it('reads a document again that failed, and closes what is about a file', async () => {
    const itemId = await holdOne(office, 2);
    const documentId = await documentOf(itemId);
    const { db, clock } = office;
    await db.query(
      `update remittance_document set state = 'failed', code = 'unexpected', message = 'The machine stopped.' where id = $1`,
      [documentId],
    );
    const about = { portal: null, subject: `document:${documentId}`, workItemId: null, loginId: null };
    await openReviewItem(
      db,
      { ...about, code: 'page-missing', message: 'Page 2 of 3 is not there.', evidenceId: null, documentId },
      clock.now(),
    );
    await goTo(page, `/remittances/${documentId}`);
    await page.getByLabel('What was done').fill('The payer sends it anew.');
    await press('Resolve');
    await page.getByText('“The payer sends it anew.”').waitFor();
    await press('Try again');
    await page.getByText('It is read again.').waitFor();
    expect(await rowOf('select state, tries, code from remittance_document where id = $1', [documentId])).toEqual({
      state: 'read',
      tries: 0,
      code: null,
    });
  });

  it('keeps what is typed, whatever becomes of the page around it', async () => {
    const itemId = await holdOne(office, 3);
    const documentId = await documentOf(itemId);
    await goTo(page, '/approvals');
    // Into the moment between looking where the cursor is and leading it to the first doubtful field.
    await page.evaluate(`{
      const real = CSS.escape;
      CSS.escape = (text) => { CSS.escape = real; document.querySelector('[aria-label="Note"]').focus(); return real(text); };
    }`);
    await goTo(page, `/remittances/${documentId}`);
    const note = page.locator('[aria-label="Note"]:focus');
    await note.waitFor();
    await page.keyboard.type('The payer ');
    await page.locator('[data-standing]').waitFor();
    await page.keyboard.type('sends it anew.');
    const typed = page.getByLabel('Note', { exact: true });
    const isKept = () => expect.poll(() => typed.inputValue(), SOON).toBe('The payer sends it anew.');
    await isKept();
    const field = page.locator(`[data-field="${WRITE_OFF}"]`);
    await field.fill('45.00');

    // Word of the item, and no connection just when the page wants to know more.
    await page.route(`**/api/v1/remittances/${documentId}`, (route) => route.abort());
    const isAsked = page.waitForRequest((request) => request.url().endsWith(`/remittances/${documentId}`));
    await office.db.query('update review_item set met = met + 1 where id = $1', [itemId]);
    await isAsked;
    await page.unrouteAll();
    await isKept();

    // To another page and back.
    await goTo(page, '/');
    await page.locator('tr[aria-selected="true"]').waitFor();
    await goTo(page, `/remittances/${documentId}`);
    await isKept();

    // The session ends by itself; the same person signs in again, in another tab.
    await office.db.query('delete from reviewer_session where reviewer_id = $1', [sam.id]);
    await goTo(page, '/approvals');
    await page.getByText('What you typed and did not send is kept in this tab').waitFor();
    await page.context().addCookies([await sessionOf(office.desk, sam, pages.address)]);
    await page.evaluate(`dispatchEvent(new Event('focus'))`);
    await page.getByRole('main', { name: 'Approvals' }).waitFor();
    await goTo(page, `/remittances/${documentId}`);
    await isKept();
    await expect.poll(() => field.inputValue(), SOON).toBe('45.00');

    // Sent, it is gone; another person who signs in here finds nothing of it.
    await press('Close without posting');
    await page.getByText('Nothing on this remittance waits any more.').waitFor();
    expect(await page.getByText('The payer sends it anew.').count()).toBeLessThanOrEqual(1);
  });

  it('posts to the claim that is chosen among those that could be meant', async () => {
    const twins = ['TW-1', 'TW-2'].map((patientControlNumber) =>
      aClaim({
        patientControlNumber,
        memberId: 'M4',
        patient: first.patient,
        serviceFrom: '2026-03-03',
        serviceTo: '2026-03-03',
      }),
    );
    await office.bill(twins);
    const lost = anAnswer(twins[1]!, { patientControlNumber: null, payerClaimControlNumber: 'ICNTW' });
    const payment = aPayment([lost], { number: '700420' });
    const { documentId } = await office.takeIn({ payment, fields: sourcesOf(payment), words: [] });
    await goTo(page, `/remittances/${documentId}`);
    await page.getByText('Which claim of ours it answers is not certain.').waitFor();
    await page.locator('[data-candidate="TW-2"]').getByRole('button', { name: 'Choose' }).click();
    await standing('posts');
    await press('Post claim 1');
    await expect
      .poll(
        () =>
          rowOf(
            `select c.patient_control_number as account from payment_claim p join claim c on c.id = p.claim_id
             where p.state = 'released' and p.payer_claim_control_number = 'ICNTW'`,
            [],
          ),
        SOON,
      )
      .toEqual({ account: 'TW-2' });
  });

  it('lets a reason stand once a person has looked at it and says why', async () => {
    const ours = aClaim({ patientControlNumber: 'RD-1', memberId: 'MRD1' });
    await office.bill([ours]);
    const answer = anAnswer(ours);
    const [line] = answer.lines;
    const odd = { ...line!, adjustments: [{ ...line!.adjustments[0]!, reason: '59' }, line!.adjustments[1]!] };
    const payment = aPayment([{ ...answer, lines: [odd] }], { number: '700530' });
    const { documentId, items } = await office.takeIn({ payment, fields: sourcesOf(payment), words: [] });
    await goTo(page, `/remittances/${documentId}`);
    await page.getByLabel('I looked at it; it may stand').check();
    await standing('posts');
    const post = page.getByRole('button', { name: 'Post claim 1' });
    expect(await post.isDisabled()).toBe(true);
    await page.getByLabel('Note').fill('Bundled, by contract.');
    await post.click();
    await expect
      .poll(
        () =>
          rowOf(
            `select r.resolution_note as note, a.detail -> 'approved' as approved from review_item r
             join audit a on a.subject = 'review-item:' || r.id and a.action = 'resolved' where r.id = $1`,
            [items[0]!.id],
          ),
        SOON,
      )
      .toEqual({ note: 'Bundled, by contract.', approved: ['claim-denied'] });
  });

  it('adds a line, takes one out, and closes without posting', async () => {
    const [line] = first.lines;
    const two = { patientControlNumber: 'LN-1', memberId: 'MLN1', billedCents: 20_000 };
    const ours = aClaim({ ...two, lines: [line!, { ...line!, procedure: '99214', billedCents: 5_000 }] });
    await office.bill([ours]);
    const answer = anAnswer(ours);
    const payment = aPayment([{ ...answer, lines: [{ ...answer.lines[1]!, procedure: '00000' }, answer.lines[0]!] }], {
      number: '700520',
      amountCents: 99_900,
    });
    const { documentId, items } = await office.takeIn({ payment, fields: sourcesOf(payment), words: [] });
    await goTo(page, `/remittances/${documentId}`);
    const lines = page.locator('table.lines tbody tr');
    const claim = page.locator('[data-claim="1"]');
    await claim.waitFor();
    if ((await lines.count()) === 0) await claim.click();
    await press('Line 1 is not on the page');
    await lines.first().and(page.locator('[data-out]')).waitFor();
    await press('Add a line');
    await page.locator('[data-field="/payments/0/claims/0/lines/2/procedure"]:focus').fill('99214');
    await expect.poll(() => lines.count()).toBe(3);
    await page.getByLabel('Note').fill('The payer sends a corrected one.');
    await press('Close without posting');
    await expect
      .poll(() => rowOf('select resolution, resolution_note as note from review_item where id = $1', [items[0]!.id]))
      .toEqual({ resolution: 'resolved', note: 'The payer sends a corrected one.' });
    expect(await books(office.db)).toMatchObject({ differing: 0 });
  });

  it('takes in remittances that are chosen or dropped, and says of the others why not', async () => {
    await goTo(page, '/remittances');
    const file = (name: string, text: string) => ({ name, mimeType: 'application/pdf', buffer: Buffer.from(text) });
    await page
      .getByLabel('Files of remittances')
      .setInputFiles([file('mail-1.pdf', '%PDF-1.4 one page'), file('letter.pdf', 'no such paper')]);
    await page.getByText(/^1 file taken in\. letter\.pdf: [A-Z]/).waitFor();
    await page.getByRole('row', { name: /mail-1\.pdf/ }).waitFor();
    expect(await page.getByRole('row', { name: /letter\.pdf/ }).count()).toBe(0);
    const dropped = await page.evaluateHandle(`{
      const held = new DataTransfer();
      for (const name of ['fax-1.pdf', 'fax-2.pdf']) held.items.add(new File(['%PDF-1.4 ' + name], name));
      held;
    }`);
    const zone = page.getByRole('region', { name: 'Take in remittances' });
    await zone.dispatchEvent('dragover', { dataTransfer: dropped });
    await page.locator('.drop[data-over]').waitFor();
    await zone.dispatchEvent('drop', { dataTransfer: dropped });
    await page.getByText('2 files taken in.').waitFor();
    for (const name of ['fax-1', 'fax-2']) await page.getByRole('row', { name: new RegExp(name) }).waitFor();
    expect(await page.locator('.drop[data-over]').count()).toBe(0);
  });
});

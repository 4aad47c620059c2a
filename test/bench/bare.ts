/** What a hand-made script does on the practice portal: the same clicks and reads as our flows, nothing kept. */
import type { Browser, BrowserContext, Page } from 'playwright';
import { formatUsDate } from '../../domain/dates.ts';
import type { Credentials } from '../../domain/login.ts';
import type { ClaimStatusInquiry, EligibilityInquiry, Inquiry } from '../../domain/work-item.ts';

export interface BarePortal {
  readonly url: string;
  readonly credentials: Credentials;
  readonly providerNpi: string;
}

const at = (url: string, path: string): string => `${url}/hcp/provider/${path}/Default.aspx`;

/** A new context, signed in. */
export async function signInBare(
  browser: Browser,
  portal: BarePortal,
): Promise<{ context: BrowserContext; page: Page }> {
  const context = await browser.newContext({ viewport: { width: 1280, height: 1000 } });
  const page = await context.newPage();
  await page.goto(at(portal.url, 'Home/tabid/135'));
  await page.getByLabel('User ID').fill(portal.credentials.username);
  await page.getByRole('button', { name: 'Log In' }).click();
  const question = (await page.locator('.challenge-question').innerText()).trim();
  await page.getByLabel('Your Answer').fill(portal.credentials.answers[question] ?? '');
  await page.getByLabel(/public computer/).check();
  await page.getByRole('button', { name: 'Continue' }).click();
  await page.getByLabel('Password').fill(portal.credentials.password);
  await page.getByRole('button', { name: 'Sign In' }).click();
  await page
    .getByRole('row', { name: new RegExp(portal.providerNpi) })
    .getByRole('radio')
    .check();
  await page.getByRole('button', { name: 'Submit' }).click();
  await page.getByRole('heading', { name: 'My Home' }).waitFor();
  return { context, page };
}

/** @returns every text read: the caller can see that the script did its work. */
export const lookUpBare = (page: Page, url: string, inquiry: Inquiry): Promise<string[]> =>
  inquiry.kind === 'eligibility' ? eligibilityBare(page, url, inquiry) : claimBare(page, url, inquiry);

async function eligibilityBare(
  page: Page,
  url: string,
  { member, serviceDate }: EligibilityInquiry,
): Promise<string[]> {
  await page.goto(at(url, 'Eligibility/EligibilityVerification/tabid/142'));
  await page.getByLabel('Member ID').fill(member.memberId ?? '');
  await page.getByLabel('Last Name').fill(member.lastName ?? '');
  await page.getByLabel('First Name').fill(member.firstName ?? '');
  await page.getByLabel('Birth Date').fill(member.birthDate ? formatUsDate(member.birthDate) : '');
  await page.getByLabel('From Date').fill(formatUsDate(serviceDate));
  await page.getByLabel('To Date').fill(formatUsDate(serviceDate));
  await page.getByRole('button', { name: 'Submit' }).click();
  await page.getByRole('heading', { name: 'Eligibility Verification Response' }).waitFor();
  if ((await page.getByText('Not Eligible').count()) === 0) {
    await page.getByRole('link', { name: 'Expand All' }).click();
    await page.getByRole('link', { name: 'Collapse All' }).waitFor();
  }
  return readCells(page);
}

async function claimBare(page: Page, url: string, inquiry: ClaimStatusInquiry): Promise<string[]> {
  await page.goto(at(url, 'Claims/SearchClaims/tabid/151'));
  await page.getByLabel('Patient Account Number').fill(inquiry.patientControlNumber ?? '');
  await page.getByRole('button', { name: 'Search' }).click();
  await page.getByRole('heading', { name: 'Claim Search Results' }).waitFor();
  const listed = await readCells(page);
  await page
    .getByRole('row', { name: new RegExp(inquiry.member.memberId ?? '') })
    .getByRole('link')
    .first()
    .click();
  await page.getByRole('heading', { name: 'Claim Detail' }).waitFor();
  return [...listed, ...(await readCells(page))];
}

/** Cell by cell, table by table, as such scripts do it. */
async function readCells(page: Page): Promise<string[]> {
  const texts: string[] = [];
  for (const table of await page.getByRole('table').all())
    texts.push(...(await table.getByRole('cell').allInnerTexts()));
  return texts;
}

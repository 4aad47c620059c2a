/** What a hand-made script does for an eligibility look-up on each practice portal: the same clicks as our flows, every text read, nothing kept. */
import type { Frame, FrameLocator, Page } from 'playwright';
import { formatUsDate } from '../../domain/dates.ts';
import type { EligibilityInquiry } from '../../domain/work-item.ts';
import { lookUpBare } from './bare.ts';

export interface BareScript {
  /** Questions that the script can ask: it knows one way only. */
  readonly takes: (payer: string) => boolean;
  /** On a page that is signed in. @returns every text read: the caller can see that the script did its work. */
  readonly lookUp: (page: Page, url: string, inquiry: EligibilityInquiry, npi: string) => Promise<readonly string[]>;
}

export const BARE_SCRIPTS: Readonly<Record<string, BareScript>> = {
  northfield: { takes: () => true, lookUp: (page, url, inquiry) => lookUpBare(page, url, inquiry) },
  ashgrove: { takes: (payer) => payer === 'ashgrove-mutual', lookUp: ashgrove },
  brightwell: { takes: () => true, lookUp: brightwell },
  harborlink: { takes: (payer) => payer === 'tidewater-health', lookUp: harborlink },
  stonebridge: { takes: () => true, lookUp: stonebridge },
};

const day = (iso: string | null): string => (iso ? formatUsDate(iso) : '');

async function ashgrove(page: Page, _url: string, { member, serviceDate }: EligibilityInquiry, npi: string) {
  const main = page.frameLocator('frame[name="main"]');
  await page.frameLocator('frame[name="menu"]').getByRole('link', { name: 'Eligibility Inquiry' }).click();
  await main.locator('input[name="srch"][value="I"]').check();
  await main.locator('select[name="payer"]').selectOption({ label: 'Ashgrove Mutual Health' });
  const provider = main.locator('select[name="prov"]');
  const options = await provider.locator('option').allInnerTexts();
  await provider.selectOption({ label: options.find((option) => option.startsWith(`${npi} - `)) ?? '' });
  await main.locator('input[name="subno"]').fill(member.memberId ?? '');
  await main.locator('input[name="lname"]').fill(member.lastName ?? '');
  await main.locator('input[name="fname"]').fill(member.firstName ?? '');
  await main.locator('input[name="bdate"]').fill(day(member.birthDate));
  await main.locator('input[name="sdate"]').fill(day(serviceDate));
  await main.getByRole('button', { name: 'Run Inquiry' }).click();
  const row = main.locator('tr', { hasText: day(member.birthDate) }).getByRole('link', { name: member.memberId ?? '' });
  await row.first().click();
  const [report] = await Promise.all([page.waitForEvent('popup'), row.first().click()]);
  const frame = report.frameLocator('frame[name="report"]');
  await frame.getByText('Eligibility Report', { exact: true }).waitFor();
  const texts = await cellsOf(frame);
  await report.close();
  return texts;
}

async function brightwell(page: Page, url: string, { member, serviceDate }: EligibilityInquiry) {
  await page.goto(`${url}/provider/eligibility`);
  await page.getByLabel('Member ID').fill(member.memberId ?? '');
  await page.getByLabel('Last name').fill(member.lastName ?? '');
  await page.getByLabel('First name').fill(member.firstName ?? '');
  await page.getByLabel('Date of birth').fill(day(member.birthDate));
  await page.getByLabel('Date of service').fill(day(serviceDate));
  await page.getByRole('button', { name: 'Search members' }).click();
  const row = page.getByRole('row', { name: new RegExp(`${member.memberId}.*${day(member.birthDate)}`) }).first();
  await row.getByRole('button').click();
  await page.getByRole('heading', { name: 'Coverage', exact: true }).waitFor();
  return [...(await page.locator('dt, dd').allInnerTexts()), ...(await cellsOf(page))];
}

/** The payer stays chosen from one look-up to the next. */
async function harborlink(page: Page, _url: string, { member, serviceDate }: EligibilityInquiry, npi: string) {
  const before = page.frame({ name: 'toolFrame' })?.url();
  await page.getByRole('link', { name: 'Eligibility and Benefits' }).click();
  const tool = page.frameLocator('iframe[name="toolFrame"]');
  if (before === undefined) await tool.getByRole('combobox', { name: 'Payer' }).waitFor();
  const payer = tool.getByRole('combobox', { name: 'Payer' });
  const entry = 'TIDEWATER HEALTH PLAN - COMMERCIAL';
  if ((await payer.inputValue()) !== entry) {
    await payer.fill(entry);
    await tool.getByRole('option', { name: entry, exact: true }).click();
  }
  await tool.getByRole('textbox', { name: 'Patient ID' }).fill(member.memberId ?? '');
  await tool.getByRole('textbox', { name: 'Provider NPI' }).fill(npi);
  await fillSections(tool, 'Date of Birth', member.birthDate);
  await fillSections(tool, 'As of Date', serviceDate);
  await tool.getByRole('button', { name: 'Submit' }).click();
  await tool.getByRole('heading', { name: 'Eligibility and Benefits Results' }).waitFor();
  return [...(await tool.locator('dt, dd').allInnerTexts()), ...(await cellsOf(tool))];
}

const fillSections = (tool: FrameLocator, name: string, iso: string | null): Promise<void> =>
  tool
    .getByRole('group', { name })
    .getByRole('spinbutton', { name: 'Month' })
    .pressSequentially(day(iso).replaceAll('/', ''));

const TABS = ['Deductibles', 'Plan Coverage', 'MSP', 'Hospice/Home Health'] as const;

async function stonebridge(page: Page, url: string, { member, serviceDate }: EligibilityInquiry, npi: string) {
  await page.goto(`${url}/portal/eligibility`);
  const provider = page.getByLabel('TIN / NPI / PTAN');
  const options = await provider.locator('option').allInnerTexts();
  await provider.selectOption({ label: options.find((option) => option.includes(`NPI ${npi}`)) ?? '' });
  await page.getByLabel('Medicare Number').fill(member.memberId ?? '');
  await page.getByLabel('Last Name').fill(member.lastName ?? '');
  await page.getByLabel('First Name').fill(member.firstName ?? '');
  await page.getByLabel('Date of Birth').fill(day(member.birthDate));
  await page.getByLabel('From Date').fill(day(serviceDate));
  await page.getByLabel('To Date').fill(day(serviceDate));
  await page.getByRole('button', { name: 'Submit Inquiry' }).click();
  await page.getByRole('heading', { name: 'Part A and Part B Eligibility' }).waitFor();
  const texts = await cellsOf(page);
  for (const name of TABS) {
    await page.getByRole('link', { name, exact: true }).click();
    await page.waitForLoadState('domcontentloaded');
    texts.push(...(await cellsOf(page)));
  }
  return texts;
}

/** Cell by cell, table by table, as such scripts do it. */
async function cellsOf(scope: Page | Frame | FrameLocator): Promise<string[]> {
  const texts: string[] = [];
  for (const table of await scope.locator('table, [role=table]').all())
    texts.push(...(await table.locator('td, [role=cell]').allInnerTexts()));
  return texts;
}

/** The practice portal Stonebridge by itself: lock-outs, codes, sessions, and what it shows to the letter. */
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { addDays, formatUsDate } from '../../domain/dates.ts';
import { MAILS_FROM, makePopulation, type PortalMail } from '../../sandbox/index.ts';
import { codeIn, CREDENTIALS, EMAIL, SEED, startSite, type TestSite, TODAY } from '../flows/stonebridge-site.ts';
import { giveCode, givePassword, signIn, visit, type Visitor } from './stonebridge-visitor.ts';

const population = makePopulation({ seed: SEED, today: TODAY, appointments: 30, claims: 60 });
let site: TestSite;
let visitor: Visitor;
beforeEach(async () => {
  site = await startSite({}, population);
  visitor = visit(site.portal.url);
});
afterEach(() => site.portal.close());

describe('signing in', () => {
  it('takes a password, a delivery and the eight digits of a mail', async () => {
    await givePassword(visitor);
    expect(visitor.title()).toBe('Multi-Factor Authentication');
    await visitor.post('/portal/mfa/delivery', { delivery: 'email', act: 'send-code' });
    const [mail] = site.mails as [PortalMail];
    expect(mail).toMatchObject({ to: EMAIL, from: MAILS_FROM, subject: expect.stringContaining('verification code') });
    expect(codeIn(mail)).toMatch(/^\d{8}$/);
    await visitor.post('/portal/mfa/code', { code: codeIn(mail), act: 'submit-code' });
    expect(visitor.title()).toBe('Welcome to the Portal');
    expect(site.portal.counters).toMatchObject({ signIns: 1, liveSessions: 1, maxLiveSessions: 1, badAnswers: 0 });
  });
  it('locks at the third bad password within two hours, not later', async () => {
    await givePassword(visitor, 'wrong-1');
    site.pass(121);
    for (const password of ['wrong-2', 'wrong-3']) await givePassword(visitor, password);
    expect(visitor.alert()).toContain('not valid');
    await givePassword(visitor, 'wrong-4');
    expect(visitor.title()).toBe('Account Locked');
    await givePassword(visitor);
    expect(visitor.title()).toBe('Account Locked');
    expect(site.portal.counters).toMatchObject({ badPasswords: 4, submitsAfterRejection: 4, lockouts: 1 });
    site.portal.users.unlock(CREDENTIALS.username);
    await givePassword(visitor);
    expect(visitor.title()).toBe('Multi-Factor Authentication');
  });
  it('takes a code again for hours, until a new one is asked for', async () => {
    await signIn(visitor, site);
    const old = codeIn(site.mails[0]);
    await visitor.get('/portal/logout');
    await givePassword(visitor);
    await visitor.post('/portal/mfa/delivery', { act: 'have-code' });
    await visitor.post('/portal/mfa/code', { code: old, act: 'submit-code' });
    expect(visitor.title()).toBe('Welcome to the Portal');
    await visitor.get('/portal/logout');
    await givePassword(visitor);
    await visitor.post('/portal/mfa/delivery', { delivery: 'email', act: 'send-code' });
    await visitor.post('/portal/mfa/code', { code: old, act: 'submit-code' });
    expect(visitor.alert()).toContain('no longer valid');
    site.pass(12);
    await visitor.post('/portal/mfa/code', { code: codeIn(site.mails.at(-1)), act: 'submit-code' });
    expect(visitor.title()).toBe('Welcome to the Portal');
    await visitor.get('/portal/logout');
    site.pass(12 * 60 + 1);
    await givePassword(visitor);
    await visitor.post('/portal/mfa/delivery', { act: 'have-code' });
    await visitor.post('/portal/mfa/code', { code: codeIn(site.mails.at(-1)), act: 'submit-code' });
    expect(visitor.alert()).toContain('no longer valid');
  });
  it('locks a login that asks for codes again and again, or gives three wrong ones', async () => {
    for (let i = 0; i < 6; i += 1) {
      await givePassword(visitor);
      await visitor.post('/portal/mfa/delivery', { delivery: 'email', act: 'send-code' });
    }
    expect(visitor.title()).toBe('Account Locked');
    expect(site.mails).toHaveLength(5);
    site.portal.users.unlock(CREDENTIALS.username);
    await givePassword(visitor);
    await visitor.post('/portal/mfa/delivery', { act: 'have-code' });
    for (let i = 0; i < 3; i += 1) await visitor.post('/portal/mfa/code', { code: '1', act: 'submit-code' });
    expect(visitor.title()).toBe('Account Locked');
    expect(site.portal.counters).toMatchObject({ lockouts: 2, badAnswers: 3 });
  });
  it('wants a password that is older than 60 days changed, and then takes the new one', async () => {
    await site.portal.close();
    const users = [{ ...CREDENTIALS, providerNpi: '1234567893', email: EMAIL, passwordSetOn: addDays(TODAY, -61) }];
    site = await startSite({ users }, population);
    visitor = visit(site.portal.url);
    await givePassword(visitor);
    expect(visitor.html()).toContain('Your password has expired.');
    const fresh = 'Larch-5521-harbour';
    const old = { 'old-password': CREDENTIALS.password };
    await visitor.post('/portal/password', { ...old, 'new-password': 'short', again: 'short' });
    expect(visitor.alert()).toContain('12 characters');
    await visitor.post('/portal/password', { ...old, 'new-password': fresh, again: fresh });
    expect(visitor.title()).toBe('Multi-Factor Authentication');
    await givePassword(visitor, fresh);
    expect(visitor.title()).toBe('Multi-Factor Authentication');
  });
  it('shows terms and news before the session is live', async () => {
    site.portal.faults.set({ termsPage: true, whatsNew: true });
    await signIn(visitor, site);
    expect(visitor.title()).toBe('Terms of Use');
    expect(site.portal.counters.liveSessions).toBe(0);
    await visitor.post('/portal/terms', { act: 'accept' });
    expect(visitor.title()).toBe('Important Messages');
    await visitor.post('/portal/news', { act: 'continue' });
    expect(visitor.title()).toBe('Welcome to the Portal');
  });
  it('sends late mails late', async () => {
    site.portal.setMailDelay(30);
    await givePassword(visitor);
    await visitor.post('/portal/mfa/delivery', { delivery: 'email', act: 'send-code' });
    expect(site.mails).toHaveLength(0);
    await expect.poll(() => site.mails.length).toBe(1);
  });
});

describe('sessions', () => {
  it('end after 15 idle minutes, or by Log Out', async () => {
    await signIn(visitor, site);
    site.pass(14);
    await visitor.get('/portal/claims');
    expect(visitor.title()).toBe('Claim Status Inquiry');
    site.pass(15.1);
    await visitor.get('/portal/claims');
    expect(visitor.title()).toBe('Session Timed Out');
    await signIn(visitor, site);
    await visitor.get('/portal/logout');
    expect(visitor.title()).toBe('Logged Out');
    await visitor.get('/portal/claims');
    expect(visitor.title()).toBe('Log In to the Portal');
    expect(site.portal.counters.liveSessions).toBe(0);
  });
  it('that were left without Log Out shut the login for 15 minutes', async () => {
    await signIn(visitor, site);
    const other = visit(site.portal.url);
    await givePassword(other);
    expect(other.title()).toBe('Concurrent Session');
    site.pass(15.1);
    await givePassword(other);
    await giveCode(other, site);
    expect(other.title()).toBe('Welcome to the Portal');
    expect(site.portal.counters.maxLiveSessions).toBe(1);
  });
  it('of two half sign-ins, only the first to give the code gets in', async () => {
    const other = visit(site.portal.url);
    await givePassword(visitor);
    await givePassword(other);
    await giveCode(visitor, site);
    await other.post('/portal/mfa/delivery', { act: 'have-code' });
    await other.post('/portal/mfa/code', { code: codeIn(site.mails.at(-1)), act: 'submit-code' });
    expect(other.title()).toBe('Concurrent Session');
  });
});

describe('inquiries', () => {
  beforeEach(() => signIn(visitor, site));
  const member = population.members.find(({ spans }) => spans.length === 1)!;
  const whole = {
    provider: '2',
    'medicare-number': member.memberId!,
    'last-name': member.lastName,
    'first-name': member.firstName!,
    'birth-date': formatUsDate(member.birthDate!),
    'from-date': formatUsDate(TODAY),
    'to-date': formatUsDate(TODAY),
  };
  const ask = async (fields: Partial<typeof whole>): Promise<string> => {
    await visitor.get('/portal/eligibility');
    await visitor.post('/portal/eligibility', { ...whole, ...fields });
    return visitor.alert() || visitor.title();
  };

  it('take names and numbers to the letter, whatever their case', async () => {
    const answered = 'Part A and Part B Eligibility';
    expect(await ask({})).toBe(answered);
    expect(await ask({ 'last-name': member.lastName.toLowerCase(), 'birth-date': '' })).toBe(answered);
    expect(await ask({ 'first-name': '' })).toBe(answered);
    for (const fields of [
      { 'medicare-number': `${member.memberId} ` },
      { 'last-name': `${member.lastName} ` },
      { 'last-name': member.lastName.slice(0, -1) },
      { 'birth-date': '01/02/1903' },
    ])
      expect(await ask(fields)).toContain('The beneficiary information is invalid.');
    expect(await ask({ 'first-name': '', 'birth-date': '' })).toContain('Enter the Medicare Number');
    expect(await ask({ provider: '' })).toBe('Select a TIN / NPI / PTAN.');
  });
  it('answer for dates from 12 months back to 4 months ahead', async () => {
    const on = (day: string) => ask({ 'from-date': day, 'to-date': day });
    expect(await on('11/23/2025')).toBe('Part A and Part B Eligibility');
    expect(await on('03/23/2027')).toBe('Part A and Part B Eligibility');
    expect(await on('11/22/2025')).toContain('within 12 months before');
    expect(await on('03/24/2027')).toContain('4 months after');
  });
  it('that are sent twice are cancelled', async () => {
    await visitor.get('/portal/eligibility');
    const token = /name="token" value="(\d+)"/.exec(visitor.html())![1]!;
    await visitor.post('/portal/eligibility', whole);
    await visitor.post('/portal/eligibility', { ...whole, token });
    expect(visitor.title()).toBe('Duplicate Submission');
  });
  it('find no claims for a provider that has none', async () => {
    const { shown } = site.portal.truth.records[0]!;
    const search = async (provider: string) => {
      await visitor.get('/portal/claims');
      await visitor.post('/portal/claims', { provider, 'claim-number': shown.payerClaimControlNumber! });
      return visitor.html();
    };
    expect(await search('2')).toContain('Claims found: 1');
    expect(await search('1')).toContain('No claims were found for this inquiry.');
  });
  it('find claims under another day while the switch is on, and the truth knows', async () => {
    const { shown } = site.portal.truth.records.find(
      ({ scenario, shown: { patientControlNumber } }) => scenario === 'denied' && patientControlNumber,
    )!;
    const { patientControlNumber, serviceFrom } = shown;
    const before = site.portal.truth.claim(patientControlNumber!);
    site.portal.faults.set({ otherDate: true });
    const after = site.portal.truth.claim(patientControlNumber!);
    expect(before).toMatchObject({ result: { claims: [{ serviceFrom }] } });
    expect(after).toEqual({ code: 'wrong-record' });
  });
});

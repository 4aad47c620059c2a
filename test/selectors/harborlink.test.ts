import { describe, expect, test } from 'vitest';
import { POLICIES } from '../../domain/exceptions.ts';
import * as claims from '../../selectors/harborlink/claims.ts';
import * as eligibility from '../../selectors/harborlink/eligibility.ts';
import { PAYER_PAGES } from '../../selectors/harborlink/payers.ts';
import * as shell from '../../selectors/harborlink/shell.ts';
import { anywhere, whileSignedIn } from '../../selectors/harborlink/signals.ts';
import * as signIn from '../../selectors/harborlink/sign-in.ts';
import * as tools from '../../selectors/harborlink/tools.ts';
import type { Alternative, PageFile } from '../../selectors/page.ts';

const pages: readonly PageFile[] = [signIn, shell, eligibility, claims, tools]
  .flatMap((file) => Object.values(file) as unknown[])
  .flatMap((each) => (typeof each === 'object' && each !== null && !('isHere' in each) ? Object.values(each) : [each]))
  .filter((each): each is PageFile => typeof each === 'object' && each !== null && 'isHere' in each);
const signals = [...whileSignedIn, ...pages.flatMap((page) => page.signals ?? [])];
const codesFor = (line: string): string[] => [
  ...new Set(signals.filter(({ when }) => 'text' in when && when.text.test(line)).map(({ code }) => code)),
];

test('each page names itself after its portal, and CSS comes last', () => {
  expect(pages.length).toBeGreaterThan(15);
  for (const page of pages) {
    expect(page.name).toMatch(/^harborlink\/[a-z-]+$/);
    for (const alternatives of [page.isHere, ...Object.values(page.elements)] as readonly (readonly Alternative[])[]) {
      const kinds = alternatives.map((each) => 'css' in each);
      expect(kinds, page.name).toEqual(kinds.toSorted((a, b) => Number(a) - Number(b)));
    }
  }
});

test('each payer has a search for eligibility, the standard tab for claims, and an entry of its own in each list', () => {
  const entries = Object.values(PAYER_PAGES).flatMap((each) => [each.eligibilityEntry, each.claimsEntry]);
  expect(new Set(entries).size).toBe(entries.length);
  for (const { searchOptions, tabs } of Object.values(PAYER_PAGES)) {
    expect(searchOptions.length).toBeGreaterThan(0);
    expect(tabs.member?.boxes).toEqual(expect.arrayContaining(['patientId', 'serviceFrom', 'serviceTo']));
  }
});

describe('signals', () => {
  test('each tells a person what it means', () => {
    for (const { code, message } of signals) {
      expect(Object.keys(POLICIES)).toContain(code);
      expect(message).toMatch(/^[A-Z].+\.$/);
    }
  });
  test.each([
    ['The user ID or password you entered is incorrect.', 'credentials-rejected'],
    ['The code you entered is not valid.', 'mfa-required'],
    ["Your account is locked. Ask your organization's administrator to unlock it.", 'login-locked'],
    ['You were signed out because your user ID signed in on another device.', 'signed-in-elsewhere'],
    ['Your session has timed out. Sign in again to continue.', 'session-expired'],
    ['You are working at an unusual time. Sign in again with a verification code to continue.', 'session-expired'],
    ['Patient not found. Check the patient ID, the name and the date of birth.', 'member-not-found'],
    ['Subscriber and subscriber id not found.', 'member-not-found'],
    ['Patient ID is required.', 'inquiry-rejected'],
    ['This payer entry is not available for this transaction. Select another entry.', 'wrong-payer'],
  ])('"%s" is %s and nothing else', (line, code) => expect(codesFor(line)).toEqual([code]));
  test.each([
    'If a claim was submitted recently, allow up to 5 business days for it to appear.',
    'Complete the provider record in the provider list to fill in these fields automatically.',
    'Results not found? The payer may hold the claim under another patient account number.',
    'Accumulators may take up to 5 business days to reflect recent claims.',
    'Benefits shown are not a guarantee of payment.',
    'Announcement: claims of some payers may be delayed by up to 5 business days.',
    'Your user ID is locked after several incorrect passwords.',
    'You are signing in at an unusual time.',
    'The payer could not find any results that match your search.',
  ])('"%s" is no failure', (line) => expect(codesFor(line)).toEqual([]));
  test('the sign-in page is a signal only to someone signed in', () =>
    expect(anywhere.some(({ when }) => 'text' in when && when.text.test('Welcome to Harborlink'))).toBe(false));
});

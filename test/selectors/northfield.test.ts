import { describe, expect, test } from 'vitest';
import { POLICIES } from '../../domain/exceptions.ts';
import * as claimDetail from '../../selectors/northfield/claim-detail.ts';
import * as claimList from '../../selectors/northfield/claim-list.ts';
import * as claimSearch from '../../selectors/northfield/claim-search.ts';
import * as eligibility from '../../selectors/northfield/eligibility.ts';
import * as home from '../../selectors/northfield/home.ts';
import * as providerChoice from '../../selectors/northfield/provider-choice.ts';
import { anywhere, whileSignedIn } from '../../selectors/northfield/signals.ts';
import * as signIn from '../../selectors/northfield/sign-in.ts';
import type { Alternative, PageFile } from '../../selectors/page.ts';

const pages: readonly PageFile[] = [signIn, providerChoice, home, eligibility, claimSearch, claimList, claimDetail]
  .flatMap((file) => Object.values(file) as unknown[])
  .filter((each): each is PageFile => typeof each === 'object' && each !== null && 'isHere' in each);
const signals = [...whileSignedIn, ...pages.flatMap((page) => page.signals ?? [])];
const signalsFor = (line: string): string[] =>
  signals.filter(({ when }) => 'text' in when && when.text.test(line)).map(({ code }) => code);

describe('pages', () => {
  test('each names itself after its portal', () => {
    expect(pages.length).toBeGreaterThan(10);
    for (const page of pages) expect(page.name).toMatch(/^northfield\/[a-z-]+$/);
  });
  test('roles and labels come first, CSS last, and no id is used whole: ids change', () => {
    for (const page of pages) {
      for (const alternatives of [
        page.isHere,
        ...Object.values(page.elements),
      ] as readonly (readonly Alternative[])[]) {
        const kinds = alternatives.map((each) => 'css' in each);
        expect(kinds, page.name).toEqual(kinds.toSorted((a, b) => Number(a) - Number(b)));
        const css = alternatives.flatMap((each) => ('css' in each ? [each.css] : []));
        expect(
          css.filter((each) => /ctr\d/.test(each)),
          page.name,
        ).toEqual([]);
      }
    }
  });
});

describe('signals', () => {
  test('each tells a person what it means', () => {
    for (const { code, message } of signals) {
      expect(Object.keys(POLICIES)).toContain(code);
      expect(message).toMatch(/^[A-Z].+\.$/);
    }
  });
  test.each([
    ['Your account is locked after too many incorrect attempts. Call the Provider Help Desk.', 'login-locked'],
    [
      'The portal is unavailable while scheduled maintenance is performed. Please try again in 2 hours.',
      'portal-maintenance',
    ],
    ['You have sent too many requests. Please wait 60 seconds.', 'rate-limited'],
    ['We have noticed unusual activity on your account. Access is limited for now.', 'rate-limited'],
    ['Please confirm that you are not a robot. Type the characters that you see in the picture.', 'captcha'],
    ['Your password has expired. You must choose a new password before you continue.', 'password-expired'],
    ['The terms of use have changed. You must read and accept them to continue.', 'terms-to-accept'],
    ['Your session has ended because there was no activity for some time.', 'session-expired'],
    ['This page has expired. Do not use the Back button of your browser.', 'session-expired'],
    ['Provider Portal Login', 'session-expired'],
    [
      'The password entered is incorrect. Your account is locked after three incorrect attempts.',
      'credentials-rejected',
    ],
    ['Member not found. Verify the information entered and try again.', 'member-not-found'],
  ])('"%s" is %s and nothing else', (line, code) => expect(signalsFor(line)).toEqual([code]));
  test.each([
    'The portal is open every day except during scheduled maintenance.',
    'An account is locked after three incorrect attempts.',
    'Where do I enter my password? You are asked for it on a later page.',
    'The portal is for authorized users. Each user has a User ID of their own.',
    'Member Not Found',
    'Denied',
  ])('"%s" is no signal', (line) => expect(signalsFor(line)).toEqual([]));
  test('the sign-in page is a signal only to someone signed in', () =>
    expect(anywhere.some(({ when }) => 'text' in when && when.text.test('Provider Portal Login'))).toBe(false));
});

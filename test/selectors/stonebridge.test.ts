import { describe, expect, test } from 'vitest';
import { POLICIES } from '../../domain/exceptions.ts';
import type { PageFile } from '../../selectors/page.ts';
import * as beneficiary from '../../selectors/stonebridge/beneficiary.ts';
import * as claimDetail from '../../selectors/stonebridge/claim-detail.ts';
import * as claims from '../../selectors/stonebridge/claims.ts';
import * as eligibility from '../../selectors/stonebridge/eligibility.ts';
import { whileSignedIn } from '../../selectors/stonebridge/signals.ts';
import * as signIn from '../../selectors/stonebridge/sign-in.ts';

const pages: readonly PageFile[] = [signIn, beneficiary, eligibility, claims, claimDetail]
  .flatMap((file) => Object.values(file) as unknown[])
  .filter((each): each is PageFile => typeof each === 'object' && each !== null && 'isHere' in each);
const signals = [...new Set([...whileSignedIn, ...pages.flatMap((page) => page.signals ?? [])])];
const signalsFor = (line: string): string[] =>
  signals.filter(({ when }) => 'text' in when && when.text.test(line)).map(({ code }) => code);

test('each page names itself after its portal, and CSS comes last', () => {
  expect(pages.length).toBeGreaterThan(15);
  for (const page of pages) {
    expect(page.name).toMatch(/^stonebridge\/[a-z-]+$/);
    for (const alternatives of [page.isHere, ...Object.values(page.elements)]) {
      const kinds = alternatives.map((each) => 'css' in each);
      expect(kinds, page.name).toEqual(kinds.toSorted((a, b) => Number(a) - Number(b)));
    }
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
    ['Your account has been locked. Contact your Provider Administrator or the help desk.', 'login-locked'],
    ['This user ID is already logged in, or the last session was closed without Log Out.', 'signed-in-elsewhere'],
    ['Your session was ended because this user ID logged in from another location.', 'signed-in-elsewhere'],
    ['Your session has timed out after 15 minutes without activity. Log in again.', 'session-expired'],
    ['Your password has expired. Passwords must be changed every 60 days.', 'password-expired'],
    ['The user ID or password that you entered is not valid. Three invalid attempts lock it.', 'credentials-rejected'],
    ['The beneficiary information is invalid. Enter it exactly as it appears on the card.', 'member-not-found'],
    ['This form was submitted twice, so the inquiry was cancelled.', 'portal-error'],
  ])('"%s" is %s and nothing else', (line, code) => expect(signalsFor(line)).toEqual([code]));
  test.each([
    'An account is locked after three invalid attempts within 120 minutes.',
    'User LARKMED1. Always use Log Out; do not just close the window.',
    'New this month: the portal will not be available during maintenance on the second Sunday.',
    'Asking for a new one makes an earlier one invalid, and asking too often locks the account.',
  ])('"%s" is no signal', (line) => expect(signalsFor(line)).toEqual([]));
});

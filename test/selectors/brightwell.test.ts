import { describe, expect, test } from 'vitest';
import { POLICIES } from '../../domain/exceptions.ts';
import * as claims from '../../selectors/brightwell/claims.ts';
import * as documents from '../../selectors/brightwell/documents.ts';
import * as eligibility from '../../selectors/brightwell/eligibility.ts';
import * as home from '../../selectors/brightwell/home.ts';
import * as signIn from '../../selectors/brightwell/sign-in.ts';
import { whileSignedIn } from '../../selectors/brightwell/signals.ts';
import type { Alternative, PageFile } from '../../selectors/page.ts';

const pages: readonly PageFile[] = [signIn, home, eligibility, claims, documents]
  .flatMap((file) => Object.values(file) as unknown[])
  .filter((each): each is PageFile => typeof each === 'object' && each !== null && 'isHere' in each);
const signals = [...whileSignedIn, ...pages.flatMap((page) => page.signals ?? [])];
const signalsFor = (line: string): string[] =>
  signals.filter(({ when }) => 'text' in when && when.text.test(line)).map(({ code }) => code);

describe('pages', () => {
  test('each names itself after its portal, roles and labels before CSS', () => {
    expect(pages.length).toBeGreaterThan(10);
    for (const page of pages) {
      expect(page.name).toMatch(/^brightwell\/[a-z-]+$/);
      const all: readonly (readonly Alternative[])[] = [page.isHere, ...Object.values(page.elements)];
      for (const alternatives of all) {
        const kinds = alternatives.map((each) => 'css' in each);
        expect(kinds, page.name).toEqual(kinds.toSorted((a, b) => Number(a) - Number(b)));
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
    [
      'You were signed out because your account signed in on another device. Only one session is allowed at a time.',
      'signed-in-elsewhere',
    ],
    ['Your session has expired. Sign in again to continue.', 'session-expired'],
    ['Sign in to Brightwell', 'session-expired'],
    ['Your account is locked after too many failed attempts. Call Provider Web Support.', 'login-locked'],
    ["We don't recognize that username and password combination.", 'credentials-rejected'],
    ['Too many requests. Wait a minute, then try again.', 'rate-limited'],
    ["We couldn't find a member that matches what you entered.", 'member-not-found'],
  ])('"%s" is %s and nothing else', (line, code) => expect(signalsFor(line)).toEqual([code]));
  test.each([
    'The portal is open every day except during scheduled maintenance.',
    'Forgot username or password? An account is locked after five failed attempts.',
    '0 exact matches',
    'No documents match your search.',
    'Denied',
  ])('"%s" is no signal', (line) => expect(signalsFor(line)).toEqual([]));
});

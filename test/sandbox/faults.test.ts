import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest';
import type { Northfield } from '../../sandbox/index.ts';
import {
  CLAIMS,
  ELIGIBILITY,
  HOME,
  identify,
  signIn,
  startPortal,
  TODAY,
  USER,
  type Visitor,
  visit,
} from './visitor.ts';

let portal: Northfield;
let visitor: Visitor;
beforeAll(async () => {
  portal = await startPortal();
  visitor = visit(portal.url);
  await signIn(visitor);
});
afterEach(() => portal.faults.clear());
afterAll(() => portal.close());

const openFirstClaim = async (by: Visitor): Promise<string> => {
  const number = portal.truth.records[0]!.shown.payerClaimControlNumber!;
  await by.get(CLAIMS);
  await by.submit('Search', { 'Claim Number': number });
  await by.follow(number);
  return by.html();
};

describe('faults of the practice portal', () => {
  it.each([
    ['maintenance', 200, 'Scheduled Maintenance'],
    ['down', 500, 'Server Error in &#39;/&#39; Application.'],
    ['rateLimit', 429, 'Too Many Requests'],
    ['unusualActivity', 200, 'Unusual Activity'],
    ['captcha', 200, 'Security Check'],
  ] as const)('%s answers %i with its own page', async (fault, status, heading) => {
    portal.faults.set({ [fault]: true });
    await visitor.get(HOME);
    expect([visitor.status(), visitor.heading().replaceAll("'", '&#39;')]).toEqual([status, heading]);
    portal.faults.clear();
    await visitor.get(HOME);
    expect(visitor.heading()).toBe('My Home');
  });

  it('happens at the rate that was set', async () => {
    portal.faults.set({ down: 0.5 });
    let failed = 0;
    for (let i = 0; i < 60; i += 1) {
      await visitor.get(HOME);
      if (visitor.status() === 500) failed += 1;
    }
    expect(failed).toBeGreaterThan(15);
    expect(failed).toBeLessThan(45);
  });

  it('cuts the session before a claim is shown', async () => {
    const cut = visit(portal.url);
    await signIn(cut);
    portal.faults.set({ cutSessionBeforeDetail: true });
    await openFirstClaim(cut);
    expect(cut.heading()).toBe('Session Ended');
  });

  it("shows another member's claim", async () => {
    const [asked] = portal.truth.records;
    expect(await openFirstClaim(visitor)).toContain(`<td>${asked!.member.memberId}</td>`);
    portal.faults.set({ staleDetail: true });
    const html = await openFirstClaim(visitor);
    expect(visitor.heading()).toBe('Claim Detail');
    expect(html).not.toContain(`<td>${asked!.member.memberId}</td>`);
  });

  it('drifts in labels and columns, which ids and headings outlive', async () => {
    await visitor.get(ELIGIBILITY);
    const id = /for="([^"]+)"[^>]*>Member ID</.exec(visitor.html())![1]!;
    portal.faults.set({ drift: 'labels' }, { page: 'eligibility' });
    portal.faults.set({ drift: 'columns' }, { page: 'claim-detail' });
    await visitor.get(ELIGIBILITY);
    expect(visitor.heading()).toBe('Eligibility Verification Request');
    expect(visitor.html()).not.toContain('>Member ID</label>');
    expect(visitor.html()).toContain(`id="${id}"`);
    const detail = await openFirstClaim(visitor);
    expect(detail.indexOf('>Patient Resp</th>')).toBeLessThan(detail.indexOf('>Billed</th>'));
  });

  it('turns into a page that nobody knows', async () => {
    portal.faults.set({ drift: 'redesign' }, { page: 'claim-search' });
    await visitor.get(CLAIMS);
    expect(visitor.heading()).toBe('A fresh look for Northfield providers');
    await visitor.get(ELIGIBILITY);
    expect(visitor.heading()).toBe('Eligibility Verification Request');
  });

  it('asks for a new password, for the terms, or says locked at sign-in', async () => {
    const other = visit(portal.url);
    portal.faults.set({ passwordExpired: true });
    await identify(other);
    await other.submit('Sign In', { Password: USER.password });
    expect(other.html()).toContain('Your password has expired.');
    portal.faults.set({ passwordExpired: false, termsPage: true });
    await identify(other);
    await other.submit('Sign In', { Password: USER.password });
    expect(other.heading()).toBe('Terms of Use');
    await other.submit('I Accept');
    expect(other.heading()).toBe('Select Provider');
    portal.faults.set({ lockedOut: true });
    await other.get(HOME);
    await other.submit('Log In', { 'User ID': USER.username });
    expect(other.heading()).toBe('Account Locked');
  });

  it('is slow when told to', async () => {
    portal.faults.set({ slowMs: 120 });
    const before = performance.now();
    await visitor.get(HOME);
    expect(performance.now() - before).toBeGreaterThan(110);
  });

  it('knows the day it was given', () => {
    expect(portal.truth.coverage('000000000000', TODAY)).toEqual({ code: 'member-not-found' });
  });
});

import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import type { Northfield } from '../../sandbox/index.ts';
import { CLAIMS, ELIGIBILITY, signIn, startPortal, type Visitor, visit } from './visitor.ts';

let portal: Northfield;
let visitor: Visitor;
beforeAll(async () => {
  portal = await startPortal();
});
afterAll(() => portal.close());
beforeEach(async () => {
  visitor = visit(portal.url);
  await signIn(visitor);
});

/** The member with fourteen claims on one day. */
const busy = () => {
  const hidden = portal.truth.records.find(
    (record) => record.scenario === 'no-account-number' && record.shown.patientControlNumber === null,
  );
  return portal.truth.records.filter((record) => record.member === hidden!.member);
};
const busySearch = () => ({
  'Member ID': busy()[0]!.member.memberId!,
  'Service From': '01/01/2025',
  'Service To': '11/23/2026',
});
const claimLinks = (html: string): string[] => [...html.matchAll(/>(\d{13})<\/a>/g)].map((m) => m[1]!);

describe('post-backs of the practice portal', () => {
  it('refuses a form of an earlier page as expired, and keeps the session', async () => {
    await visitor.get(CLAIMS);
    const old = visitor.hidden();
    await visitor.get(CLAIMS);
    await visitor.post(old);
    expect(visitor.heading()).toBe('Page Expired');
    await visitor.get(CLAIMS);
    expect(visitor.heading()).toBe('Search Claims');
  });

  it.each(['__VIEWSTATE', '__EVENTVALIDATION'])('refuses a forged or missing %s', async (field) => {
    await visitor.get(CLAIMS);
    const value = visitor.hidden()[field]!;
    const forged = `${value.startsWith('A') ? 'B' : 'A'}${value.slice(1)}`;
    await visitor.post({ [field]: forged });
    expect(visitor.heading()).toBe('Page Expired');
    await visitor.get(CLAIMS);
    await visitor.post({ [field]: '' });
    expect(visitor.heading()).toBe('Page Expired');
  });

  it("refuses another session's form", async () => {
    await visitor.get(CLAIMS);
    const other = visit(portal.url);
    await signIn(other);
    await other.get(CLAIMS);
    await other.post(visitor.hidden());
    expect(other.heading()).toBe('Page Expired');
  });

  it('refuses an event that the page did not offer', async () => {
    await visitor.get(CLAIMS);
    await visitor.post({ __EVENTTARGET: 'dnn$ctr1$ClaimSearch$DeleteEverything' });
    expect(visitor.status()).toBe(500);
  });

  it('numbers its controls differently at every start and on every page', async () => {
    const number = (html: string): string => /dnn_ctr(\d+)_/.exec(html)?.[1] ?? '';
    await visitor.get(CLAIMS);
    const claims = number(visitor.html());
    await visitor.get(ELIGIBILITY);
    expect(number(visitor.html())).not.toBe(claims);
    const second = await startPortal({ seed: 8 });
    const elsewhere = visit(second.url);
    await signIn(elsewhere);
    await elsewhere.get(CLAIMS);
    expect(number(elsewhere.html())).not.toBe(claims);
    await second.close();
  });

  it('pages the results by whole and by partial post-back', async () => {
    await visitor.get(CLAIMS);
    await visitor.submit('Search', busySearch());
    expect(visitor.html()).toContain(`Total Records: ${busy().length}`);
    const first = claimLinks(visitor.html());
    expect(first).toHaveLength(10);
    const delta = await visitor.follow('2', true);
    expect(delta).toMatch(/^\d+\|updatePanel\|dnn_ctr\d+_ClaimResults_ResultsUpdatePanel\|/);
    expect(delta).toContain('|hiddenField|__VIEWSTATE|');
    const second = claimLinks(delta);
    expect(new Set([...first, ...second]).size).toBe(busy().length);
  });

  it('gives a whole page to a whole post-back of the pager', async () => {
    await visitor.get(CLAIMS);
    await visitor.submit('Search', busySearch());
    await visitor.follow('2');
    expect(claimLinks(visitor.html())).toHaveLength(busy().length - 10);
    expect(visitor.html()).toContain('<span>2</span>');
  });

  it('shows a result page once: asking again, as Back does, is expired', async () => {
    await visitor.get(CLAIMS);
    await visitor.submit('Search', busySearch());
    await visitor.follow(claimLinks(visitor.html())[0]!);
    expect(visitor.heading()).toBe('Claim Detail');
    await visitor.get('/hcp/provider/Claims/SearchResults/tabid/152/Default.aspx?vs=123456789');
    expect(visitor.heading()).toBe('Page Expired');
    await visitor.get(CLAIMS);
    await visitor.submit('Search', busySearch());
    await visitor.follow(claimLinks(visitor.html())[0]!);
    await visitor.submit('Back to Search Results');
    expect(visitor.heading()).toBe('Claim Search Results');
  });

  it('answers any answer with no-store', async () => {
    const response = await fetch(new URL('/hcp/provider/Home/tabid/135/Default.aspx', portal.url));
    expect(response.headers.get('cache-control')).toBe('no-store');
    expect(response.headers.get('set-cookie')).toContain('HttpOnly');
  });
});

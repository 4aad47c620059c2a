import type { Browser } from 'playwright';
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import { privacyOf, scrubbed } from '../../domain/fingerprint.ts';
import type { Fingerprint } from '../../domain/fingerprint.ts';
import type { LearnedSelector, SelectorProposal } from '../../domain/learned-selector.ts';
import type { ElementMemory } from '../../flows/element-memory.ts';
import { fillIn, locate } from '../../flows/locate.ts';
import { launchBrowser } from '../browser.ts';
import { startVisit, type TestVisit } from './visits.ts';

const SUFFIX = 'test';
const search = {
  name: 'demo/search',
  isHere: [{ role: 'heading', name: /^Eligibility$/ }],
  elements: {
    memberId: [{ label: /^Member ID$/ }, { css: '#ctl_memberId', why: SUFFIX }],
    birthDate: [{ label: /^Birth Date$/ }, { css: '#ctl_birthDate', why: SUFFIX }],
    submit: [{ role: 'button', name: /^Submit$/ }],
    details: [{ role: 'link', name: /^Claim Details$/ }],
  },
} as const;

const page = (fields: string, rest = '<button>Submit</button><a href="#d">Claim Details</a>') =>
  `<h1>Eligibility</h1><h2>Request for OSTRANDER, MARIBEL</h2><form>${fields}${rest}</form><p>Member ZQ4471902</p>`;
const box = (id: string, label: string) => `<p><label for="${id}">${label}</label> <input id="${id}" name="${id}"></p>`;
const AS_IT_WAS = page(box('ctl_memberId', 'Member ID') + box('ctl_birthDate', 'Birth Date'));

let browser: Browser;
let visit: TestVisit;
let memory: ElementMemory;
let kept: Map<string, Fingerprint>;
let approved: LearnedSelector[];
let rejected: string[];
let proposals: SelectorProposal[];

beforeAll(async () => {
  browser = await launchBrowser();
  await seenBefore();
});
beforeEach(() => void ([approved, rejected, proposals] = [[], [], []]));
afterAll(() => browser.close());
afterEach(() => visit.page.context().close());

async function open(html: string): Promise<void> {
  visit = { ...(await startVisit(browser, { baseUrl: 'http://portal.test' })), memory };
  await visit.page.setContent(html);
}

/** Sees the page as it was, with every element where the selector file has it. */
async function seenBefore(): Promise<void> {
  kept = new Map();
  const isPrivate = privacyOf(['ZQ4471902', 'Ostrander', 'Maribel']);
  memory = {
    isPrivate,
    isWanted: () => true,
    keep: ({ element }, print) => void kept.set(element, scrubbed(print, isPrivate)),
    recall: async ({ element }) => ({ fingerprint: kept.get(element) ?? null, approved, rejected }),
    propose: (proposal) => void proposals.push(proposal),
  };
  await open(AS_IT_WAS);
  for (const element of Object.keys(search.elements))
    await locate(visit, search, element as keyof typeof search.elements);
  await visit.page.context().close();
}

const outcome = (element: keyof typeof search.elements) =>
  locate(visit, search, element).then(
    async (found) => `found ${(await found.getAttribute('id')) ?? (await found.innerText())}`,
    (error: { code?: string }) => error.code,
  );

describe('an element that the selector file no longer finds', () => {
  test('is kept as structure and static words, never with data of the person', async () => {
    await open(AS_IT_WAS);
    expect(kept.get('memberId')).toMatchObject({
      role: 'textbox',
      name: 'Member ID',
      marks: 'ctl_memberId ctl_memberId',
    });
    expect(JSON.stringify([...kept])).not.toMatch(/ZQ4471902|OSTRANDER|Maribel/i);
  });

  test('is found by likeness, said by its role and name, and proposed', async () => {
    await open(page(box('f1_memberNo', 'Member Number') + box('f1_dob', 'Date of Birth')));
    await fillIn(visit, search, { memberId: 'ZQ4471902', birthDate: '06/02/1971' });
    expect(await visit.page.getByLabel('Member Number').inputValue()).toBe('ZQ4471902');
    expect(await visit.page.getByLabel('Date of Birth').inputValue()).toBe('06/02/1971');
    expect(proposals.map(({ element, selector }) => [element, selector])).toEqual([
      ['memberId', { by: 'role', role: 'textbox', name: 'Member Number' }],
      ['birthDate', { by: 'role', role: 'textbox', name: 'Date of Birth' }],
    ]);
    expect(visit.drifts).toEqual(['demo/search.memberId #2', 'demo/search.birthDate #2']);
  });

  test('is not guessed when two are alike', async () => {
    await open(page(box('ctl_memberId1', 'Member ID 1') + box('ctl_memberId2', 'Member ID 2')));
    expect(await outcome('memberId')).toBe('selector-missing');
    expect(proposals).toEqual([]);
  });

  test('is not guessed when nothing is alike', async () => {
    await open(page('', '<input type="checkbox" id="x"><label for="x">Remember me</label>'));
    expect(await outcome('memberId')).toBe('selector-missing');
    expect(await outcome('submit')).toBe('selector-missing');
  });

  test('is never a button that does something weighty, nor one that carries data', async () => {
    const fields = box('ctl_memberId', 'Member ID') + box('ctl_birthDate', 'Birth Date');
    await open(page(fields, '<button>Submit Void</button><a href="#d">Claim 20261123001 Details</a>'));
    expect(await outcome('submit')).toBe('selector-missing');
    expect(await outcome('details')).toBe('selector-missing');
  });

  test('is found by an approved selector without a proposal, and never proposed when rejected', async () => {
    const renamed = page(box('f1_memberNo', 'Member Number') + box('f1_dob', 'Date of Birth'));
    await open(renamed);
    rejected = ['role textbox Member Number'];
    expect(await outcome('memberId')).toBe('selector-missing');
    approved = [{ by: 'label', label: 'Member Number' }];
    expect(await outcome('memberId')).toBe('found f1_memberNo');
    expect(proposals).toEqual([]);
  });

  test('is not looked for in one row among many', async () => {
    await open(page('', '<button>Submitted</button>'));
    await expect(locate(visit, search, 'submit', visit.page.locator('form'))).rejects.toMatchObject({
      code: 'selector-missing',
    });
  });
});
